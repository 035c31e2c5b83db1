"""An endpoint on loopback that is told of conventions, and believes what the example script believes."""

import importlib.util
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

EXAMPLE = Path(__file__).parent.parent.parent.parent / "Examples/verify-webhook.py"


def example():
    spec = importlib.util.spec_from_file_location("verify_webhook", EXAMPLE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Receiver:
    def __init__(self):
        self.requests, self.secret, self.is_genuine = [], None, example().is_genuine
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *arguments):
                pass

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.requests.append((dict(self.headers.items()), body))
                # Refused once: what was not taken comes again.
                self.send_response(503 if len(receiver.requests) == 2 else 204)
                self.end_headers()

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def host(self):
        return f"127.0.0.1:{self.server.server_port}"

    def messages(self):
        """All that came, each of which is genuine."""
        for fields, body in list(self.requests):
            fields = {name.lower(): value for name, value in fields.items()}
            assert self.is_genuine(
                self.secret, fields["webhook-id"], fields["webhook-timestamp"], fields["webhook-signature"], body, time.time()), fields
            message = json.loads(body)
            assert message["id"] == fields["webhook-id"], message
            yield message

    def wait_for(self, kind, reference, seconds=90):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for message in self.messages():
                if message["type"] == kind and message["data"].get("convention") == reference:
                    return message
            time.sleep(0.2)
        raise AssertionError(f"nobody was told {kind} of {reference}: {[m['type'] for m in self.messages()]}")

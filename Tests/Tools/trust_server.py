"""Servers on loopback that behave, and misbehave, as trust services do.

    trust_server.py DIRECTORY

Makes keys and certificates in DIRECTORY with openssl, prints one JSON line {"port": ...} when it listens, and ends with
its standard input. With DIRECTORY it also listens by TLS at "tlsPort", with a certificate for 127.0.0.1 of tls-root.pem.
What a path does:

    /http/MODE        bytes that are no trust service's: good, echo, error, redirect, huge, headers, slow, silent, close, and meet:
                      good for two who ask at the same time, error for who is alone; webhook: keeps the request for /last
    /tsa/MODE         RFC 3161: good, and one MODE for each thing that can be wrong
    /crl/root         the revocation list of root.pem, as /set/crl/MODE said last: good, other, old, none, revoked, garbage
    /tsa/private      as /tsa/good for whoever says /set/login/USER:PASSWORD's by basic authentication, else 401
    /tsa/switch       as /tsa/good after /set/switch/on, as /http/MODE after /set/switch/MODE, as /http/error before
    /ocsp             RFC 6960, by POST or by GET: as /set/ocsp/MODE said last
    /geo/MODE?q=…     a service of addresses: good, and one MODE for each thing that can be wrong; keeps the question for /last
    /hits/PATH        how often /PATH was asked for; /hits/ocsp/get, /hits/ocsp/post and /hits/geo, whatever was asked
"""

import base64
import json
import ssl
import sys
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from trust_ocsp import Responder
from trust_tsa import TimeStampingAuthority

HITS = {}
MEETING = threading.Barrier(2)
SETTINGS = {"crl": "good", "switch": "off", "ocsp": "good", "login": ""}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    tsa = None
    ocsp = None

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        self.handle_request(b"")

    def do_POST(self):
        self.handle_request(self.rfile.read(int(self.headers.get("Content-Length", "0"))))

    def handle_request(self, body):
        self.close_connection = True
        path = self.path.lstrip("/")
        HITS[path] = HITS.get(path, 0) + 1
        service, _, mode = path.partition("/")
        if service == "hits":
            return self.answer(200, "text/plain", str(HITS.get(mode, 0)).encode())
        if service == "last":
            return self.answer(200, "application/json", SETTINGS["last"].encode())
        if service == "set":
            name, _, value = mode.partition("/")
            SETTINGS[name] = value
            return self.answer(200, "text/plain", value.encode())
        if service == "geo":
            HITS["geo"] = HITS.get("geo", 0) + 1
            return self.answer_place(mode.partition("?")[0])
        if service == "crl":
            return self.answer_list(SETTINGS["crl"])
        if service == "ocsp":
            return self.answer_ocsp(SETTINGS["ocsp"], body or base64.b64decode(urllib.parse.unquote(mode)))
        if path == "tsa/private":
            expected = "Basic " + base64.b64encode(urllib.parse.unquote(SETTINGS["login"]).encode()).decode()
            if self.headers.get("Authorization") != expected:
                HITS["refused"] = HITS.get("refused", 0) + 1
                return self.answer(401, "text/plain", b"who are you?", **{"WWW-Authenticate": "Basic realm=tsa"})
            mode = "good"
        if path == "tsa/switch":
            mode = {"on": "good", "off": "error"}.get(SETTINGS["switch"], SETTINGS["switch"])
        misbehaviour = getattr(self, "http_" + mode.replace("-", "_"), None)
        if service in ("http", "tsa") and misbehaviour and not (service == "tsa" and mode == "good"):
            return misbehaviour(body)
        if service == "tsa" and self.tsa:
            return self.answer(200, "application/timestamp-reply", self.tsa.reply(mode, body))
        self.answer(404, "text/plain", b"no such thing")

    def answer_ocsp(self, mode, request):
        key = "ocsp/" + self.command.lower()
        HITS[key] = HITS.get(key, 0) + 1
        misbehaviour = getattr(self, "http_" + mode.replace("-", "_"), None)
        if misbehaviour and mode not in ("good", "garbage"):
            return misbehaviour(request)
        if mode == "get-only" and self.command == "POST":
            return self.answer(405, "text/plain", b"no")
        self.answer(200, "application/ocsp-response", self.ocsp.reply(mode, request))

    def answer_place(self, mode):
        SETTINGS["last"] = json.dumps(dict(urllib.parse.parse_qsl(self.path.partition("?")[2])))
        misbehaviour = getattr(self, "http_" + mode.replace("-", "_"), None)
        if misbehaviour and mode != "good":
            return misbehaviour(b"")
        properties = {"label": "12 Rue des Lilas 94000 Créteil", "score": 0.97, "type": "housenumber", "postcode": "94000"}
        geometry = {"type": "Point", "coordinates": [2.4567, 48.7812]}
        answer = {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": geometry, "properties": properties}]}
        changes = {
            "low": lambda: properties.update(score=0.3),
            "scoreless": lambda: properties.pop("score"),
            "shop": lambda: properties.update(type="poi"),
            "elsewhere": lambda: properties.update(postcode="69003"),
            "nowhere": lambda: properties.pop("postcode"),
            "none": lambda: answer.update(features=[]),
            "outside": lambda: geometry.update(coordinates=[2.4, 148.7]),
            "flat": lambda: geometry.update(coordinates=[2.4]),
            "area": lambda: geometry.update(type="Polygon", coordinates=[[[2.4, 48.7]]]),
            "list": lambda: answer.update(type="List"),
        }
        changes.get(mode, lambda: None)()
        self.answer(200, "application/json; charset=utf-8", json.dumps(answer).encode())

    def answer_list(self, mode):
        if mode == "none":
            return self.answer(404, "text/plain", b"gone")
        self.answer(200, "application/pkix-crl", b"garbage" if mode == "garbage" else self.tsa.revocation_list(mode))

    def answer(self, status, media_type, body, **fields):
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Set-Cookie", "seen=1")
        for name, value in fields.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def http_good(self, body):
        self.answer(200, "application/test; charset=x", b"good")

    def http_echo(self, body):
        fields = {name.lower(): value for name, value in self.headers.items()}
        self.answer(200, "application/json", json.dumps({"fields": fields, "body": body.decode()}).encode())

    def http_webhook(self, body):
        fields = {name.lower(): value for name, value in self.headers.items()}
        SETTINGS["last"] = json.dumps({"fields": fields, "body": body.decode()})
        self.answer(200, "text/plain", b"")

    def http_error(self, body):
        self.answer(500, "application/timestamp-reply", b"broken")

    def http_redirect(self, body):
        self.answer(302, "text/plain", b"", Location=f"http://127.0.0.1:{self.server.server_port}/http/good")

    def http_other_type(self, body):
        self.answer(200, "text/html", b"<p>Welcome to the portal</p>")

    def http_garbage(self, body):
        self.answer(200, "application/timestamp-reply", bytes(range(256)))

    def http_empty(self, body):
        self.answer(200, "application/timestamp-reply", b"")

    def http_huge(self, body):
        """Says nothing of its length and goes on until the other side has had enough."""
        self.start_endless()
        try:
            while True:
                self.wfile.write(b"x" * 65536)
        except OSError:
            pass

    def http_headers(self, body):
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        try:
            for number in range(100_000):
                self.wfile.write(b"X-%d: %s\r\n" % (number, b"y" * 200))
        except OSError:
            pass

    def http_slow(self, body):
        self.start_endless()
        try:
            for _ in range(600):
                self.wfile.write(b"x")
                time.sleep(0.1)
        except OSError:
            pass

    def http_silent(self, body):
        time.sleep(60)

    def http_meet(self, body):
        try:
            MEETING.wait(timeout=4)
        except threading.BrokenBarrierError:
            return self.http_error(body)
        self.http_good(body)

    def http_close(self, body):
        self.connection.close()

    def start_endless(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/timestamp-reply\r\n\r\n")


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass


def serve_by_tls(directory):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(directory / "tls.pem", directory / "tls.key")
    server = Server(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port


def main():
    server = Server(("127.0.0.1", 0), Handler)
    ports = {"port": server.server_port}
    if len(sys.argv) > 1:
        Handler.tsa = TimeStampingAuthority(Path(sys.argv[1]), server.server_port)
        Handler.ocsp = Responder(Handler.tsa)
        ports["tlsPort"] = serve_by_tls(Path(sys.argv[1]))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps(ports), flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()

"""Where the service's mails arrive: its local mailbox, and an SMTP server that keeps what it took over."""

import email
import email.policy
import re
import socketserver
import threading
from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    key: str
    to: str
    subject: str
    body: str

    @property
    def reference(self):
        return re.search(r"Référence de la convention\s*: (\w+)", self.body).group(1)

    @property
    def signing_link(self):
        return self._find(r"http://\S+?(/s/[\w-]+)")

    @property
    def reading_link(self):
        return self._find(r"http://\S+?(/r/[\w-]+)")

    @property
    def code(self):
        return self._find(r"^(\d{6})$")

    @property
    def access_token(self):
        """The line below the one that announces it."""
        return self._find(r"jeton d’accès[^\n]*\n\n(\S+)$")

    @property
    def secrets(self):
        links = [link.rsplit("/", 1)[1] for link in (self.signing_link, self.reading_link) if link]
        return {secret for secret in [*links, self.code, self.access_token] if secret}

    def _find(self, pattern):
        found = re.search(pattern, self.body, re.MULTILINE)
        return found.group(1) if found else None


class Mail:
    """All messages, whichever way they came, in the order in which they were first seen."""

    def __init__(self, mailbox):
        self.mailbox = mailbox
        self.duplicates = 0
        self._messages, self._files = {}, set()
        self._lock = threading.Lock()

    def take(self, raw):
        """Takes a message over; the same Message-ID once more is a duplicate and must be the same message."""
        parsed = email.message_from_bytes(raw, policy=email.policy.default)
        assert not parsed.defects, f"a mail is malformed: {parsed.defects}"
        body = parsed.get_content().replace("\r\n", "\n")
        key = parsed["Message-ID"]
        message = Message(key, parsed["To"].addresses[0].addr_spec, str(parsed["Subject"]), body)
        with self._lock:
            known = self._messages.setdefault(key, message)
            if known is not message:
                self.duplicates += 1
                assert known == message, "two different mails carry one Message-ID"

    def all(self):
        for file in sorted(self.mailbox.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns):
            with self._lock:
                is_new = file not in self._files
                self._files.add(file)
            if is_new:
                raw = file.read_bytes()
                assert raw, f"{file.name} is empty: the local mailbox shows half a mail"
                self.take(raw)
        with self._lock:
            return list(self._messages.values())

    def to(self, reference, address):
        """What one person received about one convention, oldest first."""
        return [message for message in self.all() if message.to == address and message.reference == reference]

    def check_keys(self):
        """One mail, one key: every body holds a link or a code of its own, so none comes under two Message-IDs."""
        bodies = [(message.to, message.body) for message in self.all()]
        assert len(bodies) == len(set(bodies)), "one mail came under two Message-IDs"


class SMTPServer(socketserver.ThreadingTCPServer):
    """Takes every message over. Source: RFC 5321 §4.1."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, mail):
        super().__init__(("127.0.0.1", 0), SMTPHandler)
        self.mail = mail
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self):
        return self.server_address[1]


class SMTPHandler(socketserver.StreamRequestHandler):
    def handle(self):
        try:
            self.converse()
        except OSError:
            pass  # the service was killed in the middle of a conversation

    def converse(self):
        self.answer(220, "localhost")
        while line := self.rfile.readline():
            verb = line.split(b" ")[0].strip().upper()
            if verb == b"DATA":
                self.answer(354, "go on")
                if (raw := self.message()) is None:
                    return
                self.server.mail.take(raw)
                self.answer(250, "taken over")
            elif verb == b"QUIT":
                return self.answer(221, "bye")
            else:
                self.answer(250, "localhost")

    def message(self):
        """The lines up to the single dot; None when the sender went away before it."""
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line.endswith(b"\n"):
                return None
            lines.append(line[1:] if line.startswith(b".") else line)
        return b"".join(lines)

    def answer(self, status, text):
        self.wfile.write(f"{status} {text}\r\n".encode())

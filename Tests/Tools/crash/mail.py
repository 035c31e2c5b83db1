"""Where the service's mails arrive: its local mailbox, and an SMTP server that keeps what it took over."""

import email
import email.policy
import re
import socketserver
import threading
import time


class Message:
    """One mail, and what a person finds in it; None for what is not there."""

    def __init__(self, key, to, subject, body):
        self.key, self.to, self.subject, self.body = key, to, subject, body
        self.reference = self._find(r"Référence\s*: (\w+)")
        self.signing_link = self._find(r"http://\S+?(/s/[\w-]+)")
        self.reading_link = self._find(r"http://\S+?(/r/[\w-]+)")
        self.entry_link = self._find(r"http://\S+?(/ecole/entrer/[\w-]+)")
        self.code = self._find(r"^(\d{6})$")
        # The line below the one that announces it.
        self.access_token = self._find(r"jeton d’accès[^\n]*\n\n(\S+)$")

    @property
    def secrets(self):
        links = [link.rsplit("/", 1)[1] for link in (self.signing_link, self.reading_link, self.entry_link) if link]
        return {secret for secret in [*links, self.code, self.access_token] if secret}

    def _find(self, pattern):
        found = re.search(pattern, self.body, re.MULTILINE)
        return found.group(1) if found else None


class Mail:
    """All messages, whichever way they came, in the order in which they were first seen."""

    def __init__(self, mailbox):
        self.mailbox = mailbox
        self.duplicates = 0
        self._messages, self._mailboxes, self._files = {}, {}, set()
        self._looked = 0.0
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
            if known is message:
                self._mailboxes.setdefault((message.reference, message.to), []).append(message)
            else:
                self.duplicates += 1
                same = (known.to, known.subject, known.body) == (message.to, message.subject, message.body)
                assert same, "two different mails carry one Message-ID"

    def all(self):
        self._look()
        with self._lock:
            return list(self._messages.values())

    def _look(self):
        """Reads what is new in the local mailbox."""
        with self._lock:
            if time.monotonic() - self._looked < 0.03:
                return
            self._looked = time.monotonic()
            # Thousands lie there after many kills: only what is new is looked at, and put in order.
            found = [file for file in self.mailbox.glob("*.eml") if file not in self._files]
        for file in sorted(found, key=lambda path: path.stat().st_mtime_ns):
            with self._lock:
                is_new = file not in self._files
                self._files.add(file)
            if is_new:
                raw = file.read_bytes()
                assert raw, f"{file.name} is empty: the local mailbox shows half a mail"
                self.take(raw)

    def to(self, reference, address):
        """What one person received about one convention, oldest first."""
        self._look()
        with self._lock:
            return list(self._mailboxes.get((reference, address), []))

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
        # How many more messages to take over before an answer is held back, and the sign that one is.
        self.hold_after = None
        self.held = threading.Event()
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
                self.hold()
                self.answer(250, "taken over")
            elif verb == b"QUIT":
                return self.answer(221, "bye")
            else:
                self.answer(250, "localhost")

    def hold(self):
        """The worst moment for a kill: the message is taken over, and the service does not know it yet."""
        if self.server.hold_after is not None:
            self.server.hold_after -= 1
            if self.server.hold_after <= 0:
                self.server.held.set()
                self.rfile.read()  # until the service is gone

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

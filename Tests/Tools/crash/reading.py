"""Reads behind the links that people received; behind a reading link, with a code from the mailbox."""

import time
import urllib.parse

from parties import hidden_fields

# How long a code may take to arrive, in seconds.
PATIENCE = 10


class Reader:
    """A browser that keeps the cookies it was given."""

    def __init__(self, service, mail):
        self.service, self.mail = service, mail
        self.cookies = {}

    def document(self, message):
        """The newest revision through the link of a mail; None when the link does not lead there."""
        for link in (message.reading_link, message.signing_link):
            if link and (document := self.get(link, "/document.pdf")):
                return document
        if message.reading_link and self.enter(message):
            return self.get(message.reading_link, "/document.pdf")
        return None

    def get(self, link, end):
        cookie = {"Cookie": self.cookies[link]} if link in self.cookies else {}
        status, _, body = self.service.request("GET", link + end, headers=cookie)
        return body if status == 200 else None

    def enter(self, message):
        """Asks for a code, waits for it and types it; whether that was possible."""
        link = message.reading_link
        page = self.get(link, "")
        if not page:
            return False
        form = hidden_fields(page.decode(), f"{link}/code")
        known = {mail.key for mail in self.mail.to(message.reference, message.to)}
        status, headers, _ = self.post(f"{link}/code", form)
        if status != 303:
            return False  # three codes an hour: another link has to do
        attempt = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(headers["Location"]).query))
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            new = [mail for mail in self.mail.to(message.reference, message.to) if mail.code and mail.key not in known]
            for mail in new:
                status, headers, _ = self.post(f"{link}/lire", {**form, **attempt, "code": mail.code})
                if status == 303 and headers["Set-Cookie"]:
                    self.cookies[link] = headers["Set-Cookie"].split(";")[0]
                    return True
            time.sleep(0.1)
        return False

    def post(self, path, fields):
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.service.request("POST", path, urllib.parse.urlencode(fields), headers)

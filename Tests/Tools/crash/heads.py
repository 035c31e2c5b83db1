"""The head of a school, who agrees to lists of conventions on the pages for accounts; the service then signs them by itself."""

import base64
import hashlib
import hmac
import re
import struct
import threading
import time
import urllib.parse

from parties import Signatory, hidden_fields

# Somebody else than who signs for the school in the sample: who has an account signs with nothing else any more.
SAMPLE = "public-lycee-seconde"
NAME, ADDRESS = "Hélène Vasseur-Blin", "proviseure@lycee-tillion.example"
# Conventions of one list.
LENGTH = 3


class Head:
    """An account with a browser and an application for codes."""

    def __init__(self, service, mail):
        self.service, self.mail = service, mail
        self.secret = self.cookie = self.asked = None
        self.newest_step = 0
        # One list after the other is agreed to, by one person.
        self.lock = threading.Lock()

    def enrol(self):
        printed = self.service.on_data("head", "enroll", "--name", NAME, "--email", ADDRESS, "--no-confirm")
        self.secret = base64.b32decode(printed.split()[-1])

    def code(self):
        """One that was not used yet, or None for the moment: each is shown for half a minute and serves once (RFC 6238)."""
        now = int(time.time()) // 30
        step = max(self.newest_step + 1, now - 1)
        if step > now + 1:
            return None
        self.newest_step = step
        mac = hmac.new(self.secret, struct.pack(">Q", step), hashlib.sha1).digest()
        offset = mac[19] & 15
        return f"{(struct.unpack('>I', mac[offset:offset + 4])[0] & 0x7fffffff) % 1000000:06d}"

    def get(self, path):
        """A page, or None when it is not shown to who has not entered."""
        status, _, page = self.service.request("GET", path, headers={"Cookie": self.cookie})
        if status == 303:
            self.cookie = None
            return None
        assert status == 200, f"{path} was answered with {status}"
        return page.decode()

    def post(self, path, fields):
        headers = {"Content-Type": "application/x-www-form-urlencoded"} | ({"Cookie": self.cookie} if self.cookie else {})
        status, headers, _ = self.service.request("POST", path, urllib.parse.urlencode(fields), headers)
        assert status == 303, f"{path} was answered with {status}"
        return headers

    def is_within(self):
        """Goes one step towards the desk; whether the head is there."""
        if self.cookie:
            return True
        known = {message.key for message in self.mail.to(None, ADDRESS)}
        if self.asked is None:
            _, _, page = self.service.request("GET", "/ecole")
            self.asked = known
            self.post("/ecole/lien", hidden_fields(page.decode(), "/ecole/lien") | {"courriel": ADDRESS})
            return False
        links = [m.entry_link for m in self.mail.to(None, ADDRESS) if m.entry_link and m.key not in self.asked]
        if not links or not (code := self.code()):
            return False
        status, _, page = self.service.request("GET", links[-1])
        self.asked = None
        if status == 410:  # served in a request whose answer was lost
            return False
        headers = self.post(links[-1], hidden_fields(page.decode(), links[-1]) | {"code": code})
        if headers["Set-Cookie"]:
            self.cookie = headers["Set-Cookie"].split(";")[0]
        return self.cookie is not None


def make_sample(examples, target):
    """The sample with this head in it."""
    for suffix, old, new in ((".xml", ">Vasseur<", ">Vasseur-Blin<"), (".contacts.xml", "stages@lycee-tillion.example", ADDRESS)):
        text = (examples / f"{SAMPLE}{suffix}").read_text()
        assert text.count(old) == 1, f"{SAMPLE}{suffix} names its head in another way"
        target.with_name(target.name + suffix).write_text(text.replace(old, new))
    return target


class AgreedList:
    """Some conventions to which the head agrees at once."""

    def __init__(self, head):
        self.head = head
        self.conventions = []
        self.path = None
        self.is_agreed = self.is_finished = False
        # So many of it are signed, as far as the page has said.
        self.settled = 0

    def step(self, world):
        with self.head.lock:
            if self.is_finished or not self.head.is_within():
                return
            if self.path is None and not self.propose():
                return
            page = self.head.get(self.path)
            if page and 'name="engagement"' in page:
                self.agree(world, page)
            elif page:
                self.is_agreed = True
                world.list_agreed.set()
                self.follow(world, page)

    def propose(self):
        page = self.head.get("/ecole/conventions")
        if page:
            chosen = {f"c-{convention.reference}": "oui" for convention in self.conventions}
            self.path = self.head.post("/ecole/lots", hidden_fields(page, "/ecole/lots") | chosen)["Location"]
            assert re.fullmatch(r"/ecole/lots/[\w-]+", self.path), f"a list was answered with {self.path}"
        return self.path

    def agree(self, world, page):
        if not (code := self.head.code()):
            return
        action = f"{self.path}/signer"
        with world.signing():
            fields = hidden_fields(page, action) | {"accord": "oui", "code": code}
            location = self.head.post(action, fields)["Location"]
        # Used in a request whose answer was lost: the next code serves.
        assert location in (self.path, f"{self.path}?erreur=utilise"), f"agreeing to a list was answered with {location}"

    def follow(self, world, page):
        if found := re.search(r'<progress max="\d+" value="(\d+)"', page):
            self.settled = int(found.group(1))
            return
        assert "C’est fait" in page and "Non signées" not in page, f"{self.path} was not signed as a whole"
        self.is_finished = True
        for convention in self.conventions:
            world.acknowledge(next(s for s in convention.signatories if s.field == "school"), None)

    def check_mails(self, mail):
        """One mail tells that it is finished, to who agreed to it."""
        told = [message for message in mail.to(None, ADDRESS) if self.path in message.body]
        assert len(told) == 1, f"{len(told)} mails tell of the end of a list"


class ByList(Signatory):
    """The head, as one of those who sign a convention."""

    list = None

    def step(self, world):
        self.list.step(world)

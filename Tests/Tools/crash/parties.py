"""Those who sign: each reads its mail, opens its link, asks for the code, types it, signs, as often as it takes."""

import contextlib
import hashlib
import json
import random
import re
import threading
import time
import urllib.parse
import xml.etree.ElementTree as ElementTree

from service import Stopped

SHEET = "{urn:seing:contact-sheet:1}"
# Field names in the order of groups that sign one after the other (preset `countersign`).
GROUPS = [["student", "representative-1", "representative-2"], ["school"], ["employer"]]
FIELDS = [field for group in GROUPS for field in group]
# In which order, by preset.
ORDERS = {None: GROUPS, "free": [FIELDS]}


class TurnedAway(Exception):
    """The service answered that it cannot for the moment, where it may."""


class Convention:
    """One convention with its signatories, from its contact sheet."""

    def __init__(self, reference, sheet, order=None, school=None):
        self.reference, self.groups = reference, ORDERS[order]
        self.kills = 0
        self.pdf = b""
        contacts = ElementTree.parse(sheet).getroot().iter(f"{SHEET}contact")
        addresses = {c.findtext(f"{SHEET}of"): c.findtext(f"{SHEET}email") for c in contacts}
        self.addresses = {field: addresses[field] for field in FIELDS if addresses.get(field)}
        kinds = {"employer": Employer, "school": school or Signatory}
        self.signatories = [kinds.get(field, Signatory)(self, field) for field in self.addresses]

    def awaited(self, signed):
        """Whose turn it is after these signatures."""
        for group in self.groups:
            missing = [field for field in group if field in self.addresses and field not in signed]
            if missing:
                return missing
        return []

    @property
    def is_finished(self):
        return all(signatory.is_acknowledged for signatory in self.signatories)


class Signatory:
    """A person with a browser."""

    _count = 0

    def __init__(self, convention, field):
        self.convention, self.field = convention, field
        self.address = convention.addresses[field]
        self.is_acknowledged = False
        self.attempt = None
        self.seen_codes = set()
        self.wrong_codes = 0
        Signatory._count += 1
        number = Signatory._count
        self.source = f"127.{1 + number // 60000 % 250}.{number // 240 % 250}.{2 + number % 240}"

    def __str__(self):
        return f"{self.field} of {self.convention.reference}"

    def sign(self, world):
        """Signs, or returns when the service is killed meanwhile; can be called again after the restart."""
        pause = random.Random(f"{world.seed} {self} {self.convention.kills}")
        try:
            while not self.is_acknowledged and not world.is_over:
                time.sleep(pause.uniform(0, 0.15))
                with contextlib.suppress(TurnedAway):
                    self.step(world)
        except Stopped as error:
            if not world.is_over:
                world.fail(f"{self}: the service went away by itself: {error}")
        except Exception as error:  # a thread has nobody above it
            world.fail(f"{self}: {type(error).__name__}: {error}")
            world.is_over = True

    def step(self, world):
        messages = world.mail.to(self.convention.reference, self.address)
        links = [message.signing_link for message in messages if message.signing_link]
        if not links:
            return
        if self.attempt is None:
            self.ask_for_code(world, links[-1])
        codes = [message for message in messages if message.code and message.key not in self.seen_codes]
        if self.attempt and codes:
            self.type_code(world, links[-1], codes[-1])

    def ask_for_code(self, world, link):
        status, headers, page = self.ask(world, "GET", link)
        if status == 303:
            return self.require_receipt(world, headers["Location"])
        assert status == 200, f"the signing page answered {status}"
        form = hidden_fields(page.decode(), f"{link}/code")
        # Codes that came before are of an attempt whose answer was lost.
        earlier = {m.key for m in world.mail.to(self.convention.reference, self.address) if m.code}
        status, headers, page = self.post(world, f"{link}/code", {**form, "accord": "oui"})
        assert status == 303, f"asking for a code was answered with {status}"
        query = urllib.parse.urlsplit(headers["Location"]).query
        self.seen_codes = earlier
        self.attempt = dict(urllib.parse.parse_qsl(query)) | {"jeton": form["jeton"]}

    def type_code(self, world, link, code):
        with world.signing():
            status, headers, page = self.post(world, f"{link}/sign", {**self.attempt, "code": code.code})
        if status == 422 and "plus valable" in page.decode():
            self.attempt = None
            return
        if status == 422:  # a code of an earlier attempt, whose answer was lost, came after this one was asked for
            self.seen_codes.add(code.key)
            self.wrong_codes += 1
            assert self.wrong_codes < 4, "codes from the mailbox were refused"
            return
        assert status == 303, f"signing was answered with {status}"
        self.require_receipt(world, headers["Location"])

    def require_receipt(self, world, location):
        if location.endswith("/pending"):
            world.wait_for_time_stamp(self)
            return
        assert location.endswith("/receipt"), f"sent to {location.split('/')[-1]} instead of the receipt"
        world.acknowledge(self, None)

    def post(self, world, path, fields):
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask(world, "POST", path, urllib.parse.urlencode(fields), headers)

    def ask(self, world, method, path, body=None, headers=None):
        answer = world.service.request(method, path, body, headers, self.source)
        if answer[0] == 503:
            world.turn_away(self, method, path, answer)
        return answer


class Employer(Signatory):
    """A program with an access token; a lost answer is asked for again with the same key."""

    def step(self, world):
        messages = world.mail.to(self.convention.reference, self.address)
        tokens = [message.access_token for message in messages if message.access_token]
        if not tokens:
            return
        api = f"/api/v1/conventions/{self.convention.reference}"
        authorization = {"Authorization": f"Bearer {tokens[-1]}"}
        if self.attempt is None:
            self.attempt = self.read(world, api, authorization)
        headers = authorization | {
            "Content-Type": "application/json", "Idempotency-Key": f"crash-test-{self.convention.reference}"}
        with world.signing():
            status, _, body = self.ask(
                world, "POST", f"{api}/countersignature", json.dumps(self.attempt), headers)
        # Where nobody waits for another, somebody may sign between reading and countersigning: the program reads anew.
        if status == 409 and len(self.convention.groups) == 1 and b"problem:document-changed" in body:
            self.attempt = None
            return
        assert status == 201, f"countersigning was answered with {status}: {body.decode()}"
        world.acknowledge(self, json.loads(body)["revision"]["sha256"])

    def read(self, world, api, authorization):
        status, _, body = self.ask(world, "GET", api, headers=authorization)
        assert status == 200, f"reading the convention was answered with {status}"
        facts = json.loads(body)
        status, _, document = self.ask(world, "GET", f"{api}/document", headers=authorization)
        assert status == 200, f"reading the document was answered with {status}"
        signatory = {name: facts["signatory"][name] for name in ("givenName", "familyName")}
        return {
            "signatory": signatory, "capacity": facts["signatory"]["capacity"],
            "consentVersion": facts["consent"]["version"], "revisionSha256": hashlib.sha256(document).hexdigest()}


def hidden_fields(page, action):
    """The hidden fields of the form that goes to an address."""
    form = re.search(rf'<form [^>]*action="{re.escape(action)}".*?</form>', page, re.DOTALL)
    assert form, "the page has no form to agree with"
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form.group()))


class World:
    """What the signatories of one round share."""

    def __init__(self, seed, service, mail):
        self.seed, self.service, self.mail = seed, service, mail
        self.is_over = False
        self.failures = []
        self.acknowledged = {}
        self.signings = self.in_flight = self.most_in_flight = 0
        self.signing_begun = threading.Condition()
        self.list_agreed = threading.Event()
        # Where signatories wait for each other before they press the button, if they are to do so.
        self.barrier = None
        self.before_signing = None

    @contextlib.contextmanager
    def signing(self):
        """Around the request that signs."""
        if self.barrier:
            self.barrier.wait()
        if self.before_signing:
            self.before_signing()
        with self.signing_begun:
            self.signings += 1
            self.in_flight += 1
            self.most_in_flight = max(self.most_in_flight, self.in_flight)
            self.signing_begun.notify_all()
        try:
            yield
        finally:
            with self.signing_begun:
                self.in_flight -= 1

    def acknowledge(self, signatory, revision):
        signatory.is_acknowledged = True
        self.acknowledged[signatory.convention.reference, signatory.field] = revision

    def wait_for_time_stamp(self, signatory):
        raise AssertionError(f"{signatory} was told that the signature is in progress")

    def turn_away(self, signatory, method, path, answer):
        raise AssertionError(f"{signatory}: {method} was answered with 503")

    def fail(self, text):
        self.failures.append(text)

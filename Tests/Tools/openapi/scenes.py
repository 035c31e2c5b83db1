"""A demonstration in which it is the employer's turn, several times, and what each example of the description does in it."""

import base64
import hashlib
import json
import re
import shutil
import subprocess
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from mail import Mail
from parties import Convention, Employer, World
from receiver import Receiver
from service import HOST, Service

ROOT = Path(__file__).parent.parent.parent.parent
SAMPLE = ROOT / "Examples/conventions/public-lycee-seconde"
EXAMPLE = ROOT / "Examples/countersign-with-own-key"


def siret():
    """Of the host in the sample."""
    root = ElementTree.parse(f"{SAMPLE}.xml").getroot()
    return next(element.text for element in root.iter() if element.tag.endswith("}siret"))


class UnlimitedService(Service):
    """Requests come faster here than anybody's limit."""

    options = ["--posts-per-minute", "1000000"]


class Turn:
    """One convention that waits for its employer."""

    def __init__(self, reference, token):
        self.reference, self.token = reference, token


class Scenes:
    def __init__(self, seing, work):
        self.work, self.data = work, work / "data"
        self.service = UnlimitedService(seing, self.data)
        self.origin = f"http://{HOST}:{self.service.port}"
        self.keys = 0
        self.bounce_secret = "b" * 32

    def begin(self):
        secret = self.work / "bounce-secret"
        secret.touch(mode=0o600)
        secret.write_text(self.bounce_secret)
        self.service.options = [*self.service.options, "--bounce-secret-file", str(secret)]
        self.service.start()
        self.receiver = Receiver()
        (self.data / "webhooks.json").write_text(json.dumps({"internalHosts": [self.receiver.host]}))
        self.service.stop()
        self.service.start()
        self.receiver.secret = self.service.on_data(
            "webhook", "add", "erp", "--url", f"http://{self.receiver.host}/", "--siret", siret()).strip()
        self.service.on_data("webhook", "test", "erp")
        self.school_key = self.service.on_data("school-key", "new", "openapi").strip()
        self.employer_key = self.service.on_data("employer-key", "new", "openapi", "--siret", siret()).strip()
        self.mail = Mail(self.data / "mailbox")
        self.turns = [self.turn() for _ in range(4)]
        self.last = self.turns[-1]

    def end(self):
        if self.service.process and self.service.process.poll() is None:
            self.service.kill()

    def turn(self):
        reference = self.service.on_data(
            "convention", "new", f"{SAMPLE}.xml", "--contacts", f"{SAMPLE}.contacts.xml", "--despite-overlap",
            "essai").strip()
        self.service.on_data("convention", "issue", reference, "--late", "essai")
        world = World(1, self.service, self.mail)
        convention = Convention(reference, f"{SAMPLE}.contacts.xml")
        for signatory in convention.signatories:
            if not isinstance(signatory, Employer):
                signatory.sign(world)
        assert not world.failures, world.failures
        return Turn(reference, self.token_of(reference, convention.addresses["employer"]))

    def fetch_description(self):
        status, headers, body = self.service.request("GET", "/api/openapi.json")
        assert status == 200 and headers["Content-Type"] == "application/json", status
        return json.loads(body)

    # Requests.

    def send(self, name, turn, body=None, expect=(200, 201), headers=None, query="", **parameters):
        """Sends one request and holds the answer against the description."""
        fields = {"Authorization": f"Bearer {turn.token}"} | (headers or {})
        method = self.description.operations[name][0].upper()
        if body is not None:
            self.keys += 1
            fields = {"Content-Type": "application/json", "Idempotency-Key": f"example-{self.keys}"} | fields
            body = body if isinstance(body, str) else json.dumps(body)
        path = self.description.path(name, id=turn.reference, **parameters)
        status, answered, data = self.service.request(method, f"{path}?{query}" if query else path, body, fields)
        if "json" in (answered["Content-Type"] or ""):
            data = json.loads(data)
        assert status in expect, f"{name} was answered with {status}: {data}"
        self.description.check_answer(name, status, answered, data)
        return data

    def demand(self, name, turn):
        """The example, with what only this moment knows."""
        state = self.send("readConvention", turn)
        document = self.send("readDocument", turn)
        person = state["signatory"]
        moment = {
            "signatory": {member: person[member] for member in ("givenName", "familyName")},
            "capacity": person["capacity"], "consentVersion": state["consent"]["version"],
            "revisionSha256": hashlib.sha256(document).hexdigest()}
        return self.description.request_example(name) | moment

    # Scenes.

    def play(self, description):
        self.description = description
        first, second, third, _ = self.turns
        self.send("describe", first)
        self.read(first)
        self.list()
        self.set_up_webhook(Turn("", self.employer_key))
        self.tell_of_bounces(Turn("", self.bounce_secret))
        self.send("countersign", first, self.demand("countersign", first))
        self.send("countersign", first, self.demand("countersign", first), expect=[409])
        self.send("refuse", second, description.request_example("refuse"))
        self.require_told(first, second)
        self.sign_with_own_key(third)
        self.refuse_what_is_wrong(self.last)
        school = Turn("", self.school_key)
        self.read_proof(Turn(first.reference, self.school_key))
        self.prepare(school)
        self.send("enterDraft", school, description.request_example("enterDraft"))
        self.send("enterDraft", school, {"convention": {}, "contacts": {}}, expect=[422])
        self.require_all_played()

    def list(self):
        """Page by page, until there is none; what is listed is what waits, and a replaced key opens the list as the new one."""
        found, old = [], Turn("", self.employer_key)
        holder = Turn("", self.service.on_data("employer-key", "rotate", "openapi").strip())
        page = self.send("listAwaitedCountersignatures", holder, query="limit=1")
        assert page == self.send("listAwaitedCountersignatures", old, query="limit=1")
        while True:
            found += [item["convention"] for item in page["countersignatures"]]
            assert len(page["countersignatures"]) == 1, page
            if "next" not in page:
                break
            page = self.send("listAwaitedCountersignatures", holder, query=page["next"].split("?")[1])
        assert sorted(found) == sorted(turn.reference for turn in self.turns), found
        for wrong in ("limit=0", "limit=101", "limit=", "limit=1&limit=2", "cursor=x", "cursor=2027-02-30." + "a" * 20):
            self.send("listAwaitedCountersignatures", holder, query=wrong, expect=[422])
        self.send("listAwaitedCountersignatures", Turn("", self.school_key), expect=[401])
        self.send("readConvention", Turn(found[0], holder.token), expect=[401])

    def require_told(self, signed, refused):
        """One message was refused once, and nothing is lost by that."""
        for kind, turn in (
                ("convention.issued", signed), ("convention.awaiting-countersignature", signed), ("convention.completed", signed),
                ("convention.refused", refused)):
            message = self.receiver.wait_for(kind, turn.reference)
            self.description.check(message, {"$ref": "#/components/schemas/WebhookMessage"}, kind)
            assert message["data"]["address"] == f"{self.origin}/api/v1/conventions/{turn.reference}", message
        people = [b"@", b"Prigent", "Nguyễn".encode()]
        assert not any(word in body for _, body in self.receiver.requests for word in people)

    def tell_of_bounces(self, provider):
        example = self.description.request_example("tellOfBounce")
        self.send("tellOfBounce", provider, example)
        self.send("tellOfBounce", provider, example | {"status": "4.2.2"})
        for wrong in ({"status": "550"}, {"status": ""}, {"messageId": "a b@c"}, {"messageId": ""}):
            self.send("tellOfBounce", provider, example | wrong, expect=[422])
        self.send("tellOfBounce", Turn("", self.school_key), example, expect=[401])

    def set_up_webhook(self, holder):
        """Nothing is sent: nothing happens to a convention before the endpoint is removed again."""
        example = self.description.request_example("putWebhook")
        for name in ("readWebhook", "removeWebhook", "rotateWebhookSecret"):
            self.send(name, holder, expect=[404])
            self.send(name, Turn("", self.school_key), expect=[401])
        made = self.send("putWebhook", holder, example, expect=[201])
        assert "secret" not in self.send("putWebhook", holder, example, expect=[200])
        assert self.send("rotateWebhookSecret", holder)["secret"] != made["secret"]
        assert self.send("readWebhook", holder)["url"] == example["url"]
        for wrong in ("http://erp.mots.example/", "https://127.0.0.1/", "https://a@erp.mots.example/", "erp.mots.example", ""):
            self.send("putWebhook", holder, {"url": wrong}, expect=[422])
        self.send("putWebhook", holder, example | {"events": ["convention.read"]}, expect=[422])
        self.send("readWebhook", holder, headers={"Accept": "text/html"}, expect=[406])
        self.send("removeWebhook", holder)

    def read(self, turn):
        self.send("readConvention", turn)
        document = self.send("readDocument", turn)
        tag = f'"{hashlib.sha256(document).hexdigest()}"'
        self.send("readDocument", turn, headers={"If-None-Match": tag}, expect=[304])
        self.send("readContactSheet", turn)
        self.send("readHealthSheet", turn, expect=[404])
        for name in ("readConvention", "readDocument", "readContactSheet", "readHealthSheet"):
            self.send(name, turn, headers={"Accept": "text/html"}, expect=[406])
            self.send(name, Turn(turn.reference, "x"), expect=[401])

    def prepare(self, school):
        """The host opens what the school began, keeps half of it, gives it too early, and gives it."""
        begun = self.send("beginPreparation", school, self.description.request_example("beginPreparation"))
        whole = self.description.request_example("fillHostPart")
        self.part_token = self.token_of(begun["convention"], "contact@bois-joli.example")
        host = Turn(begun["convention"], self.part_token)
        self.send("readHostPart", host)
        self.send("readHostPart", Turn(self.last.reference, self.part_token), expect=[401])
        self.send("readHostPart", Turn(host.reference, self.last.token), expect=[401])
        self.send("fillHostPart", host, {"host": whole["host"]})
        self.send("fillHostPart", host, {"host": whole["host"], "give": True}, expect=[422])
        self.send("fillHostPart", host, {"give": "yes"}, expect=[422])
        self.send("fillHostPart", host, whole)
        self.send("fillHostPart", host, whole | {"placement": {}}, expect=[409])

    def token_of(self, reference, address):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            tokens = [message.access_token for message in self.mail.to(reference, address) if message.access_token]
            if tokens:
                return tokens[-1]
            time.sleep(0.1)
        raise AssertionError("no access token came")

    def read_proof(self, turn):
        self.send("readProofFile", turn)
        self.send("readProofFile", turn, query="signatory=employer")
        self.send("readProofFile", turn, query="signatory=nobody", expect=[422])
        self.send("readProofFile", turn, headers={"Accept": "application/pdf"}, expect=[406])
        self.send("readProofFile", Turn("a" * len(turn.reference), turn.token), expect=[404])
        self.send("readProofFile", Turn(turn.reference, "x"), expect=[401])

    def refuse_what_is_wrong(self, turn):
        for name in ("countersign", "startSignatureSession", "completeSignatureSession", "refuse", "enterDraft"):
            holder = Turn("", self.school_key) if name == "enterDraft" else turn
            session = {"session": "m" * 43} if name == "completeSignatureSession" else {}
            for body, headers, status in (
                    ("{", {}, 400), ("[]", {}, 400), ("{}", {}, 422), ("{}", {"Content-Type": "text/plain"}, 415),
                    ("{}", {"Accept": "application/pdf"}, 406), ("{}", {"Authorization": "Basic eDp5"}, 401),
                    (json.dumps({"x": "y" * 70_000}), {}, 413)):
                self.send(name, holder, body, headers=headers, expect=[status], **session)

    def sign_with_own_key(self, turn):
        body = self.demand("startSignatureSession", turn)
        person = body["signatory"]
        company = self.work / "company"
        self.run(EXAMPLE / "make-company-authority", company, person["givenName"], person["familyName"].upper(),
                 "Marcheboeuf SARL", siret())
        for file in ("employer-company.pem", "company.crl"):
            shutil.copy(company / file, self.data / "pki/trust")
        certificate = self.run("openssl", "x509", "-in", company / "person.pem", "-outform", "DER")
        body["certificates"] = [base64.b64encode(certificate).decode()]
        session = self.send("startSignatureSession", turn, body)
        attributes = self.work / "attributes"
        attributes.write_bytes(base64.b64decode(session["signedAttributes"]))
        value = self.run("openssl", "dgst", "-sha256", "-sign", company / "person.key", attributes)
        self.send(
            "completeSignatureSession", turn, {"signature": base64.b64encode(value).decode()},
            session=session["session"])

    @staticmethod
    def run(*command):
        done = subprocess.run([str(part) for part in command], capture_output=True, timeout=120)
        assert done.returncode == 0, f"{command[0]}: {done.stderr.decode(errors='replace')}"
        return done.stdout

    def require_all_played(self):
        """Nobody adds an operation to the description without a scene here in which it succeeds."""
        done = {name for name, statuses in self.description.played.items() if min(statuses) < 300}
        # The sample has no health sheet.
        missing = set(self.description.operations) - done - {"readHealthSheet"}
        assert not missing, f"no scene in which these succeed: {missing}"
        for path in ("/api", "/api/", "/api/v1", "/api/v1/conventions/", "/api/v1/nothing", "/api/v1/conventions"):
            status, headers, body = self.service.request("GET", path)
            assert status == (405 if re.fullmatch("/api/v1/conventions/?", path) else 404), f"{path}: {status}"
            assert headers["Content-Type"] == "application/problem+json", path
            self.description.check(json.loads(body), {"$ref": "#/components/schemas/Problem"}, path)

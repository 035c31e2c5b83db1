"""A demonstration in which it is the employer's turn, several times, and what each example of the description does in it."""

import base64
import hashlib
import json
import re
import shutil
import subprocess
import time
import xml.etree.ElementTree as ElementTree
from datetime import datetime
from pathlib import Path

from mail import Mail
from parties import Convention, World
from receiver import Receiver
from service import HOST, Service

ROOT = Path(__file__).parent.parent.parent.parent
SAMPLE = ROOT / "Examples/conventions/public-lycee-seconde"
EXAMPLE = ROOT / "Examples/countersign-with-own-key"


# Has an account in a demonstration.
DEMO_EMPLOYER = "offres@maison-emploi.example"


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
        self.offer = "AC-2027:1"

    def begin(self):
        # Read at each start, and a demonstration begins in an empty directory.
        self.service.start()
        self.service.stop()
        (self.data / "settings.json").write_text('{"acceptSchoolCertificates": true}')
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
        self.turns = [self.turn() for _ in range(6)]
        self.last = self.turns[-1]
        self.at_school = self.turn(leaving=("school", "employer"))

    def end(self):
        if self.service.process and self.service.process.poll() is None:
            self.service.kill()

    def turn(self, leaving=("employer",)):
        reference = self.service.on_data(
            "convention", "new", f"{SAMPLE}.xml", "--contacts", f"{SAMPLE}.contacts.xml", "--despite-overlap",
            "essai").strip()
        self.service.on_data("convention", "issue", reference, "--late", "essai")
        world = World(1, self.service, self.mail)
        convention = Convention(reference, f"{SAMPLE}.contacts.xml")
        for signatory in convention.signatories:
            if signatory.field not in leaving:
                signatory.sign(world)
        assert not world.failures, world.failures
        token = self.token_of(reference, convention.addresses["employer"]) if leaving == ("employer",) else ""
        return Turn(reference, token)

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
        first, second, third, fourth, fifth, _ = self.turns
        self.send("describe", first)
        self.read(first)
        self.list()
        self.set_up_webhook(Turn("", self.employer_key))
        self.publish(Turn("", self.employer_key))
        self.tell_of_bounces(Turn("", self.bounce_secret))
        self.send("countersign", first, self.demand("countersign", first))
        self.send("countersign", first, self.demand("countersign", first), expect=[409])
        self.begin_deliveries(Turn("", self.employer_key))
        self.send("refuse", second, description.request_example("refuse"))
        self.read_deliveries(Turn("", self.employer_key), second)
        self.require_told(first, second)
        self.sign_with_own_key(third)
        self.sign_with_keys(fourth, fifth)
        self.refuse_what_is_wrong(self.last)
        school = Turn("", self.school_key)
        self.read_proof(Turn(first.reference, self.school_key))
        self.prepare(school)
        self.send("enterDraft", school, description.request_example("enterDraft"))
        self.send("enterDraft", school, {"convention": {}, "contacts": {}}, expect=[422])
        self.correct(school, first)
        self.attest_too_early(first)
        self.require_all_played()

    def correct(self, school, issued):
        """A draft is replaced, once for each key; what was issued is not this software's to correct."""
        whole = self.description.request_example("correctDraft")
        data = json.loads(json.dumps(whole["convention"]))
        data["pupil"]["givenName"] = "Corrigée"
        entered = self.send("enterDraft", school, {"convention": data, "contacts": whole["contacts"]})
        draft = Turn(entered["convention"], self.school_key)
        data["placement"]["activities"] += " Corrigé."
        key = {"Idempotency-Key": "correction"}
        corrected = self.send("correctDraft", draft, whole | {"convention": data}, headers=key)
        assert corrected == self.send("correctDraft", draft, whole | {"convention": data}, headers=key)
        assert corrected["replaces"] == draft.reference
        self.send("correctDraft", draft, whole, expect=[409])
        self.send("correctDraft", Turn(issued.reference, self.school_key), whole, expect=[409])
        self.send("correctDraft", Turn("a" * len(issued.reference), self.school_key), whole, expect=[404])
        self.send("correctDraft", Turn(corrected["convention"], self.school_key), {"reason": "x"}, expect=[422])
        self.send("correctDraft", Turn(draft.reference, "x"), whole, expect=[401])

    def attest_too_early(self, turn):
        """The sample's placement is to come: nobody attests it yet. What comes of it when it is over is in HTTPServiceTests."""
        entry = self.description.request_example("attest")
        self.send("attest", turn, entry, expect=[409])
        self.send("attest", turn, {"daysPresent": 0}, expect=[422])
        self.send("attest", Turn(turn.reference, "x"), entry, expect=[401])

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

    def publish(self, holder):
        """Nothing before the key was let; then once, again, changed, taken back, and made anew."""
        example, name = self.description.request_example("putOffer"), {"remoteId": self.offer}
        for operation in ("listOffers", "readOffer", "withdrawOffer"):
            self.send(operation, holder, expect=[403], **name)
            self.send(operation, Turn("", self.school_key), expect=[401], **name)
        self.send("putOffer", holder, "{", expect=[403], **name)
        self.service.on_data("employer-key", "let-offer", "openapi", "--as", DEMO_EMPLOYER)
        for wrong, status in (("{", 400), ("[]", 400), ("{}", 422)):
            self.send("putOffer", holder, wrong, expect=[status], **name)
        faulty = example | {"title": "", "periods": [{"period": "2027-S99", "places": 0}]}
        told = self.send("putOffer", holder, faulty, expect=[422], **name)
        assert {"/title", "/periods/0/period"} <= {error["pointer"] for error in told["errors"]}, told
        self.send("readOffer", holder, expect=[404], **name)
        made = self.send("putOffer", holder, example, expect=[201], **name)
        assert made["state"] == "submitted" and made["offer"] == example, made
        again = self.send("putOffer", holder, example, expect=[200], **name)
        assert again == made | {"outcome": "unchanged"}, again
        assert self.send("readOffer", holder, **name) | {"outcome": "created"} == made
        other = self.send("putOffer", holder, example | {"title": "Autre titre"}, expect=[200], **name)
        assert other["outcome"] == "replaced" and other["reference"] == made["reference"], other
        self.send("putOffer", holder, example, expect=[201], remoteId="other")
        page = self.send("listOffers", holder, query="limit=1")
        rest = self.send("listOffers", holder, query=page["next"].split("?")[1])
        assert [item["remoteId"] for item in page["offers"] + rest["offers"]] == [self.offer, "other"], (page, rest)
        for wrong in ("limit=0", "cursor=", "cursor=a%20b"):
            self.send("listOffers", holder, query=wrong, expect=[422])
        self.send("readOffer", holder, headers={"Accept": "text/html"}, expect=[406], **name)
        assert self.send("withdrawOffer", holder, **name)["state"] == "withdrawn"
        for operation in ("readOffer", "withdrawOffer"):
            self.send(operation, holder, expect=[404], **name)
        anew = self.send("putOffer", holder, example, expect=[201], **name)
        assert anew["reference"] != made["reference"], anew

    def begin_deliveries(self, holder):
        """An address that leads nowhere: what is sent there waits to be tried again."""
        for name, parameters in (("listWebhookDeliveries", {}), ("resendWebhookMessage", {"message": "x" * 22})):
            self.send(name, holder, expect=[404], **parameters)
            self.send(name, Turn("", self.school_key), expect=[401], **parameters)
            self.send(name, holder, headers={"Accept": "text/html"}, expect=[406], **parameters)
        self.send("putWebhook", holder, {"url": "https://erp.mots.example/"}, expect=[201])
        for _ in range(2):
            self.send("rotateWebhookSecret", holder)
        self.send("rotateWebhookSecret", holder, expect=[422])

    def read_deliveries(self, holder, refused):
        deadline = time.monotonic() + 60
        while not (page := self.send("listWebhookDeliveries", holder, query="limit=1"))["deliveries"]:
            assert time.monotonic() < deadline, "nothing was queued for an endpoint that was set up before"
            time.sleep(0.2)
        delivery = page["deliveries"][0]
        assert delivery["convention"] == refused.reference and delivery["state"] == "waiting", delivery
        again = self.send("resendWebhookMessage", holder, message=delivery["id"])
        assert (again["id"], again["state"]) == (delivery["id"], "waiting"), again
        self.send("resendWebhookMessage", holder, message="x" * 22, expect=[404])
        cursor = f"{delivery['id']}.{int(datetime.fromisoformat(delivery['queuedAt']).timestamp())}"
        assert self.send("listWebhookDeliveries", holder, query=f"cursor={cursor}")["deliveries"] == []
        for wrong in ("limit=0", "limit=101", "cursor=x", "cursor=", f"cursor={delivery['id']}"):
            self.send("listWebhookDeliveries", holder, query=wrong, expect=[422])
        # Over HTTP the answer would say since when it fails, which no example does.
        self.service.on_data("webhook", "remove", f"employer-{siret()}")

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
        for name in ("countersign", "startSignatureSession", "completeSignatureSession", "refuse", "enterDraft", "attest",
                     "correctDraft"):
            of_school = name in ("enterDraft", "correctDraft")
            holder = Turn(turn.reference, self.school_key) if of_school else turn
            session = {"session": "m" * 43} if name == "completeSignatureSession" else {}
            for body, headers, status in (
                    ("{", {}, 400), ("[]", {}, 400), ("{}", {}, 422), ("{}", {"Content-Type": "text/plain"}, 415),
                    ("{}", {"Accept": "application/pdf"}, 406), ("{}", {"Authorization": "Basic eDp5"}, 401),
                    (json.dumps({"x": "y" * 70_000}), {}, 413)):
                self.send(name, holder, body, headers=headers, expect=[status], **session)

    def authority(self, role, person):
        """One that certifies this person, named in the trust folder for people in this role; what the person signs with."""
        folder = self.work / role
        self.run(EXAMPLE / "make-company-authority", folder, person["givenName"], person["familyName"].upper(),
                 f"Autorité {role}", siret())
        shutil.copy(folder / "employer-company.pem", self.data / f"pki/trust/{role}-authority.pem")
        shutil.copy(folder / "company.crl", self.data / f"pki/trust/{role}.crl")
        return folder

    def certificate(self, authority):
        return [base64.b64encode(self.run("openssl", "x509", "-in", authority / "person.pem", "-outform", "DER")).decode()]

    def value(self, authority, session):
        attributes = self.work / "attributes"
        attributes.write_bytes(base64.b64decode(session["signedAttributes"]))
        value = self.run("openssl", "dgst", "-sha256", "-sign", authority / "person.key", attributes)
        return base64.b64encode(value).decode()

    def sign_with_own_key(self, turn):
        body = self.demand("startSignatureSession", turn)
        self.company = self.authority("employer", body["signatory"])
        body["certificates"] = self.certificate(self.company)
        session = self.send("startSignatureSession", turn, body)
        self.send(
            "completeSignatureSession", turn, {"signature": self.value(self.company, session)},
            session=session["session"])

    def sign_with_keys(self, fourth, fifth):
        """The school's software, and the employer's, sign with keys after they were let; what is refused of one stands beside the other."""
        for role, key, awaited in (
                ("Employer", self.employer_key, fourth), ("School", self.school_key, self.at_school)):
            self.send(f"read{role}Convention", Turn(awaited.reference, key), expect=[403])
        self.service.on_data("school-key", "grant", "openapi")
        self.send("listAwaitedSignatures", Turn("", self.school_key), query="limit=1")
        person = self.send("readConvention", fourth)["signatory"]
        self.service.on_data(
            "employer-key", "grant", "openapi", "--for", f"{person['givenName']} {person['familyName']}")
        head = self.send("readSchoolConvention", Turn(self.at_school.reference, self.school_key))["signatory"]
        self.sign_many("School", Turn(self.at_school.reference, self.school_key), self.authority("school", head), fifth)
        self.sign_many("Employer", Turn(fourth.reference, self.employer_key), self.company, self.at_school)
        holder = Turn(fifth.reference, self.employer_key)
        state = self.send("readEmployerConvention", holder)
        signed = self.send("countersignMany", holder, self.agreed("countersignMany", state))
        assert [item["convention"] for item in signed["conventions"] if "signature" in item] == [fifth.reference], signed

    def agreed(self, name, state, other=None):
        """The example, about this convention, and about another that is somebody else's turn."""
        one = {"convention": state["convention"], "capacity": state["signatory"]["capacity"],
               "revisionSha256": state["revision"]["sha256"]}
        return self.description.request_example(name) | {
            "signatory": {member: state["signatory"][member] for member in ("givenName", "familyName")},
            "consentVersion": state["consent"]["version"],
            "conventions": [one] + ([one | {"convention": other}] if other else [])}

    def sign_many(self, role, turn, authority, other):
        state = self.send(f"read{role}Convention", turn)
        document = self.send(f"read{role}Document", turn)
        assert hashlib.sha256(document).hexdigest() == state["revision"]["sha256"]
        name = f"start{role}SignatureSessions"
        body = self.agreed(name, state, other.reference) | {"certificates": self.certificate(authority)}
        begun = self.send(name, turn, body)
        session, refused = begun["conventions"]
        assert begun["numSignatures"] == 1 and "problem" in refused and "session" not in refused, begun
        values = {"conventions": [{member: session[member] for member in ("convention", "session")}],
                  "signatures": [self.value(authority, session)]}
        headers = {"Idempotency-Key": f"many-{role}"}
        for is_replay in (False, True):
            ended = self.send(f"complete{role}Signatures", turn, values, headers=headers)
            assert ended["conventions"][0]["isReplay"] == is_replay, ended
            assert ended["conventions"][0]["signature"]["ownCertificate"] == "signature", ended

    @staticmethod
    def run(*command):
        done = subprocess.run([str(part) for part in command], capture_output=True, timeout=120)
        assert done.returncode == 0, f"{command[0]}: {done.stderr.decode(errors='replace')}"
        return done.stdout

    def require_all_played(self):
        """Nobody adds an operation to the description without a scene here in which it succeeds."""
        done = {name for name, statuses in self.description.played.items() if min(statuses) < 300}
        # The sample has no health sheet, and its placement is not over.
        missing = set(self.description.operations) - done - {"readHealthSheet", "attest"}
        assert not missing, f"no scene in which these succeed: {missing}"
        for path in ("/api", "/api/", "/api/v1", "/api/v1/conventions/", "/api/v1/nothing", "/api/v1/conventions"):
            status, headers, body = self.service.request("GET", path)
            assert status == (405 if re.fullmatch("/api/v1/conventions/?", path) else 404), f"{path}: {status}"
            assert headers["Content-Type"] == "application/problem+json", path
            self.description.check(json.loads(body), {"$ref": "#/components/schemas/Problem"}, path)

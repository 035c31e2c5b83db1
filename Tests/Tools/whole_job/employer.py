"""The employer's software: curl, and what its mail says."""

import hashlib
import json
import subprocess

from steps import expect

PROBLEM = "application/problem+json"


class Answer:
    """An HTTP answer as curl printed it: status, header fields, body."""

    def __init__(self, printed):
        head, _, self.body = printed.partition(b"\r\n\r\n")
        first, *fields = head.decode().split("\r\n")
        self.status = int(first.split()[1])
        self.fields = {name.lower(): value for name, _, value in (field.partition(": ") for field in fields)}

    @property
    def json(self):
        return json.loads(self.body)

    def expect(self, status):
        expect(self.status == status, f"status {self.status}, expected {status}: {self.body[:300]!r}")
        return self

    def expect_problem(self, status, kind):
        """Checks the form of RFC 9457 and which problem it is."""
        self.expect(status)
        media_type = self.fields["content-type"]
        expect(media_type.split(";")[0] == PROBLEM, f"media type {media_type}, expected {PROBLEM}")
        problem = self.json
        expect(problem["type"] == f"urn:seing:problem:{kind}", f"type {problem['type']}, expected {kind}")
        expect(problem["status"] == status, f"the body says status {problem['status']}")
        for member in ("title", "detail", "requestID"):
            expect(problem.get(member), f"the problem has no {member}")
        return problem


class Employer:
    def __init__(self, mail):
        self.endpoint = mail.find(r"^(http\S+/countersignature)$")
        self.token = mail.find(r"jeton d’accès.*:\s+(\S+)$")
        self.convention = self.endpoint.removesuffix("/countersignature")
        self.text = mail.text

    def curl(self, address, *arguments, token=True):
        authorization = ["--header", f"Authorization: Bearer {self.token}"] if token else []
        command = ["curl", "--silent", "--show-error", "--include", *authorization, *arguments, address]
        return Answer(subprocess.run(command, check=True, capture_output=True, timeout=60).stdout)

    def read(self):
        """Reads state and document, and hashes what it has read."""
        self.state = self.curl(self.convention).expect(200).json
        expect(self.state["isYourTurn"] is True, "the API says that it is not the employer's turn")
        document = self.curl(self.state["revision"]["document"]).expect(200)
        expect(document.body.startswith(b"%PDF-1.7"), "the document is no PDF")
        self.digest = hashlib.sha256(document.body).hexdigest()
        expect(self.digest == self.state["revision"]["sha256"], "the document is not the revision that the state names")
        expect(document.fields["etag"] == f'"{self.digest}"', "the ETag is not the document's digest")
        statement = self.state["consent"]["text"]
        expect("habilité" in statement and statement in self.text, "the mail asks to sign what it does not say")

    def request(self, **changes):
        """The body of a countersignature, with some members changed."""
        person = self.state["signatory"]
        body = {
            "signatory": {"givenName": person["givenName"], "familyName": person["familyName"]},
            "capacity": person["capacity"],
            "consentVersion": self.state["consent"]["version"],
            "revisionSha256": self.digest,
        }
        return body | changes

    def countersign(self, body, key="the-whole-job-1", token=True):
        idempotency = ["--header", f"Idempotency-Key: {key}"] if key else []
        return self.curl(
            self.endpoint, "--header", "Content-Type: application/json", *idempotency, "--data", json.dumps(body),
            token=token)

    def try_what_is_wrong(self):
        right = self.request()
        self.countersign(right, token=False).expect_problem(401, "unauthorized")
        self.countersign(right, key=None).expect_problem(400, "idempotency-key-missing")
        changed = self.countersign(self.request(revisionSha256="0" * 64), key="wrong-digest")
        problem = changed.expect_problem(409, "document-changed")
        expect(problem["currentRevisionSha256"] == self.digest, "the problem does not name the newest revision")
        self.countersign(self.request(consentVersion="1900-01"), key="old-consent").expect_problem(
            409, "consent-version-changed")
        self.countersign(self.request(capacity="Stagiaire"), key="other-capacity").expect_problem(
            403, "signatory-mismatch")
        self.countersign({}, key="empty").expect_problem(422, "invalid-data")

    def sign_twice(self):
        """Signs, then sends the same again as after a lost answer."""
        first = self.countersign(self.request()).expect(201)
        facts = first.json
        expect(facts["isComplete"] is True, "the convention is not complete after the last signature")
        expect(facts["level"] == "B-T", f"level {facts['level']}")
        expect(facts["revision"]["readSha256"] == self.digest, "another revision was signed than was read")
        again = self.countersign(self.request()).expect(201)
        expect(again.body == first.body, "the same request got another answer")
        expect(again.fields.get("idempotency-replayed") == "true", "the answer does not say that it is a repeat")
        other = self.countersign(self.request(capacity="Autre"))
        other.expect_problem(422, "idempotency-conflict")
        late = self.countersign(self.request(), key="the-whole-job-2")
        expect(late.status == 409, f"a second signature got status {late.status}")
        self.facts = facts

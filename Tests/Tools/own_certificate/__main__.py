"""An employer signs with a key of its own, by the scripts of Examples/countersign-with-own-key, and others judge the result.

    python3 Tests/Tools/own_certificate --seing .build/debug/seing --key file|token|seal|many

A convention of the examples is signed by the family and the school over the pages; then the employer signs with a P-256 key in
a file, with one in a token of SoftHSM, or with the RSA key of a seal; or school and employer sign many at once. What must not work is tried on the way. Exit 0: our
verifier, pyHanko and pdfsig accept the archived document, and each refuses it without the employer's authority.
"""

import argparse
import base64
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

TOOLS = Path(__file__).parent.parent
ROOT = TOOLS.parent.parent
EXAMPLE = ROOT / "Examples/countersign-with-own-key"
sys.path.insert(0, str(TOOLS / "crash"))

from mail import Mail  # noqa: E402
from many import Many  # noqa: E402
from parties import Convention, Employer, World  # noqa: E402
from service import HOST, Service  # noqa: E402

SAMPLE = ROOT / "Examples/conventions/public-lycee-seconde"
MODULE = "/usr/lib/softhsm/libsofthsm2.so"
PIN = "739164"
ECDSA, RSA, PSS = "1.2.840.10045.4.3.2", "1.2.840.113549.1.1.11", "1.2.840.113549.1.1.10"


def run(*command, accept=(0,), **options):
    done = subprocess.run([str(part) for part in command], capture_output=True, timeout=120, **options)
    text = done.stdout.decode(errors="replace")
    assert done.returncode in accept, (
        f"{command[0]} ended with {done.returncode}, expected {accept}: {text}{done.stderr.decode(errors='replace')}")
    return text


class Play:
    def __init__(self, options, work):
        self.key, self.work = options.key, work
        self.data = work / "data"
        self.service = Service(options.seing, self.data)
        self.trust = self.data / "pki/trust"
        self.company = work / "company"

    # What comes before.

    def begin(self):
        self.service.start()
        if self.key == "seal":
            # Read at each start, and a demonstration begins in an empty directory.
            self.service.stop()
            (self.data / "settings.json").write_text('{"acceptSeals": true}')
            self.service.start()
        reference = self.service.on_data(
            "convention", "new", f"{SAMPLE}.xml", "--contacts", f"{SAMPLE}.contacts.xml", "--despite-overlap", "essai")
        self.reference = reference.strip()
        self.service.on_data("convention", "issue", self.reference, "--late", "essai")
        mail = Mail(self.data / "mailbox")
        world = World(1, self.service, mail)
        convention = Convention(self.reference, f"{SAMPLE}.contacts.xml")
        for signatory in convention.signatories:
            if not isinstance(signatory, Employer):
                signatory.sign(world)
        assert not world.failures, world.failures
        self.take_token(mail, convention.addresses["employer"])

    def take_token(self, mail, address):
        deadline = time.monotonic() + 60
        tokens = []
        while not tokens and time.monotonic() < deadline:
            time.sleep(0.1)
            tokens = [m.access_token for m in mail.to(self.reference, address) if m.access_token]
        self.authorization = {"Authorization": f"Bearer {tokens[-1]}"}
        self.header = self.work / "authorization"
        self.header.write_text(f"Authorization: Bearer {tokens[-1]}")
        self.header.chmod(stat.S_IRUSR | stat.S_IWUSR)
        self.path = f"/api/v1/conventions/{self.reference}"
        self.address = f"http://{HOST}:{self.service.port}{self.path}"
        self.state = self.get(self.path)

    def make_company(self):
        person = self.state["signatory"]
        host = ElementTree.parse(f"{SAMPLE}.xml").getroot()
        siret = next(element.text for element in host.iter() if element.tag.endswith("}siret"))
        # As authorities write names: the surname in capitals.
        run(EXAMPLE / "make-company-authority", self.company, person["givenName"], person["familyName"].upper(),
            "Marcheboeuf SARL", siret)

    # Requests.

    def get(self, path):
        status, _, body = self.service.request("GET", path, headers=self.authorization)
        assert status == 200, f"{status}: {body.decode()}"
        return json.loads(body)

    def post(self, path, body, key=None):
        headers = self.authorization | {"Content-Type": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        status, fields, answer = self.service.request("POST", path, json.dumps(body), headers)
        return status, fields, json.loads(answer)

    def expect(self, kind, status, answer):
        assert answer[0] == status, f"status {answer[0]}, expected {status}: {answer[2]}"
        assert answer[2]["type"] == f"urn:seing:problem:{kind}", f"{answer[2]['type']}, expected {kind}"

    def start(self, certificate, algorithm, **changes):
        der = subprocess.run(
            ["openssl", "x509", "-in", self.company / f"{certificate}.pem", "-outform", "DER"], check=True,
            capture_output=True).stdout
        state = self.get(self.path)
        body = {
            "signatory": {name: state["signatory"][name] for name in ("givenName", "familyName")},
            "capacity": state["signatory"]["capacity"], "consentVersion": state["consent"]["version"],
            "revisionSha256": state["revision"]["sha256"], "certificates": [base64.b64encode(der).decode()],
            "signAlgo": algorithm, "hashAlgorithmOID": "2.16.840.1.101.3.4.2.1"}
        return self.post(f"{self.path}/signature-sessions", body | changes)

    # Scenes.

    def try_what_is_wrong(self):
        self.expect("own-certificates-not-accepted", 422, self.start("person", ECDSA))
        shutil.copy(self.company / "employer-company.pem", self.trust)
        self.expect("certificate-status-unknown", 422, self.start("person", ECDSA))
        shutil.copy(self.company / "company.crl", self.trust)
        self.expect("algorithm-unsupported", 422, self.start("person", RSA))
        if self.key != "seal":
            self.expect("seal-not-accepted", 422, self.start("seal", RSA))
        status, _, first = self.start("person", ECDSA)
        assert status == 201 and first["kind"] == "signature", first
        status, _, second = self.start("person", ECDSA)
        assert status == 201, second
        value = {"signature": base64.b64encode(b"no signature").decode()}
        replaced = first["complete"].removeprefix(f"http://{HOST}:{self.service.port}")
        self.expect("signature-session-unknown", 404, self.post(replaced, value, "a"))
        path = second["complete"].removeprefix(f"http://{HOST}:{self.service.port}")
        self.expect("signature-invalid", 422, self.post(path, value, "b"))
        assert self.get(self.path)["isYourTurn"] is True

    def countersign(self):
        if self.key == "token":
            command, chain, algorithm = self.token(), "token", ECDSA
        elif self.key == "seal":
            command = [EXAMPLE / "sign-with-openssl", self.company / "seal.key", "pss"]
            chain, algorithm = "seal", PSS
        else:
            command = [EXAMPLE / "sign-with-openssl", self.company / "person.key"]
            chain, algorithm = "person", ECDSA
        answer = run(
            EXAMPLE / "countersign", self.address, self.header, self.company / f"{chain}.pem", algorithm, *command,
            cwd=self.work, env=os.environ | {"PIN": PIN})
        facts = json.loads(answer)
        expected = "seal" if self.key == "seal" else "signature"
        assert facts["ownCertificate"] == expected and facts["isComplete"] is True, facts
        self.expect("already-signed", 409, self.start("person", ECDSA))

    def token(self):
        """Makes a key in a token of SoftHSM, and has it certified."""
        (self.work / "tokens").mkdir()
        configuration = self.work / "softhsm2.conf"
        configuration.write_text(
            f"directories.tokendir = {self.work / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n")
        os.environ["SOFTHSM2_CONF"] = str(configuration)
        run("softhsm2-util", "--init-token", "--free", "--label", "company", "--pin", PIN, "--so-pin", "84629173")
        tool = ["pkcs11-tool", "--module", MODULE, "--token-label", "company", "--login", "--pin", PIN]
        run(*tool, "--keypairgen", "--key-type", "EC:prime256v1", "--label", "signer", "--id", "01")
        run(*tool, "--read-object", "--type", "pubkey", "--label", "signer", "--output-file", self.work / "signer.der")
        run("openssl", "pkey", "-pubin", "-inform", "DER", "-in", self.work / "signer.der", "-out",
            self.work / "signer.pub")
        person = self.state["signatory"]
        run(self.company / "certify", "token",
            f"/C=FR/SN={person['familyName']}/GN={person['givenName']}/CN={person['givenName']} {person['familyName']}",
            self.work / "signer.pub")
        return [EXAMPLE / "sign-with-token", MODULE, "company", "signer"]

    # Judges.

    def archived(self):
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            _, _, document = self.service.request("GET", f"{self.path}/document", headers=self.authorization)
            if b"/DocTimeStamp" in document:
                return document
            time.sleep(0.2)
        raise AssertionError(f"the document was not archived: {self.service.tail()}")

    def judge(self):
        self.final = self.work / "final.pdf"
        self.final.write_bytes(self.archived())
        text = self.service.command("verify", "--trust", self.trust, "--lang", "fr", self.final)
        sentence = "cachet de Marcheboeuf SARL" if self.key == "seal" else "avec son propre certificat (émis par"
        assert sentence in text, text
        without = self.work / "trust"
        shutil.copytree(self.trust, without)
        (without / "employer-company.pem").unlink()
        self.service.command("verify", "--trust", without, self.final, accept=(1,))
        python = [sys.executable, TOOLS / "validate-lta-with-pyhanko.py", self.final]
        run(*python, self.trust / "root.pem", self.company / "employer-company.pem")
        run(*python, self.trust / "root.pem", accept=(1,))
        self.judge_by_pdfsig()

    def judge_by_pdfsig(self):
        database = f"sql:{self.work / 'nss'}"
        (self.work / "nss").mkdir()
        run("certutil", "-N", "-d", database, "--empty-password")
        for name, file in (("root", self.trust / "root.pem"), ("company", self.company / "employer-company.pem")):
            before = run("pdfsig", "-nssdir", database, self.final)
            run("certutil", "-A", "-d", database, "-n", name, "-t", "CT,C,C", "-i", file)
        assert before.count("Certificate is Trusted") == 3, before
        after = run("pdfsig", "-nssdir", database, self.final)
        assert after.count("Signature is Valid") == 4 and after.count("Certificate is Trusted") == 4, after

    def run(self):
        try:
            self.begin()
            self.make_company()
            self.try_what_is_wrong()
            self.countersign()
            self.judge()
            self.service.stop()
        finally:
            if self.service.process.poll() is None:
                self.service.kill()


class ManyAtOnce(Many):
    def __init__(self, options, work):
        super().__init__(options, work, sys.modules[__name__])

    def run(self):
        try:
            self.begin()
            self.play()
            self.service.stop()
        finally:
            if self.service.process and self.service.process.poll() is None:
                self.service.kill()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seing", required=True)
    parser.add_argument("--key", choices=("file", "token", "seal", "many"), required=True)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="seing-own-certificate-") as work:
        play = (ManyAtOnce if options.key == "many" else Play)(options, Path(work))
        try:
            play.run()
        except Exception:
            print(play.service.tail(), file=sys.stderr)
            raise


main()

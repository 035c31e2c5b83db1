"""The finished document, judged by `seing verify` and by software that nobody here wrote."""

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

from steps import expect

TOOLS = Path(__file__).resolve().parent.parent


class Document:
    def __init__(self, content, folder, seing, data):
        self.path = Path(folder) / "convention.pdf"
        self.path.write_bytes(content)
        self.folder = Path(folder)
        self.digest = hashlib.sha256(content).hexdigest()
        self.seing = seing
        self.trust = f"{data}/pki/trust"

    def revision_digests(self):
        """SHA-256 of the file up to the end of each revision."""
        content = self.path.read_bytes()
        ends = [match.end() for match in re.finditer(rb"%%EOF\n", content)]
        return [hashlib.sha256(content[:end]).hexdigest() for end in ends]

    def run(self, *command, status=0):
        """Runs a program to its end and expects an exit status."""
        result = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=120,
                                env=os.environ | {"LC_ALL": "fr_FR.UTF-8"})
        output = result.stdout + result.stderr
        expect(result.returncode == status, f"{command[0]} {command[1]}: exit {result.returncode}, expected {status}: {output}")
        return output

    def verify(self, signatories):
        """The three verdicts, four signatories by name, and how each was identified."""
        report = self.run(self.seing, "verify", self.path, "--trust", self.trust)
        print("\n".join(f"   | {line}" for line in report.splitlines()))
        for name in signatories:
            expect(name in report, f"the report does not name {name}")
        [facts] = json.loads(self.run(self.seing, "verify", self.path, "--trust", self.trust, "--json"))["files"]
        expect(facts["verdict"] == "passed", f"verdict {facts['verdict']}")
        expect(facts["convention"]["completeness"] == "complete", "not complete")
        expect(facts["findings"] == [], f"findings: {facts['findings']}")
        roles = sorted(signature["role"] for signature in facts["signatures"])
        expect(roles == ["employer", "representative", "school", "student"], f"roles {roles}")
        means = [signature["identification"] for signature in facts["signatures"]]
        expect(means == ["emailCode"] * 3 + ["accessToken"], f"identified by {means}")
        self.run(self.seing, "verify", self.path, status=2)

    def verify_altered(self):
        """One byte changed makes it fail."""
        altered = self.folder / "altered.pdf"
        content = bytearray(self.path.read_bytes())
        content[len(content) // 3] ^= 1
        altered.write_bytes(content)
        self.run(self.seing, "verify", altered, "--trust", self.trust, status=1)

    def inspect(self):
        facts = json.loads(self.run(self.seing, "inspect", self.path, "--json"))
        expect(facts["sha256"] == self.digest, "inspect names another digest")
        expect(len(facts["signatures"]) == 4, f"{len(facts['signatures'])} signatures")
        signed = [revision.get("signedField") for revision in facts["revisions"]
                  if revision["kind"] != "archival"]
        expect(signed[0] is None and len(set(signed[1:])) == 4, f"revisions sign {signed}")
        expect("revision 4" in self.run(self.seing, "inspect", "--lang", "en", self.path), "inspect does not show revision 4")

    def judge(self):
        """pyHanko, pdfsig, qpdf, veraPDF."""
        root = f"{self.trust}/root.pem"
        lists = [part for name in ("root.crl", "issuing-ca.crl") for part in ("--crl", f"{self.trust}/{name}")]
        lines = self.run(sys.executable, TOOLS / "validate-with-pyhanko.py", self.path, root, *lists).splitlines()
        expect(len([line for line in lines if line.startswith("{")]) == 4, f"pyHanko found {len(lines)} signatures")
        database = f"sql:{self.folder}/nss"
        (self.folder / "nss").mkdir()
        self.run("certutil", "-N", "-d", database, "--empty-password")
        self.run("certutil", "-A", "-d", database, "-n", "root", "-t", "CT,C,C", "-i", root)
        said = self.run("pdfsig", "-nssdir", database, self.path)
        for phrase in ("Signature is Valid.", "Certificate is Trusted."):
            expect(said.count(phrase) == 4, f"pdfsig says {said.count(phrase)} times « {phrase} »: {said}")
        self.run("qpdf", "--check", self.path)
        self.run(TOOLS / "pdfa" / "pdfa-check", "3a,ua1", self.path)

"""The head of a school and an employer sign two conventions at once with the keys of their software, by `sign-many` of the example."""

import json
import shutil
import stat
import xml.etree.ElementTree as ElementTree


class Many:
    """A demonstration in which the family has signed two conventions, and what the tests need of its surroundings."""

    def __init__(self, options, work, tools):
        self.work, self.tools = work, tools
        self.data = work / "data"
        self.service = tools.Service(options.seing, self.data)
        self.trust = self.data / "pki/trust"
        self.sample = tools.SAMPLE
        self.host = f"http://{tools.HOST}:{self.service.port}"

    def begin(self):
        self.service.start()
        self.service.stop()
        # An account is asked for: the setting is what lets a certificate sign instead.
        (self.data / "settings.json").write_text(
            '{"acceptSchoolCertificates": true, "identification": {"school": "totp"}}')
        self.service.start()
        world = self.tools.World(1, self.service, self.tools.Mail(self.data / "mailbox"))
        self.references = []
        for _ in range(2):
            reference = self.service.on_data(
                "convention", "new", f"{self.sample}.xml", "--contacts", f"{self.sample}.contacts.xml",
                "--despite-overlap", "essai").strip()
            self.service.on_data("convention", "issue", reference, "--late", "essai")
            for signatory in self.tools.Convention(reference, f"{self.sample}.contacts.xml").signatories:
                if signatory.field not in ("school", "employer"):
                    signatory.sign(world)
            self.references.append(reference)
        assert not world.failures, world.failures
        host = ElementTree.parse(f"{self.sample}.xml").getroot()
        self.siret = next(element.text for element in host.iter() if element.tag.endswith("}siret"))

    def signatory(self, key, role):
        """Whom the conventions name, as an employer's or a school's key reads it."""
        status, _, body = self.service.request(
            "GET", f"/api/v1/{role}/conventions/{self.references[0]}", headers={"Authorization": f"Bearer {key}"})
        assert status == 200, body
        return json.loads(body)["signatory"]

    def authority(self, role, person):
        folder = self.work / role
        self.tools.run(
            self.tools.EXAMPLE / "make-company-authority", folder, person["givenName"], person["familyName"].upper(),
            f"Autorité {role}", self.siret)
        shutil.copy(folder / "employer-company.pem", self.trust / f"{role}-authority.pem")
        shutil.copy(folder / "company.crl", self.trust / f"{role}.crl")
        return folder

    def sign(self, role, key, folder, accept=(0,)):
        header = self.work / f"{role}-key"
        header.write_text(f"Authorization: Bearer {key}")
        header.chmod(stat.S_IRUSR | stat.S_IWUSR)
        return self.tools.run(
            self.tools.EXAMPLE / "sign-many", self.host, role, header, folder / "person.pem", "1.2.840.10045.4.3.2",
            self.tools.EXAMPLE / "sign-with-openssl", folder / "person.key", cwd=self.work, accept=accept)

    def sign_all(self, role, key, folder):
        answer = json.loads(self.sign(role, key, folder))
        assert answer["numSignatures"] == 2, answer
        assert sorted(item["convention"] for item in answer["conventions"]) == sorted(self.references), answer
        expected = "schoolKey" if role == "school" else "accessToken"
        for item in answer["conventions"]:
            assert item["signature"]["ownCertificate"] == "signature", item
            assert item["signature"]["identification"] == expected, item
        assert self.sign(role, key, folder) == "", "nothing awaits any more"

    def play(self):
        school_key = self.service.on_data("school-key", "new", "Pronote").strip()
        self.sign("school", school_key, self.work, accept=(1,))
        self.service.on_data("school-key", "grant", "Pronote")
        school = self.authority("school", self.signatory(school_key, "school"))
        self.sign_all("school", school_key, school)
        self.employer_key = self.service.on_data("employer-key", "new", "ERP", "--siret", self.siret).strip()
        self.employer(self.employer_key)
        self.judge()

    def employer(self, key):
        status, _, body = self.service.request(
            "GET", "/api/v1/employer/countersignatures", headers={"Authorization": f"Bearer {key}"})
        assert status == 200, body
        person = json.loads(body)["countersignatures"][0]["signatory"]
        self.service.on_data("employer-key", "grant", "ERP", "--for", f"{person['givenName']} {person['familyName']}")
        self.sign_all("employer", key, self.authority("employer", person))

    def judge(self):
        for reference in self.references:
            proof = self.work / f"proof-{reference}"
            self.service.on_data("convention", "proof", reference, "--out", str(proof))
            text = "".join(path.read_text() for path in proof.rglob("*.xml"))
            assert ">schoolKey<" in text and text.count("<ownCertificate>signature<") >= 2, proof
            document = self.work / f"{reference}-final.pdf"
            status, _, body = self.service.request(
                "GET", f"/api/v1/employer/conventions/{reference}/document",
                headers={"Authorization": f"Bearer {self.employer_key}"})
            assert status == 200, status
            document.write_bytes(body)
            text = self.service.command("verify", "--trust", self.trust, "--lang", "fr", document)
            assert ", établissement, avec son propre certificat (émis par" in text, text
            without = self.work / f"trust-{reference}"
            shutil.copytree(self.trust, without)
            # The same authority, named for employers alone, signs for no school.
            (without / "school-authority.pem").rename(without / "employer-other.pem")
            self.service.command("verify", "--trust", without, document, accept=(1,))

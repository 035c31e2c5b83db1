"""Plays how a convention is prepared by school, host and family, in a browser and with the command, until signatures are gathered.

    python Tests/Tools/preparation --base http://127.0.0.1:PORT --data DATA-DIR --seing .build/debug/seing --examples Examples/preparation

The service must be running there as a demonstration. Host and family fill their parts on phones without JavaScript; every sort of
page is looked at with axe-core. SEING_SCREENSHOTS names a folder for screenshots. Exit 0: everything went as it should; 1: the step
that failed, or what was found on pages, is printed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "whole_job"))

import mailbox as subjects  # noqa: E402
from inspector import Inspector  # noqa: E402
from mailbox import Mailbox  # noqa: E402
from phone import Phone, Pictures  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402
from steps import Steps, expect  # noqa: E402

CHROMIUM = "/usr/bin/chromium"
HOST = "Un stage à préparer"
HANDED_BACK = "une correction vous est demandée"
FAMILY = "Un stage se prépare"
MONDAY = "placement/timetable/2027-04-05"

# What the host writes, by the names of its form's fields.
PART = {
    "host/siret": "999 000 029 00010",
    "host/address/street": "4 chemin du Bois-Joli",
    "host/address/postalCode": "29999",
    "host/address/city": "Port-Kerlann",
    "host/sector": "Menuiserie",
    "host/tutor/givenName": "Ronan",
    "host/tutor/familyName": "Le Bihan",
    "host/tutor/function": "Chef d’atelier",
    "contacts/tutor/telephone": "01 99 00 10 42",
    "placement/activities": "Observation de la fabrication d’un escalier, du plan à la pose.",
    "placement/meals": "Repas apporté par l’élève.",
}
SIGNATORY = {
    "host/representative/givenName": "Aziliz",
    "host/representative/familyName": "Moreau",
    "host/representative/capacity": "Gérante",
    "contacts/employer/email": "a.moreau@bois-joli.example",
}


class Play:
    def __init__(self, options, browser):
        self.options = options
        self.steps = Steps()
        self.step = self.steps.step
        self.inspector = Inspector(browser)
        self.new_phone = partial(Phone, browser, self.inspector, Pictures(os.environ.get("SEING_SCREENSHOTS")))
        self.mailbox = Mailbox(self.new_phone(), options.base)

    def run(self):
        with self.step("school: prepares, and sees what is missing"):
            self.prepare()
        with self.step("host: writes with a wrong hour, and is told the rule"):
            self.write_wrongly()
        with self.step("host: opens the link again, and finds what was kept"):
            self.resume()
        with self.step("host: sends it off too early, and is told what is missing"):
            self.give_too_early()
        with self.step("host: gives its part"):
            self.give(self.host)
        with self.step("school: may not approve nor issue yet"):
            self.refuse_early_approval()
        with self.step("family: objects; the school corrects; the family agrees"):
            self.check_family()
        with self.step("school: hands the host's part back; the host corrects it"):
            self.hand_back()
        with self.step("school: approves and issues; only then is anybody invited to sign"):
            self.approve()
        self.steps.finish(self.inspector.findings)

    # The school

    def seing(self, *arguments, status=0):
        command = [self.options.seing, "convention", *arguments, "--data-dir", self.options.data, "--lang", "fr"]
        outcome = subprocess.run(command, capture_output=True, text=True, timeout=60)
        expect(outcome.returncode == status, f"{arguments}: {outcome.returncode}, {outcome.stdout}{outcome.stderr}")
        return outcome.stdout + outcome.stderr

    def shows(self, *phrases):
        text = " ".join(self.seing("show", self.reference).split())
        for phrase in phrases:
            expect(phrase in text, f"show does not say « {phrase} »: {text}")

    def prepare(self):
        examples = Path(self.options.examples)
        self.contacts = str(examples / "stage.contacts.json")
        self.data = str(examples / "stage.json")
        self.reference = self.seing("prepare", self.data, "--contacts", self.contacts).strip()
        self.shows("en préparation", "part de l’organisme d’accueil : attendue", "manque : Numéro SIRET")

    def refuse_early_approval(self):
        self.seing("approve", self.reference, status=1)
        self.seing("issue", self.reference, status=1)
        self.shows("en préparation", "part de l’organisme d’accueil : faite", "vérification par la famille : attendue")

    def approve(self):
        self.shows("à approuver", "vérification par la famille : faite", "Tuteur ou tutrice, nom : Le Bihan", "13:30–16:30")
        before = len(self.invitations())
        self.seing("issue", self.reference, status=1)
        self.seing("approve", self.reference)
        expect(len(self.invitations()) == before == 0, "somebody was invited before the convention was issued")
        self.seing("issue", self.reference)
        with tempfile.TemporaryDirectory() as folder:
            self.seing("proof", self.reference, "--out", folder)
            expect(len(list(Path(folder).glob("*.xml"))) == 1, "there is no proof file of a convention that was prepared")
        invited = self.mailbox.newest(subjects.SIGN, "louane@famille.example", self.reference)
        phone = self.new_phone()
        phone.open(invited.link)
        phone.saw("signing page of a prepared convention")
        phone.reads("Louane Tanguy", "Menuiserie du Bois-Joli")
        expect("Aziliz Moreau" in self.seing("show", self.reference), "the host's signatory is not the one it named")
        phone.open(self.host_link)
        phone.saw("part of a convention that is approved")
        phone.close()

    def invitations(self):
        return [mail for mail in self.mailbox.mails(subjects.SIGN) if mail.reference == self.reference]

    # The host

    def link(self, subject, to, besides=()):
        mail = self.mailbox.newest(subject, to, self.reference, besides)
        return mail, mail.find(r"^(http\S+/p/\S+)$")

    def write(self, phone, values):
        for name, value in values.items():
            phone.page.locator(f'[name="{name}"]').fill(value)

    def hours(self, day, *times):
        names = [f"{day}/{end}" for end in ("from1", "to1", "from2", "to2")]
        return dict(zip(names, times))

    def write_wrongly(self):
        _, self.host_link = self.link(HOST, "contact@bois-joli.example")
        phone = self.new_phone()
        phone.open(self.host_link)
        phone.saw("part of the host, empty")
        phone.reads("Il reste à remplir", "Numéro SIRET", "Horaires de présence")
        expect(phone.page.locator('[name="host/legalName"]').input_value() == "Menuiserie du Bois-Joli", "no name")
        self.write(phone, PART)
        # Eight hours: one more than a pupil of fourteen may be there.
        self.write(phone, self.hours(MONDAY, "08:00", "12:00", "13:00", "17:00"))
        phone.tap(phone.page.get_by_role("button", name="Enregistrer et vérifier"))
        phone.saw("part of the host, with a wrong hour")
        phone.reads("C’est enregistré", "À corriger", "lundi 5 avril 2027", "7 h")
        phone.close()

    def resume(self):
        phone = self.host = self.new_phone()
        phone.open(self.host_link)
        for name, value in (PART | {"host/siret": "99900002900010"}).items():
            found = phone.page.locator(f'[name="{name}"]').input_value()
            expect(found == value, f"{name} was kept as « {found} »")
        expect(phone.page.locator(f'[name="{MONDAY}/to2"]').input_value() == "17:00", "the hours were not kept")

    def give_too_early(self):
        phone = self.host
        self.write(phone, self.hours(MONDAY, "09:00", "12:00", "13:00", "16:00"))
        phone.page.get_by_label("Mêmes horaires pour les jours laissés vides").check()
        phone.tap(phone.page.get_by_role("button", name="Transmettre à l’établissement"))
        phone.saw("part of the host, given too early")
        phone.reads("À corriger", "À remplir : Signataire de l’organisme, prénom")
        expect("lundi 5 avril" not in phone.page.locator(".summary").inner_text(), "the hours are still called wrong")
        friday = phone.page.locator('[name="placement/timetable/2027-04-09/from1"]').input_value()
        expect(friday == "09:00", "the same hours were not put into the other days")
        saturday = "placement/timetable/2027-04-10"
        expect(phone.page.locator(f'[name="{saturday}/from1"]').count() == 0, "a day after the last is asked for")

    def give(self, phone):
        self.write(phone, SIGNATORY)
        phone.tap(phone.page.get_by_role("button", name="Transmettre à l’établissement"))
        phone.saw("part of the host, given")
        expect(phone.heading() == "Votre partie est transmise", f"after giving, the page says {phone.heading()}")
        phone.page.reload()
        expect(phone.heading() == "Votre partie est transmise", "loaded again, the page says something else")

    def hand_back(self):
        self.seing("hand-back", self.reference, "--reason", "Précisez la pause de midi.")
        phone = self.new_phone()
        phone.open(self.host_link)
        phone.saw("link to a part that was replaced", status=410)
        _, self.host_link = self.link(HANDED_BACK, "contact@bois-joli.example")
        phone.open(self.host_link)
        phone.saw("part of the host, handed back")
        phone.reads("Précisez la pause de midi.", "Tout est rempli")
        self.write(phone, self.hours(MONDAY, "09:00", "12:00", "13:30", "16:30"))
        self.give(phone)
        phone.close()

    # The family

    def check_family(self):
        mail, link = self.link(FAMILY, "solenn@famille.example")
        phone = self.new_phone()
        phone.open(link)
        phone.saw("part of the family", opened=["details.choice summary"])
        phone.reads("Louane Tanguy", "30 septembre 2012", "Solenn Tanguy, Mère")
        phone.page.locator("summary").tap()
        phone.page.get_by_label("Ce qui est à corriger").fill("Née le 3 septembre 2012, pas le 30.")
        phone.tap(phone.page.get_by_role("button", name="Le dire à l’établissement"))
        phone.saw("part of the family, with an objection")
        phone.reads("Vous avez signalé une erreur", "Née le 3 septembre 2012")
        self.shows("erreur signalée : Née le 3 septembre 2012, pas le 30.")
        data = json.loads(Path(self.data).read_text(encoding="utf-8"))
        data["pupil"]["birthDate"] = "2012-09-03"
        corrected = Path(self.options.data).parent / "corrected.json"
        corrected.write_text(json.dumps(data), encoding="utf-8")
        self.seing("correct-part", self.reference, str(corrected), "--contacts", self.contacts)
        _, link = self.link(FAMILY, "solenn@famille.example", besides=[mail])
        phone.open(link)
        phone.reads("3 septembre 2012")
        phone.tap(phone.page.get_by_role("button", name="Tout est exact"))
        phone.saw("part of the family, answered")
        expect(phone.heading() == "La réponse de la famille est enregistrée", f"after agreeing, the page says {phone.heading()}")
        phone.close()


def main():
    parser = argparse.ArgumentParser()
    for name in ("base", "data", "seing", "examples"):
        parser.add_argument(f"--{name}", required=True)
    options = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        Play(options, browser).run()


if __name__ == "__main__":
    main()

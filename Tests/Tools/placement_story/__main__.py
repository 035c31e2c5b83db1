"""Plays how a pupil without a placement gets a signed convention, from the employer's offer to the verified document.

    python Tests/Tools/placement_story --base http://127.0.0.1:PORT --data DATA-DIR --seing .build/debug/seing --films OUT [--draw]

The service must be running there with a fresh demonstration. Employer, moderator, pupil, family and school use phones without
JavaScript and read their mails. What the employer does are three films: OUT gets their captions and, to --draw, their pictures.
SEING_SCREENSHOTS names a folder for screenshots; axe-core looks at these pages in tests of their own. Exit 0: everything went as it should; 1: the step that failed is printed.
"""

import argparse
import datetime
import os
import sys
import tempfile
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "whole_job"))

from command import Command  # noqa: E402
from document import Document  # noqa: E402
from film import Films  # noqa: E402
from filmed_phone import FilmedPhone  # noqa: E402
from host import Host  # noqa: E402
import mailbox as subjects  # noqa: E402
from mailbox import Mailbox  # noqa: E402
from moderator import Moderator  # noqa: E402
from phone import Phone, Pictures  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402
from pupil import Pupil  # noqa: E402
from reading import open_reading_link  # noqa: E402
from school import School  # noqa: E402
from signatory import Signatory  # noqa: E402
from steps import Steps, expect, wait_for  # noqa: E402

CHROMIUM = "/usr/bin/chromium"
SCRIPTS = Path(__file__).resolve().parents[3] / "Templates/Guides/fr/films"


class Onlooker:
    """Other tests judge these pages."""

    findings = ()

    def look(self, kind, response, opened=()):
        pass


class Play:
    def __init__(self, options, browser, folder):
        self.options = options
        self.folder = folder
        self.steps = Steps()
        self.step = self.steps.step
        self.inspector = Onlooker()
        belongings = (browser, self.inspector, Pictures(os.environ.get("SEING_SCREENSHOTS")))
        self.new_phone = partial(Phone, *belongings)
        self.films = Films(SCRIPTS, Path(options.films), options.draw)
        self.mailbox = Mailbox(self.new_phone(), options.base)
        self.command = Command(options.seing, options.data)
        mails = (self.mailbox, options.base)
        self.host = Host(FilmedPhone(*belongings, self.films), *mails)
        self.pupil = Pupil(self.new_phone(), *mails)
        self.moderator = Moderator(self.new_phone(), *mails, self.command)
        self.school = School(self.new_phone(), *mails, self.command)

    def run(self):
        self.publish()
        self.wait_for_opening_date()
        self.apply()
        self.prepare()
        self.sign()
        self.verify()
        with self.step("school: its figures have moved"):
            moved = self.school.follows_up(self.pupil, True)
            for line in ("Offre trouvée sur ce service : 1", "Filière bois : 1", "2de 1 1 0 5 0"):
                before, after = (" ".join(text.split()) for text in (self.figures, moved))
                expect(line in after and line not in before, f"the figures do not move to « {line} »: {after}")
        with self.step("films: every scene was played"):
            self.films.write()
        self.steps.finish(self.inspector.findings)

    def publish(self):
        with self.step("employer: enters with an address nobody knew, finds no offer yet"):
            self.host.enter()
        with self.step("employer: proposes an offer that breaks a rule, and is told which"):
            self.host.propose_wrongly()
        with self.step("employer: corrects it and proposes it"):
            self.host.propose()
        with self.step("moderator: checks SIRET and address, publishes it"):
            self.pupil.enter(*self.school.pupil())
            self.figures = self.school.follows_up(self.pupil, False)
            self.pupil.sees_offer(self.host.title, False)
            self.moderator.approve(self.host.title, self.host.legal_name)

    def wait_for_opening_date(self):
        today = datetime.datetime.now(datetime.timezone.utc).date()
        later = today + datetime.timedelta(days=40)
        with self.step("pupil: sees nothing before the opening date, the offer from that day on"):
            self.command.open_campaign("seconde", self.host.school_year, later)
            self.pupil.sees_offer(self.host.title, False)
            self.command.open_campaign("seconde", self.host.school_year, today)
            self.pupil.sees_offer(self.host.title, True)
        with self.step("employer: sees its offer published"):
            self.host.sees_it_published()

    def apply(self):
        with self.step("pupil: searches, reads the offer, applies"):
            self.pupil.apply(self.host.title, self.host)
        with self.step("employer: reads the application by the mail's link, proposes the place"):
            self.host.accept(self.pupil)
        with self.step("pupil: confirms, and the employer hears of it"):
            self.pupil.confirm()
            self.host.hears_of_confirmation()

    def prepare(self):
        with self.step("school: sees the placement become a preparation"):
            self.reference = self.school.finds_preparation(self.pupil, self.host)
        with self.step("employer: completes its part, most of which is filled in"):
            self.host.complete_part(self.new_phone(), self.reference)
        with self.step("family: finds everything right"):
            self.pupil.family_agrees(self.new_phone(), self.reference)
        with self.step("school: approves and issues"):
            self.school.issue(self.reference)

    def sign(self):
        self.signed = []
        for name, to in [("student", self.pupil.email), ("parent", self.pupil.parent_email)]:
            self.sign_as(name, self.mailbox.newest(subjects.SIGN, to, self.reference))
        known = list(self.signed)
        mail = wait_for("the school's invitation", lambda: next(
            (m for m in self.mailbox.mails(subjects.SIGN)
             if m.reference == self.reference and m not in known), None))
        self.sign_as("school", mail)
        with self.step("employer: reads by the mail's link, countersigns by the mail's commands"):
            mail = self.mailbox.newest(subjects.COUNTERSIGN, self.host.email, self.reference)
            self.host.countersign(mail, self.folder)
            self.signed.append(mail)

    def sign_as(self, name, mail):
        with self.step(f"{name}: reads and signs"):
            person = Signatory(name, mail, self.new_phone(), self.mailbox)
            person.open_link()
            person.agree()
            person.sign(person.read_code())
            person.phone.close()
        self.signed.append(mail)

    def verify(self):
        with self.step("anybody: downloads the document by the mail's link and verifies it offline"):
            phone = self.new_phone()
            open_reading_link(phone, self.mailbox, self.mailbox.newest(
                subjects.COMPLETED, self.pupil.parent_email, self.reference))
            address = phone.page.get_by_role("link", name="Télécharger la convention signée").get_attribute("href")
            body = phone.context.request.get(self.options.base + address).body()
            phone.close()
            Document(body, self.folder, self.options.seing, self.options.data).verify(
                [mail.recipient for mail in self.signed])


def main():
    parser = argparse.ArgumentParser()
    for name in ("base", "data", "seing", "films"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--draw", action="store_true")
    options = parser.parse_args()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        # A field for a time shows it as the browser's own language writes it.
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"], env=os.environ | {"LANGUAGE": "fr"})
        Play(options, browser, folder).run()


if __name__ == "__main__":
    main()

"""Plays the whole job of Seing as its users would: in a browser, with curl, with the command.

    python Tests/Tools/whole_job --base http://127.0.0.1:PORT --data DATA-DIR --seing .build/debug/seing

The service must be running there with a fresh demonstration. Student, parent and school sign on the pages of a phone
without JavaScript, the employer countersigns with curl, the finished document is downloaded and judged. Every sort of page
is looked at with axe-core at several widths. SEING_SCREENSHOTS names a folder for screenshots. Exit 0: everything went as
it should; 1: the step that failed, or what was found on pages, is printed.
"""

import argparse
import os
import tempfile
import time
from functools import partial

import mailbox as subjects
from document import Document
from employer import Employer
from inspector import Inspector
from mailbox import Mailbox
from phone import Phone, Pictures
from playwright.sync_api import sync_playwright
from reading import open_reading_link
from side_scenes import SideScenes
from signatory import Signatory
from steps import Steps, expect, wait_for

CHROMIUM = "/usr/bin/chromium"


class Play:
    def __init__(self, options, browser, folder):
        self.options = options
        self.folder = folder
        self.steps = Steps()
        self.step = self.steps.step
        self.inspector = Inspector(browser)
        self.pictures = Pictures(os.environ.get("SEING_SCREENSHOTS"))
        self.new_phone = partial(Phone, browser, self.inspector, self.pictures)
        self.mailbox = Mailbox(self.new_phone(), options.base)
        self.signed = []

    def run(self):
        self.look_around()
        self.find_convention()
        for mail in sorted(self.invitations, key=lambda mail: not mail.is_to_pupil):
            self.sign("student" if mail.is_to_pupil else "parent", mail)
        self.sign("school", self.wait_for_school())
        self.countersign()
        self.finish()
        self.play_side_scenes()
        self.steps.finish(self.inspector.findings)

    def look_around(self):
        with self.step("the inspector finds fault with a page that has faults"):
            self.inspector.prove()
        phone = self.new_phone()
        with self.step("home page and accessibility statement"):
            phone.open(self.options.base + "/")
            phone.saw("home page")
            phone.tap(phone.page.get_by_role("link", name="Accessibilité"))
            phone.saw("accessibility statement")
            expect("non conforme" in phone.text(), "the statement does not say how far it conforms")
        phone.close()

    def find_convention(self):
        with self.step("the newest convention's mails"):
            lines = self.mailbox.lines()
            self.mailbox.phone.saw("mailbox")
            newest = self.mailbox.read(*lines[0])
            self.reference = newest.reference
            self.invitations = [m for m in self.mailbox.mails(subjects.SIGN) if m.reference == self.reference]
            people = [mail.recipient for mail in self.invitations]
            expect(len(people) > 1, f"invited are {people}, expected the pupil and a representative")
            expect(any(mail.is_to_pupil for mail in self.invitations), f"{people} are invited, not {newest.pupil}")

    def sign(self, name, mail):
        person = Signatory(name, mail, self.new_phone(), self.mailbox)
        with self.step(f"{name}: opens the link and reads the page"):
            person.open_link()
        with self.step(f"{name}: tries to go on without consent"):
            person.go_on_without_consent()
        with self.step(f"{name}: agrees and asks for the code"):
            person.agree()
        with self.step(f"{name}: reads the code, types a wrong one"):
            code = person.read_code()
            person.type_wrong_code(code)
        with self.step(f"{name}: signs"):
            person.sign(code)
        with self.step(f"{name}: reloads, goes back, opens the old link"):
            person.come_back()
        with self.step(f"{name}: reads the convention by the link of the receipt"):
            person.read_receipt_mail()
        person.phone.close()
        self.signed.append(mail)

    def wait_for_school(self):
        with self.step("school: its mail comes once student and parent have signed"):
            known = {mail.to for mail in self.invitations}

            def look():
                mails = [m for m in self.mailbox.mails(subjects.SIGN) if m.reference == self.reference]
                return [mail for mail in mails if mail.to not in known]
            [mail] = wait_for("the school's invitation", look)
            return mail

    def countersign(self):
        with self.step("employer: reads its mail, state and document with curl"):
            mail = self.mailbox.newest(subjects.COUNTERSIGN, None, self.reference)
            self.mailbox.show(mail)
            self.mailbox.phone.saw("mail to the employer")
            phone = self.new_phone()
            open_reading_link(phone, self.mailbox, mail)
            phone.saw("reading page of the employer")
            phone.close()
            employer = Employer(mail)
            employer.read()
            self.signed.append(mail)
        with self.step("employer: is refused what is wrong"):
            employer.try_what_is_wrong()
        with self.step("employer: countersigns, and again after a lost answer"):
            employer.sign_twice()
        self.employer = employer

    def finish(self):
        with self.step("everybody: gets the mail with the finished document"):
            mails = [self.mailbox.newest(subjects.COMPLETED, mail.to, self.reference) for mail in self.signed]
            phone = self.new_phone()
            open_reading_link(phone, self.mailbox, mails[0])
            phone.saw("reading page when complete")
            phone.reads("La convention est signée par tous")
            address = phone.page.get_by_role("link", name="Télécharger la convention signée").get_attribute("href")
            document = self.archived(phone, self.options.base + address)
            phone.close()
        with self.step("anybody: verifies it offline"):
            document.verify([mail.recipient for mail in self.signed])
            document.verify_altered()
        with self.step("anybody: inspects it"):
            document.inspect()
        with self.step("others judge it: pyHanko, pdfsig, qpdf, veraPDF"):
            document.judge()

    def archived(self, phone, address):
        """The finished document, once the service has added validation data and a time-stamp over all of it."""
        signed = self.employer.facts["revision"]["sha256"]
        for _ in range(60):
            answer = phone.context.request.get(address)
            expect(answer.headers["content-type"] == "application/pdf", "what is downloaded is no PDF")
            document = Document(answer.body(), self.folder, self.options.seing, self.options.data)
            digests = document.revision_digests()
            if len(digests) > 5:
                expect(digests[4] == signed, "the fourth signature is not the revision that the employer was told of")
                return document
            expect(digests[-1] == signed, "it is not the last revision")
            time.sleep(1)
        raise AssertionError("the document was not archived within a minute")

    def play_side_scenes(self):
        with self.step("other families: reading their mails"):
            scenes = SideScenes(self.new_phone, self.mailbox, self.options.base, self.reference)
        with self.step("other families: addresses that do not exist"):
            scenes.unknown_addresses()
        with self.step("other families: a link that was replaced"):
            scenes.replaced_link()
        with self.step("other families: five wrong codes"):
            scenes.five_wrong_codes()
        with self.step("other families: a refusal"):
            scenes.refusal()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--base", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--seing", required=True)
    options = parser.parse_args()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        Play(options, browser, folder).run()


if __name__ == "__main__":
    main()

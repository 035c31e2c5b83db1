"""The school's secretary: gives the class its code, follows placements, approves and issues conventions."""

import datetime

from entering import enter
from steps import expect, wait_for

EMAIL = "secretariat@lycee-tillion.example"
CLASS = "2de 1"
PUPIL = ("Chloé", "Bellanger")


class School:
    def __init__(self, phone, mailbox, base, command):
        self.phone, self.mailbox, self.base, self.command = phone, mailbox, base, command

    def pupil(self):
        """What a pupil of the class enters with: code, given name, family name, date of birth."""
        enter(self.phone, self.mailbox, self.base + "/ecole", EMAIL, [("code", lambda: self.command.code(EMAIL))])
        self.phone.saw("the school's first page")
        self.phone.open(self.base + "/ecole/eleves")
        self.phone.saw("the school's pupils")
        self.phone.tap(self.phone.page.get_by_role("link", name=CLASS))
        self.phone.saw("the pupils of a class")
        self.phone.tap(self.phone.page.get_by_role("button", name="Voir le code de la classe"))
        self.phone.saw("the code of a class")
        code = self.phone.page.locator("main code").inner_text()
        today = datetime.date.today()
        birth_year = (today.year if today.month >= 7 else today.year - 1) - 15
        return code, *PUPIL, f"25/06/{birth_year}"

    def follows_up(self, pupil, has_place):
        """Who has no placement, and the school's figures."""
        name = f"{pupil.family} {pupil.given}"
        self.phone.open(self.base + "/ecole/sans-stage")
        self.phone.saw("pupils without a placement" + (", one fewer" if has_place else ""))
        expect((name in self.phone.text()) != has_place, f"{name} is {'' if has_place else 'not '}on the list")
        self.phone.open(self.base + "/ecole/chiffres")
        self.phone.saw("figures of the school" + (", with one place" if has_place else ""))
        return self.phone.text()

    def finds_preparation(self, pupil, host):
        self.phone.open(self.base + "/ecole/candidatures")
        self.phone.saw("applications, as the school sees them")
        self.phone.reads(f"{pupil.family} {pupil.given}")

        def look():
            lines = self.command.run("convention", "list").splitlines()
            return next((line for line in lines if pupil.family in line and host.legal_name in line), None)

        line = wait_for("the preparation of the convention", look, seconds=30)
        expect("en préparation" in line, f"the convention is not being prepared: {line}")
        reference = line.split()[0]
        return reference

    def issue(self, reference):
        self.command.run("convention", "approve", reference)
        self.command.run("convention", "issue", reference)

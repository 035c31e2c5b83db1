"""The employer: publishes an offer, answers an application, completes its part of the convention."""

import datetime

from entering import enter
from steps import expect, wait_for

EMAIL = "contact@bois-joli.example"
OFFER = {
    "siret": "999 000 029 00010",
    "raison-sociale": "Menuiserie du Bois-Joli",
    "naf": "16.23Z",
    "titre": "De l’arbre à l’escalier",
    "taches": "Observer la fabrication d’un escalier, du plan à la pose ; mesurer, tracer, poncer avec l’équipe.",
    "lieu-1-voie": "4 chemin du Bois-Joli",
    "lieu-1-code-postal": "29999",
    "lieu-1-commune": "Port-Kerlann",
    "contact-qualite": "Gérant",
}


class Host:
    email = EMAIL
    legal_name = OFFER["raison-sociale"]
    title = OFFER["titre"]

    def __init__(self, phone, mailbox, base):
        self.phone, self.mailbox, self.base = phone, mailbox, base

    @property
    def page(self):
        return self.phone.page

    def button(self, name):
        self.phone.tap(self.page.get_by_role("button", name=name))

    def enter(self):
        enter(self.phone, self.mailbox, self.base + "/employeurs/entrer", EMAIL, [("nom", "Ronan Le Bihan")])
        self.phone.saw("an employer's offers, none yet")
        expect(self.phone.heading() == "Vos offres de stage", f"entering shows « {self.phone.heading()} »")

    def field(self, name):
        return self.page.locator(f'[name="{name}"]').first

    def propose_wrongly(self):
        """Eight hours a day: more than a pupil of fourteen may be there."""
        self.phone.tap(self.page.locator('main a[href="/employeurs/offres/nouvelle"]').first)
        self.phone.saw("new offer, empty")
        for name, value in OFFER.items():
            self.field(name).fill(value)
        self.page.locator("#o-sorte-entreprise").check()
        self.field("secteur").select_option("wood")
        self.field("taille").select_option("under10")
        self.field("classe-seconde").check()
        fortnight = self.page.locator('[name^="places-2de-"]').first
        fortnight.fill("1")
        year = int(fortnight.get_attribute("name").split("-")[2])
        self.school_year = f"{year - 1}-{year}"
        self.hours("22:00")
        self.button("Enregistrer et proposer")
        self.phone.saw("new offer, with wrong hours", status=self.phone.last.status)
        self.phone.reads("À corriger")
        for name, value in OFFER.items():
            expect(self.field(name).input_value() == value, f"{name} was lost")

    def hours(self, end):
        for day in range(1, 6):
            for half, (start, stop) in enumerate([("09:00", "12:00"), ("13:00", end)], 1):
                self.field(f"jour-{day}-{half}-de").fill(start)
                self.field(f"jour-{day}-{half}-a").fill(stop)

    def propose(self):
        self.hours("16:00")
        self.button("Enregistrer et proposer")
        self.phone.saw("offer that waits for moderation")
        expect(self.title in self.phone.text(), "the page does not show the offer that was proposed")

    def accept(self, pupil):
        """Follows the mail about the application; the account is the one that wrote the offer."""
        def look():
            return next((line for line in self.mailbox.lines() if line[2] == EMAIL and "candidate à votre offre" in line[1]), None)

        mail = self.mailbox.read(*wait_for("the mail about an application", look))
        expect(pupil.family not in mail.text, "the mail names the pupil's family")
        self.phone.open(mail.find(r"^(http\S+/employeurs/candidatures\S*)$"))
        self.phone.saw("an application, as the employer sees it")
        self.phone.reads(pupil.given, pupil.motivation)
        self.button("Proposer la place")
        self.phone.saw("an application, the place proposed")

    def complete_part(self, phone, reference):
        def look():
            return next((m for m in self.mailbox.mails("Un stage à préparer", EMAIL) if m.reference == reference), None)

        mail = wait_for("the mail about the host's part", look)
        phone.open(mail.find(r"^(http\S+/p/\S+)$"))
        phone.saw("the host's part, from an offer")
        for name, value in [("host/siret", "99900002900010"), ("host/legalName", self.legal_name)]:
            found = phone.page.locator(f'[name="{name}"]').input_value()
            expect(found.replace(" ", "") == value.replace(" ", ""), f"{name} is « {found} », not what the offer said")
        missing = {
            "host/sector": "Menuiserie",
            "host/tutor/givenName": "Ronan", "host/tutor/familyName": "Le Bihan",
            "host/tutor/function": "Chef d’atelier",
            "contacts/tutor/telephone": "01 99 00 10 42",
            "placement/activities": OFFER["taches"],
            "placement/meals": "Repas apporté par l’élève.",
            "host/representative/givenName": "Ronan", "host/representative/familyName": "Le Bihan",
            "host/representative/capacity": "Gérant", "contacts/employer/email": EMAIL,
        }
        for name, value in missing.items():
            field = phone.page.locator(f'[name="{name}"]')
            if not field.input_value():
                field.fill(value)
        phone.tap(phone.page.get_by_role("button", name="Transmettre à l’établissement"))
        phone.saw("the host's part, from an offer, given")
        expect(phone.heading() == "Votre partie est transmise", f"after giving, the page says {phone.heading()}: {phone.text()}")
        phone.close()

"""The employer: publishes an offer, answers an application, completes its part of the convention, countersigns it.

Three films are made of it, of which each scene begins where its name stands.
"""

import json

from entering import enter
import mailbox as subjects
from reading import open_reading_link
from steps import expect, wait_for
from terminal import Terminal

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
        self.phone.cut()

    def field(self, name):
        return self.page.locator(f'[name="{name}"]').first

    def propose_wrongly(self):
        """Eight hours a day: more than a pupil of fourteen may be there."""
        self.phone.scene("offer-host")
        self.phone.tap(self.page.locator('main a[href="/employeurs/offres/nouvelle"]').first)
        self.phone.saw("new offer, empty")
        self.type("siret", "raison-sociale")
        self.phone.check("#o-sorte-entreprise")
        self.phone.choose(self.field("secteur"), "wood")
        self.phone.choose(self.field("taille"), "under10")
        self.type("naf")
        self.phone.scene("offer-what")
        self.type("titre", "taches")
        self.phone.scene("offer-when")
        self.phone.check(self.field("classe-seconde"))
        fortnight = self.page.locator('[name^="places-2de-"]').first
        self.phone.fill(fortnight, "1")
        year = int(fortnight.get_attribute("name").split("-")[2])
        self.school_year = f"{year - 1}-{year}"
        self.phone.scene("offer-where")
        self.type("lieu-1-voie", "lieu-1-code-postal", "lieu-1-commune")
        self.hours("22:00")
        self.type("contact-qualite")
        self.button("Enregistrer et proposer")
        self.phone.scene("offer-refused")
        self.phone.saw("new offer, with wrong hours", status=self.phone.last.status)
        self.phone.reads("À corriger")
        for name, value in OFFER.items():
            expect(self.field(name).input_value() == value, f"{name} was lost")

    def type(self, *names):
        for name in names:
            self.phone.fill(self.field(name), OFFER[name])

    def hours(self, end):
        for day in range(1, 6):
            for half, (start, stop) in enumerate([("09:00", "12:00"), ("13:00", end)], 1):
                self.phone.fill_fast(self.field(f"jour-{day}-{half}-de"), start)
                self.phone.fill_fast(self.field(f"jour-{day}-{half}-a"), stop)

    def propose(self):
        self.phone.scene("offer-corrected")
        self.hours("16:00")
        self.button("Enregistrer et proposer")
        self.phone.saw("offer that waits for moderation")
        expect(self.title in self.phone.text(), "the page does not show the offer that was proposed")
        self.phone.scene("offer-waits")
        self.phone.look_at("main .badge >> nth=0")
        self.phone.cut()
        self.offer = self.page.url.split("?")[0]

    def sees_it_published(self):
        self.phone.scene("offer-published")
        self.phone.open(self.offer)
        self.phone.saw("offer that was published, as the employer sees it")
        expect("Publiée" in self.page.locator("main .badge").first.inner_text(), f"the offer is: {self.phone.text()[:200]}")
        self.phone.look_at("main .badge >> nth=0")
        self.phone.cut()

    def accept(self, pupil):
        """Follows the mail about the application; the account is the one that wrote the offer."""
        mail = self.mail("candidate à votre offre")
        expect(pupil.family not in mail.text, "the mail names the pupil's family")
        link = self.page.locator(".mail a", has_text="/employeurs/candidatures")
        self.phone.scene("application-mail")
        self.phone.open(self.base + mail.address)
        self.phone.look_at(link)
        self.phone.scene("application-read")
        self.phone.tap(link)
        self.phone.saw("an application, as the employer sees it")
        self.phone.reads(pupil.given, pupil.motivation)
        self.phone.look_at("#texte + p", 2_500)
        self.phone.scene("application-proposed")
        self.button("Proposer la place")
        self.phone.saw("an application, the place proposed")
        self.phone.cut()

    def hears_of_confirmation(self):
        mail = self.mail("prend la place")
        link = self.page.locator(".mail a").first
        self.phone.scene("application-confirmed")
        self.phone.open(self.base + mail.address)
        self.phone.look_at(link)
        self.phone.scene("application-followed")
        self.phone.tap(link)
        self.phone.saw("an application, confirmed, as the employer sees it")
        self.phone.look_at("main .lead >> nth=0")
        self.phone.cut()

    def mail(self, subject):
        def look():
            return next((line for line in self.mailbox.lines() if line[2] == EMAIL and subject in line[1]), None)

        return self.mailbox.read(*wait_for(f"the mail « {subject} »", look))

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

    def countersign(self, mail, folder):
        """Reads the convention by the mail's link, then has the mail's two commands run: one fetches the document, one signs it."""
        link = self.page.locator(".mail a", has_text="/r/")
        self.phone.scene("countersign-mail")
        self.phone.open(self.base + mail.address)
        self.phone.point(link)
        self.phone.scene("countersign-code")
        open_reading_link(self.phone, self.mailbox, mail)
        self.phone.saw("the convention, as the employer reads it")
        self.phone.scene("countersign-read")
        self.phone.look_at(".parties")
        self.phone.look_at("#lire + *")
        self.phone.look_at("#autrement")
        self.phone.scene("countersign-commands")
        self.phone.open(self.base + mail.address)
        self.phone.look_at(self.page.get_by_text("Par exemple, dans un terminal"))
        terminal = Terminal(self.phone, folder)
        terminal.paste(mail.find(r"^(printf .* -o convention\.pdf .*)$"))
        self.phone.scene("countersign-signed")
        facts = json.loads(terminal.paste(mail.find(r"^(printf .*Idempotency-Key.*)$")))
        expect(facts["isComplete"] is True, f"the convention is not complete after the last signature: {facts}")
        completed = self.mailbox.newest(subjects.COMPLETED, EMAIL, mail.reference)
        self.phone.scene("countersign-completed")
        self.phone.open(self.base + completed.address)
        self.phone.look_at(self.page.locator(".mail a", has_text="/r/"))
        self.phone.cut()

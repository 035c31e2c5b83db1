"""The pupil, with the family: enters with the class code, searches, applies, confirms."""

from steps import expect, wait_for


class Pupil:
    motivation = (
        "Bonjour, j’aime fabriquer des choses de mes mains et je voudrais comprendre comment on passe d’un plan à un "
        "escalier. Je suis ponctuel et curieux."
    )

    def __init__(self, phone, mailbox, base):
        self.phone, self.mailbox, self.base = phone, mailbox, base

    @property
    def page(self):
        return self.phone.page

    def button(self, name):
        self.phone.tap(self.page.get_by_role("button", name=name))

    def enter(self, code, given, family, birth_date):
        self.given, self.family = given, family
        self.email = "chloe.bellanger@eleve.example"
        self.phone.open(self.base + "/eleves/entrer")
        self.phone.saw("entrance of pupils")
        for name, value in [("classe", code), ("prenom", given), ("nom", family), ("naissance", birth_date)]:
            self.page.locator(f'[name="{name}"]').fill(value)
        form = self.page.locator("form", has=self.page.locator('[name="naissance"]'))
        self.phone.tap(form.get_by_role("button"))
        self.phone.saw("a pupil's applications, none yet")

    def search(self, words):
        self.phone.open(self.base + "/offres")
        self.phone.saw("search of offers")
        self.page.locator('[name="q"]').fill(words)
        self.phone.tap(self.page.locator("form[role=search]").first.get_by_role("button").first)

    def sees_offer(self, title, expected):
        # Without the accents, and with a slip of the finger.
        self.search("escaller arbre")
        self.phone.saw("offers found" if expected else "no offer found")
        found = self.page.get_by_role("link", name=title).count() > 0
        expect(found == expected, f"the offer is {'not ' if expected else ''}shown: {self.phone.text()[:300]}")

    def apply(self, title, host):
        self.phone.tap(self.page.get_by_role("link", name=title).first)
        self.phone.saw("an offer")
        expect(host.email not in self.page.content(), "the offer shows whom to write to")
        self.button("Candidater")
        self.phone.saw("an application that is being written")
        self.page.locator('[name="motivation"]').fill(self.motivation)
        self.button("Envoyer")
        self.phone.saw("an application that was sent")
        self.address = self.page.url.split("?")[0]

    def confirm(self):
        self.phone.open(self.address)
        self.phone.saw("an application, a place proposed")
        self.button("Je prends cette place")
        self.phone.saw("an application, confirmed")
        expect("La place est à vous" in self.phone.text(), f"after confirming: {self.phone.text()[:300]}")

    def family_agrees(self, phone, reference):
        def look():
            return next((m for m in self.mailbox.mails("Un stage se prépare") if m.reference == reference), None)

        mail = wait_for("the mail to the family", look)
        self.parent_email = mail.to
        phone.open(mail.find(r"^(http\S+/p/\S+)$"))
        phone.saw("the family's part, from an offer")
        phone.reads(self.given, self.family)
        phone.tap(phone.page.get_by_role("button", name="Tout est exact"))
        phone.saw("the family's part, answered")
        phone.close()

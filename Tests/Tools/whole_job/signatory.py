"""A person who signs on the pages: student, parent, school."""

from mailbox import CODE, RECEIPT
from reading import open_reading_link
from steps import expect

CONSENT = "#accord"


class Signatory:
    def __init__(self, name, mail, phone, mailbox):
        self.name = name
        self.mail = mail
        self.phone = phone
        self.mailbox = mailbox
        self.receipt = ""

    @property
    def page(self):
        return self.phone.page

    def open_link(self):
        """Taps the link in the mail."""
        self.phone.open(self.mailbox.address)
        self.phone.tap(f'ul.mailbox a[href="{self.mail.address}"]')
        self.phone.saw(f"mail to the {self.name}")
        self.phone.tap(".mail a")
        self.phone.saw(f"sign page of the {self.name}")
        self.phone.reads("Signer la convention de stage", self.mail.recipient, self.mail.pupil, self.mail.reference)
        expect(self.page.locator(":checked").count() == 0, "something is ticked beforehand")
        sheet = self.page.locator(".sheet").inner_text()
        for article in range(1, 11):
            expect(f"Article {article}" in sheet.replace("\u00a0", " "), f"article {article} cannot be read on the page")

    def go_on_without_consent(self):
        before = len(self.codes())
        self.ask_for_code()
        self.phone.saw(f"consent missing, {self.name}")
        self.phone.reads("À corriger", "cochez la case")
        expect(self.page.title().startswith("Erreur"), f"the title « {self.page.title()} » does not say that there is an error")
        expect(self.page.locator(":checked").count() == 0, "the box was ticked by the service")
        self.page.locator(".summary a").tap()
        expect(self.page.url.endswith("#accord"), "the error does not lead to the box")
        expect(len(self.codes()) == before, "a code was sent without consent")

    def agree(self):
        """Ticks the box and asks for the code."""
        self.before = self.codes()
        self.page.locator('label[for="accord"]').tap()
        expect(self.page.locator(CONSENT).is_checked(), "a tap on the words does not tick the box")
        self.ask_for_code()
        self.phone.saw("code page")
        expect(self.mail.to not in self.phone.text(), "the code page shows the whole address")
        self.phone.reads("Saisir votre code", self.mail.to.split("@")[1])
        field = self.page.locator("#code")
        expect(field.get_attribute("autocomplete") == "one-time-code", "the phone cannot fill in the code")
        expect(field.get_attribute("inputmode") == "numeric", "the phone does not show digits")

    def ask_for_code(self):
        self.phone.tap(self.page.get_by_role("button", name="Recevoir mon code"))

    def read_code(self):
        """Reads the mailbox in another tab, as a person leaves the page for the mail."""
        mail = self.mailbox.newest(CODE, self.mail.to, self.mail.reference, besides=self.before)
        return mail.find(r"^(\d{6})$")

    def type_code(self, code):
        self.page.locator("#code").fill(code)
        self.phone.tap(self.page.get_by_role("button", name="Signer la convention"))

    def type_wrong_code(self, code):
        self.type_code(wrong(code))
        self.phone.saw("wrong code")
        self.phone.reads("n’est pas le bon", "il vous reste 4 essais")
        expect(code not in self.page.content(), "the page gives the code away")

    def sign(self, code):
        """Types the code in two groups, as the eye reads it."""
        self.type_code(f"{code[:3]} {code[3:]}")
        self.phone.saw(f"receipt of the {self.name}")
        expect(self.phone.heading() == "Votre signature est enregistrée", f"« {self.phone.heading()} »")
        self.phone.reads(self.mail.recipient, "code à six chiffres envoyé par courriel", self.mail.reference)
        self.receipt = self.page.locator("main").inner_html()

    def come_back(self):
        """Reloads, goes back, uses the old link again: the same receipt each time."""
        self.page.reload()
        self.expect_receipt("after a reload")
        self.page.go_back()
        expect(self.phone.last.status < 400, f"going back shows status {self.phone.last.status}")
        expect(self.page.locator("h1").count() == 1, "going back shows no page of ours")
        self.phone.saw("back from the receipt", status=self.phone.last.status)
        self.phone.open(self.mail.link)
        self.expect_receipt("with the old link")

    def expect_receipt(self, when):
        expect(self.page.locator("main").inner_html() == self.receipt, f"another receipt {when}: « {self.phone.heading()} »")

    def read_receipt_mail(self):
        """The mail after the signature has a link to read with, which shows the convention and who has signed."""
        mail = self.mailbox.newest(RECEIPT, self.mail.to, self.mail.reference)
        open_reading_link(self.phone, self.mailbox, mail)
        self.phone.saw(f"reading page of the {self.name}")
        self.phone.reads("Vous avez signé", f"{self.mail.recipient} (vous)", "A signé le")
        expect(self.page.get_by_role("button").count() == 0, "a page to read has buttons to act with")

    def codes(self):
        return [mail for mail in self.mailbox.mails(CODE, self.mail.to) if mail.reference == self.mail.reference]


def wrong(code):
    """Six digits that are not the code."""
    return code[:5] + str((int(code[5]) + 1) % 10)

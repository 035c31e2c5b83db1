"""The mailbox page, read as a person reads it: through the browser, by subject, recipient and what the mail says."""

import re

from steps import wait_for

SIGN = "À lire et à signer"
COUNTERSIGN = "À contresigner"
CODE = "Votre code de signature"
RECEIPT = "Votre signature de la convention de stage est enregistrée"
COMPLETED = "La convention de stage est signée par toutes les parties"
RENEWED = "Votre nouveau lien pour la convention de stage"
READING_CODE = "Votre code pour lire la convention de stage"
REFUSAL_CODE = "Votre code pour refuser de signer"
REFUSED = "Refus de signer une convention de stage"


class Mail:
    def __init__(self, address, subject, to, text):
        self.address, self.subject, self.to, self.text = address, subject, to, text

    @property
    def reference(self):
        return self.find(r"Référence : (\S+)")

    @property
    def recipient(self):
        return self.find(r"Bonjour (.+?),")

    @property
    def pupil(self):
        """The pupil's given name; mails say no more."""
        return self.find(r"élève : (.+?) ;")

    @property
    def is_to_pupil(self):
        return self.recipient.startswith(self.pupil)

    @property
    def link(self):
        return self.find(r"^(http\S+/[sr]/\S+)$")

    def find(self, pattern):
        found = re.search(pattern, self.text.replace("\u00a0", " ").replace("\u202f", " "), re.MULTILINE)
        if not found:
            raise LookupError(f"the mail « {self.subject} » to {self.to} has nothing like {pattern}")
        return found.group(1)


class Mailbox:
    def __init__(self, phone, base):
        self.phone, self.base = phone, base
        self.address = f"{base}/dev/mailbox"
        self.read_mails = {}

    def lines(self):
        """Address, subject and recipient of every message, the newest first."""
        self.phone.open(self.address)
        rows = self.phone.page.locator("ul.mailbox > li")
        return [
            (row.locator("a").get_attribute("href"), row.locator("a").inner_text(), row.locator(".to").inner_text())
            for row in rows.all()
        ]

    def read(self, address, subject, to):
        """Opens a message from the list; the list must be on the screen."""
        if address not in self.read_mails:
            self.phone.tap(f'ul.mailbox a[href="{address}"]')
            text = self.phone.page.locator(".mail").inner_text()
            self.read_mails[address] = Mail(address, subject, to, text)
            self.phone.open(self.address)
        return self.read_mails[address]

    def mails(self, subject, to=None):
        lines = [line for line in self.lines() if subject in line[1] and to in (None, line[2])]
        return [self.read(*line) for line in lines]

    def newest(self, subject, to, reference, besides=()):
        """Waits for a mail about a convention and opens it; besides: mails that were there before."""
        def look():
            return next((m for m in self.mails(subject, to) if m.reference == reference and m not in besides), None)
        return wait_for(f"a mail « {subject} » to {to}", look)

    def show(self, mail):
        """Opens a mail so that its link can be tapped."""
        self.phone.open(self.address)
        self.phone.tap(f'ul.mailbox a[href="{mail.address}"]')

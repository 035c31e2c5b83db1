"""The moderator: looks at an employer's first offer before pupils see it."""

from entering import enter
from steps import expect

EMAIL = "lea.fontaine@moderation.example"


class Moderator:
    def __init__(self, phone, mailbox, base, command):
        self.phone, self.mailbox, self.base, self.command = phone, mailbox, base, command

    def approve(self, title, legal_name):
        enter(self.phone, self.mailbox, self.base + "/moderation/entrer", EMAIL, [("code", lambda: self.command.code(EMAIL))])
        self.phone.saw("offers to read")
        page = self.phone.page
        self.phone.tap(page.get_by_role("link", name=title).first)
        self.phone.saw("an offer to read")
        self.phone.reads(title, legal_name)
        for box in page.locator("main input[type=checkbox]").all():
            box.check()
        self.phone.tap(page.get_by_role("button", name="Accepter l’offre").first)
        self.phone.saw("an offer that was published")
        expect(self.phone.last.status == 200, "the offer was not published")
        self.phone.close()

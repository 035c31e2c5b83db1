"""What goes wrong in families: other conventions than the one that is played to its end."""

import mailbox as subjects
from phone import Phone
from signatory import Signatory, wrong
from steps import expect


class SideScenes:
    def __init__(self, new_phone, mailbox, base, reference):
        self.new_phone = new_phone
        self.mailbox = mailbox
        self.base = base
        # By convention, since the order in which mails left is that of none; not of the one that is played to its end.
        invitations = {}
        for mail in mailbox.mails(subjects.SIGN):
            if mail.reference != reference:
                invitations.setdefault(mail.reference, []).append(mail)
        # A refusal shows to all who sign the convention, a link that was replaced or locked to one of them only.
        (self.replaced, self.locked, *_), self.refused = [mails for mails in invitations.values() if len(mails) > 1][:2]

    def unknown_addresses(self):
        """A link that never was, or lost a character, leads to a page that says so."""
        phone = self.new_phone()
        for path in ("/s/" + "A" * 43, "/s/abc", "/r/" + "A" * 43, "/nowhere"):
            phone.open(self.base + path)
            phone.saw("unknown link", status=404)
            phone.reads("Page introuvable")
        phone.close()

    def replaced_link(self):
        """Asks for a new link; the old one then offers another, and says nothing about addresses."""
        mail = self.replaced
        phone = self.new_phone()
        phone.open(mail.link)
        # The page that offers it comes with a link that is too old; its form is the same.
        token = phone.page.locator('input[name="jeton"]').first.get_attribute("value")
        answer = phone.context.request.post(mail.link + "/renew", form={"jeton": token})
        expect(answer.ok, f"asking for a new link: status {answer.status}")
        first = self.mailbox.newest(subjects.RENEWED, mail.to, mail.reference)
        expect(first.link != mail.link, "the new link is the old one")
        phone.open(mail.link)
        phone.saw("replaced link", status=410)
        phone.tap(phone.page.get_by_role("button", name="Recevoir un nouveau lien"))
        phone.saw("new link asked for")
        phone.reads("Regardez votre messagerie")
        second = self.mailbox.newest(subjects.RENEWED, mail.to, mail.reference, besides=[first])
        # Whoever still holds the dead link cannot end the one that the signatory uses.
        phone.open(first.link)
        phone.saw("sign page by the link before")
        phone.open(second.link)
        phone.saw("sign page by a new link")
        phone.close()

    def five_wrong_codes(self):
        """The fifth wrong code brings a pause, and the right code is then of no use."""
        mail = self.locked
        phone = self.new_phone()
        signatory = Signatory("locked signatory", mail, phone, self.mailbox)
        signatory.open_link()
        signatory.agree()
        code = signatory.read_code()
        for _ in range(4):
            signatory.type_code(wrong(code))
            phone.reads("n’est pas le bon")
        address = phone.page.url
        signatory.type_code(wrong(code))
        phone.saw("too many wrong codes", status=429)
        phone.reads("Trop de codes erronés", "en pause")
        phone.tap(phone.page.get_by_role("link", name="Revenir à la page"))
        signatory.page.locator('label[for="accord"]').tap()
        signatory.ask_for_code()
        phone.saw("code asked for in the pause", status=429)
        phone.close()

    def refusal(self):
        """Refuses without a reason, with a wrong code, then with both right; the school is told the reason, the page is closed to others."""
        mail, other, *_ = self.refused
        phone = self.new_phone()
        phone.open(mail.link)
        phone.page.locator("summary", has_text="Refuser de signer").tap()
        phone.pictures.take(phone.page, "refusal opened")
        known = self.mailbox.mails(subjects.REFUSAL_CODE)
        phone.tap(phone.page.get_by_role("button", name="Recevoir un code pour refuser"))
        phone.saw("refusal to confirm")
        code = self.mailbox.newest(subjects.REFUSAL_CODE, mail.to, mail.reference, besides=known).find(r"^(\d{6})$")
        phone.page.locator("#code").fill(code)
        phone.page.locator("#motif").fill("   ")
        phone.tap(phone.page.get_by_role("button", name="Refuser de signer"))
        phone.saw("refusal without a reason", status=422)
        phone.reads("À corriger")
        reason = "Les dates ne conviennent pas : l’élève passe un examen."
        phone.page.locator("#code").fill(wrong(code))
        phone.page.locator("#motif").fill(reason)
        phone.tap(phone.page.get_by_role("button", name="Refuser de signer"))
        phone.saw("refusal with a wrong code", status=422)
        phone.reads("n’est pas le bon")
        phone.page.locator("#code").fill(code)
        phone.tap(phone.page.get_by_role("button", name="Refuser de signer"))
        phone.saw("refused")
        phone.reads("Votre refus est enregistré")
        told = self.mailbox.newest(subjects.REFUSED, None, mail.reference)
        expect(reason in told.text, "the school is not told the reason")
        phone.open(other.link)
        phone.saw("convention refused by another")
        phone.reads("Cette convention n’est plus à signer")
        phone.close()

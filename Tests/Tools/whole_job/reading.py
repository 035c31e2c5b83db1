"""A reading link: what it shows before a code, and the code."""

from mailbox import READING_CODE
from steps import expect


def open_reading_link(phone, mailbox, mail):
    """Opens the link of a mail, asks for a code, reads it in the mailbox and types it."""
    phone.open(mail.link)
    phone.saw("reading link before the code")
    expect(phone.page.get_by_role("button").count() == 1, "the page before the code has not one button")
    shown = phone.page.content()
    for text in (mail.recipient, mail.pupil, mail.to, mail.reference):
        expect(text not in shown, f"the page before the code shows « {text} »")
    known = [found for found in mailbox.mails(READING_CODE, mail.to) if found.reference == mail.reference]
    phone.tap(phone.page.get_by_role("button", name="Recevoir un code"))
    phone.saw("code page for reading")
    expect(mail.to not in phone.text(), "the page shows where the code went")
    field = phone.page.locator("#code")
    expect(field.get_attribute("autocomplete") == "one-time-code", "the phone cannot fill in the code")
    code = mailbox.newest(READING_CODE, mail.to, mail.reference, besides=known).find(r"^(\d{6})$")
    phone.fill(field, code)
    phone.tap(phone.page.get_by_role("button", name="Ouvrir la convention"))

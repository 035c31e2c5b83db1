"""Entering a space by a mailed link, with a code or a name where the page asks for one."""

from steps import expect, wait_for


def enter(phone, mailbox, address, email, answers=()):
    """Asks for a link, taps it in the mail, answers what the page asks.

    answers: values by the names of fields, or what gives the value once the page is on the screen.
    """
    link = address[address.index("/", 8):]
    known = {line[0] for line in mailbox.lines()}
    phone.scene("entrance")
    phone.open(address)
    phone.saw(f"entrance {link}")
    phone.fill("#courriel", email)
    phone.tap(phone.page.get_by_role("button", name="Recevoir un lien"))
    phone.saw(f"link sent {link}")

    def look():
        return next((line for line in mailbox.lines() if line[0] not in known and line[2] == email), None)

    line = wait_for(f"a mail to {email}", look)
    phone.scene("entrance-link")
    phone.open(mailbox.base + line[0])
    phone.tap(phone.page.locator(".mail a", has_text="/entrer/"))
    phone.saw(f"link of the mail {link}")
    for name, value in answers:
        phone.fill(f'[name="{name}"]', value() if callable(value) else value)
    phone.tap(phone.page.get_by_role("button", name="Entrer"))
    expect(phone.last.status == 200, f"entering shows status {phone.last.status}")

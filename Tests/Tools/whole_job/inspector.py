"""Looks at every page as it was received, at several widths, with axe-core.

The people of the play have browsers without JavaScript. axe-core needs it: so the inspector's browser is given the same
bytes and headers under the same address, and never asks the service for a page itself. The style sheet it does fetch.
"""

from axe_playwright_python.sync_playwright import Axe
from steps import expect

WIDTHS = {"phone": (360, 740), "desk": (1280, 900), "narrow": (320, 640)}

# Links inside a sentence are exempt from the target size (WCAG 2.2, 2.5.8).
TARGETS = """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), textarea, summary')]
    .filter(e => !e.matches('.skip') && !(e.tagName === 'A' && getComputedStyle(e).display === 'inline'))
    .map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect(), e.matches('button, .button, [type=checkbox]')])
    .filter(([_, box, main]) => box.width > 0 && Math.min(box.width, box.height) < (main ? 44 : 24))
    .map(([html, box]) => `${html} is ${Math.round(box.width)} by ${Math.round(box.height)}`)"""

# A table may scroll by itself; nothing else may be wider than the window.
WIDTH = "() => document.documentElement.scrollWidth"

FAULTY = "<title></title><p style='width:2000px'>x</p><button style='width:9px;height:9px'></button>"
FAULTS = ["html-has-lang", "button-name", "pixels wide", "small target", "console", "no lang", "no title", "0 first-level"]


class Inspector:
    def __init__(self, browser):
        self.pages = {size: self.new_page(browser, size) for size in WIDTHS}
        self.findings = []
        self.kinds = {}

    @staticmethod
    def new_page(browser, size):
        width, height = WIDTHS[size]
        viewport = {"width": width, "height": height}
        return browser.new_context(viewport=viewport, locale="fr-FR", has_touch=size != "desk").new_page()

    def look(self, kind, response, opened=()):
        """Judges the page of a response.

        kind: what sort of page it is, as the findings name it. opened: selectors to click before looking.
        """
        self.kinds[kind] = self.kinds.get(kind, 0) + 1
        if self.kinds[kind] > 1:
            return
        body, headers = response.body(), response.headers
        for size, page in self.pages.items():
            messages = []
            page.route(response.url, lambda route: route.fulfill(status=200, headers=headers, body=body))
            page.on("console", lambda message, messages=messages: messages.append(message.text))
            page.goto(response.url)
            for selector in opened:
                page.click(selector)
            self.judge(f"{kind} ({size}, {page.viewport_size['width']} px)", page, messages, size != "narrow")
            page.unroute(response.url)

    def prove(self):
        """Looks at a page with faults, and fails unless they are found: silence must mean something."""
        page = self.pages["phone"]
        page.goto(f"data:text/html,{FAULTY}")
        self.judge("faulty page", page, ["a message"], with_axe=True)
        for fault in FAULTS:
            expect(any(fault in finding for finding in self.findings), f"a fault was overlooked: {fault}")
        self.findings.clear()

    def judge(self, name, page, messages, with_axe):
        if with_axe:
            for violation in Axe().run(page).response["violations"]:
                places = [node["html"][:120] for node in violation["nodes"]]
                self.find(name, f"axe {violation['id']}: {violation['help']} {places}")
        width = page.evaluate(WIDTH)
        if width > page.viewport_size["width"]:
            self.find(name, f"the page is {width} pixels wide")
        for target in page.evaluate(TARGETS):
            self.find(name, f"small target: {target}")
        for message in messages:
            self.find(name, f"console: {message}")
        if page.locator("html").get_attribute("lang") != "fr":
            self.find(name, "no lang=fr")
        if not page.title().strip():
            self.find(name, "no title")
        if page.locator("h1").count() != 1:
            self.find(name, f"{page.locator('h1').count()} first-level headings")

    def find(self, name, text):
        self.findings.append(f"{name}: {text}")

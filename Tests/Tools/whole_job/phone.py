"""A person's phone: a browser without JavaScript that remembers the page it was given last."""

import os
from pathlib import Path

from steps import expect


class Phone:
    """One person's browser.

    Every page that it shows is handed to the inspector, and drawn when screenshots are wanted.
    """

    SIZE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2, "is_mobile": True}

    def __init__(self, browser, inspector, pictures, size=SIZE):
        self.context = browser.new_context(
            **size, has_touch=True, locale="fr-FR", timezone_id="Europe/Paris", java_script_enabled=False,
        )
        self.page = self.context.new_page()
        self.inspector = inspector
        self.pictures = pictures
        self.last = None
        self.page.on("response", self.remember)
        self.page.set_default_timeout(15_000)

    def remember(self, response):
        request = response.request
        if request.is_navigation_request() and request.frame == self.page.main_frame and not 300 <= response.status < 400:
            self.last = response

    def open(self, address):
        self.page.goto(address)

    def find(self, target):
        return self.page.locator(target) if isinstance(target, str) else target

    def tap(self, target):
        """Taps what leads to another page, and waits for that page."""
        with self.page.expect_navigation():
            self.find(target).tap()

    def fill(self, target, value):
        self.find(target).fill(value)

    def scene(self, name):
        """A scene of a film begins; only a phone that is filmed has any."""

    def saw(self, kind, status=200, opened=()):
        """Says what sort of page the phone should be showing now, and has it looked at, each sort once."""
        self.page.wait_for_load_state()
        expect(self.last.status == status, f"{kind}: status {self.last.status}, expected {status}")
        self.inspector.look(kind, self.last, opened)
        self.pictures.take(self.page, kind)

    def heading(self):
        return self.page.locator("h1").inner_text()

    def text(self):
        return self.page.locator("main").inner_text()

    def reads(self, *phrases):
        """Finds phrases on the page, whatever the spaces between their words."""
        text = " ".join(self.text().split())
        for phrase in phrases:
            expect(phrase in text, f"the page « {self.heading()} » does not say « {phrase} »")

    def close(self):
        self.context.close()


class Pictures:
    """Screenshots of the steps, in their order; none without a folder."""

    def __init__(self, folder):
        self.folder = Path(folder) if folder else None
        self.count = 0
        # For guides: what a person sees first, not the whole of a long page.
        self.is_whole = os.environ.get("SEING_SCREENSHOTS_OF") != "window"
        if self.folder:
            self.folder.mkdir(parents=True, exist_ok=True)

    def take(self, page, name):
        if not self.folder:
            return
        self.count += 1
        slug = "".join(letter if letter.isalnum() else "-" for letter in name)
        page.screenshot(path=self.folder / f"{self.count:02}-{slug}.png", full_page=self.is_whole)

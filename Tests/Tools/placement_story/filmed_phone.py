"""The browser of somebody who is filmed: what it does can be followed with the eyes, at the pace of a person.

A play that draws no pictures does the same, counts the same time, and waits for nothing.
"""

import html

from film import SCREEN
from phone import Phone

DESK = {
    "viewport": {"width": SCREEN["width"], "height": SCREEN["height"]},
    "device_scale_factor": SCREEN["deviceScaleFactor"],
}

# Milliseconds.
FRAME = 100
PRESS = 400
PAGE = 1_400
AFTER_ENTRY = 300

# Styles by script alone: the pages allow none that are written into them.
POINTER = """([x, y, pressed]) => {
    const space = 'http://www.w3.org/2000/svg';
    let pointer = document.getElementById('film-pointer');
    if (!pointer) {
        pointer = document.createElementNS(space, 'svg');
        pointer.id = 'film-pointer';
        pointer.setAttribute('viewBox', '-32 -32 64 64');
        const ring = document.createElementNS(space, 'circle');
        const arrow = document.createElementNS(space, 'path');
        arrow.setAttribute('d', 'M0 0 L0 19 L4.5 15 L8 22.5 L11 21 L7.5 13.5 L13.5 13 Z');
        arrow.setAttribute('fill', '#111');
        arrow.setAttribute('stroke', '#fff');
        arrow.setAttribute('stroke-width', '1.5');
        ring.setAttribute('fill', 'rgba(230, 120, 0, 0.25)');
        ring.setAttribute('stroke', '#d35400');
        ring.setAttribute('stroke-width', '3');
        pointer.append(ring, arrow);
        document.documentElement.append(pointer);
    }
    pointer.firstChild.setAttribute('r', pressed ? 18 : 0);
    const style = pointer.style;
    style.position = 'fixed';
    style.width = style.height = '64px';
    style.left = `${x - 32}px`;
    style.top = `${y - 32}px`;
    style.zIndex = '9999';
    style.pointerEvents = 'none';
}"""

SCROLL = "distance => window.scrollBy({top: distance, behavior: 'instant'})"

TITLE = """<!DOCTYPE html><html lang="fr"><meta charset="utf-8"><style>
body {{ margin: 0; height: 100vh; display: flex; flex-direction: column; justify-content: center; padding: 0 4rem;
    background: #16325c; color: #fff; font-family: Lato, sans-serif; }}
h1 {{ font-size: 3rem; margin: 0 0 1rem; }} p {{ font-size: 1.25rem; margin: 0; }}
</style><h1>{}</h1><p>Sans son, avec sous-titres. Personnes et organismes inventés.</p></html>"""


class FilmedPhone(Phone):
    def __init__(self, browser, inspector, pictures, films):
        super().__init__(browser, inspector, pictures, DESK if films.draws else Phone.SIZE)
        self.films = films
        self.place = (400, 200)

    @property
    def is_drawn(self):
        return self.films.draws and self.films.rolling is not None

    def scene(self, name):
        self.films.begin(name, self.title_page)

    def cut(self):
        """What follows is on no film."""
        self.films.stop()

    def title_page(self, title):
        return self.other_page(TITLE.format(html.escape(title)))

    def other_page(self, content):
        """A page that is none of the service, for what else is on a desk."""
        if not self.films.draws:
            return None
        if not hasattr(self, "desk"):
            self.desk = self.context.new_page()
        self.desk.set_content(content)
        return self.desk

    def show(self, milliseconds, pressed=False):
        if self.is_drawn:
            self.page.evaluate(POINTER, [*self.place, pressed])
        self.films.show(self.page, milliseconds)

    def point(self, target):
        """Scrolls until somebody sees it, and leads the pointer there: six pictures, whatever the way."""
        found = self.find(target)
        found.wait_for(state="visible")
        if not self.is_drawn:
            for _ in range(6):
                self.show(FRAME)
            return
        self.scroll_to(found)
        box = found.bounding_box()
        (x, y), end = self.place, (box["x"] + min(box["width"] / 2, 120), box["y"] + min(box["height"] * 0.65, 40))
        for part in (0.45, 0.85, 1):
            self.place = (x + (end[0] - x) * part, y + (end[1] - y) * part)
            self.show(FRAME)

    def scroll_to(self, found):
        box = found.bounding_box()
        middle = box["y"] + min(box["height"] / 2, 120)
        height = DESK["viewport"]["height"]
        distance = 0 if 0.15 * height < middle < 0.75 * height else middle - 0.45 * height
        for part in (0.3, 0.45, 0.25):
            if distance:
                self.page.evaluate(SCROLL, distance * part)
            self.show(FRAME)

    def look_at(self, target, milliseconds=PAGE):
        """Scrolls to what somebody reads."""
        self.point(target)
        self.show(milliseconds)

    def open(self, address):
        super().open(address)
        self.show(PAGE)

    def tap(self, target):
        self.point(target)
        self.show(PRESS, pressed=True)
        super().tap(target)
        self.show(PAGE)

    def fill(self, target, value):
        """Types, at most two seconds."""
        self.point(target)
        step = max(2, -(-len(value) // 20))
        for end in range(step, len(value), step):
            if self.is_drawn:
                self.find(target).fill(value[:end])
            self.show(FRAME)
        super().fill(target, value)
        self.show(AFTER_ENTRY)

    def fill_fast(self, target, value):
        """What a person does many times over, and nobody has to follow."""
        super().fill(target, value)
        if self.is_drawn:
            self.find(target).scroll_into_view_if_needed()
        self.show(FRAME)

    def check(self, target):
        self.point(target)
        self.show(PRESS, pressed=True)
        self.find(target).check()
        self.show(AFTER_ENTRY)

    def choose(self, target, value):
        self.point(target)
        self.show(PRESS, pressed=True)
        self.find(target).select_option(value)
        self.show(AFTER_ENTRY)

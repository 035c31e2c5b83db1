"""Films of the play: which scenes and captions a script has, how long each picture stays, when each caption stands.

Time is counted, not measured: a film lasts as long as its script and the play make it, however fast the machine is. A play
that draws no pictures has the same captions.
"""

import base64
import re

from steps import expect

# Milliseconds; pictures come ten times a second.
TITLE = 3_000
SHORTEST_CAPTION = 1_500
BETWEEN_CAPTIONS = 100
END = 1_500
# A person reads no more than 17 characters a second off a film; 15 leaves time to look.
CHARACTERS_A_SECOND = 15
LONGEST_LINE = 42
# Pixels, below which is room for captions; and the same with large letters.
PICTURE = (1280, 640)
SCREEN = {"width": 800, "height": 400, "deviceScaleFactor": 1.6, "mobile": False}


def french(text):
    """The spaces and apostrophes of French print, as the service puts them into the transcript."""
    text = text.replace("'", "’")
    for typed, printed in ((r" ([;:!?])", "\u202f\\1"), (" »", "\u00a0»"), ("« ", "«\u00a0")):
        text = re.sub(typed, printed, text)
    return text


def in_lines(text):
    """A caption on one line, or on two that are about as long as each other."""
    if len(text) <= LONGEST_LINE:
        return text
    places = [place.start() for place in re.finditer(" ", text)]
    place = min(places, key=lambda place: max(place, len(text) - place - 1))
    first, second = text[:place], text[place + 1:]
    expect(max(len(first), len(second)) <= LONGEST_LINE, f"no two lines of {LONGEST_LINE} characters hold « {text} »")
    return f"{first}\n{second}"


class Scene:
    def __init__(self, name):
        self.name, self.captions = name, []


class Script:
    """A text of Templates/Guides/fr/films, which Sources/Guides/Films reads and checks."""

    def __init__(self, path):
        self.name = path.stem
        _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
        self.title = french(re.search(r"^title: (.*)$", head, re.MULTILINE).group(1))
        self.scenes = []
        for paragraph in body.split("\n\n"):
            text = " ".join(paragraph.split())
            if opening := re.match(r"\{scene: ([a-z-]+) \|", text):
                self.scenes.append(Scene(opening.group(1)))
            elif text:
                self.scenes[-1].captions.append(french(text))


class Camera:
    """Takes what a page shows, as the browser has it: Playwright's own way first waits for what does not come on these pages."""

    def __init__(self):
        self.sessions = {}

    def picture(self, page):
        if page not in self.sessions:
            self.sessions[page] = page.context.new_cdp_session(page)
            # A session knows nothing of the screen that another one has set up.
            self.sessions[page].send("Emulation.setDeviceMetricsOverride", SCREEN)
        taken = self.sessions[page].send("Page.captureScreenshot", {"format": "png", "optimizeForSpeed": True})
        picture = base64.b64decode(taken["data"])
        size = tuple(int.from_bytes(picture[start:start + 4], "big") for start in (16, 20))
        expect(size == PICTURE, f"a picture has {size} pixels, not {PICTURE}")
        return picture


class Film:
    def __init__(self, script, folder, camera):
        self.script = script
        self.folder = folder
        self.camera = camera
        self.now = 0
        self.played = 0
        self.captions = []
        self.pictures = []

    def begin(self, name):
        self.rest()
        scenes = [scene.name for scene in self.script.scenes]
        expect(self.played < len(scenes) and scenes[self.played] == name, f"{self.script.name} plays {name}, not as {scenes}")
        start = self.now
        for caption in self.script.scenes[self.played].captions:
            reading = -(-len(caption) * 10 // CHARACTERS_A_SECOND) * 100
            end = start + max(SHORTEST_CAPTION, reading)
            self.captions.append((start, end, in_lines(caption)))
            start = end + BETWEEN_CAPTIONS
        self.played += 1

    def rest(self):
        """Holds the last picture until the captions of a scene have been read."""
        if self.captions and self.captions[-1][1] >= self.now:
            self.hold(self.captions[-1][1] + BETWEEN_CAPTIONS - self.now)

    def hold(self, milliseconds):
        if self.pictures:
            self.pictures[-1][1] += milliseconds
        self.now += milliseconds

    def show(self, page, milliseconds):
        self.now += milliseconds
        if self.folder:
            name = f"{self.script.name}-{len(self.pictures):04}.png"
            (self.folder / name).write_bytes(self.camera.picture(page))
            self.pictures.append([name, milliseconds])

    def write(self, folder):
        """The captions as WebVTT, and the pictures with their times as ffmpeg takes them."""
        self.rest()
        self.hold(END)
        expect(self.played == len(self.script.scenes), f"{self.script.name} has scenes that the play does not have")
        cues = [f"{stamp(start)} --> {stamp(end)}\n{escaped(text)}\n" for start, end, text in self.captions]
        (folder / f"{self.script.name}.vtt").write_text("\n".join(["WEBVTT\n", *cues]), encoding="utf-8")
        if self.pictures:
            # ffmpeg takes no time from the last picture, so it stands there twice.
            lines = [f"file {name}\nduration {time / 1000:.1f}" for name, time in self.pictures]
            text = "\n".join(["ffconcat version 1.0", *lines, f"file {self.pictures[-1][0]}", ""])
            (folder / f"{self.script.name}.ffconcat").write_text(text, encoding="utf-8")


def stamp(milliseconds):
    return f"{milliseconds // 60_000:02}:{milliseconds // 1000 % 60:02}.{milliseconds % 1000:03}"


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class Films:
    """All films of a play; one of them is rolling, or none."""

    def __init__(self, scripts, folder, draws):
        self.folder = folder
        self.draws = draws
        folder.mkdir(parents=True, exist_ok=True)
        camera = Camera()
        self.films = [Film(Script(path), folder if draws else None, camera) for path in sorted(scripts.glob("*.txt"))]
        names = [scene.name for film in self.films for scene in film.script.scenes]
        expect(names and len(names) == len(set(names)), f"scenes have no names of their own: {names}")
        self.rolling = None

    def begin(self, name, title_page):
        """Begins a scene; before the first one of a film stands its title, on a page that title_page gives."""
        film = next((film for film in self.films if name in [scene.name for scene in film.script.scenes]), None)
        expect(film, f"no film has a scene {name}")
        if self.rolling is not film:
            self.stop()
        self.rolling = film
        if film.played == 0:
            film.show(title_page(film.script.title), TITLE)
        film.begin(name)

    def show(self, page, milliseconds):
        if self.rolling:
            self.rolling.show(page, milliseconds)

    def stop(self):
        if self.rolling:
            self.rolling.rest()
        self.rolling = None

    def write(self):
        self.stop()
        for film in self.films:
            film.write(self.folder)

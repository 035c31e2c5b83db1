"""Looks at pages in headless Chromium, at the size of a phone and of a desk, and prints what is wrong as JSON.

Arguments: addresses, or address=>selector to click before looking (several selectors: =>first=>second); selector<<text types a text.
SEING_COOKIE, name=value, goes with every request.
Checks: axe-core (which the axe-playwright-python package bundles), nothing wider than the window, targets of 24 by 24
CSS pixels at least, no message in the browser's console (a blocked style or script leaves one).
Prints a JSON list of findings; empty means that nothing was found.
"""

import json
import os
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

SIZES = {"phone": (360, 740), "desk": (1280, 900)}

# Links inside a sentence are exempt from the target size (WCAG 2.2, 2.5.8).
SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), textarea, summary')]
    .filter(e => !e.matches('.skip') && !(e.tagName === 'A' && getComputedStyle(e).display === 'inline'))
    .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
    .filter(([_, box]) => box.width > 0 && (box.width < 24 || box.height < 24))
    .map(([html, box]) => `${html} is ${Math.round(box.width)} by ${Math.round(box.height)}`)"""


def look(page, name, console):
    found = []
    for violation in Axe().run(page).response["violations"]:
        nodes = [node["html"] for node in violation["nodes"]]
        found.append({"page": name, "rule": violation["id"], "help": violation["help"], "nodes": nodes})
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > page.viewport_size["width"]:
        found.append({"page": name, "rule": "reflow", "help": f"the page is {width} pixels wide", "nodes": []})
    small = page.evaluate(SMALL_TARGETS)
    if small:
        found.append({"page": name, "rule": "target-size", "help": "targets below 24 pixels", "nodes": small})
    if console:
        found.append({"page": name, "rule": "console", "help": "messages in the console", "nodes": console})
    return found


def main(addresses):
    found, seen = [], 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for size, (width, height) in SIZES.items():
            context = browser.new_context(viewport={"width": width, "height": height}, bypass_csp=False)
            if cookie := os.environ.get("SEING_COOKIE"):
                name, value = cookie.split("=", 1)
                context.add_cookies([{"name": name, "value": value, "url": addresses[0].split("=>")[0]}])
            for target in addresses:
                address, *clicks = target.split("=>")
                page, messages = context.new_page(), []
                page.on("console", lambda message: messages.append(message.text))
                page.goto(address)
                for selector in clicks:
                    if "<<" in selector:
                        page.fill(*selector.split("<<", 1))
                    else:
                        page.click(selector)
                # An error page has the status of an error, which Chromium reports.
                console = [text for text in messages if "the server responded with a status" not in text]
                found += look(page, f"{target} ({size})", console)
                seen += 1
                page.close()
            context.close()
        browser.close()
    print(json.dumps({"seen": seen, "findings": found}))


if __name__ == "__main__":
    main(sys.argv[1:])

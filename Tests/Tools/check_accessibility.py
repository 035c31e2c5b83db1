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

# What passed is not carried over: it is most of what axe-core answers, and nobody reads it.
VIOLATIONS = """() => axe.run({resultTypes: ['violations']})
    .then(result => result.violations.map(v => ({rule: v.id, help: v.help, nodes: v.nodes.map(node => node.html)})))"""

# Links inside a sentence are exempt from the target size (WCAG 2.2, 2.5.8).
SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), textarea, summary')]
    .filter(e => !e.matches('.skip') && !(e.tagName === 'A' && getComputedStyle(e).display === 'inline'))
    .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
    .filter(([_, box]) => box.width > 0 && (box.width < 24 || box.height < 24))
    .map(([html, box]) => `${html} is ${Math.round(box.width)} by ${Math.round(box.height)}`)"""


def look(page, name):
    found = [{"page": name, **violation} for violation in page.evaluate(VIOLATIONS)]
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > page.viewport_size["width"]:
        found.append({"page": name, "rule": "reflow", "help": f"the page is {width} pixels wide", "nodes": []})
    small = page.evaluate(SMALL_TARGETS)
    if small:
        found.append({"page": name, "rule": "target-size", "help": "targets below 24 pixels", "nodes": small})
    return found


def open_page(page, target):
    """Opens an address at the size of a phone and clicks what follows it."""
    address, *clicks = target.split("=>")
    page.set_viewport_size(dict(zip(("width", "height"), SIZES["phone"])))
    page.goto(address)
    for selector in clicks:
        if "<<" in selector:
            page.fill(*selector.split("<<", 1))
        else:
            page.click(selector)


def main(addresses):
    found, seen, messages = [], 0, []
    axe_core = Axe().axe_script
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = browser.new_context(bypass_csp=False)
        if cookie := os.environ.get("SEING_COOKIE"):
            name, value = cookie.split("=", 1)
            context.add_cookies([{"name": name, "value": value, "url": addresses[0].split("=>")[0]}])
        # One page for all: a new one, and axe-core anew for each size, took three times as long.
        page = context.new_page()
        page.on("console", lambda message: messages.append(message.text))
        for target in addresses:
            messages.clear()
            open_page(page, target)
            page.evaluate(axe_core)
            for size, (width, height) in SIZES.items():
                page.set_viewport_size({"width": width, "height": height})
                found += look(page, f"{target} ({size})")
                seen += 1
            # An error page has the status of an error, which Chromium reports.
            console = [text for text in messages if "the server responded with a status" not in text]
            if console:
                found.append(
                    {"page": target, "rule": "console", "help": "messages in the console", "nodes": console})
        browser.close()
    print(json.dumps({"seen": seen, "findings": found}))


if __name__ == "__main__":
    main(sys.argv[1:])

"""Types into the page of a host's part in headless Chromium, and prints as JSON what the page says before anything is sent.

Arguments: the page's address, the name of a day in its form (placement/timetable/2026-06-22).
Types a day that is an hour too long, puts it right, loses the connection and finds it again. While the message is shown, axe-core looks
at the page, at the size of a phone, and the browser's console is read. Then the service wants to be left alone for an hour, and another time
says that the link is over.
"""

import json
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright


def type_times(page, day, times):
    for name, time in zip(("from1", "to1", "from2", "to2"), times):
        page.locator(f'[name="{day}/{name}"]').fill(time)


def main(address, day):
    seen, messages = {}, []
    element = "v-" + "".join(letter if letter.isalnum() else "-" for letter in day)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 360, "height": 740}, locale="fr-FR")
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda message: messages.append(message.text))
        page.goto(address)
        problem, state = page.locator(f"#{element}-erreur"), page.locator("#verification")
        inputs = page.locator(f"#{element} input")

        def becomes(locator, is_empty):
            page.wait_for_function("([e, empty]) => (e.textContent === '') === empty", arg=[locator.element_handle(), is_empty])

        def invalid():
            return [inputs.nth(index).get_attribute("aria-invalid") for index in range(inputs.count())]

        type_times(page, day, ("08:00", "12:00", "13:00", "17:00"))
        becomes(problem, False)
        seen["message"], seen["live"] = problem.text_content(), problem.get_attribute("aria-live")
        seen["describedBy"] = [inputs.nth(index).get_attribute("aria-describedby") for index in range(inputs.count())]
        seen["isInvalid"] = invalid() == ["true"] * 4
        seen["findings"] = [violation["id"] for violation in Axe().run(page).response["violations"]]
        seen["findings"] += messages
        type_times(page, day, ("09:00", "12:00", "13:00", "16:00"))
        becomes(problem, True)
        seen["settled"], seen["isStillInvalid"] = problem.text_content(), invalid() != [None] * 4
        context.set_offline(True)
        name = page.locator('[name="host/legalName"]')
        name.fill("Menuiserie du port")
        becomes(state, False)
        seen["lost"], seen["kept"] = state.text_content(), name.input_value()
        context.set_offline(False)
        becomes(state, True)
        seen["recovered"] = state.text_content()

        asked = []

        def answer(status, **headers):
            def fulfill(route):
                asked.append(status)
                route.fulfill(status=status, headers=headers)

            page.unroute("**/verification")
            page.route("**/verification", fulfill)

        answer(429, **{"Retry-After": "3600"})
        name.fill("Menuiserie du port, atelier")
        becomes(state, False)
        name.fill("Menuiserie du port, atelier 2")
        page.wait_for_timeout(1_500)
        seen["askedWhileToWait"] = len(asked) - 1
        page.goto(address)
        name, state = page.locator('[name="host/legalName"]'), page.locator("#verification")
        answer(410)
        name.fill("Menuiserie du port")
        becomes(state, False)
        seen["over"] = state.text_content()
        browser.close()
    print(json.dumps(seen))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Steps of a play: each has a name, is timed, and says which one failed and why."""

import sys
import time
from contextlib import contextmanager


class StepFailed(Exception):
    """What a person would have noticed, in one sentence."""


def expect(condition, message):
    """Fails the step that is played when a person would have been surprised."""
    if not condition:
        raise StepFailed(message)


def wait_for(what, look, seconds=15):
    """Looks again and again until there is something to see.

    Raises StepFailed when the time is over.
    """
    deadline = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > deadline:
            raise StepFailed(f"waited {seconds} s for {what}, which did not come")
        time.sleep(0.2)


class Steps:
    """Prints each step with its time; names the one that failed."""

    def __init__(self):
        self.count = 0
        self.began = time.monotonic()

    @contextmanager
    def step(self, name):
        began = time.monotonic()
        self.count += 1
        try:
            yield
        except Exception as error:
            print(f"FAILED at step {self.count}, {name}: {type(error).__name__}: {error}", flush=True)
            raise SystemExit(1) from error
        print(f"{self.count:2} {name} ({time.monotonic() - began:.1f} s)", flush=True)

    def finish(self, findings):
        """Prints what the look at the pages found; the exit status follows from it."""
        for finding in findings:
            print(f"FOUND {finding}")
        print(f"{self.count} steps in {time.monotonic() - self.began:.0f} s, {len(findings)} findings on pages")
        sys.exit(1 if findings else 0)

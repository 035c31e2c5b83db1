"""The command `seing`, as a school's or an operator's person types it."""

import re
import subprocess

from steps import expect


class Command:
    def __init__(self, program, data):
        self.program, self.data = program, data

    def run(self, *arguments, status=0):
        command = [self.program, *arguments, "--data-dir", self.data, "--lang", "fr"]
        outcome = subprocess.run(command, capture_output=True, text=True, timeout=60)
        expect(outcome.returncode == status, f"{arguments}: {outcome.returncode}, {outcome.stdout}{outcome.stderr}")
        return outcome.stdout + outcome.stderr

    def code(self, email):
        """What the authenticator application of a demonstration's account shows now."""
        return re.sub(r"\D", "", self.run("demo-code", email))

    def open_campaign(self, grade, school_year, day):
        self.run("campaign", "set", school_year, "--grade", grade, "--opens", day.isoformat())

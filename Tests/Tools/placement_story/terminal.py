"""A terminal into which commands of a mail are pasted: bash runs them, and a film shows what they print."""

import html
import subprocess

from steps import expect

PAGE = """<!DOCTYPE html><html lang="fr"><meta charset="utf-8"><style>
body {{ margin: 0; background: #1d1f21; color: #e8e8e8; }}
pre {{ font: 0.9rem/1.35 "DejaVu Sans Mono", monospace; white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; padding: 1rem;
    position: absolute; bottom: 0; left: 0; right: 0; }}
</style><pre>{}</pre></html>"""

# Milliseconds.
BEFORE = 600
AFTER = 2_500


class Terminal:
    def __init__(self, phone, folder):
        self.phone, self.folder = phone, folder
        self.text = "$ "

    def show(self, milliseconds):
        self.phone.films.show(self.phone.other_page(PAGE.format(html.escape(self.text))), milliseconds)

    def paste(self, command):
        """Runs a command; what it prints."""
        self.show(BEFORE)
        self.text += command
        self.show(AFTER)
        outcome = subprocess.run(["bash", "-c", command], cwd=self.folder, capture_output=True, text=True, timeout=60)
        expect(outcome.returncode == 0, f"the command ends with {outcome.returncode}: {outcome.stderr}")
        self.text += "\n" + outcome.stdout + ("\n" if outcome.stdout else "") + "$ "
        self.show(AFTER)
        return outcome.stdout

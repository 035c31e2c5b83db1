"""Kills between the last signature and the archive: it is made up for, once, and nothing else changes."""

import json
import time

# How long after a start the archive may take, in seconds.
PATIENCE = 60
# Longer than the service waits between two looks at what is to be archived.
TWO_LOOKS = 5


class Archiving:
    def __init__(self, campaign):
        self.campaign, self.service = campaign, campaign.service

    def run(self, kills):
        self.service.start()
        self.campaign.adopt()
        self.campaign.finish(self.campaign.open)
        for number in range(kills):
            convention = self.campaign.enter("public-lycee-seconde")
            self.campaign.finish([convention])
            # The first kill comes at once, the others while the archive may be on its way.
            time.sleep(self.campaign.random.uniform(0, 1) if number else 0)
            self.kill(convention)
        assert self.campaign.figures["killsBeforeTheArchive"], "every kill came after the archive: nothing was shown"
        self.campaign.inspection.run()
        self.campaign.inspection.run_at_end()

    def kill(self, convention):
        self.service.kill()
        self.campaign.figures["kills"] += 1
        was_archived = self.archivals(convention)
        self.campaign.figures["killsBeforeTheArchive"] += not was_archived
        before = self.document(convention)
        self.service.start()
        deadline = time.monotonic() + PATIENCE
        while not self.archivals(convention):
            assert time.monotonic() < deadline, f"{convention.reference} is not archived {PATIENCE} s after the restart"
            time.sleep(0.2)
        time.sleep(TWO_LOOKS)
        assert self.archivals(convention) == 1, f"{convention.reference} was archived {self.archivals(convention)} times"
        after = self.document(convention)
        assert after.startswith(before), f"{convention.reference}: the archive changed what was signed"
        assert was_archived or len(after) > len(before), f"{convention.reference}: nothing was added"
        self.verify(convention)

    def archivals(self, convention):
        shown = self.service.on_data("convention", "show", convention.reference, "--lang", "en")
        return sum(line.split()[3:] == ["archived"] for line in shown.splitlines())

    def document(self, convention):
        file = self.service.directory.with_name("shown.pdf")
        self.service.on_data("convention", "show", convention.reference, "--pdf", file)
        return file.read_bytes()

    def verify(self, convention):
        file = self.service.directory.with_name("shown.pdf")
        trust = self.service.directory / "pki" / "trust"
        report = json.loads(self.service.command("verify", file, "--trust", trust, "--json"))["files"][0]
        assert report["verdict"] == "passed", f"{convention.reference} does not verify"
        assert len(report["signatures"]) == len(convention.addresses), f"{convention.reference} lost a signature"
        stamps = report["documentTimeStamps"]
        assert len(stamps) == 1, f"{convention.reference} has {len(stamps)} document time-stamps"

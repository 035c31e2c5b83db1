"""What has to be there, whatever happened."""

import json
import random
import time

from heads import ByList
from parties import FIELDS
from reading import Reader
from service import Stopped

# How long after the start a mail may take that waited, in seconds.
MAIL_PATIENCE = 30


def name(field):
    """What `seing convention show --lang en` calls a signatory."""
    return field.replace("representative-", "legal representative ")


class Inspection:
    def __init__(self, campaign):
        self.campaign, self.service, self.mail = campaign, campaign.service, campaign.mail
        self.random = random.Random(campaign.seed)
        self.reader = Reader(campaign.service, campaign.mail)

    def run(self):
        """After a restart, while the service runs and nobody signs."""
        self.service.on_data("journal", "verify")
        reports = self.verify_documents()
        for convention in self.campaign.conventions:
            self.check_document(convention, reports[convention.reference])
            signed = [signature["field"] for signature in reports[convention.reference]["signatures"]]
            self.wait_for_mails(convention, signed)
        self.check_list(reports)
        self.mail.check_keys()
        self.campaign.figures["inspections"] += 1

    # Documents

    def verify_documents(self):
        folder = self.service.directory.with_name("documents")
        folder.mkdir(exist_ok=True)
        files = {}
        for convention in self.campaign.conventions:
            document = self.fetch(convention)
            assert document.startswith(convention.pdf), f"{convention.reference}: bytes of an earlier revision changed"
            convention.pdf = document
            files[convention.reference] = folder / f"{convention.reference}.pdf"
            files[convention.reference].write_bytes(document)
        trust = self.service.directory / "pki" / "trust"
        # 1: an unsigned document is no good one; what is wrong is judged below.
        printed = self.service.command("verify", *files.values(), "--trust", trust, "--json", accept=(0, 1))
        reports = {report["file"]: report for report in json.loads(printed)["files"]}
        return {reference: reports[str(file)] for reference, file in files.items()}

    def fetch(self, convention):
        """The newest revision, through any link that somebody has received; the signing link is dead once signed."""
        deadline = time.monotonic() + MAIL_PATIENCE
        while time.monotonic() < deadline:
            messages = [m for m in self.mail.all() if m.reference == convention.reference]
            for document in map(self.reader.document, reversed(messages)):
                if document:
                    return document
            time.sleep(0.1)
        raise AssertionError(f"no link of {convention.reference} leads to its document")

    def check_document(self, convention, report):
        reference = convention.reference
        signed = [signature["field"] for signature in report["signatures"]]
        wrong = [finding["code"] for finding in report["findings"]]
        if signed:
            assert not wrong and report["integrity"] == "intact", f"{reference} does not verify: {wrong}"
            whole = all(s["integrity"] == "intact" and s["identity"] == "trusted" for s in report["signatures"])
            assert whole, f"{reference} holds half a signature"
        else:
            assert wrong in ([], ["noSignature"]), f"{reference} does not verify: {wrong}"
        assert len(signed) == len(set(signed)), f"{reference}: somebody signed twice: {signed}"
        acknowledged = {field for (of, field) in self.campaign.acknowledged if of == reference}
        lost = acknowledged - set(signed)
        assert not lost, f"{reference}: acknowledged to the client and lost: {sorted(lost)}"
        expected = "complete" if set(signed) == set(convention.addresses) else "incomplete"
        assert report["convention"]["completeness"] == expected, f"{reference} should be {expected}"

    def check_list(self, reports):
        """The projection agrees with the documents; one convention's history agrees with both."""
        counts = {}
        for line in self.service.on_data("convention", "list", "--lang", "en").splitlines():
            reference, status, count = line.split()[:3]
            counts[reference] = (status, count)
        for convention in self.campaign.conventions:
            report = reports[convention.reference]
            signed, all_of_them = len(report["signatures"]), len(convention.addresses)
            status = "completed" if signed == all_of_them else "signing"
            assert counts[convention.reference] == (status, f"{signed}/{all_of_them}"), \
                f"{convention.reference}: the list says {counts[convention.reference]}, the document {signed}"
        self.check_history(self.random.choice(self.campaign.conventions), reports)

    def check_history(self, convention, reports):
        shown = self.service.on_data("convention", "show", convention.reference, "--lang", "en")
        for field in FIELDS:
            expected = sum(s["field"] == field for s in reports[convention.reference]["signatures"])
            found = sum(line.endswith(f" UTC: signature ({name(field)})") for line in shown.splitlines())
            assert found == expected, f"{convention.reference}: the journal holds {found} signatures of {field}"
        for (reference, field), revision in self.campaign.acknowledged.items():
            if reference == convention.reference and revision:
                assert f"{revision}, {name(field)}" in shown, f"{reference}: another revision than acknowledged to {field}"

    # Mails

    def wait_for_mails(self, convention, signed):
        """Whose turn it is has means to sign; who has signed has a receipt; all have the finished document."""
        deadline = time.monotonic() + MAIL_PATIENCE
        while missing := self.missing_mails(convention, signed):
            assert time.monotonic() < deadline, f"{convention.reference}: mails did not come: {missing}"
            time.sleep(0.1)

    def missing_mails(self, convention, signed):
        missing = []
        for field, address in convention.addresses.items():
            messages = self.mail.to(convention.reference, address)
            if field in convention.awaited(signed) and not any(
                    m.signing_link or m.access_token or "avec votre compte" in m.subject for m in messages):
                missing.append(f"invitation of {field}")
            # Who agreed to a list is told of the list as a whole (adr/0031); `run_at_end` looks for that mail.
            if isinstance(next(s for s in convention.signatories if s.field == field), ByList):
                continue
            if field in signed and not any("accusé de signature" in m.body for m in messages):
                missing.append(f"receipt of {field}")
            if not convention.awaited(signed) and not any("par toutes les parties" in m.subject for m in messages):
                missing.append(f"finished document for {field}")
        return missing

    # At the end

    def run_at_end(self):
        """Nothing waits any more, and nothing leaked."""
        self.check_log()
        try:
            self.service.stop()
        except Stopped:
            pass
        self.service.on_data("journal", "verify")
        messages = self.mail.all()
        for agreed in self.campaign.lists:
            agreed.check_mails(self.mail)
        self.campaign.figures["mails"] = len(messages)
        self.campaign.figures["duplicateMails"] = self.mail.duplicates
        self.campaign.figures["conventionsCompleted"] = len(self.campaign.conventions)

    def check_log(self):
        log = self.service.log.read_text()
        for message in self.mail.all():
            leaked = [secret for secret in message.secrets if len(secret) > 6 and secret in log]
            # Six digits alone may be part of a number; a code would stand alone.
            leaked += [message.code] if message.code and f" {message.code}\n" in log else []
            assert not leaked, f"the log holds {len(leaked)} secrets of the mail « {message.subject} »"
            assert message.to not in log, "the log holds an e-mail address"

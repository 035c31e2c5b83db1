"""Validates every signature of a PDF with pyHanko, difference analysis on, and prints one JSON object a signature.

usage: validate-with-pyhanko.py FILE ROOT.pem [--crl LIST.crl]... [--at UNIX-TIME]

With lists, nothing is let pass for want of revocation information (`require`): every certificate below the root must be
covered by a list that is fresh and signed by its issuer. That holds for the signatory too: its certificate is short-lived and
marked noRevAvail (RFC 9608), so that a verifier need not look for a list, but pyHanko heeds that mark in attribute
certificates only; the issuing authority's list answers. Without lists the mode is `soft-fail`.

Exit 0 when each signature is intact, valid, trusted and time-stamped, and nothing suspicious was added after it.
"""

import argparse
import json
import logging
import sys
from datetime import datetime, timezone
from pathlib import Path

from asn1crypto.crl import CertificateList
from asn1crypto.pem import unarmor
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext


def parse_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("root")
    parser.add_argument("--crl", action="append", default=[])
    parser.add_argument("--at", type=int)
    return parser.parse_args()


def read_list(path):
    content = Path(path).read_bytes()
    return CertificateList.load(unarmor(content)[2] if content.startswith(b"-----") else content)


def new_context(options):
    """A context for one signature: it remembers what it has validated. No fetching: the tests are offline."""
    return ValidationContext(
        trust_roots=[load_cert_from_pemder(options.root)], allow_fetching=False,
        moment=datetime.fromtimestamp(options.at, timezone.utc) if options.at else None,
        crls=[read_list(path) for path in options.crl],
        revocation_mode="require" if options.crl else "soft-fail")


def judge(signature, options):
    status = validate_pdf_signature(
        signature, signer_validation_context=new_context(options), ts_validation_context=new_context(options))
    stamp = status.timestamp_validity
    facts = {
        "field": signature.field_name,
        "intact": status.intact,
        "valid": status.valid,
        "trusted": status.trusted,
        "coverage": status.coverage.name,
        "modification": status.modification_level.name if status.modification_level else None,
        "docmdp_ok": status.docmdp_ok,
        "bottom_line": status.bottom_line,
        "stamped": bool(stamp and stamp.valid and stamp.intact and stamp.trusted),
    }
    print(json.dumps(facts))
    quiet = status.modification_level in (
        ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)
    return facts["bottom_line"] and facts["stamped"] and facts["trusted"] and quiet


def main():
    logging.disable(logging.CRITICAL)  # an untrusted chain is a verdict, printed below, not a stack trace
    options = parse_arguments()
    with open(options.file, "rb") as file:
        verdicts = [judge(s, options) for s in PdfFileReader(file, strict=True).embedded_regular_signatures]
    return 0 if verdicts and all(verdicts) else 1


sys.exit(main())

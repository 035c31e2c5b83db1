"""Validates every signature of a PDF with pyHanko, difference analysis on, and prints one JSON object a signature.

usage: validate-with-pyhanko.py FILE ROOT.pem [UNIX_TIME]

Exit 0 when each is intact, valid, trusted and time-stamped, and nothing suspicious was added after it.
"""

import json
import sys
from datetime import datetime, timezone

from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext


def main() -> int:
    path, root = sys.argv[1:3]
    moment = datetime.fromtimestamp(int(sys.argv[3]), timezone.utc) if len(sys.argv) > 3 else None
    good = True
    with open(path, "rb") as file:
        reader = PdfFileReader(file, strict=True)
        signatures = reader.embedded_regular_signatures
        for signature in signatures:
            # A context of its own for each: it remembers what it has validated. No fetching: the tests are offline.
            context = ValidationContext(
                trust_roots=[load_cert_from_pemder(root)], allow_fetching=False, moment=moment, revocation_mode="soft-fail"
            )
            status = validate_pdf_signature(signature, signer_validation_context=context)
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
            good = good and facts["bottom_line"] and facts["stamped"] and facts["trusted"]
            good = good and status.modification_level in (ModificationLevel.NONE, ModificationLevel.FORM_FILLING)
    return 0 if good and signatures else 1


sys.exit(main())

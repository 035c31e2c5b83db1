"""Validates every signature of an archived PDF with pyHanko as PAdES B-LTA: from what the file carries, and the root.

usage: validate-lta-with-pyhanko.py FILE ROOT.pem [ROOT.pem …] [--at UNIX-TIME]

EN 319 102-1 §5.6.3: nothing is fetched, every certificate needs an answer about its revocation (`require`), and none is given but what
stands in the document; the chain of document time-stamps gives the proofs of existence. Difference analysis is on.

Exit 0 when each signature is TOTAL-PASSED and nothing but archiving or signing came after it.
"""

import argparse
import asyncio
import json
import logging
import sys
from datetime import datetime, timezone

from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESPassed
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation.ades import ades_lta_validation
from pyhanko.sign.validation.policy_decl import (
    PdfSignatureValidationSpec, RevinfoOnlineFetchingRule, RevocationInfoGatheringSpec, SignatureValidationSpec)
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.policy_decl import REQUIRE_REVINFO, CertRevTrustPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager

QUIET = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)


def parse_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("roots", nargs="+")
    parser.add_argument("--at", type=int)
    return parser.parse_args()


def new_spec(options):
    policy = CertValidationPolicySpec(
        trust_manager=SimpleTrustManager.build(
            trust_roots=[load_cert_from_pemder(root) for root in options.roots]),
        revinfo_policy=CertRevTrustPolicy(REQUIRE_REVINFO))
    gathering = RevocationInfoGatheringSpec(online_fetching_rule=RevinfoOnlineFetchingRule.LOCAL_ONLY)
    return PdfSignatureValidationSpec(
        SignatureValidationSpec(cert_validation_policy=policy, revinfo_gathering_policy=gathering))


def judge(signature, options):
    time = datetime.fromtimestamp(options.at, timezone.utc) if options.at else datetime.now(timezone.utc)
    timing = ValidationTimingInfo(
        validation_time=time, best_signature_time=time, point_in_time_validation=bool(options.at))
    result = asyncio.run(ades_lta_validation(signature, new_spec(options), timing_info=timing))
    level = result.api_status.modification_level if result.api_status else None
    facts = {
        "field": signature.field_name,
        "indication": result.ades_subindic.standard_name if hasattr(result.ades_subindic, "standard_name")
        else str(result.ades_subindic),
        "passed": result.ades_subindic == AdESPassed.OK,
        "modification": level.name if level else None,
        "failure": result.failure_msg,
    }
    print(json.dumps(facts))
    return facts["passed"] and level in QUIET


def judge_safely(signature, options):
    try:
        return judge(signature, options)
    except Exception as error:  # pyHanko throws where it cannot come to a verdict; that is a refusal too
        print(json.dumps({"field": signature.field_name, "refused": f"{type(error).__name__}: {error}"}))
        return False


def main():
    logging.disable(logging.CRITICAL)
    options = parse_arguments()
    with open(options.file, "rb") as file:
        verdicts = [judge_safely(s, options) for s in PdfFileReader(file, strict=True).embedded_regular_signatures]
    return 0 if verdicts and all(verdicts) else 1


sys.exit(main())

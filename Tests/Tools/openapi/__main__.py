"""Others judge the description of the API: is it valid, does the server do what its examples say, and nothing else whatever is sent?

    python3 Tests/Tools/openapi --seing .build/debug/seing --cases 12 --seed 1

Starts a demonstration of its own and plays every example of `/api/openapi.json` against it, with what only the moment
knows (references, names, digests, signatures) put in its place; every answer is held against its schema. Then schemathesis, with all its
checks, throws at each operation what the description allows and what it forbids. Exit 0: nothing was found.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

TOOLS = Path(__file__).parent.parent
sys.path.insert(0, str(TOOLS / "crash"))

from description import Description  # noqa: E402
from scenes import Scenes  # noqa: E402

# Refused with 422, though of the schema: a proof file of a signatory whom this convention lacks, a draft or a preparation against the rules of its data, which no schema holds, an offer against its rules, an address that no two programs read alike, a fourth secret, a convention that stands twice or a
# number of values that is not that of the sessions, and a refusal under an
# Idempotency-Key that served for another, which is the only difference between two requests here. With 409: what is attested of a placement that is not over, and the
# correction of what was issued, which the one convention here was. With 401: the attestation of another convention than the token's, to which the list of what
# awaits an employer leads.
CONFIGURATION = """
[auth.openapi.accessToken]
bearer = "{token}"
[auth.openapi.schoolKey]
bearer = "{school_key}"
[auth.openapi.partToken]
bearer = "{part_token}"
[auth.openapi.bounceSecret]
bearer = "{bounce_secret}"
[auth.openapi.employerKey]
bearer = "{employer_key}"
[[operations]]
include-operation-id = "enterDraft"
[operations.checks.positive_data_acceptance]
expected-statuses = ["2xx", 422]
[[operations]]
include-operation-id = "beginPreparation"
[operations.checks.positive_data_acceptance]
expected-statuses = ["2xx", 422]
[[operations]]
include-operation-id = "readProofFile"
[operations.checks.positive_data_acceptance]
expected-statuses = ["2xx", 422]
[[operations]]
include-operation-id = "putOffer"
[operations.checks.positive_data_acceptance]
expected-statuses = ["2xx", 422]
[[operations]]
include-operation-id-regex = "^(readOffer|withdrawOffer)$"
[operations.checks.positive_data_acceptance]
expected-statuses = ["2xx", 404]
[[operations]]
include-operation-id = "putWebhook"
[operations.checks.positive_data_acceptance]
expected-statuses = ["2xx", 422]
[[operations]]
include-operation-id-regex = "^(rotateWebhookSecret|resendWebhookMessage)$"
[operations.checks.positive_data_acceptance]
expected-statuses = ["2xx", 404, 422]
[[operations]]
include-operation-id = "attest"
[operations.checks.positive_data_acceptance]
expected-statuses = ["2xx", 401, 409, 422]
[[operations]]
include-operation-id = "correctDraft"
[operations.checks.positive_data_acceptance]
expected-statuses = ["2xx", 409, 422]
[[operations]]
include-operation-id-regex = "^(start|complete)(School|Employer)Signature|^countersignMany$"
[operations.checks.positive_data_acceptance]
expected-statuses = ["2xx", 422]
[[operations]]
include-operation-id = "refuse"
[operations.checks.positive_data_acceptance]
expected-statuses = ["2xx", 409, 422]
"""


def throw_everything(scenes, options, work):
    """Runs schemathesis; it prints what it found, and how to send it again."""
    configuration, copy = work / "schemathesis.toml", work / "openapi.json"
    # The reference that the token opens, or every answer would be 401, and the person whose it is, or every other 403.
    document = scenes.fetch_description()
    reference = document["components"]["parameters"]["Convention"]
    reference["schema"]["enum"], reference["example"] = [scenes.last.reference], scenes.last.reference
    # A name that is there, beside those that are made up.
    document["components"]["parameters"]["RemoteId"]["example"] = scenes.offer
    person = scenes.send("readConvention", scenes.last)["signatory"]
    for body in ("Countersignature", "SignatureSessionStart"):
        members = document["components"]["schemas"][body]["properties"]
        members["capacity"]["enum"] = [person["capacity"]]
        for name, member in members["signatory"]["properties"].items():
            member["enum"] = [person[name]]
    copy.write_text(json.dumps(document))
    configuration.write_text(CONFIGURATION.format(token=scenes.last.token, school_key=scenes.school_key, employer_key=scenes.employer_key, bounce_secret=scenes.bounce_secret,
        part_token=scenes.part_token))
    # One worker: two threads in ast.parse at once can end each other in Python 3.11 (python/cpython 106905).
    command = [
        Path(sys.executable).with_name("schemathesis"), "--config-file", configuration, "run", copy, "--url",
        scenes.origin, "--checks", "all", "--max-examples", str(options.cases),
        "--seed", str(options.seed), "--workers", "1", "--continue-on-failure", "--generation-database", "none",
        "--no-color"]
    # A refusal ends the convention: it comes last.
    for which in ("--exclude-operation-id", "--include-operation-id"):
        done = subprocess.run(
            [*command, which, "refuse"], cwd=work, capture_output=True, text=True, timeout=options.seconds,
            env={**os.environ, "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(Path(__file__).parent)})
        assert done.returncode == 0, done.stdout[-20000:] + done.stderr[-2000:]
        print(done.stdout[-1500:])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seing", required=True)
    parser.add_argument("--cases", type=int, default=12, help="of each operation and kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=400)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="seing-openapi-") as folder:
        work = Path(folder)
        scenes = Scenes(options.seing, work)
        try:
            scenes.begin()
            scenes.play(Description(scenes.fetch_description()))
            throw_everything(scenes, options, work)
            scenes.service.stop()
        finally:
            scenes.end()


main()

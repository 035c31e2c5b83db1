"""Kills the real service at random moments while people sign, and looks what is left after each restart.

    python3 Tests/Tools/crash --seing .build/debug/seing --examples Examples/conventions --kills 6 [--seed N]
    python3 Tests/Tools/crash --seing .build/debug/seing --examples Examples/conventions --rounds 10 [--seed N]
    python3 Tests/Tools/crash --seing .build/debug/seing --examples Examples/conventions --archive-kills 4 [--seed N]
    python3 Tests/Tools/crash --seing .build/debug/seing --examples Examples/conventions --pending-kills 3 [--leave DIR]
    python3 Tests/Tools/crash --seing .build/debug/seing --examples Examples/conventions --disk refused|read-only

With --rounds, several signatories sign one document at the same moment instead, and nobody is killed. With --archive-kills
the kills come between the last signature and the archive, with --pending-kills while a signature waits for a time-stamping
authority that does not answer; --leave then keeps a data directory in which a consent waits. Among the first kind of kills
are some in the middle of a list to which a head of school has agreed, while others sign the same conventions.
With --disk nobody is killed: the disk takes no more writes at the moment at which somebody signs, and comes back.
After each restart: every signature that was acknowledged to a client is there once; every document verifies, holds
whole signatures and begins with the bytes it had before; the journal's chain verifies; everybody whose turn it is has
an invitation; a mail that comes twice has the same Message-ID. At the end all is signed to completion, and neither the
service's log nor what commands print holds an address, link, token or code.
Prints figures as JSON. Exit 0: all that holds; 1: something does not, and the data directory is kept; 77: this machine
does not let such a disk be made, and why is printed.
"""

import argparse
import json
import random
import shutil
import sys
import tempfile
import traceback
from pathlib import Path

from archiving import Archiving
from campaign import Campaign
from disk import FailingDisk, NotPermitted, ReadOnlyDisk, RefusedWrites
from waiting import Waiting


def arguments():
    parser = argparse.ArgumentParser(description="Kill the real service at random moments and look what is left.")
    parser.add_argument("--seing", required=True, help="the program")
    parser.add_argument("--examples", required=True, type=Path, help="folder of sample conventions")
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=0)
    parser.add_argument("--archive-kills", type=int, default=0)
    parser.add_argument("--pending-kills", type=int, default=0)
    parser.add_argument("--disk", choices=["refused", "read-only"])
    parser.add_argument("--leave", type=Path, help="where to leave a data directory in which a consent waits")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    return parser.parse_args()


def main():
    options = arguments()
    try:
        if options.disk == "read-only":
            ReadOnlyDisk.enter_namespace()
        work = Path(tempfile.mkdtemp(prefix="seing-crash-"))
        disk = {None: None, "refused": RefusedWrites, "read-only": ReadOnlyDisk}[options.disk]
        disk = disk and disk(work)
    except NotPermitted as reason:
        print(f"no such disk can be made here: {reason}", file=sys.stderr)
        return 77
    campaign = Campaign(options.seing, options.examples, (disk.directory if disk else work) / "data", options.seed)
    try:
        if disk:
            FailingDisk(campaign, disk, work / "metrics-token").run()
        if options.kills:
            campaign.kill(options.kills)
        if options.rounds:
            campaign.race(options.rounds)
        if options.archive_kills:
            Archiving(campaign).run(options.archive_kills)
        if options.pending_kills:
            Waiting(campaign).run(options.pending_kills, options.leave)
    except Exception:
        traceback.print_exc()
        print(f"seed {options.seed}; the data directory and the log are kept in {work}", file=sys.stderr)
        return 1
    finally:
        campaign.end()
        if disk:
            disk.end()
    print(json.dumps({"seed": options.seed, **campaign.figures}))
    shutil.rmtree(work)
    return 0


if __name__ == "__main__":
    sys.exit(main())

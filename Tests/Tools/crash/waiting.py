"""Kills while a signature waits for a time-stamping authority that does not answer: the consent stays, one signature results."""

import json
import shutil
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

from parties import World
from service import HOST

TRUST_SERVER = Path(__file__).parent.parent / "trust_server.py"
# The service asks again after five seconds at first, and each time waits eight for an answer.
PATIENCE = 120


class Authority:
    """A time-stamping authority of somebody else, which can be told to keep silent."""

    def __init__(self, directory):
        directory.mkdir()
        self.directory = directory
        self.process = subprocess.Popen(
            [sys.executable, TRUST_SERVER, directory], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.port = json.loads(self.process.stdout.readline())["port"]

    def name_in(self, data):
        """Lets the service of a data directory ask it."""
        (data / "anchors").mkdir()
        shutil.copy(self.directory / "root.pem", data / "anchors")
        server = f"{HOST}:{self.port}"
        authority = {"name": "outside", "url": f"http://{server}/tsa/switch", "anchors": "anchors"}
        (data / "trust-services.json").write_text(
            json.dumps({"timeStampAuthorities": [authority], "internalHosts": [server]}))

    def ask(self, path):
        with urllib.request.urlopen(f"http://{HOST}:{self.port}/{path}", timeout=30) as answer:
            return answer.read().decode()

    def be(self, mode):
        self.ask(f"set/switch/{mode}")

    @property
    def hits(self):
        return int(self.ask("hits/tsa/switch"))

    def end(self):
        self.process.stdin.close()
        self.process.wait()


class Patient(World):
    """Where somebody may be told to wait, and then does nothing more."""

    waiting = 0

    def wait_for_time_stamp(self, signatory):
        self.waiting += 1
        self.is_over = True


class Waiting:
    def __init__(self, campaign):
        self.campaign, self.service = campaign, campaign.service
        self.authority = Authority(self.service.directory.with_name("authority"))

    def run(self, kills, leave):
        try:
            self.play(kills)
            if leave:
                self.leave(leave)
        finally:
            self.authority.end()

    def play(self, kills):
        self.service.start()
        self.campaign.adopt()
        # What the demonstration began with is signed by its own unit; the rest by the authority.
        self.campaign.finish(self.campaign.open)
        self.service.kill()
        self.authority.name_in(self.service.directory)
        for number in range(kills):
            self.authority.be("silent")
            self.service.start()
            convention = self.campaign.enter("public-lycee-seconde")
            student = convention.signatories[0]
            if number == 0:
                self.kill_unanswered(student)
            self.consent(student)
            self.kill_waiting(student, times=2)
            self.answer_and_kill(student)
            self.campaign.finish([convention])
            self.campaign.inspection.run()
            self.service.kill()
        self.service.start()
        self.campaign.inspection.run_at_end()

    def kill_unanswered(self, student):
        """Killed before anything was recorded: nothing was, and the person decides anew."""
        before, world = self.authority.hits, self.world()
        thread = threading.Thread(target=student.sign, args=[world], daemon=True)
        thread.start()
        self.wait(lambda: self.authority.hits > before, "the authority is not asked")
        world.is_over = True
        self.kill()
        thread.join(PATIENCE)
        assert not world.failures and not world.waiting, f"told that it is in progress: {world.failures}"
        assert self.events(student) == (0, 0), f"{student}: {self.events(student)}"
        student.attempt = None
        self.service.start()

    def consent(self, student):
        world = self.world()
        student.sign(world)
        assert not world.failures and world.waiting == 1, f"{student} was not told to wait: {world.failures}"
        assert self.events(student) == (1, 0), f"{student}: {self.events(student)}"

    def kill_waiting(self, student, times):
        """Killed while the authority is asked again, as often as wanted."""
        for _ in range(times):
            before = self.authority.hits
            self.wait(lambda: self.authority.hits > before, "the authority is not asked again")
            time.sleep(self.campaign.random.uniform(0, 1))
            self.kill()
            assert self.events(student) == (1, 0), f"{student}: {self.events(student)}"
            self.service.start()
            self.campaign.figures["consentsFoundAfterKills"] += 1
            self.wait(lambda: self.waiting_signatures() == 1, "after the restart nobody knows that a signature waits")
            assert student.field in student.convention.awaited([]), "the next group was invited"

    def answer_and_kill(self, student):
        """Killed once more at about the moment at which the signature is made."""
        self.authority.be("on")
        before = self.authority.hits
        self.wait(lambda: self.authority.hits > before, "the authority is not asked again")
        time.sleep(self.campaign.random.uniform(0, 0.3))
        self.kill()
        pending, signed = self.events(student)
        assert pending == 1 and signed <= 1, f"{student}: {self.events(student)}"
        self.campaign.figures["signedBeforeTheLastKill"] += signed
        self.service.start()
        self.wait(lambda: self.events(student) == (1, 1), f"{student} is not signed although the authority answers")
        time.sleep(3)
        assert self.events(student) == (1, 1), f"{student}: {self.events(student)}"
        student.is_acknowledged = True
        self.campaign.acknowledged[student.convention.reference, student.field] = None

    def leave(self, target):
        """A data directory in which a consent waits, with nobody at work on it."""
        if self.service.process.poll() is None:
            self.service.kill()
        self.authority.be("silent")
        self.service.start()
        convention = self.campaign.enter("public-lycee-seconde")
        self.consent(convention.signatories[0])
        self.kill()
        shutil.move(self.service.directory, target)

    # What is there

    def world(self):
        return Patient(self.campaign.seed, self.service, self.campaign.mail)

    def kill(self):
        self.service.kill()
        self.campaign.figures["kills"] += 1

    def events(self, signatory):
        """How often the journal says that a signatory's signature waits, and that it was made."""
        shown = self.service.on_data("convention", "show", signatory.convention.reference, "--lang", "en").splitlines()
        events = [line.split(": ", 1)[1] for line in shown if " UTC: " in line]
        waits = "consent confirmed, signature waits for its time-stamp"
        return tuple(events.count(f"{event} ({signatory.field})") for event in (waits, "signature"))

    def waiting_signatures(self):
        return json.loads(self.service.request("GET", "/health")[2])["timeStamping"]["waitingSignatures"]

    def wait(self, condition, complaint):
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline, f"{complaint} within {PATIENCE} s"
            time.sleep(0.1)

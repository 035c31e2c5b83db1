"""A disk that takes no more writes while people sign: nothing is acknowledged, the service says so, and goes on afterwards."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from parties import TurnedAway, World

# How long the service may take to notice, in seconds.
PATIENCE = 60
METRICS_TOKEN = "a-token-of-the-tests-for-metrics"
# What nobody but a programmer should read in an answer.
INTERNALS = ["SQLite", "SQLITE", "Persistence", "StoreError", "WorkflowError", ".swift", "Fatal error", "disk I/O"]


class NotPermitted(Exception):
    """This machine, or this user, cannot make such a disk."""


class RefusedWrites:
    """Every write to a file fails from one moment on, and succeeds again from another; what is open stays open.

    The limit is that of the size of files, which the kernel looks at where it would find a disk read-only.
    """

    needs_restart = False

    def __init__(self, work):
        self.directory = work

    def fail(self, service):
        self._limit(service, "0")

    def mend(self, service):
        self._limit(service, "unlimited")

    def end(self):
        pass

    def _limit(self, service, size):
        subprocess.run(["prlimit", f"--fsize={size}:unlimited", "--pid", str(service.process.pid)], check=True)


class ReadOnlyDisk:
    """A file system of its own that the kernel makes read-only after an error, as it does with a disk that fails (ext4, errors=remount-ro).

    Nothing but unmounting ends that: the service has to be stopped, the file system checked and mounted, the service started.
    """

    needs_restart = True
    _SIZE = "256M"

    def __init__(self, work):
        self.directory, self._image = work / "disk", work / "disk.image"
        self.directory.mkdir()
        self._run("truncate", "--size", self._SIZE, self._image)
        self._run("mkfs.ext4", "-q", "-F", self._image)
        self._mount()

    @staticmethod
    def enter_namespace():
        """Starts this program anew where its mounts are seen by nobody else, and go with it."""
        if os.environ.get("SEING_CRASH_NAMESPACE"):
            return
        unshare = ["unshare", "--mount", "--propagation", "private"]
        if os.geteuid() != 0:
            raise NotPermitted("only root mounts file systems")
        if subprocess.run([*unshare, "true"], capture_output=True).returncode != 0:
            raise NotPermitted("no mount namespace can be made here")
        os.environ["SEING_CRASH_NAMESPACE"] = "1"
        os.execvp(unshare[0], [*unshare, sys.executable, *sys.argv])

    def fail(self, service):
        self._trigger.write_text("1")
        probe = self.directory / "probe"
        try:
            probe.write_text("x")
        except OSError:
            return
        raise AssertionError("the file system is not read-only")

    def mend(self, service):
        """While nothing is open on it."""
        self._run("umount", self.directory)
        # 1: errors were corrected, which is what it is run for.
        self._run("fsck.ext4", "-p", "-f", self._image, accept=(0, 1))
        self._mount()

    def end(self):
        subprocess.run(["umount", "--lazy", self.directory], capture_output=True)

    def _mount(self):
        self._run("mount", "-o", "loop,errors=remount-ro", self._image, self.directory)
        source = self._run("findmnt", "-n", "-o", "SOURCE", self.directory).strip()
        self._trigger = Path("/sys/fs/ext4") / Path(source).name / "trigger_fs_error"
        if not os.access(self._trigger, os.W_OK):
            raise NotPermitted(f"{self._trigger} cannot be written")

    def _run(self, *command, accept=(0,)):
        try:
            done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
        except FileNotFoundError as error:
            raise NotPermitted(f"{command[0]} is not installed") from error
        if done.returncode not in accept:
            raise NotPermitted(f"{command[0]} ended with {done.returncode}: {done.stderr.strip()}")
        return done.stdout


class Unlucky(World):
    """Where the service may say that it cannot, in words for people or in a form for programs, and nothing of its insides."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.answers = {}

    def turn_away(self, signatory, method, path, answer):
        status, headers, body = answer
        text = body.decode()
        if path.startswith("/api/"):
            assert headers["Content-Type"] == "application/problem+json", headers["Content-Type"]
            problem = json.loads(text)
            assert problem["type"] == "urn:seing:problem:unavailable", problem["type"]
            assert problem["title"] == "Service momentanément indisponible" and "Rien n’a été modifié" in problem["detail"], text
        else:
            assert headers["Content-Type"].startswith("text/html") and '<html lang="fr">' in text, headers["Content-Type"]
            assert "Rien n’a été enregistré, et rien n’est perdu. Recommencez" in text, "the page does not say what to do"
        assert int(headers["Retry-After"]) > 0, "nothing says when to come back"
        shown = [word for word in INTERNALS if word in text]
        assert not shown, f"the answer speaks of {shown}"
        kind = path.rsplit("/", 1)[1] if method == "POST" else method
        self.answers[kind] = self.answers.get(kind, 0) + 1
        raise TurnedAway


class FailingDisk:
    """One campaign in which the disk fails at the moment at which somebody signs, and comes back."""

    def __init__(self, campaign, disk, metrics_token):
        self.campaign, self.disk, self.service = campaign, disk, campaign.service
        # Logs are elsewhere, as those of a service are.
        self.service.log = metrics_token.with_name("service.log")
        metrics_token.touch(mode=0o600)
        metrics_token.write_text(METRICS_TOKEN)
        # Who is turned away comes again at once here, more often than anybody's limit.
        self.service.options = ["--metrics-token-file", str(metrics_token), "--posts-per-minute", "1000000"]

    def run(self):
        self.service.start(self.campaign.smtp.port)
        self.campaign.adopt()
        pupil, other, employer = self.prepare()
        self.expect_writable(True)
        world = Unlucky(self.campaign.seed, self.service, self.campaign.mail)
        # What waits for the disk to be written is on it first: nothing is spared by a cache.
        os.sync()
        self.fail_while_signing(pupil, world)
        for signatory, kind in ((pupil, "sign"), (other, "code"), (employer, "countersignature")):
            self.try_in_vain(signatory, world, kind)
        self.expect_writable(False)
        self.try_all_in_vain(world)
        self.expect_writable(False)
        self.come_back()
        # With the very codes and requests that were turned away.
        self.campaign.finish(self.campaign.open)
        self.campaign.inspection.run()
        self.campaign.inspection.run_at_end()
        self.campaign.figures.update({f"turnedAway_{kind}": count for kind, count in world.answers.items()})

    def prepare(self):
        """Somebody who has a code in hand, somebody who has none yet, and an employer whose turn it is."""
        late = self.campaign.enter("public-lycee-seconde")
        employer = next(s for s in late.signatories if s.field == "employer")
        world = World(self.campaign.seed, self.service, self.campaign.mail)
        for signatory in late.signatories:
            if signatory is not employer:
                signatory.sign(world)
        assert not world.failures, world.failures
        self.campaign.acknowledged |= world.acknowledged
        first, second = self.campaign.enter("public-lycee-seconde"), self.campaign.enter("two-representatives")
        return first.signatories[0], second.signatories[0], employer

    def fail_while_signing(self, pupil, world):
        """The code is typed, the button pressed, and the disk fails."""
        has_failed = []

        def fail():
            if not has_failed:
                self.disk.fail(self.service)
                has_failed.append(True)

        world.before_signing = fail
        deadline = time.monotonic() + PATIENCE
        while not has_failed:
            assert time.monotonic() < deadline, "nobody came to sign"
            try:
                pupil.step(world)
            except TurnedAway:
                break
            time.sleep(0.05)
        world.before_signing = None
        assert world.answers == {"sign": 1}, f"a signature on a disk that takes no writes was answered otherwise: {world.answers}"

    def try_in_vain(self, signatory, world, kind):
        before = world.answers.get(kind, 0)
        deadline = time.monotonic() + PATIENCE
        while world.answers.get(kind, 0) == before:
            assert time.monotonic() < deadline, f"{signatory} was never told that {kind} is impossible"
            try:
                signatory.step(world)
            except TurnedAway:
                pass
            assert not world.acknowledged, f"acknowledged on a disk that takes no writes: {signatory}"
            time.sleep(0.05)

    def try_all_in_vain(self, world):
        """Everybody at once, again and again, for some seconds."""
        lines = len(self.service.log.read_text(errors="replace").splitlines())
        threads = self.campaign.begin(self.campaign.open, world)
        time.sleep(4)
        world.is_over = True
        self.campaign.join(threads, world)
        assert not world.acknowledged, f"acknowledged on a disk that takes no writes: {sorted(world.acknowledged)}"
        assert self.service.process.poll() is None, f"the service ended with {self.service.process.returncode}"
        grown = len(self.service.log.read_text(errors="replace").splitlines()) - lines
        self.campaign.figures["linesLogged"] = grown

    def come_back(self):
        if self.disk.needs_restart:
            self.service.stop()
        self.disk.mend(self.service)
        if self.disk.needs_restart:
            self.service.start(self.campaign.smtp.port)
        self.expect_writable(True)

    def expect_writable(self, expected):
        """By both ways that watch the service, within seconds."""
        deadline = time.monotonic() + PATIENCE
        while (found := self.writable()) != (expected, expected):
            assert time.monotonic() < deadline, f"expected {expected} of /health and /metrics, found {found}"
            time.sleep(0.2)

    def writable(self):
        status, _, body = self.service.request("GET", "/health")
        health = json.loads(body)
        assert (status, health["status"]) == ((200, "ok") if health["database"]["writable"] else (503, "failing")), health
        _, _, metrics = self.service.request(
            "GET", "/metrics", headers={"Authorization": f"Bearer {METRICS_TOKEN}"})
        series = [line.split() for line in metrics.decode().splitlines() if line.startswith("seing_database_writable ")]
        return health["database"]["writable"], {"0": False, "1": True}.get(series[0][1] if series else "")

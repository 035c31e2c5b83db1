"""The rounds: start, look, let people sign, kill."""

import random
import threading
import time
from collections import Counter

from heads import LENGTH, AgreedList, ByList, Head, make_sample
from inspection import Inspection, name
from mail import Mail, SMTPServer
from parties import Convention, Employer, World
from service import Service

SAMPLES = ["public-lycee-seconde", "two-representatives", "private-college-troisieme"]
# A signatory gets three codes within an hour and may lose one at each kill.
KILLS_A_CONVENTION_MEETS = 2
# How long people may take to sign everything on a busy machine, in seconds.
PATIENCE = 120
# In which rounds, by their numbers, a list of the head is signed at the kill: the third of every six.
LIST_ROUNDS = (6, 2)


class Campaign:
    def __init__(self, seing, examples, directory, seed):
        self.examples, self.seed = examples, seed
        self.random = random.Random(seed)
        self.service = Service(seing, directory)
        self.mail = Mail(directory / "mailbox")
        self.smtp = SMTPServer(self.mail)
        self.head = Head(self.service, self.mail)
        self.conventions, self.lists = [], []
        self.acknowledged = {}
        self.figures = Counter()
        self.inspection = Inspection(self)

    def end(self):
        if self.service.process and self.service.process.poll() is None:
            self.service.process.kill()
            self.service.process.wait()
        self.smtp.shutdown()

    # Kills

    def kill(self, kills):
        self.kill_first_start()
        self.service.start(self.smtp.port)
        self.adopt()
        self.head.enrol()
        for number in range(1, kills):
            self.enter(SAMPLES[number % len(SAMPLES)])
            agreed = self.begin_list() if number % LIST_ROUNDS[0] == LIST_ROUNDS[1] else None
            # In every third round it is killed as soon as the mail server has taken a message over, unanswered.
            self.sign_until_killed(hold=number % 3 == 1, agreed=agreed)
            self.figures["kills"] += 1
            if agreed:
                self.check_list(agreed)
            self.service.start(self.smtp.port if number % 3 == 0 else None)
            self.inspection.run()
            self.finish([c for c in self.open if c.kills >= KILLS_A_CONVENTION_MEETS])
        self.finish(self.open)
        self.inspection.run()
        self.inspection.run_at_end()

    def kill_first_start(self):
        """Kills the very first start, while keys, database and samples are being made."""
        self.service.start(self.smtp.port, wait=False)
        time.sleep(self.random.uniform(0, 3))
        self.service.kill()
        self.figures["kills"] += 1

    def sign_until_killed(self, hold, agreed=None):
        """Lets everybody sign and kills the service at a random time, just after somebody pressed the button, or in the middle of a list."""
        world = World(self.seed, self.service, self.mail)
        if hold:
            self.smtp.held.clear()
            self.smtp.hold_after = self.random.randint(1, 6)
        threads = self.begin(self.open, world)
        if hold:
            self.smtp.held.wait(8)
            self.smtp.hold_after = None
        elif agreed:
            self.wait_for_list(agreed, world)
        elif self.random.random() < 0.4:
            time.sleep(self.random.uniform(0, 4))
        else:
            wanted, delay = self.random.randint(1, 4), self.random.uniform(0, 0.2)
            with world.signing_begun:
                world.signing_begun.wait_for(lambda: world.signings >= wanted, timeout=8)
            time.sleep(delay)
        in_flight = world.in_flight
        world.is_over = True
        self.service.kill()
        self.join(threads, world)
        self.figures["signaturesInFlightAtKills"] += in_flight
        for convention in self.open:
            convention.kills += 1

    # Lists of the head, which are signed while the others sign the same conventions

    def begin_list(self):
        agreed = AgreedList(self.head)
        sample = make_sample(self.examples, self.service.directory.with_name("of-the-head"))
        for _ in range(LENGTH):
            convention = self.enter(sample, "free", ByList)
            next(s for s in convention.signatories if s.field == "school").list = agreed
            agreed.conventions.append(convention)
        self.lists.append(agreed)
        return agreed

    def wait_for_list(self, agreed, world):
        """Until the head has agreed, and none or some of the list are signed."""
        world.list_agreed.wait(PATIENCE)
        wanted = self.random.randint(0, LENGTH - 1)
        deadline = time.monotonic() + (5 if wanted else self.random.uniform(0, 1.2))
        while time.monotonic() < deadline and not world.failures and not (wanted and agreed.settled >= wanted):
            time.sleep(0.005)

    def check_list(self, agreed):
        """While the service is down: what the page said is there."""
        signed = 0
        for convention in agreed.conventions:
            shown = self.service.on_data("convention", "show", convention.reference, "--lang", "en").splitlines()
            signed += sum(line.endswith(f" UTC: signature ({name('school')})") for line in shown)
        assert agreed.is_agreed, "the head had not agreed to the list at the kill: nothing was shown"
        assert agreed.settled <= signed <= LENGTH, f"of a list {agreed.settled} were signed before the kill, {signed} after it"
        self.figures["listsInFlightAtKills"] += signed < LENGTH

    def finish(self, conventions):
        world = World(self.seed, self.service, self.mail)
        threads = self.begin(conventions, world)
        deadline = time.monotonic() + PATIENCE
        while any(thread.is_alive() for thread in threads) and time.monotonic() < deadline and not world.failures:
            time.sleep(0.05)
        world.is_over = True
        self.join(threads, world)
        late = [str(s) for c in conventions for s in c.signatories if not s.is_acknowledged]
        assert not late, f"could not be signed within {PATIENCE} s: {late}"

    def begin(self, conventions, world):
        signatories = [s for c in conventions for s in c.signatories if not s.is_acknowledged]
        threads = [threading.Thread(target=s.sign, args=[world], daemon=True) for s in signatories]
        for thread in threads:
            thread.start()
        return threads

    def join(self, threads, world):
        for thread in threads:
            thread.join(PATIENCE)
        assert not world.failures, "\n".join(world.failures)
        self.acknowledged |= world.acknowledged
        self.figures["acknowledgedSignatures"] = len(self.acknowledged)

    # Conventions

    @property
    def open(self):
        return [convention for convention in self.conventions if not convention.is_finished]

    def adopt(self):
        """The conventions that the demonstration began with: the invitations say which they are."""
        sheets = [self.examples / f"{sample}.contacts.xml" for sample in SAMPLES]
        for reference in sorted({message.reference for message in self.mail.all()}):
            invited = {m.to for m in self.mail.all() if m.reference == reference}
            candidates = [Convention(reference, sheet) for sheet in sheets]
            self.conventions += [c for c in candidates if invited <= set(c.addresses.values())]
        # Fewer than there are samples when the first start was killed between two of them.
        assert self.conventions, "the demonstration began with no convention"

    def enter(self, sample, order=None, school=None):
        """A school enters and issues one more, while the service runs."""
        sheet = self.examples / f"{sample}.contacts.xml"
        printed = self.service.on_data(
            "convention", "new", self.examples / f"{sample}.xml", "--contacts", sheet, "--despite-overlap", "essai",
            *(["--order", order] if order else []))
        convention = Convention(printed.strip(), sheet, order, school)
        self.service.on_data("convention", "issue", convention.reference, "--late", "essai")
        self.conventions.append(convention)
        return convention

    # Several at once

    def race(self, rounds):
        self.service.start()
        self.adopt()
        for number in range(rounds):
            self.race_on(self.enter(SAMPLES[number % 2]))
        self.cancel_under_way(self.enter(SAMPLES[0]))
        self.inspection.run()
        self.finish(self.open)
        self.inspection.run()
        self.inspection.run_at_end()

    def cancel_under_way(self, convention):
        """The school withdraws a convention while somebody has the code in hand."""
        student = convention.signatories[0]
        world = World(self.seed, self.service, self.mail)
        world.before_signing = lambda: self.service.on_data(
            "convention", "cancel", convention.reference, "--reason", "Le stage n’aura pas lieu")
        student.sign(world)
        assert not student.is_acknowledged and len(world.failures) == 1, "signed after the school had withdrawn it"
        assert "was answered with 409" in world.failures[0], world.failures[0]
        listed = self.service.on_data("convention", "list", "--lang", "en")
        assert f"{convention.reference}  cancelled  0/" in listed, "a cancelled convention is not listed as such"
        self.conventions.remove(convention)

    def race_on(self, convention):
        """All who are the first to sign press the button at the same moment."""
        first = [s for s in convention.signatories if s.field in convention.awaited([])]
        world = World(self.seed, self.service, self.mail)
        world.barrier = threading.Barrier(len(first), timeout=PATIENCE)
        threads = [threading.Thread(target=s.sign, args=[world], daemon=True) for s in first]
        for thread in threads:
            thread.start()
        self.join(threads, world)
        assert all(s.is_acknowledged for s in first), "somebody who signed at the same moment was lost"
        assert world.most_in_flight > 1, "nobody signed at the same moment: the round shows nothing"
        self.figures["races"] += 1
        self.figures["acknowledgedAtOnce"] += len(first)

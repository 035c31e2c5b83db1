"""The real program: started, asked, killed."""

import http.client
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

HOST = "127.0.0.1"
SENDER = "seing@localhost.localdomain"


class Stopped(Exception):
    """The service does not answer any more: it was killed, or is about to be."""


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


class Service:
    """One data directory and the process that serves it."""

    # Further options of the command.
    options = []

    def __init__(self, seing, directory):
        self.seing, self.directory, self.port = seing, Path(directory), free_port()
        self.log = self.directory.with_name(self.directory.name + ".log")
        self.process = None

    def start(self, smtp_port=None, wait=True):
        """Starts the process; mails go to an SMTP server on loopback, or to the local mailbox."""
        mail = ["--smtp", f"{HOST}:{smtp_port}", "--smtp-security", "starttls-if-offered", "--mail-from", SENDER]
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [self.seing, "serve", "--demo", "--demo-size", "small", "--data-dir", self.directory, "--port", str(self.port)]
                + self.options + (mail if smtp_port else []),
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        if wait:
            self.wait_until_it_answers()

    def wait_until_it_answers(self, seconds=120):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise AssertionError(f"the service ended with {self.process.returncode} while starting: {self.tail()}")
            try:
                if self.request("GET", "/health")[0] == 200:
                    return
            except Stopped:
                time.sleep(0.05)
        raise AssertionError(f"the service did not answer within {seconds} s: {self.tail()}")

    def kill(self):
        """No signal handler, no last write: what a power cut leaves, but for the disk's own cache."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.terminate()
        status = self.process.wait(timeout=60)
        assert status == 0, f"the service ended with {status} on SIGTERM: {self.tail()}"

    def tail(self):
        return self.log.read_text(errors="replace")[-2000:] if self.log.exists() else ""

    def request(self, method, path, body=None, headers=None, source=None):
        """One request on a connection of its own.

        source is an address of 127.0.0.0/8, so that each signatory is a client of its own to the rate limit.
        Returns status, headers and body. Raises Stopped when there was no whole answer.
        """
        connection = http.client.HTTPConnection(
            HOST, self.port, timeout=60, source_address=(source, 0) if source else None)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise Stopped(str(error)) from error
        finally:
            connection.close()

    def command(self, *arguments, accept=(0,)):
        """Runs the program on the same data directory and returns what it printed."""
        done = subprocess.run(
            [self.seing, *map(str, arguments)], capture_output=True, text=True, env=environment(), timeout=300)
        if done.returncode not in accept:
            raise AssertionError(
                f"seing {' '.join(map(str, arguments))} ended with {done.returncode}: {done.stdout}{done.stderr}")
        return done.stdout

    def on_data(self, *arguments):
        return self.command(*arguments, "--data-dir", self.directory)


def environment():
    return {**os.environ, "LC_ALL": "C.UTF-8"}

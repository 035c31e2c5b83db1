"""Runs a command in a terminal of its own, prints what it wrote to it, and ends with its status.

Arguments: --columns N, then the command. TERM and NO_COLOR are taken from the environment.
"""

import argparse
import fcntl
import os
import pty
import struct
import sys
import termios


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--columns", type=int, default=80)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    child, terminal = pty.fork()
    if child == 0:
        # Sized before the program asks.
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, options.columns, 0, 0))
        os.execvp(options.command[0], options.command)
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:
            break
        if not part:
            break
        sys.stdout.buffer.write(part)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    sys.exit(main())

"""A real SMTP server on loopback for the mail tests.

Prints one JSON line {"port": ...} when it listens, then one JSON line for each message it took. Ends with its
standard input, so that it never outlives the test that started it.
"""

import argparse
import asyncio
import contextlib
import itertools
import json
import socket
import ssl
import sys
import threading

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


def say(value):
    print(json.dumps(value), flush=True)


class Handler:
    def __init__(self, connection, options):
        self.connection, self.options = connection, options
        self.refused, self.vanishes, self.count = options.refuse, options.vanish, 0

    async def handle_MAIL(self, server, session, envelope, address, options):
        self.count += 1
        if self.options.tire and self.count > 1:
            return "421 4.7.0 too many messages on this connection"
        if self.options.mute and self.count > 1:
            await asyncio.sleep(3600)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refused:
            return f"550 5.1.1 <{address}>: no such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.vanishes:
            server.transport.abort()
            return "250 nobody hears this"
        if self.options.leave:
            asyncio.get_running_loop().call_later(0.05, server.transport.close)
        say({
            "connection": self.connection,
            "sender": envelope.mail_from,
            "recipients": envelope.rcpt_tos,
            "tls": session.ssl is not None,
            "authenticated": bool(session.authenticated),
            "message": envelope.content.decode("latin-1"),
        })
        return "250 Message accepted"


def hang():
    """Accepts connections and never says a word."""
    listener = socket.create_server(("127.0.0.1", 0))
    say({"port": listener.getsockname()[1]})
    sys.stdin.read()


def answer_nonsense():
    """Says to whoever connects what no mail server says."""
    listener = socket.create_server(("127.0.0.1", 0))
    say({"port": listener.getsockname()[1]})
    threading.Thread(target=talk_nonsense, args=[listener], daemon=True).start()
    sys.stdin.read()


def talk_nonsense(listener):
    while True:
        connection, _ = listener.accept()
        with connection:
            connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n\x00\xff<html>\r\n")
            with contextlib.suppress(OSError):
                connection.recv(1000)


def serve(options):
    tls = None
    if options.certificate:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(options.certificate, options.key)

    def authenticate(server, session, envelope, mechanism, data):
        if not isinstance(data, LoginPassword):
            return AuthResult(success=False, handled=False)
        given = f"{data.login.decode()}:{data.password.decode()}"
        return AuthResult(success=given == options.credentials, handled=False)

    async def run():
        loop = asyncio.get_running_loop()
        connections = itertools.count(1)
        session = lambda: SMTP(
            Handler(next(connections), options), hostname="127.0.0.1", tls_context=tls, require_starttls=tls is not None,
            auth_required=options.credentials is not None, loop=loop,
            authenticator=authenticate if options.credentials else None,
        )
        listener = await loop.create_server(session, "127.0.0.1", 0)
        say({"port": listener.sockets[0].getsockname()[1]})
        await loop.run_in_executor(None, sys.stdin.read)
        listener.close()

    asyncio.run(run())


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    parser.add_argument("--credentials", help="user:password that must log in")
    parser.add_argument("--refuse", action="append", default=[], help="recipient answered with 550")
    parser.add_argument("--hang", action="store_true")
    parser.add_argument("--nonsense", action="store_true")
    parser.add_argument("--leave", action="store_true", help="closes the connection after each message")
    parser.add_argument("--tire", action="store_true", help="answers the second message of a connection with 421")
    parser.add_argument("--mute", action="store_true", help="never answers the second message of a connection")
    parser.add_argument("--vanish", action="store_true", help="goes away once it has the whole message")
    options = parser.parse_args()
    if options.hang:
        hang()
    elif options.nonsense:
        answer_nonsense()
    else:
        serve(options)

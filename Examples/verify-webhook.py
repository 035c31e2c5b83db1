"""Whether a webhook comes from the service: verify-webhook.py SECRET ID TIMESTAMP SIGNATURE [NOW] < BODY

The three in the middle are the fields webhook-id, webhook-timestamp and webhook-signature of the request, the body its bytes as they came, before
anybody parses them. Exit 0: it does, and is not older than five minutes. Libraries of standardwebhooks.com do the same.
"""

import base64
import hashlib
import hmac
import sys
import time


def is_genuine(secret, message, timestamp, signatures, body, now):
    if not timestamp.isdecimal() or abs(now - int(timestamp)) > 300:
        return False  # somebody repeats an old one
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{message}.{timestamp}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(expected.encode(), given.encode()) for given in signatures.split(" "))


if __name__ == "__main__":
    moment = float(sys.argv[5]) if len(sys.argv) > 5 else time.time()
    sys.exit(0 if is_genuine(*sys.argv[1:5], sys.stdin.buffer.read(), moment) else 1)

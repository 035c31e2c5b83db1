"""Reads one message from standard input with Python's own mail package and prints what it understood as JSON."""

import email
import email.policy
import json
import sys

message = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
print(json.dumps({
    "headers": {name.lower(): str(value) for name, value in message.items()},
    "defects": [str(defect) for defect in message.defects],
    "from": [str(address) for address in message["From"].addresses],
    "body": message.get_content().replace("\r\n", "\n"),
}))

#!/usr/bin/env python3
"""Recomputes an export of Seing's journal as docs/journal-format.md says, with nothing but Python's standard library.

    python3 verify-journal.py EXPORT

Exit status 0: all of it holds. 1: something does not, and in which line. Who signed a time-stamp, openssl says.
"""
import base64, hashlib, json, sys


def fault(what):
    sys.exit(f"line {number}: {what}")


def expect(holds, what):
    if not holds:
        fault(what)


def digest(*lines):
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


nothing = "0" * 64
head = previous_token = nothing
own, events, anchors, opened, withheld, ended, number, convention = {}, 0, 0, 0, 0, False, 0, None
for number, text in enumerate(open(sys.argv[1], encoding="utf-8"), 1):
    try:
        line = json.loads(text)
        kind = line["line"]
        expect(not ended, "there is something after the end")
        expect((kind == "export") == (number == 1), "an export begins with one line of the kind 'export'")
        if kind == "export":
            expect(line["format"] == "seing-journal-export-1", "this format is not known")
            convention = line.get("convention")
        elif kind == "event":
            events += 1
            expect(line["sequence"] == events, f"event {line['sequence']} stands where event {events} should")
            position, own_head = own.get(line["convention"], (0, nothing))
            expect(line["position"] == position + 1, "the convention's event before this one is missing")
            expect(line["previousHash"] == head, "this event does not continue the one before")
            expect(line["previousOwnHash"] == own_head, "this event does not continue its convention's")
            head = digest("seing-journal-1", *(line[name] for name in (
                "sequence", "convention", "position", "type", "at", "previousHash", "previousOwnHash", "commitment")))
            expect(line["hash"] == head, "the header is not the one that was hashed")
            own[line["convention"]] = line["position"], head
            if "payload" in line:
                payload, salt = base64.b64decode(line["payload"], validate=True), bytes.fromhex(line["salt"])
                expect(hashlib.sha256(salt + payload).hexdigest() == line["commitment"] and len(salt) == 32,
                       "salt and payload are not those committed to")
                expect(json.loads(payload) == line["content"], "the content shown is not the payload")
                opened += 1
            elif line["convention"] == convention:
                expect(line.get("withheld") in ("erased", "addresses"), "the payload is missing")
                withheld += 1
        elif kind == "anchor":
            anchors += 1
            expect((line["sequence"], line["headHash"]) == (events, head), "another event was time-stamped than this one")
            expect(line["previousTokenDigest"] == previous_token, "a time-stamp before this one is missing")
            token = base64.b64decode(line["token"], validate=True)
            imprint = digest("seing-anchor-1", events, head, previous_token)
            expect(bytes.fromhex(imprint) in token, "the time-stamp is over something else")
            previous_token = hashlib.sha256(token).hexdigest()
        else:
            ended = kind == "end" or fault("this kind of line is not known")
            expect((line["events"], line["anchors"], line["headHash"]) == (events, anchors, head), "the end tells of another journal")
    except (ValueError, KeyError, TypeError) as error:
        fault(f"this is no line of an export: {type(error).__name__}")
number += 1
expect(ended, "the file was cut off: its last line is missing")
print(f"whole: {events} events, {anchors} time-stamps, {opened} payloads opened, {withheld} withheld, head {head}")

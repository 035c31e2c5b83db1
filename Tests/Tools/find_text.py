"""Looks for texts in every byte below a folder, whatever form they may have taken.

    find_text.py FOLDER TEXT...

Prints one line for each find, with file, text and form; status 1 when there is one. Looks at names of files too, inside whatever inflates,
and inside base64 and quoted-printable.
"""

import base64
import os
import re
import sys
import unicodedata
import zlib


def forms(text):
    """Each form of a text, by name."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    words = {
        "as it is": text,
        "decomposed": unicodedata.normalize("NFD", text),
        "without accents": plain,
        "capitals": text.upper(),
        "small": text.lower(),
        "small without accents": plain.lower(),
    }
    for name, word in words.items():
        for encoding in ("utf-8", "utf-16-be", "utf-16-le", "iso-8859-1"):
            try:
                data = word.encode(encoding)
            except UnicodeEncodeError:
                continue
            yield f"{name}, {encoding}", data
            yield f"{name}, {encoding}, hexadecimal", data.hex().encode()
            yield f"{name}, {encoding}, HEXADECIMAL", data.hex().upper().encode()
            for shift in range(3):
                whole = base64.b64encode(b"\0" * shift + data + b"\0" * ((-shift - len(data)) % 3))
                # Without the characters that depend on what stands beside.
                inner = whole[(0, 2, 3)[shift] : len(whole) - (4 if (shift + len(data)) % 3 else 0)]
                if len(inner) >= 6:
                    yield f"{name}, {encoding}, base64", inner
        yield f"{name}, quoted-printable", re.sub(rb"[^ -<>-~]", lambda m: b"=%02X" % m.group()[0], word.encode())


def inflated(data):
    """Whatever in the bytes inflates, with or without a zlib header at its beginning."""
    for match in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", data):
        inflater = zlib.decompressobj()
        try:
            found = inflater.decompress(data[match.start() :], 50_000_000)
        except zlib.error:
            continue
        if len(found) > 3:
            yield found


def main(folder, texts):
    needles = {needle: (text, form) for text in texts for form, needle in forms(text)}
    finds = 0

    def look(data, where):
        nonlocal finds
        for needle, (text, form) in needles.items():
            if needle in data:
                print(f"{where}: {text} ({form})")
                finds += 1

    count = 0
    for directory, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(directory, name)
            look(os.fsencode(name), f"name of {path}")
            with open(path, "rb") as file:
                data = file.read()
            count += 1
            look(data, path)
            for part in inflated(data):
                look(part, f"{path}, inflated")
    print(f"files: {count}")
    return 1 if finds else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))

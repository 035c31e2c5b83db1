"""Writes PNG files of every kind of samples that logos come in, by Python's own zlib, into the folder named.

Each is 16 by 16 pixels: a disc on an opaque, a transparent, a palette's and a deep background.
"""

import pathlib
import struct
import sys
import zlib

SIDE = 16


def part(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(kind, depth, pixel, parts=b""):
    rows = (b"".join(pixel((x - 7.5) ** 2 + (y - 7.5) ** 2 < 49) for x in range(SIDE)) for y in range(SIDE))
    header = struct.pack(">IIBBBBB", SIDE, SIDE, depth, kind, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", header) + parts + part(b"IDAT", data) + part(b"IEND", b"")


def main(folder):
    palette = part(b"PLTE", bytes([18, 56, 109, 224, 165, 38])) + part(b"tRNS", b"\0")
    files = {
        "opaque": png(2, 8, lambda inside: bytes([18, 56, 109] if inside else [255, 255, 255])),
        "clear": png(6, 8, lambda inside: bytes([18, 56, 109, 255] if inside else [0, 0, 0, 0])),
        "palette": png(3, 8, lambda inside: bytes([1 if inside else 0]), palette),
        "deep": png(6, 16, lambda inside: struct.pack(">4H", 4660, 22136, 28784, 65535 if inside else 9000)),
    }
    for name, data in files.items():
        (folder / f"{name}.png").write_bytes(data)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))

"""Reads a PDF with pyHanko, or appends a revision to it as pyHanko writes one.

usage: read-pdf-with-pyhanko.py read FILE           prints the catalog's keys and each page's contents as JSON
       read-pdf-with-pyhanko.py append FILE OUTPUT  turns the first page, and writes a new object
"""

import json
import sys

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader


def contents(page):
    value = page["/Contents"]
    parts = value if isinstance(value, generic.ArrayObject) else [value]
    return b"".join(part.get_object().data for part in parts).hex()


def read(path):
    with open(path, "rb") as file:
        # Not strict: pyHanko, too, refuses hybrid files otherwise.
        root = PdfFileReader(file, strict=False).root
        pages = [contents(page.get_object()) for page in root["/Pages"]["/Kids"]]
        print(json.dumps({"catalog": sorted(key[1:] for key in root), "pages": pages}))


def append(path, output):
    with open(path, "rb") as file:
        writer = IncrementalPdfFileWriter(file)
        page = writer.root["/Pages"]["/Kids"][0]
        page[generic.pdf_name("/Rotate")] = generic.NumberObject(90)
        page[generic.pdf_name("/Note")] = writer.add_object(generic.pdf_string("note"))
        writer.mark_update(writer.root["/Pages"]["/Kids"].raw_get(0))
        with open(output, "wb") as result:
            writer.write(result)


def main():
    mode, *paths = sys.argv[1:]
    {"read": read, "append": append}[mode](*paths)


main()

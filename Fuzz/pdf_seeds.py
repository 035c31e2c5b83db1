"""Small PDFs in the forms that other programs write, and the parts they are made of."""
import base64
import zlib

PAGE = {
    1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
}


def stream(entries, data):
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


def indirect(number, body):
    return b"%d 0 obj\n%s\nendobj\n" % (number, body)


def object_stream(objects, entries=b"", encode=lambda data: data):
    header, content = b"", b""
    for number, body in objects.items():
        header += b"%d %d " % (number, len(content))
        content += body + b"\n"
    start = b"/Type/ObjStm/N %d/First %d" % (len(objects), len(header))
    return stream(start + entries, encode(header + content))


def up_predicted(data, columns):
    """PNG's predictor "up", one byte in front of each row."""
    rows = [data[place:place + columns] for place in range(0, len(data), columns)]
    above = [bytes(columns)] + rows
    return b"".join(b"\2" + bytes((a - b) % 256 for a, b in zip(row, before)) for row, before in zip(rows, above))


def cross_reference_stream(number, rows, entries, predicts=False):
    """Rows of object number, type, and two fields."""
    data = b"".join(kind.to_bytes(1, "big") + first.to_bytes(4, "big") + second.to_bytes(2, "big")
                    for _, kind, first, second in rows)
    index = b" ".join(b"%d 1" % row[0] for row in rows)
    text = b"/Type/XRef/W[1 4 2]/Index[%s]%s" % (index, entries)
    if predicts:
        text += b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 7>>"
        data = zlib.compress(up_predicted(data, 7))
    return indirect(number, stream(text, data))


class Forge:
    """Appends revisions to a file."""

    def __init__(self, start=b"%PDF-1.7\n"):
        self.output, self.previous, self.size = start, None, 1

    def revise(self, objects, compressed=None, form="table"):
        rows = [] if self.previous is not None else [(0, 0, 0, 65535)]
        hidden = []
        self.size = max([self.size] + [number + 1 for number in [*objects, *(compressed or {})]])
        for number, body in objects.items():
            rows.append((number, 1, len(self.output), 0))
            self.output += indirect(number, body)
        if compressed:
            container, self.size = self.size, self.size + 1
            hidden = [(container, 1, len(self.output), 0)]
            hidden += [(number, 2, container, index) for index, number in enumerate(compressed)]
            self.output += indirect(
                container, object_stream(compressed, b"/Filter/FlateDecode", zlib.compress))
        trailer = b"/Root 1 0 R" + (b"/Prev %d" % self.previous if self.previous is not None else b"")
        start = len(self.output)
        if form != "table":
            listed = hidden if form == "hybrid" else rows + hidden
            number, self.size = self.size, self.size + 1
            listed = listed + [(number, 1, start, 0)]
            self.output += cross_reference_stream(
                number, listed, b"/Size %d" % self.size + (b"" if form == "hybrid" else trailer), form == "stream")
        if form == "hybrid":
            trailer += b"/XRefStm %d" % start
            start = len(self.output)
        if form != "stream":
            self.output += b"xref\n"
            for number, kind, offset, generation in rows + [(row[0], 0, 0, 0) for row in hidden]:
                self.output += b"%d 1\n%010d %05d %s \n" % (number, offset, generation, b"n" if kind else b"f")
            self.output += b"trailer\n<</Size %d%s>>\n" % (self.size, trailer)
        self.output += b"startxref\n%d\n%%%%EOF\n" % start
        self.previous = start
        return self


def files():
    contents = {4: stream(b"", b"0 0 9 9 re f")}
    return [
        Forge().revise({**PAGE, **contents}).revise({2: b"<</Type/Pages/Kids[]/Count 0>>"}).output,
        Forge().revise(contents, PAGE, "stream").revise({}, {2: b"<</Type/Pages/Kids[]/Count 0>>"}, "stream").output,
        Forge().revise({**PAGE, **contents}, {5: b"(hidden)"}, "hybrid").output,
    ]


def cross_references():
    """Files that hold nothing else."""
    return [Forge(b"").revise({}, form=form).output for form in ("table", "stream")] + [
        Forge(b"").revise({1: b"null"}).revise({2: b"null"}).output,
        Forge(b"").revise({1: b"null"}, {2: b"null"}, "stream").revise({3: b"null"}, {4: b"1"}, "stream").output,
        Forge(b"").revise({1: b"null"}, {2: b"null"}, "hybrid").output,
    ]


def object_streams():
    two = {7: b"<</A(b)/C[1 0 R]>>", 12: b"/Name"}
    return [indirect(9, object_stream(two, *rest)) for rest in (
        (), (b"/Extends 8 0 R",), (b"/Filter/FlateDecode", zlib.compress),
        (b"/Filter[/ASCIIHexDecode/FlateDecode]", lambda data: zlib.compress(data).hex().encode() + b">"))]


def filters():
    text = b"BT /F 12 Tf (some text, some text) Tj ET"
    lzw = bytes.fromhex("800B6050220C0C8501")  # ISO 32000-1 §7.4.4.2, the example
    rows = up_predicted(text[:36], 6)
    encoded = [
        (b"/Filter/FlateDecode", zlib.compress(text)), (b"/Filter/LZWDecode", lzw),
        (b"/Filter/LZWDecode/DecodeParms<</EarlyChange 0>>", lzw), (b"/Filter/ASCIIHexDecode", text.hex().encode() + b">"),
        (b"/Filter/ASCII85Decode", base64.a85encode(text) + b"~>"),
        (b"/Filter/RunLengthDecode", b"\x04hello\xfea\x80"),
        (b"/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 6>>", zlib.compress(rows)),
        (b"/Filter/FlateDecode/DecodeParms<</Predictor 2/Colors 3/BitsPerComponent 8/Columns 2>>", zlib.compress(text[:36])),
        (b"/Filter[/ASCII85Decode/FlateDecode]/DecodeParms[null<</Predictor 12/Columns 6>>]",
         base64.a85encode(zlib.compress(rows)) + b"~>"),
    ]
    return [indirect(4, stream(entries, data)) for entries, data in encoded]


def content_streams():
    return [b"q 1 0 0 1 72 700 cm BT /F1 12 Tf [(A)-120(B)] TJ (c) ' ET Q", b"BI /W 1/H 1/BPC 8/CS/G ID \x00 EI f*",
            b"/P <</MCID 0>> BDC 0 0 9 9 re W n /X Do EMC true false null d0"]


def security_stores(certificates, answers, lists):
    """Objects without a table: the reader writes one."""
    groups = [(b"Certs", certificates), (b"OCSPs", answers), (b"CRLs", lists)]
    number, objects, arrays = 10, b"", {}
    for key, group in groups:
        arrays[key] = []
        for der in group:
            packed = zlib.compress(der)
            objects += indirect(number, stream(b"/Filter/FlateDecode", packed) if number % 2 else stream(b"", der))
            arrays[key].append(b"%d 0 R" % number)
            number += 1
    entries = b"".join(b"/%s[%s]" % (key, b" ".join(names)) for key, names in arrays.items())
    vri = b"<</%s<</Type/VRI/Cert[%s]/TU(D:20260301120000Z)>>>>" % (b"0A" * 20, arrays[b"Certs"][0])
    catalog = indirect(1, b"<</Type/Catalog/DSS 2 0 R>>")
    return [catalog + indirect(2, b"<</Type/DSS%s/VRI 3 0 R>>" % entries) + indirect(3, vri) + objects,
            indirect(1, b"<</DSS<<%s>>/Extensions<</ADBE<</BaseVersion/1.7>>>>>>" % entries) + objects]


def updates():
    """Objects that may stand behind a signed document, well or badly."""
    return [indirect(500, b"(new)"), indirect(500, stream(b"", b"0 0 99 99 re f")), indirect(1, b"<</Type/Catalog>>"),
            indirect(501, b"<</Subtype/Widget/FT/Sig/T(more)/Rect[0 0 0 0]/V 502 0 R>>")
            + indirect(502, b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/ByteRange[0 9 19 9]/Contents<00>>>"),
            indirect(503, b"<</Subtype/Text/Contents(seen)/Rect[0 0 9 9]/AP<</N 504 0 R>>>>")]

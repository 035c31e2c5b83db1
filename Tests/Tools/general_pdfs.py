"""Makes signed PDFs as other programs make them, honest ones and forged ones, and lets pyHanko judge each.

usage: general_pdfs.py DIRECTORY

Writes NAME.pdf for each case and root.pem, and prints one JSON object: for each name whether pyHanko, with its difference analysis,
takes the document for unmodified ("accepted"), and in which words. Keys are made anew in every run and written nowhere.
"""

import datetime
import json
import logging
import re
import sys
from io import BytesIO
from pathlib import Path

from asn1crypto import keys, x509
from cryptography import x509 as cx
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

# A forger's program asks for no permission.
signers.PdfSigner._enforce_certification_constraints = lambda self, reader: None
NOW = datetime.datetime.now(datetime.timezone.utc)


# --- people -----------------------------------------------------------------------------------------------------------

def name(text):
    return cx.Name([cx.NameAttribute(NameOID.COUNTRY_NAME, "FR"), cx.NameAttribute(NameOID.COMMON_NAME, text)])


def certify(subject, public, issuer, key, extensions):
    builder = (cx.CertificateBuilder().subject_name(name(subject)).issuer_name(name(issuer)).public_key(public)
               .serial_number(cx.random_serial_number()).not_valid_before(NOW - datetime.timedelta(days=1))
               .not_valid_after(NOW + datetime.timedelta(days=1)))
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    return builder.sign(key, hashes.SHA256())


def usage(**given):
    flags = dict.fromkeys(["digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
                           "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"], False)
    return cx.KeyUsage(**{**flags, **given})


def for_hanko(certificate, key):
    return (x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
            keys.PrivateKeyInfo.load(key.private_bytes(
                serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())))


class People:
    def __init__(self):
        root_key = ec.generate_private_key(ec.SECP256R1())
        self.root = certify("Root", root_key.public_key(), "Root", root_key, [
            (cx.BasicConstraints(True, None), True), (usage(key_cert_sign=True, crl_sign=True), True)])
        root = x509.Certificate.load(self.root.public_bytes(serialization.Encoding.DER))
        registry = SimpleCertificateStore()
        registry.register(root)
        self.signers = []
        for person in ["Alice", "Bob"]:
            key = ec.generate_private_key(ec.SECP256R1())
            certificate = certify(person, key.public_key(), "Root", root_key, [
                (usage(content_commitment=True), True)])
            certificate, key = for_hanko(certificate, key)
            self.signers.append(signers.SimpleSigner(certificate, key, registry))
        key = rsa.generate_private_key(65537, 3072)
        unit = certify("Unit", key.public_key(), "Root", root_key, [
            (usage(digital_signature=True), True), (cx.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True)])
        certificate, key = for_hanko(unit, key)
        self.stamper = DummyTimeStamper(certificate, key, certs_to_embed=registry)
        self.context = lambda: ValidationContext(trust_roots=[root], allow_fetching=False, revocation_mode="soft-fail")


# --- documents --------------------------------------------------------------------------------------------------------

def stream(text, entries=""):
    return f"<< {entries}/Length {len(text)} >>\nstream\n{text}\nendstream"


PAGE = "BT /F1 12 Tf 50 700 Td (The wage is 1000 euros a month.) Tj ET /Ov Do BT /F1 12 Tf 50 500 Td (Signed:) Tj ET"
BLANK = "/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F1 5 0 R >> >> "


def text_field(field, rectangle, more=""):
    return (f"<< /Type /Annot /Subtype /Widget /FT /Tx /T ({field}) /F 4 /P 3 0 R /Rect [{rectangle}]"
            f" /DA (/F1 10 Tf 0 g) {more}>>")


OBJECTS = {
    1: "<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /Outlines 18 0 R >>",
    2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [7 0 R 8 0 R 9 0 R 10 0 R 11 0 R 15 0 R]"
       " /Resources << /Font << /F1 5 0 R >> /XObject << /Ov 13 0 R >> >> >>",
    4: stream(PAGE),
    5: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    6: "<< /Fields [7 0 R 8 0 R 9 0 R 10 0 R 11 0 R 15 0 R] /SigFlags 3 /DR << /Font << /F1 5 0 R >> >> /DA (/F1 10 Tf 0 g) >>",
    7: text_field("name", "50 600 250 620"),
    8: text_field("total", "50 560 250 580", "/V (100) /AP << /N 16 0 R >> "),
    9: "<< /Type /Annot /Subtype /Widget /FT /Btn /T (agree) /F 4 /P 3 0 R /Rect [50 530 60 540] /V /Off /AS /Off"
       " /AP << /N << /Off 17 0 R /Yes 19 0 R >> >> >>",
    10: "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Sig1) /F 4 /P 3 0 R /Rect [50 400 200 450] >>",
    11: "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Sig2) /F 4 /P 3 0 R /Rect [300 400 450 450] >>",
    12: "<< /Title (Contract) >>",
    13: stream("BT /F1 12 Tf 50 660 Td (Only in Paris.) Tj ET", "/Type /XObject /Subtype /Form /BBox [0 0 595 842]"
               " /Resources << /Font << /F1 5 0 R >> >> "),
    14: stream("BT /F1 12 Tf 50 700 Td (The wage is 9000 euros a month.) Tj ET"),
    15: text_field("cover", "40 690 300 715"),
    16: stream("BT /F1 10 Tf 2 5 Td (100) Tj ET", BLANK),
    17: stream("", BLANK),
    18: "<< /Type /Outlines >>",
    19: stream("BT /F1 10 Tf 2 2 Td (X) Tj ET", BLANK),
}


def table(offsets, freed=()):
    text = "xref\n"
    for number in sorted(set(offsets) | set(freed) | {0}):
        kind = f"{0:010} 65535 f" if number == 0 else f"{0:010} 00001 f" if number in freed else f"{offsets[number]:010} 00000 n"
        text += f"{number} 1\n{kind}\r\n"
    return text


def write(objects, previous=b"", freed=(), trailer="", keep=(), root="1 0 R"):
    """Appends objects as text; `keep` lists numbers whose entry points to an offset given by the caller."""
    out = bytearray(previous or b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    if previous and not previous.endswith(b"\n"):
        out += b"\n"
    offsets = dict(keep)
    for number, body in objects.items():
        offsets[number] = len(out)
        out += f"{number} 0 obj\n".encode() + (body if isinstance(body, bytes) else body.encode("latin-1")) + b"\nendobj\n"
    place = len(out)
    known = int(re.findall(rb"/Size (\d+)", previous)[-1]) if previous else 0
    size = max([known] + [number + 1 for number in offsets])
    last = re.findall(rb"startxref\s+(\d+)", previous)
    link = f" /Prev {last[-1].decode()}" if last else ""
    out += table(offsets, freed).encode()
    identifier = " /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"
    out += f"trailer\n<< /Size {size} /Root {root} /Info 12 0 R{identifier}{link}{trailer} >>\nstartxref\n{place}\n%%EOF\n".encode()
    return bytes(out)


class Maker:
    def __init__(self, people):
        self.people = people
        self.base = write(OBJECTS)

    def sign(self, document, field="Sig1", who=0, **options):
        new = options.pop("new", None)
        writer = IncrementalPdfFileWriter(BytesIO(document))
        metadata = signers.PdfSignatureMetadata(
            field_name=field, md_algorithm="sha256", subfilter=options.pop("subfilter", SigSeedSubFilter.PADES),
            **options)
        out = signers.PdfSigner(metadata, signer=self.people.signers[who], new_field_spec=new).sign_pdf(writer)
        return out.getvalue()

    def stamp(self, document):
        writer = IncrementalPdfFileWriter(BytesIO(document))
        return signers.PdfTimeStamper(self.people.stamper).timestamp_pdf(
            writer, "sha256", self.people.context()).getvalue()

    def lta(self, document):
        writer = IncrementalPdfFileWriter(BytesIO(document))
        metadata = signers.PdfSignatureMetadata(
            field_name="Sig1", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, embed_validation_info=True,
            use_pades_lta=True, validation_context=self.people.context())
        return signers.PdfSigner(metadata, signer=self.people.signers[0], timestamper=self.people.stamper).sign_pdf(
            writer).getvalue()

    def certify(self, document, level):
        return self.sign(document, certify=True, docmdp_permissions=level)

    def lock(self, action, *names):
        return self.sign(self.base_with(10, OBJECTS[10].replace(
            "/T (Sig1)", f"/T (Sig1) /Lock << /Type /SigFieldLock /Action /{action} /Fields [{''.join(f'({n})' for n in names)}] >>")))

    def base_with(self, number, body):
        return write({**OBJECTS, number: body})


def field_value(number, value, appearance, text, fill=""):
    """The objects that fill in a text field."""
    body = OBJECTS[number].replace("/V (100) /AP << /N 16 0 R >> ", "")
    return {number: body[:-2] + f" /V ({value}) /AP << /N {appearance} 0 R >> >>",
            appearance: stream(f"/Tx BMC q {fill} BT /F1 10 Tf 0 g 2 5 Td ({text}) Tj ET Q EMC", BLANK)}


def size(document):
    return int(re.findall(rb"/Size (\d+)", document)[-1])


def fill(document, number=7, value="Inga", text=None, paint=""):
    return write(field_value(number, value, size(document), text or value, paint), document)


def annotate(document, entries, appearance=None):
    number = size(document)
    objects = {3: page(document, f"{number} 0 R")}
    link = ""
    if appearance is not None:
        objects[number + 1] = appearance
        link = f" /AP << /N {number + 1} 0 R >>"
    objects[number] = f"<< /Type /Annot /P 3 0 R /F 4 {entries}{link} >>"
    return write(objects, document)


def page(document, *more):
    """The page as it is now, with more annotations."""
    reader = PdfFileReader(BytesIO(document))
    annotations = [f"{a.reference.idnum} 0 R" if hasattr(a, "reference") else f"{a.idnum} 0 R"
                   for a in reader.root["/Pages"]["/Kids"][0].raw_get("/Annots")]
    return re.sub(r"/Annots \[.*?\]", f"/Annots [{' '.join(annotations + list(more))}]", OBJECTS[3])


def sign_over(maker, document, rectangle, field="Sig9", fill_box=False, certified=False):
    """Adds a visible signature field with a picture of the forger's choice and signs it."""
    number = size(document)
    picture = "1 1 1 rg 0 0 300 40 re f " if fill_box else ""
    objects = {
        number: f"<< /Type /Annot /Subtype /Widget /FT /Sig /T ({field}) /F 4 /P 3 0 R /Rect [{rectangle}]"
                f" /AP << /N {number + 1} 0 R >> >>",
        number + 1: stream(picture + "BT /F1 12 Tf 2 5 Td (The wage is 9000 euros.) Tj ET",
                           BLANK.replace("200 20", "300 40")),
        3: page(document, f"{number} 0 R"),
        6: OBJECTS[6].replace("15 0 R]", f"15 0 R {number} 0 R]"),
    }
    return maker.sign(write(objects, document), field, who=1)


# --- cases ------------------------------------------------------------------------------------------------------------

def honest(make):
    base, p = make.base, MDPPerm
    signed = make.sign(base)
    return {
        "one-signature": signed,
        "two-signatures": make.sign(signed, "Sig2", 1),
        "filled-between": make.sign(fill(signed), "Sig2", 1),
        "filled-by-hanko": make.sign(hanko_fill(signed), "Sig2", 1),
        "ticked-between": make.sign(write({9: OBJECTS[9].replace("/V /Off /AS /Off", "/V /Yes /AS /Yes")}, signed), "Sig2", 1),
        "filled-unsigned": fill(signed),
        "certified-1": make.certify(base, p.NO_CHANGES),
        "certified-1-stamped": make.stamp(make.certify(base, p.NO_CHANGES)),
        "certified-2-filled-signed": make.sign(fill(make.certify(base, p.FILL_FORMS)), "Sig2", 1),
        "certified-3-comment": annotate(make.certify(base, p.ANNOTATE),
                                        "/Subtype /Text /Rect [400 700 420 720] /Contents (Really?)"),
        "comment-after-approval": annotate(signed, "/Subtype /Text /Rect [400 700 420 720] /Contents (Really?)"),
        "highlight": annotate(make.certify(base, p.ANNOTATE),
                              "/Subtype /Highlight /Rect [50 695 250 715] /QuadPoints [50 715 250 715 50 695 250 695] /C [1 1 0]"),
        "new-invisible-field": make.sign(signed, "Other", 1),
        "new-visible-field": make.sign(signed, "Other", 1, new=SigFieldSpec("Other", box=(50, 100, 200, 150))),
        "long-term": make.lta(base),
        "stamped": make.stamp(signed),
        "field-locked-other-filled": fill(make.lock("Include", "total")),
        "field-mdp-other-filled": fill(field_mdp(make, FieldMDPSpec(FieldMDPAction.INCLUDE, ["total"]))),
        "all-but-one-locked": fill(make.lock("Exclude", "name", "Sig2")),
        "information-updated": write({12: "<< /Title (Contract) /ModDate (D:20260101000000Z) >>"}, signed),
        "metadata-updated": write({number: stream(
            "<x:xmpmeta xmlns:x='adobe:ns:meta/'/>", "/Type /Metadata /Subtype /XML ")
            for number in metadata_of(signed)}, signed),
        "old-format": make.sign(base, subfilter=SigSeedSubFilter.ADOBE_PKCS7_DETACHED),
        "old-format-signed-again": make.sign(
            make.sign(base, subfilter=SigSeedSubFilter.ADOBE_PKCS7_DETACHED), "Sig2", 1),
        "only-time-stamp": make.stamp(base),
    }


def metadata_of(document):
    return [int(number) for number in re.findall(rb"/Metadata (\d+) 0 R", document)[-1:]]


def hanko_fill(document):
    writer = IncrementalPdfFileWriter(BytesIO(document))
    field = writer.root["/AcroForm"]["/Fields"][0]
    from pyhanko.pdf_utils.generic import pdf_string
    field[pdf_name("/V")] = pdf_string("Inga")
    writer.update_container(field)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def field_mdp(make, spec):
    writer = IncrementalPdfFileWriter(BytesIO(write({**OBJECTS, 6: OBJECTS[6].replace(" 10 0 R", ""),
                                                     3: OBJECTS[3].replace(" 10 0 R", "")})))
    fields.append_signature_field(writer, SigFieldSpec("Locker", box=(50, 100, 200, 150), field_mdp_spec=spec))
    metadata = signers.PdfSignatureMetadata(field_name="Locker", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
    return signers.PdfSigner(metadata, signer=make.people.signers[0]).sign_pdf(writer).getvalue()


def catalog(document, entry, instead_of=b""):
    """The newest catalog with one entry more, or without one."""
    newest = re.findall(rb"\n1 0 obj\s*<<(.*?)\nendobj", document, re.S)[-1]
    return {1: b"<< " + entry + b" " + newest.replace(instead_of, b"")}


OTHER_PAGE = stream(PAGE.replace("1000", "9000"))


def forged_updates(make):
    """Shadow and incremental saving attacks."""
    signed = make.sign(make.base)
    prepared = re.search(rb"14 0 obj", signed).start()
    return {
        "content-replaced": write({4: OTHER_PAGE}, signed),
        "content-replaced-and-signed": make.sign(write({4: OTHER_PAGE}, signed), "Sig2", 1),
        "page-added": write({2: "<< /Type /Pages /Kids [3 0 R 99 0 R] /Count 2 >>", 99: OBJECTS[3]}, signed),
        "page-turned": write({3: OBJECTS[3].replace("/MediaBox", "/Rotate 180 /MediaBox")}, signed),
        "font-replaced": write({5: "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>"}, signed),
        "overlay-freed": write({}, signed, freed=[13]),
        "overlay-blanked": write({13: "<< >>"}, signed),
        "prepared-content-shown": write({3: OBJECTS[3].replace("/Contents 4 0 R", "/Contents 14 0 R")}, signed),
        "prepared-bytes-reused": write({}, signed, keep={4: prepared}.items()),
        "prepared-appearance-used": write({7: OBJECTS[7][:-2] + "/V (x) /AP << /N 14 0 R >> >>"}, signed),
        "other-root": write({98: OBJECTS[1]}, signed, root="98 0 R"),
        "appearance-swapped": write({16: stream("BT /F1 10 Tf 2 5 Td (900) Tj ET", BLANK)}, signed),
        "appearance-exchanged": write({8: OBJECTS[8].replace("16 0 R", "99 0 R"),
                                       99: stream("BT /F1 10 Tf 2 5 Td (900) Tj ET", BLANK)}, signed),
        "appearance-back-and-forth": make.sign(write(
            {8: OBJECTS[8].replace("16 0 R", "99 0 R"), 99: stream("BT /F1 10 Tf 2 5 Td (900) Tj ET", BLANK)},
            write({8: OBJECTS[8].replace("(100)", "(900)").replace("16 0 R", "98 0 R"),
                   98: stream("BT /F1 10 Tf 2 5 Td (900) Tj ET", BLANK)}, signed)), "Sig2", 1),
        "action-added": write(catalog(signed, b"/OpenAction << /S /JavaScript /JS (x) >>"), signed),
        "action-in-field": write({7: OBJECTS[7][:-2] + "/V (x) /AA << /K << /S /JavaScript /JS (x) >> >> >>"}, signed),
        "outline-changed": write({18: "<< /Type /Outlines /Count 0 >>"}, signed),
        "layers-added": write(catalog(signed, b"/OCProperties << /OCGs [] /D << >> >>"), signed),
        "structure-added": write(catalog(signed, b"/StructTreeRoot << /Type /StructTreeRoot >>"), signed),
        "field-added": write({6: OBJECTS[6].replace("15 0 R]", "15 0 R 99 0 R]"), 99: text_field("more", "300 600 400 620"),
                              3: page(signed, "99 0 R")}, signed),
        "field-moved": write({7: OBJECTS[7].replace("50 600", "50 500")}, signed),
        "field-hidden": write({8: OBJECTS[8].replace("/F 4", "/F 2")}, signed),
        "form-removed": write(catalog(signed, b"", b"/AcroForm 6 0 R"), signed),
        "widget-removed": write({3: OBJECTS[3].replace("8 0 R ", "")}, signed),
        "signature-emptied": write({10: OBJECTS[10]}, signed),
        "generation-raised": generation(signed),
        "only-time-stamp-changed": write({4: OTHER_PAGE}, make.stamp(make.base)),
    }


def generation(document):
    update = write({4: OTHER_PAGE}, document)
    head = len(document)
    return update[:head] + update[head:].replace(b"4 0 obj", b"4 1 obj").replace(b"00000 n", b"00001 n")


def forged_permissions(make):
    """What certification and locks forbid, evil annotations and sneaky signatures."""
    base, p = make.base, MDPPerm
    first, second, third = (make.certify(base, level) for level in (p.NO_CHANGES, p.FILL_FORMS, p.ANNOTATE))
    signed = make.sign(base)
    over = "/Rect [50 690 300 715]"
    white = stream("1 g 0 0 250 25 re f BT /F1 12 Tf 0 g 2 5 Td (The wage is 9000 euros.) Tj ET",
                   BLANK.replace("200 20", "250 25"))
    return {
        "certified-1-filled": fill(first),
        "certified-1-signed": make.sign(first, "Sig2", 1),
        "certified-2-comment": annotate(second, "/Subtype /Text /Rect [400 700 420 720] /Contents (x)"),
        "locked-filled": fill(make.lock("Include", "name")),
        "all-locked-filled": fill(make.lock("All")),
        "all-locked-signed": make.sign(make.lock("All"), "Sig2", 1),
        "all-but-one-locked-filled": fill(make.lock("Exclude", "total")),
        "field-mdp-filled": fill(field_mdp(make, FieldMDPSpec(FieldMDPAction.INCLUDE, ["name"]))),
        "free-text-over-text": annotate(third, f"/Subtype /FreeText {over} /DA (/F1 12 Tf) /Contents (x)", white),
        "free-text-beside-text": annotate(third, "/Subtype /FreeText /Rect [400 300 500 320] /DA (/F1 12 Tf) /Contents (0)", white),
        "stamp": annotate(third, f"/Subtype /Stamp {over}", white),
        "redaction": annotate(third, f"/Subtype /Redact {over} /OverlayText (x)"),
        "highlight-that-hides": annotate(third, f"/Subtype /Highlight {over} /QuadPoints [50 715 250 715 50 695 250 695]", white),
        "comment-with-link": annotate(third, "/Subtype /Text /Rect [400 700 420 720] /A << /S /URI /URI (http://x) >>"),
        "annotation-over-approval": annotate(signed, f"/Subtype /Stamp {over}", white),
        "field-filled-over-text": fill(second, 15, "x", "The wage is 9000 euros", "1 g 0 0 260 25 re f"),
        "signature-over-certified": sign_over(make, second, "50 690 300 715", fill_box=True),
        "signature-beside-certified": sign_over(make, second, "300 690 500 715"),
        "signature-over-approval": sign_over(make, signed, "50 690 300 715", fill_box=True),
    }


def forged_values(make):
    """Universal signature forgery, signature wrapping, and formats nobody can check."""
    signed = make.sign(make.base)
    place = re.search(rb"/ByteRange \[([^\]]*)\]", signed)
    contents = re.search(rb"/Contents <([0-9a-fA-F]*)>", signed)
    numbers = [int(number) for number in place.group(1).split()]

    def swap(match, text, group=0):
        start, end = match.span(group)
        return signed[:start] + text.ljust(end - start) + signed[end:]

    zeros = b"0" * len(contents.group(1))
    return {
        "no-byte-range": swap(place, b""),
        "null-byte-range": swap(place, b"/ByteRange null"),
        "zero-byte-range": swap(place, b"0 0 0 0", 1),
        "empty-byte-range": swap(place, b"", 1),
        "negative-byte-range": swap(place, b"0 %d -1 %d" % (numbers[1], numbers[3]), 1),
        "no-contents": swap(contents, b""),
        "empty-contents": swap(contents, b"/Contents <>"),
        "null-contents": swap(contents, b"/Contents null"),
        "zero-contents": swap(contents, zeros, 1),
        "wrapped": wrap(signed, numbers),
        "value-missing": write({10: OBJECTS[10][:-2] + "/V 97 0 R >>"}, make.base),
        "value-in-place": write({10: OBJECTS[10][:-2] + "/V << /Type /Sig /Filter /Adobe.PPKLite /SubFilter"
                                 " /ETSI.CAdES.detached /Contents <00> /ByteRange [0 1 2 3] >> >>"}, make.base),
        "rsa-sha1-format": signed.replace(b"/ETSI.CAdES.detached", b"/adbe.x509.rsa_sha1 "),
        "pkcs7-sha1-format": signed.replace(b"/ETSI.CAdES.detached", b"/adbe.pkcs7.sha1    "),
        "unknown-format": signed.replace(b"/ETSI.CAdES.detached", b"/Some.Other.format1 "),
        "indefinite-length": swap(contents, b"3080" + contents.group(1)[4:], 1),
    }


def wrap(signed, numbers):
    """Moves the second signed part to the end. In its old place stand another end of the signature's dictionary, with a byte range
    that leads to the new place, another text for the page, and a table at the offset that the signed end of the file names."""
    end, place = numbers[2], int(re.findall(rb"startxref\s+(\d+)", signed)[-1])
    moved = signed[end:]
    first = signed.index(b"%%EOF") + 5
    offsets = {int(found.group(1)): found.start(1) for found in re.finditer(rb"(?<=\n)(\d+) 0 obj", signed[:end]) if found.start() > first}
    out = bytearray(signed[:end])
    out += b"\n/ByteRange [" + b"@" * 40 + b"]\n/Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached\n"
    out += re.search(rb"/M \(.*?\)", moved).group(0) + b"\n>>\nendobj\n"
    for number, body in {4: stream("BT /F1 12 Tf 50 700 Td (The wage is 9000 euros.) Tj ET"), **{
            number: "<< >>" for number in metadata_of(signed)}}.items():
        offsets[number] = len(out)
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    assert len(out) <= place, "no room for the forged objects"
    out += b" " * (place - len(out)) + table(offsets).encode()
    out += re.search(rb"trailer.*?startxref\s+\d+\s+%%EOF\n", moved, re.S).group(0)
    text = b"0 %d %d %d" % (numbers[1], len(out), numbers[3])
    return bytes(out).replace(b"@" * 40, text.ljust(40)) + moved


# --- pyHanko's word ---------------------------------------------------------------------------------------------------

def judge(document, people):
    try:
        reader = PdfFileReader(BytesIO(document), strict=True)
        found = reader.embedded_regular_signatures
        words = [judge_signature(signature, people) for signature in found]
    except Exception as error:  # whatever it cannot read it does not accept
        return {"accepted": False, "words": [f"{type(error).__name__}: {error}"[:160]]}
    return {"accepted": bool(words) and all(accepted for accepted, _ in words), "words": [text for _, text in words]}


def judge_signature(signature, people):
    status = validate_pdf_signature(signature, people.context(), people.context())
    level = status.modification_level
    accepted = (status.intact and status.valid and status.docmdp_ok is not False and level is not None
                and level != ModificationLevel.OTHER)
    return accepted, f"{signature.field_name}: {status.coverage.name}, {level.name if level else 'unclear'}, docmdp {status.docmdp_ok}"


def main():
    logging.disable(logging.CRITICAL)
    people = People()
    directory = Path(sys.argv[1])
    (directory / "root.pem").write_bytes(people.root.public_bytes(serialization.Encoding.PEM))
    make = Maker(people)
    verdicts = {}
    for cases in (honest, forged_updates, forged_permissions, forged_values):
        for case, document in cases(make).items():
            (directory / f"{case}.pdf").write_bytes(document)
            verdicts[case] = judge(document, people)
    print(json.dumps(verdicts))
    return 0


sys.exit(main())

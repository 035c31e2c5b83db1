"""The same work done by pyHanko, in one process and on one thread: prints one JSON object.

usage: pyhanko_runs.py verify ROOT.pem AT COUNT FILE...   validates each FILE at Unix time AT, measures the first COUNT
       pyhanko_runs.py sign COUNT FILE                    signs four fields of FILE, COUNT times

Exit 1 when a signature is not intact, valid, trusted, time-stamped and free of suspicious changes.

To sign, pyHanko is given certificates that were made before; Seing makes one for each signature. Its time-stamping unit for
tests knows RSA only.
"""

import io
import json
import logging
import sys
import time
from datetime import datetime, timedelta, timezone

from asn1crypto import keys, x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

FORMER = datetime.now(timezone.utc) - timedelta(hours=1)


def validate(path, root, moment):
    """Everything that `seing verify` answers and pyHanko can: integrity, chain, time-stamp, later changes."""
    with open(path, "rb") as file:
        signatures = PdfFileReader(file, strict=True).embedded_regular_signatures
        for signature in signatures:
            contexts = [ValidationContext(trust_roots=[root], allow_fetching=False, moment=moment,
                                          revocation_mode="soft-fail") for _ in range(2)]
            status = validate_pdf_signature(
                signature, signer_validation_context=contexts[0], ts_validation_context=contexts[1])
            stamp = status.timestamp_validity
            quiet = status.modification_level in (ModificationLevel.NONE, ModificationLevel.FORM_FILLING)
            if not (status.bottom_line and status.trusted and quiet and stamp and stamp.valid and stamp.trusted):
                sys.exit(f"{path}: pyHanko refuses the signature of {signature.field_name}: {status.summary()}")
    if len(signatures) != 4:
        sys.exit(f"{path}: {len(signatures)} signatures, expected 4")


def verify(root_path, at, count, paths):
    root, moment = load_cert_from_pemder(root_path), datetime.fromtimestamp(int(at), timezone.utc)
    validate(paths[0], root, moment)  # what is loaded on first use
    start, processor = time.monotonic(), time.process_time()
    for path in paths[:count]:
        validate(path, root, moment)
    result = {"documents": len(paths[:count]), "wallSeconds": time.monotonic() - start,
              "processorSeconds": time.process_time() - processor}
    for path in paths[count:]:
        validate(path, root, moment)
    return result | {"accepted": len(paths)}


def certificate(name, key, issuer_name, issuer_key, extensions):
    builder = x509.CertificateBuilder().subject_name(named(name)).issuer_name(named(issuer_name))
    builder = builder.public_key(key.public_key()).serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(FORMER).not_valid_after(FORMER + timedelta(days=30))
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    made = builder.sign(issuer_key, hashes.SHA256())
    return asn1_x509.Certificate.load(made.public_bytes(serialization.Encoding.DER))


def named(name):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def private(key):
    return keys.PrivateKeyInfo.load(key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))


def usage(**used):
    names = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
             "key_cert_sign", "crl_sign", "encipher_only", "decipher_only")
    return x509.KeyUsage(**{name: used.get(name, False) for name in names}), True


def credentials():
    """Four signers with P-256 certificates, and a time-stamping unit with an RSA key, all below one root."""
    root_key, unit_key = ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65537, 2048)
    root = certificate("Root", root_key, "Root", root_key, [(x509.BasicConstraints(True, None), True), usage(key_cert_sign=True)])
    unit = certificate("Unit", unit_key, "Root", root_key, [
        usage(digital_signature=True), (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True)])
    store = SimpleCertificateStore.from_certs([root])
    result = []
    for index in range(4):
        key = ec.generate_private_key(ec.SECP256R1())
        leaf = certificate(f"Leaf {index}", key, "Root", root_key, [usage(content_commitment=True)])
        result.append(signers.SimpleSigner(signing_cert=leaf, signing_key=private(key), cert_registry=store))
    return result, DummyTimeStamper(tsa_cert=unit, tsa_key=private(unit_key), certs_to_embed=store)


def sign_all(content, holders, stamper):
    reader = PdfFileReader(io.BytesIO(content))
    fields = [field.get_object()["/T"] for field in reader.root["/AcroForm"]["/Fields"]]
    for field, holder in zip(fields, holders):
        output = signers.PdfSigner(
            signers.PdfSignatureMetadata(field_name=field, subfilter=SigSeedSubFilter.PADES), signer=holder,
            timestamper=stamper).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(content)), existing_fields_only=True)
        content = output.getvalue()
    return content


def sign(count, path):
    with open(path, "rb") as file:
        content = file.read()
    holders, stamper = credentials()
    sign_all(content, holders, stamper)  # what is loaded on first use
    start, processor = time.monotonic(), time.process_time()
    for _ in range(count):
        sign_all(content, holders, stamper)
    return {"documents": count, "wallSeconds": time.monotonic() - start, "processorSeconds": time.process_time() - processor}


def main(arguments):
    logging.disable(logging.CRITICAL)
    if arguments[0] == "verify":
        result = verify(arguments[1], arguments[2], int(arguments[3]), arguments[4:])
    else:
        result = sign(int(arguments[1]), arguments[2])
    with open("/proc/self/status", encoding="ascii") as status:
        peak = next(line for line in status if line.startswith("VmHWM:"))
    print(json.dumps(result | {"peakKibibytes": int(peak.split()[1])}))


main(sys.argv[1:])

"""Validates the XAdES seal of a proof file with signxml, and its time-stamp with lxml and openssl: nobody here wrote any of them.

Arguments: the file, a PEM file with the trusted root. Prints what was signed. Exit 0: valid; 1: not, and why.
"""

import base64
import subprocess
import sys
import tempfile
from pathlib import Path

from lxml import etree
from signxml.exceptions import SignXMLException
from signxml.xades import XAdESVerifier

DSIG = "{http://www.w3.org/2000/09/xmldsig#}"
XADES = "{http://uri.etsi.org/01903/v1.3.2#}"


def check_time_stamp(data, root):
    """The token has to be over the exclusive canonical form of SignatureValue."""
    seal = etree.fromstring(data).find(f"{DSIG}Signature")
    stamped = etree.tostring(seal.find(f"{DSIG}SignatureValue"), method="c14n", exclusive=True, with_tail=False)
    token = base64.b64decode(seal.find(f".//{XADES}EncapsulatedTimeStamp").text)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "token").write_bytes(token)
        (Path(folder) / "stamped").write_bytes(stamped)
        command = ["openssl", "ts", "-verify", "-token_in", "-in", f"{folder}/token", "-data", f"{folder}/stamped",
                   "-CAfile", root]
        run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode:
        sys.exit(f"the time-stamp is not valid: {run.stderr.strip()}")


def main():
    data, root = Path(sys.argv[1]).read_bytes(), sys.argv[2]
    try:
        results = XAdESVerifier().verify(data, ca_pem_file=root, expect_references=2)
    except (SignXMLException, etree.XMLSyntaxError, ValueError) as error:
        sys.exit(f"{type(error).__name__}: {error}")
    check_time_stamp(data, root)
    print("valid:", ", ".join(etree.QName(result.signed_xml).localname for result in results))


if __name__ == "__main__":
    main()

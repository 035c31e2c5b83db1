"""An OCSP responder for trust_server.py: `openssl ocsp` where it behaves, answers made piece by piece where it must not.

The certificates are those of trust_tsa.py; in addition responder.pem (appointed by root.pem, never looked up),
checked-responder.pem (appointed, and to be looked up), other-responder.pem (appointed by other-root.pem) and
old-responder.pem (appointed, and expired).
"""

import datetime
import secrets
import time

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509 import ocsp

from trust_tsa import openssl

HOUR = 3600


class Responder:
    def __init__(self, tsa):
        self.directory = tsa.directory
        self.is_revoked = False
        now = time.time()
        for name, profile, authority, end in [
                ("responder", "responder", "root", HOUR), ("checked-responder", "checked_responder", "root", HOUR),
                ("other-responder", "responder", "other-root", HOUR), ("old-responder", "responder", "root", -HOUR)]:
            tsa.issue(name, profile, authority, now - 2 * HOUR, now + end)

    def reply(self, mode, request):
        """An OCSPResponse for an OCSPRequest."""
        make = getattr(self, "reply_" + mode.replace("-", "_"), None)
        return make(request) if make else b"unknown mode"

    # As openssl makes them

    def by_openssl(self, request, *options, signer="responder", index="root.index"):
        name = secrets.token_hex(8)
        (self.directory / f"{name}.ocq").write_bytes(request)
        openssl(self.directory, "ocsp", "-index", index, "-CA", "root.pem", "-rsigner", f"{signer}.pem", "-rkey",
                f"{signer}.key", "-reqin", f"{name}.ocq", "-respout", f"{name}.ocr", "-ndays", "1", *options)
        return (self.directory / f"{name}.ocr").read_bytes()

    def reply_good(self, request):
        return self.by_openssl(request)

    def reply_issuer_signed(self, request):
        return self.by_openssl(request, signer="root")

    def reply_revoked(self, request):
        if not self.is_revoked:
            self.is_revoked = True
            openssl(self.directory, "ca", "-config", "root.cnf", "-cert", "root.pem", "-keyfile", "root.key", "-revoke",
                    "person.pem", "-crl_reason", "keyCompromise")
        return self.by_openssl(request)

    def reply_unknown(self, request):
        (self.directory / "empty.index").write_text("")
        return self.by_openssl(request, index="empty.index")

    def reply_weak(self, request):
        return self.by_openssl(request, "-rmd", "sha1")

    def reply_altered(self, request):
        return self.by_openssl(request)[:-1] + b"\x00"

    def reply_trailing(self, request):
        return self.by_openssl(request) + b"\x00"

    def reply_not_appointed(self, request):
        return self.by_openssl(request, signer="tsa")

    def reply_garbage(self, request):
        return b"garbage"

    # As openssl does not make them

    def certificate(self, name):
        return x509.load_pem_x509_certificate((self.directory / f"{name}.pem").read_bytes())

    def made(self, request, certificate="person", issuer="root", signer="responder", begins=0, ends=HOUR, nonce=True):
        """nonce: True repeats the request's, False leaves it out, bytes are put there instead."""
        asked = ocsp.load_der_ocsp_request(request)
        now = datetime.datetime.now(datetime.timezone.utc)
        builder = ocsp.OCSPResponseBuilder().add_response(
            cert=self.certificate(certificate), issuer=self.certificate(issuer), algorithm=asked.hash_algorithm,
            cert_status=ocsp.OCSPCertStatus.GOOD, this_update=now + datetime.timedelta(seconds=begins),
            next_update=None if ends is None else now + datetime.timedelta(seconds=ends), revocation_time=None,
            revocation_reason=None)
        builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, self.certificate(signer))
        builder = builder.certificates([self.certificate(signer)])
        value = self.nonce(asked) if nonce is True else nonce
        if value:
            builder = builder.add_extension(x509.OCSPNonce(value), False)
        key = serialization.load_pem_private_key((self.directory / f"{signer}.key").read_bytes(), None)
        return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    @staticmethod
    def nonce(asked):
        try:
            return asked.extensions.get_extension_for_class(x509.OCSPNonce).value.nonce
        except x509.ExtensionNotFound:
            return None

    def reply_made(self, request):
        """Shows that what follows is refused for what was changed, and for nothing else."""
        return self.made(request)

    def reply_no_nonce(self, request):
        return self.made(request, nonce=False)

    def reply_wrong_nonce(self, request):
        return self.made(request, nonce=bytes(32))

    def reply_expired(self, request):
        return self.made(request, begins=-48 * HOUR, ends=-24 * HOUR)

    def reply_future(self, request):
        return self.made(request, begins=600)

    def reply_undated(self, request):
        return self.made(request, ends=None)

    def reply_undated_old(self, request):
        return self.made(request, begins=-HOUR, ends=None)

    def reply_other_certificate(self, request):
        return self.made(request, certificate="tsa")

    def reply_other_issuer(self, request):
        return self.made(request, issuer="other-root", signer="other-responder")

    def reply_other_responder(self, request):
        return self.made(request, signer="other-responder")

    def reply_checked_responder(self, request):
        return self.made(request, signer="checked-responder")

    def reply_old_responder(self, request):
        return self.made(request, signer="old-responder")

    # As responders that understand one form only

    @staticmethod
    def refusal(status):
        return ocsp.OCSPResponseBuilder.build_unsuccessful(status).public_bytes(serialization.Encoding.DER)

    def reply_sha256_only(self, request):
        if ocsp.load_der_ocsp_request(request).hash_algorithm.name != "sha256":
            return self.refusal(ocsp.OCSPResponseStatus.UNAUTHORIZED)
        return self.by_openssl(request)

    def reply_without_nonce_only(self, request):
        if self.nonce(ocsp.load_der_ocsp_request(request)):
            return self.refusal(ocsp.OCSPResponseStatus.MALFORMED_REQUEST)
        return self.by_openssl(request)

    def reply_get_only(self, request):
        return self.by_openssl(request)

    def reply_try_later(self, request):
        return self.refusal(ocsp.OCSPResponseStatus.TRY_LATER)

    def reply_wants_signature(self, request):
        return self.refusal(ocsp.OCSPResponseStatus.SIG_REQUIRED)

    def reply_unauthorized(self, request):
        return self.refusal(ocsp.OCSPResponseStatus.UNAUTHORIZED)

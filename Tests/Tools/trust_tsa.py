"""A time-stamping authority made of openssl, for trust_server.py: everything in it can be seen to be wrong on purpose.

Files in the directory: root.pem (the anchor), other-root.pem, and for each certificate NAME.pem with NAME.key. Answers are
made by `openssl ts -reply`; where that refuses to misbehave, the TSTInfo of a good answer is altered and signed anew by
`openssl cms -sign`.
"""

import re
import secrets
import subprocess
import time

CONFIGURATION = """
[ca]
default_ca = authority
[authority]
database = {name}.index
new_certs_dir = .
serial = {name}.serial
default_md = sha256
policy = any
unique_subject = no
crlnumber = {name}.crlnumber
default_crl_days = 7
[any]
commonName = supplied
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[tsa]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
crlDistributionPoints = URI:http://127.0.0.1:{port}/crl/root
authorityInfoAccess = OCSP;URI:http://127.0.0.1:{port}/ocsp
[tsa_not_critical]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = timeStamping
[tsa_not_alone]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping, codeSigning
[tls]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = IP:127.0.0.1
[person]
basicConstraints = critical, CA:FALSE
keyUsage = critical, nonRepudiation
extendedKeyUsage = emailProtection
crlDistributionPoints = URI:http://127.0.0.1:{port}/crl/root
authorityInfoAccess = OCSP;URI:http://127.0.0.1:{port}/ocsp
[inner]
basicConstraints = critical, CA:FALSE
keyUsage = critical, nonRepudiation
crlDistributionPoints = URI:http://localhost/crl
authorityInfoAccess = OCSP;URI:http://127.0.0.1/ocsp
[responder]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = OCSPSigning
noCheck = yes
[checked_responder]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = OCSPSigning
[stamp]
serial = stamp.serial
default_policy = {policy}
digests = {digests}
accuracy = secs:1
ess_cert_id_alg = sha256
signer_digest = sha256
"""

POLICY = "1.3.6.1.4.1.32473.3161.1"


def openssl(directory, *arguments):
    run = subprocess.run(["openssl", *arguments], cwd=directory, capture_output=True)
    if run.returncode:
        raise RuntimeError(f"openssl {' '.join(arguments)}: {run.stderr.decode()}")
    return run.stdout


def element(tag, content):
    """One DER element."""
    length = len(content)
    if length < 0x80:
        return bytes([tag, length]) + content
    octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(octets)]) + octets + content


class TimeStampingAuthority:
    def __init__(self, directory, port):
        self.directory = directory
        self.port = port
        self.configure("root.cnf", name="root")
        for root in ("root", "other-root", "tls-root"):
            self.configure(f"{root}.cnf", name=root)
            self.make_root(root)
        now = time.time()
        self.issue("tsa", "tsa", "root", now - 3600, now + 86400)
        self.issue("expired", "tsa", "root", now - 86400, now - 3600)
        self.issue("stranger", "tsa", "other-root", now - 3600, now + 86400)
        self.issue("not-critical", "tsa_not_critical", "root", now - 3600, now + 86400)
        self.issue("not-alone", "tsa_not_alone", "root", now - 3600, now + 86400)
        self.issue("inner", "inner", "root", now - 3600, now + 86400)
        self.issue("tls", "tls", "tls-root", now - 3600, now + 86400)
        self.issue("person", "person", "root", now - 3600, now + 86400)

    def configure(self, file, name="root", policy=POLICY, digests="sha256, sha384, sha512"):
        text = CONFIGURATION.format(name=name, port=self.port, policy=policy, digests=digests)
        (self.directory / file).write_text(text)

    def make_root(self, name):
        self.new_key(name)
        openssl(self.directory, "req", "-x509", "-new", "-key", f"{name}.key", "-subj", f"/CN={name}", "-days", "10",
                "-config", f"{name}.cnf", "-extensions", "root", "-out", f"{name}.pem")
        (self.directory / f"{name}.index").write_text("")
        (self.directory / f"{name}.serial").write_text(secrets.token_hex(8).replace("f", "1").rjust(16, "1"))
        (self.directory / f"{name}.crlnumber").write_text("01")

    def new_key(self, name):
        openssl(self.directory, "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out",
                f"{name}.key")

    def issue(self, name, profile, authority, start, end):
        def moment(seconds):
            return time.strftime("%Y%m%d%H%M%SZ", time.gmtime(seconds))

        self.new_key(name)
        openssl(self.directory, "req", "-new", "-key", f"{name}.key", "-subj", f"/CN={name}", "-config",
                "root.cnf", "-out", f"{name}.csr")
        openssl(self.directory, "ca", "-batch", "-notext", "-config", f"{authority}.cnf", "-cert", f"{authority}.pem",
                "-keyfile", f"{authority}.key", "-in", f"{name}.csr", "-extensions", profile, "-startdate",
                moment(start), "-enddate", moment(end), "-out", f"{name}.pem")

    def revocation_list(self, mode):
        """In DER: good, made by another authority, run out, or with the time-stamping unit's certificate in it."""
        root = "other-root" if mode == "other" else "root"
        authority = ["-config", f"{root}.cnf", "-cert", f"{root}.pem", "-keyfile", f"{root}.key"]
        if mode == "revoked":
            openssl(self.directory, "ca", *authority, "-revoke", "tsa.pem", "-crl_reason", "keyCompromise")
        times = []
        if mode == "old":
            times = ["-crl_lastupdate", self.moment(-86400), "-crl_nextupdate", self.moment(-3600)]
        openssl(self.directory, "ca", *authority, "-gencrl", *times, "-out", f"{root}.crl.pem")
        return openssl(self.directory, "crl", "-in", f"{root}.crl.pem", "-outform", "DER")

    @staticmethod
    def moment(seconds):
        return time.strftime("%Y%m%d%H%M%SZ", time.gmtime(time.time() + seconds))

    def reply(self, mode, query):
        """A TimeStampResp for a TimeStampReq."""
        make = getattr(self, "reply_" + mode.replace("-", "_"), None)
        return make(query) if make else b"unknown mode"

    def stamp(self, query, signer="tsa", **configuration):
        name = secrets.token_hex(8)
        files = {kind: f"{name}.{kind}" for kind in ("tsq", "tsr", "cnf")}
        self.configure(files["cnf"], **configuration)
        (self.directory / files["tsq"]).write_bytes(query)
        openssl(self.directory, "ts", "-reply", "-queryfile", files["tsq"], "-config", files["cnf"], "-section", "stamp",
                "-signer", f"{signer}.pem", "-inkey", f"{signer}.key", "-out", files["tsr"])
        return (self.directory / files["tsr"]).read_bytes()

    def sign_again(self, query, alter, signer, *options):
        """The TSTInfo of a good answer, altered, in a token of another making."""
        name = secrets.token_hex(8)
        (self.directory / f"{name}.tsr").write_bytes(self.stamp(query))
        openssl(self.directory, "ts", "-reply", "-in", f"{name}.tsr", "-token_out", "-out", f"{name}.token")
        openssl(self.directory, "cms", "-verify", "-noverify", "-inform", "DER", "-in", f"{name}.token", "-binary", "-out",
                f"{name}.tst")
        info = alter((self.directory / f"{name}.tst").read_bytes())
        (self.directory / f"{name}.tst").write_bytes(info)
        token = openssl(self.directory, "cms", "-sign", "-binary", "-nodetach", "-nosmimecap", "-outform", "DER", "-in",
                        f"{name}.tst", "-econtent_type", "1.2.840.113549.1.9.16.1.4", "-signer", f"{signer}.pem", "-inkey",
                        f"{signer}.key", "-md", "sha256", *options)
        return element(0x30, element(0x30, b"\x02\x01\x00") + token)

    def reply_good(self, query):
        return self.stamp(query)

    def reply_signed_again(self, query):
        """Shows that what sign_again makes is refused for what was altered, and for nothing else."""
        return self.sign_again(query, lambda info: info, "tsa", "-cades")

    def reply_wrong_nonce(self, query):
        digest = re.search(rb"\x04\x20(.{32})", query, re.DOTALL).group(1).hex()
        return self.stamp(openssl(self.directory, "ts", "-query", "-digest", digest, "-sha256", "-cert"))

    def reply_no_nonce(self, query):
        digest = re.search(rb"\x04\x20(.{32})", query, re.DOTALL).group(1).hex()
        return self.stamp(openssl(self.directory, "ts", "-query", "-digest", digest, "-sha256", "-cert", "-no_nonce"))

    def reply_wrong_imprint(self, query):
        found = re.search(rb"\x04\x20(.{32})", query, re.DOTALL)
        return self.stamp(query[:found.start(1)] + bytes(32) + query[found.end(1):])

    def reply_no_certificate(self, query):
        return self.stamp(query.replace(b"\x01\x01\xff", b"\x01\x01\x00"))

    def reply_expired(self, query):
        return self.sign_again(query, lambda info: info, "expired", "-cades")

    def reply_stranger(self, query):
        return self.stamp(query, signer="stranger")

    def reply_eku_not_critical(self, query):
        return self.sign_again(query, lambda info: info, "not-critical", "-cades")

    def reply_eku_not_alone(self, query):
        return self.sign_again(query, lambda info: info, "not-alone", "-cades")

    def reply_eku_missing(self, query):
        return self.sign_again(query, lambda info: info, "person", "-cades")

    def reply_not_bound(self, query):
        return self.sign_again(query, lambda info: info, "tsa")

    def reply_wrong_policy(self, query):
        return self.stamp(query, policy="1.3.6.1.4.1.32473.3161.99")

    def reply_rejects(self, query):
        return self.stamp(query, digests="sha512")

    def reply_altered(self, query):
        reply = bytearray(self.stamp(query))
        reply[-1] ^= 1
        return bytes(reply)

    def reply_trailing(self, query):
        return self.stamp(query) + b"\x00"

    def reply_granted_without_token(self, query):
        return element(0x30, element(0x30, b"\x02\x01\x00"))

    def reply_early(self, query):
        return self.sign_again(query, lambda info: self.shift(info, -600), "tsa", "-cades")

    def reply_late(self, query):
        return self.sign_again(query, lambda info: self.shift(info, 600), "tsa", "-cades")

    @staticmethod
    def shift(info, seconds):
        moment = TimeStampingAuthority.moment(seconds).encode()
        return re.sub(rb"\x18\x0f\d{14}Z", b"\x18\x0f" + moment, info)

import CertificateAuthority
import Foundation
import OpenSSLBridge
import TestSupport
import Testing

@Suite("Certificate profiles")
struct CertificateProfileTests {
    /// The signatory's profile of the repository, with one line replaced or removed.
    private func profile(
        _ kind: CertificateProfile.Kind = .signatory, replacing line: String, by replacement: String
    ) throws -> CertificateProfile {
        let path = "\(TestAuthority.profilesPath)/\(kind.rawValue).profile"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try #require(text.contains(line))
        return try CertificateProfile(
            text.replacing(line, with: replacement), kind: kind, file: "\(kind.rawValue).profile")
    }

    @Test(arguments: [
        ("key = P-256", "key = P-192", "key: 'P-192' is not a value of this key"),
        ("key = P-256", "keys = P-256", "unknown key 'keys'"),
        ("key = P-256", "key P-256", "expected 'key = value', found 'key P-256'"),
        ("key = P-256", "key =", "expected a key and a value around '='"),
        ("digest = SHA-256", "digest = SHA-1", "digest: 'SHA-1' is not a value of this key"),
        ("validity = 10 minutes", "validity = 0 minutes", "validity: '0 minutes' is not a value of this key"),
        ("validity = 10 minutes", "validity = 10 moons", "validity: '10 moons' is not a value of this key"),
        ("validity = 10 minutes", "validity = -1 days", "validity: '-1 days' is not a value of this key"),
        ("subject.CN =", "subject.emailAddress =", "unknown attribute 'subject.emailAddress'"),
        ("{title}", "{titel}", "unknown placeholder 'titel'"),
        ("{title}", "{title", "unknown placeholder '{'"),
        ("= nonRepudiation", "= nonRepudation", "key-usage: 'nonRepudation' is not known here"),
        ("documentSigning,", "documentSining,", "extended-key-usage: 'documentSining' is not known here"),
        ("{arc}.1.1,", "{arc}.1.1;", "policies: '{arc}.1.1; {role}' is not known here"),
        (
            "validity = 10 minutes\n", "validity = 2 days\n",
            "short-term: only an end entity with a validity of at most 24"
        ),
    ])
    func `a fault is named with file, line and cause`(line: String, replacement: String, cause: String) throws {
        let error = #expect(throws: CertificateAuthorityError.self) {
            try profile(replacing: line, by: replacement)
        }
        #expect(error?.code == .profile)
        let pattern = /^signatory\.profile:\d+: (?<cause>.*)$/
        let match = try #require(error?.message.wholeMatch(of: pattern))
        #expect(match.output.cause.hasPrefix(cause))
    }

    @Test(arguments: ["key", "digest", "validity", "basic-constraints", "key-usage", "subject.CN"])
    func `a missing key is named`(key: String) throws {
        let text = try String(
            contentsOfFile: "\(TestAuthority.profilesPath)/signatory.profile", encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let without = lines.filter { !$0.hasPrefix("\(key) =") }.joined(separator: "\n")
        let error = #expect(throws: CertificateAuthorityError.self) {
            try CertificateProfile(without, kind: .signatory, file: "f")
        }
        #expect(error?.message == "f: '\(key)' is missing")
    }

    @Test func `a key that stands twice is refused, with both lines`() {
        let error = #expect(throws: CertificateAuthorityError.self) {
            try CertificateProfile("key = P-256\n# once more\nkey = P-384\n", kind: .root, file: "root.profile")
        }
        #expect(error?.message == "root.profile:3: 'key' already stands on line 1")
    }

    @Test(arguments: [
        (CertificateProfile.Kind.signatory, "end entity", "authority"),
        (.signatory, "key-usage = nonRepudiation", "key-usage = nonRepudiation, keyCertSign"),
        (.issuingAuthority, "authority, path length 0", "end entity"),
        (.issuingAuthority, "revocation-list-validity = 7 days", ""),
        (.timeStampingUnit, "extended-key-usage-critical = yes", "extended-key-usage-critical = no"),
        (.timeStampingUnit, "= timeStamping", "= timeStamping, emailProtection"),
        (.root, "keyCertSign, cRLSign", "cRLSign"),
    ])
    func `a profile that contradicts its kind is refused`(
        kind: CertificateProfile.Kind, line: String, replacement: String
    ) throws {
        #expect(throws: CertificateAuthorityError.self) {
            try profile(kind, replacing: line, by: replacement)
        }
    }

    @Test func `a directory without a profile names the file`() throws {
        let directory = try TemporaryDirectory()
        let error = #expect(throws: CertificateAuthorityError.self) {
            try CertificateProfiles(directory: directory.path)
        }
        #expect(error?.code == .missing)
        #expect(error?.message.contains("root.profile") == true)
    }

    @Test func `what a person sets in a profile is read`() throws {
        let read = try profile(replacing: "key = P-256\n", by: "key = P-384\n")
        #expect(read.keyAlgorithm == .p384)
        #expect(read.digest == .sha256)
        #expect(read.validitySeconds == 600)
        #expect(read.backdatingSeconds == 60)
        #expect(read.keyUsages == [.nonRepudiation])
        #expect(read.extendedKeyUsages == [ExtensionOID.documentSigning, ExtensionOID.emailProtection])
        #expect(!read.isExtendedKeyUsageCritical)
        #expect(read.isShortTerm)
        let issuing = try profile(.issuingAuthority, replacing: "validity = 5 years", by: "validity = 3 years")
        #expect(issuing.validitySeconds == 3 * 365 * 86_400)
        #expect(issuing.pathLength == 0)
        #expect(issuing.revocationListSeconds == 604_800)
    }
}

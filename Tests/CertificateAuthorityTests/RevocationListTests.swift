import CertificateAuthority
import Foundation
import OpenSSLBridge
import TestSupport
import Testing

@Suite("Revocation lists")
struct RevocationListTests {
    private static let day: TimeInterval = 86_400
    let authority: TestAuthority

    init() throws { authority = try TestAuthority() }

    private func refresh(
        at now: Date, revocations: [Revocation] = [], onlyWhenDue: Bool = false,
        passphrase: [UInt8] = TestAuthority.passphrase
    ) throws -> Set<Revocation.Authority> {
        try PublicKeyInfrastructure.refreshRevocationLists(
            directory: authority.path, profiles: TestAuthority.profiles(), passphrase: passphrase, now: now,
            revocations: revocations, onlyWhenDue: onlyWhenDue)
    }

    private func list(of issuer: Certificate) throws -> CertificateRevocationList {
        let lists = try TrustFolder(directory: authority.trustPath).revocationLists
        return try #require(lists.first { $0.isSigned(by: issuer) })
    }

    private func revocation(_ certificate: Certificate, at date: Date) -> Revocation {
        Revocation(
            authority: .root,
            entry: .init(
                serialNumber: certificate.serialNumber, date: Int64(date.timeIntervalSince1970), reason: .keyCompromise)
        )
    }

    @Test func `another passphrase changes nothing`() throws {
        let before = try list(of: authority.trust.anchors[0])
        #expect(throws: CertificateAuthorityError.self) {
            try refresh(at: TestAuthority.now, passphrase: Array("not the passphrase".utf8))
        }
        #expect(try list(of: authority.trust.anchors[0]) == before)
    }

    @Test func `the root's list stays as it is when its key is away, and nothing can be added to it`() throws {
        try FileManager.default.removeItem(atPath: "\(authority.path)/private/root.key.pem")
        #expect(try refresh(at: TestAuthority.now) == [.issuing])
        let error = #expect(throws: CertificateAuthorityError.self) {
            try refresh(
                at: TestAuthority.now,
                revocations: [revocation(authority.trust.timeStampingUnit, at: TestAuthority.now)])
        }
        #expect(error?.code == .missing)
    }

    @Test func `the first lists last as the profiles say, and name nobody`() throws {
        let (root, issuing) = (
            try list(of: authority.trust.anchors[0]), try list(of: authority.trust.issuingAuthority)
        )
        #expect(root.nextUpdate - root.thisUpdate == 34_560_000)
        #expect(issuing.nextUpdate - issuing.thisUpdate == 604_800)
        #expect(root.entries.isEmpty && issuing.entries.isEmpty)
        #expect(root.number == [1] && !root.hasCriticalExtension)
    }

    @Test func `each list has the next number and keeps who was revoked`() throws {
        let later = TestAuthority.now.addingTimeInterval(Self.day)
        let entry = revocation(authority.trust.timeStampingUnit, at: later)
        #expect(try refresh(at: later, revocations: [entry, entry]) == [.root, .issuing])
        #expect(try refresh(at: later.addingTimeInterval(60), revocations: [entry]) == [.root, .issuing])
        let root = try list(of: authority.trust.anchors[0])
        #expect(root.number == [3])
        #expect(root.entries == [entry.entry])
        #expect(try list(of: authority.trust.issuingAuthority).entries.isEmpty)
    }

    @Test func `a list is left alone until half of its time has gone`() throws {
        #expect(try refresh(at: TestAuthority.now.addingTimeInterval(3 * Self.day), onlyWhenDue: true).isEmpty)
        #expect(try refresh(at: TestAuthority.now.addingTimeInterval(4 * Self.day), onlyWhenDue: true) == [.issuing])
        #expect(
            try refresh(at: TestAuthority.now.addingTimeInterval(201 * Self.day), onlyWhenDue: true)
                == [.root, .issuing])
    }

    @Test func `openssl reads the list, its number and its entry`() throws {
        _ = try refresh(
            at: TestAuthority.now, revocations: [revocation(authority.trust.seal, at: TestAuthority.now)])
        let path = "\(authority.trustPath)/\(TrustFolder.rootListFile)"
        let text = try Command.run(
            "openssl", "crl", "-in", path, "-inform", "DER", "-noout", "-text", "-CAfile",
            "\(authority.trustPath)/root.pem"
        ).output
        let serial = authority.trust.seal.serialNumber.map { String(format: "%02X", $0) }.joined()
        for line in [
            "verify OK", "Version 2 (0x1)", "X509v3 CRL Number: \n                2", "X509v3 Authority Key Identifier",
            "Serial Number: \(serial)", "Key Compromise", "ecdsa-with-SHA384",
        ] {
            #expect(text.contains(line), "\(line) in \(text)")
        }
    }
}

import CertificateAuthority
import Foundation
import OpenSSLBridge
import Parties
import TestSupport
import Testing

@Suite("Revocation in chains")
struct ChainRevocationTests {
    private static let yearSeconds: Int64 = 365 * 86_400
    let authority: TestAuthority
    let leaf: Certificate
    let now = Int64(TestAuthority.now.timeIntervalSince1970)

    init() throws {
        authority = try TestAuthority()
        leaf = try authority.signatory(.student).certificate
    }

    private func fault(
        _ lists: [CertificateRevocationList], at time: Int64? = nil, leaf: Certificate? = nil,
        purpose: ChainValidator.Purpose = .signatory
    ) -> ChainOutcome.Fault? {
        let validator = ChainValidator(
            anchors: authority.trust.anchors, revocationLists: lists, revocationRule: .requiredForCAs)
        let outcome = validator.validate(
            leaf ?? self.leaf, intermediates: [authority.trust.issuingAuthority], at: time ?? now, for: purpose)
        if case .untrusted(let code, _, _) = outcome { return code }
        return nil
    }

    /// The lists after the root has revoked `certificate` at `date`, made a day after that.
    private func lists(
        revoking certificate: Certificate, at date: Int64, because reason: RevocationReason = .keyCompromise
    ) throws -> [CertificateRevocationList] {
        _ = try PublicKeyInfrastructure.refreshRevocationLists(
            directory: authority.path, profiles: TestAuthority.profiles(), passphrase: TestAuthority.passphrase,
            now: Date(timeIntervalSince1970: Double(date + 86_400)),
            revocations: [
                Revocation(
                    authority: .root,
                    entry: .init(serialNumber: certificate.serialNumber, date: date, reason: reason))
            ])
        return try TrustFolder(directory: authority.trustPath).revocationLists
    }

    @Test func `an authority needs a list of its issuer, a short-term leaf needs none`() throws {
        #expect(fault([]) == .revocationUnknown)
        let rootList = authority.trust.revocationLists.filter { $0.isSigned(by: authority.trust.anchors[0]) }
        #expect(fault(rootList) == nil)
        let issuingList = authority.trust.revocationLists.filter { !rootList.contains($0) }
        #expect(fault(issuingList) == .revocationUnknown)
        #expect(fault([], leaf: authority.trust.timeStampingUnit, purpose: .timeStamping) == .revocationUnknown)
    }

    @Test func `a list of another authority with the same name proves nothing`() throws {
        let foreign = try TestAuthority()
        #expect(foreign.trust.revocationLists.map(\.issuer) == authority.trust.revocationLists.map(\.issuer))
        #expect(fault(foreign.trust.revocationLists) == .revocationUnknown)
    }

    @Test func `a list of which one byte was changed proves nothing`() throws {
        let list = try #require(authority.trust.revocationLists.first { $0.isSigned(by: authority.trust.anchors[0]) })
        var der = list.der
        der[der.count - 1] ^= 1
        #expect(fault([try CertificateRevocationList(der: der)]) == .revocationUnknown)
    }

    @Test func `a list that ended before the moment asked for is out of date`() throws {
        let later = now + 401 * 86_400
        let lateLeaf = try authority.signatory(.student, at: Date(timeIntervalSince1970: Double(later))).certificate
        #expect(fault(authority.trust.revocationLists, at: later, leaf: lateLeaf) == .revocationOutdated)
    }

    @Test func `a list made after the moment asked for serves it`() throws {
        _ = try PublicKeyInfrastructure.refreshRevocationLists(
            directory: authority.path, profiles: TestAuthority.profiles(), passphrase: TestAuthority.passphrase,
            now: Date(timeIntervalSince1970: Double(now + 2 * Self.yearSeconds)))
        let lists = try TrustFolder(directory: authority.trustPath).revocationLists
        #expect(lists.allSatisfy { $0.thisUpdate > leaf.notAfter })
        #expect(fault(lists) == nil)
    }

    @Test func `a revoked authority counts from the date of its revocation on`() throws {
        let issuing = authority.trust.issuingAuthority
        #expect(fault(try lists(revoking: issuing, at: now)) == .revoked)
        #expect(fault(try TrustFolder(directory: authority.trustPath).revocationLists, at: now - 1) == nil)
    }

    @Test func `a time-stamping unit that was replaced is not trusted from then on`() throws {
        let unit = authority.trust.timeStampingUnit
        let lists = try lists(revoking: unit, at: now + 10, because: .superseded)
        #expect(fault(lists, at: now + 9, leaf: unit, purpose: .timeStamping) == nil)
        #expect(fault(lists, at: now + 10, leaf: unit, purpose: .timeStamping) == .revoked)
    }

    /// Who has the key writes any time into a token. Source: RFC 3161 §4.
    @Test func `a time-stamping unit whose key was stolen is not trusted even before`() throws {
        let unit = authority.trust.timeStampingUnit
        let lists = try lists(revoking: unit, at: now + 10, because: .keyCompromise)
        #expect(fault(lists, at: now + 9, leaf: unit, purpose: .timeStamping) == .revoked)
    }

    @Test func `an old list does not hide what a newer one says`() throws {
        let old = authority.trust.revocationLists
        #expect(fault(old + (try lists(revoking: authority.trust.issuingAuthority, at: now))) == .revoked)
    }
}

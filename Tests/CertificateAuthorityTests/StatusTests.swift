import CertificateAuthority
import Foundation
import OpenSSLBridge
import TestSupport
import Testing

@Suite("The state of an infrastructure")
struct StatusTests {
    private let authority: TestAuthority

    init() throws { authority = try TestAuthority() }

    private func status(
        after seconds: Double, rootDirectory: String? = nil
    ) throws -> InfrastructureStatus {
        try PublicKeyInfrastructure.status(
            directory: authority.path, rootDirectory: rootDirectory,
            now: authority.madeAt.addingTimeInterval(seconds))
    }

    private func states(after days: Double) throws -> [InfrastructureStatus.Subject: InfrastructureStatus.State] {
        let items = try status(after: days * 86_400).items
        return Dictionary(items.map { ($0.subject, $0.state) }) { first, _ in first }
    }

    @Test func `a directory without keys cannot be surveyed`() {
        #expect(throws: CertificateAuthorityError.self) {
            try PublicKeyInfrastructure.status(directory: authority.path + "/none", now: authority.madeAt)
        }
    }

    @Test func `a new one is in order, and every part is there`() throws {
        let status = try status(after: 0)
        #expect(!status.needsAttention)
        #expect(status.isDemo && status.organisation == "Lycée Voltaire")
        let subjects: [InfrastructureStatus.Subject] = [
            .root, .issuingAuthority, .timeStampingUnit, .seal, .rootList, .issuingAuthorityList,
        ]
        #expect(status.items.map(\.subject) == subjects)
        #expect(status.items.map(\.key) == ["EC P-384", "EC P-256", "EC P-256", "EC P-256", nil, nil])
        #expect(status.items.prefix(4).allSatisfy { $0.keyPlace == .file })
    }

    @Test func `what ends is told of in time: lists with a quarter left, certificates 45 days before`() throws {
        #expect(try states(after: 5.2)[.issuingAuthorityList] == .valid)
        #expect(try states(after: 5.3)[.issuingAuthorityList] == .due)
        #expect(try states(after: 7)[.issuingAuthorityList] == .ended)
        #expect(try states(after: 354)[.rootList] == .valid)
        #expect(try states(after: 356)[.rootList] == .due)
        #expect(try states(after: 400)[.rootList] == .ended)
        let fiveYears = 5.0 * 365
        for subject in [InfrastructureStatus.Subject.issuingAuthority, .timeStampingUnit, .seal] {
            #expect(try states(after: fiveYears - 46)[subject] == .valid)
            #expect(try states(after: fiveYears - 44)[subject] == .due)
            #expect(try states(after: fiveYears)[subject] == .ended)
            #expect(try states(after: -1)[subject] == .notYetValid)
        }
        #expect(try states(after: fiveYears)[.root] == .valid)
        #expect(try status(after: 86_400 * 6).needsAttention)
    }

    @Test func `a key that is missing needs attention, a root key that was taken away does not`() throws {
        let key = "\(authority.path)/private/root.key.pem"
        try FileManager.default.removeItem(atPath: key)
        #expect(try status(after: 0).items.first?.keyPlace == .away)
        #expect(try !status(after: 0).needsAttention)
        try FileManager.default.removeItem(atPath: "\(authority.path)/private/seal.key.pem")
        let items = try status(after: 0).items.filter(\.needsAttention)
        #expect(items.map(\.subject) == [.seal] && items.first?.keyPlace == .missing)
    }

    @Test func `an earlier certificate may have expired, and an earlier list does not end`() throws {
        let request = RotationRequest(
            role: .issuingAuthority, directory: authority.path, passphrase: TestAuthority.passphrase,
            derivationRounds: TestAuthority.derivationRounds)
        let later = 4.9 * 365 * 86_400
        _ = try PublicKeyInfrastructure.rotate(
            request, profiles: TestAuthority.profiles(), now: authority.madeAt.addingTimeInterval(later))
        let items = try status(after: later + 86_400 * 100).items
        let former = items.filter { $0.formerGeneration == 1 }
        #expect(former.map(\.subject) == [.issuingAuthority, .issuingAuthorityList])
        #expect(former.map(\.state) == [.ended, .valid] && former.allSatisfy { !$0.needsAttention })
        #expect(former.first?.keyPlace == .destroyed && former.last?.ends == InfrastructureStatus.endless)
        #expect(items.first { $0.subject == .issuingAuthority && $0.formerGeneration == nil }?.state == .valid)
    }
}

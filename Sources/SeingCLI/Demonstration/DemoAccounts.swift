import Bootstrap
import CertificateAuthority
import Foundation
import Workflow

/// Accounts of a demonstration that are entered with the code of an application.
///
/// Their secrets lie in the data directory, where they protect nothing: without a telephone at hand `seing demo-code` shows the code that an
/// application would.
struct DemoAccounts {
    struct Account {
        let name: String
        let email: String
        let role: AccountRole
        var school: String?
    }

    private let file: String

    init(dataDirectory: String) { file = dataDirectory + "/demo-accounts.json" }

    /// By address; empty when there is no such file.
    func secrets() throws -> [String: String] {
        guard FileManager.default.fileExists(atPath: file) else { return [:] }
        return try JSONDecoder().decode([String: String].self, from: Data(contentsOf: URL(filePath: file)))
    }

    /// Makes an account once; one whose secret is not known any more, or that ends because nobody entered with it, is made anew.
    func ensure(_ account: Account, _ office: HeadOffice, now: Date) async throws {
        var secrets = try secrets()
        let known = try await office.accounts(ofSchools: account.role.isOfSchool).first { $0.email == account.email }
        if let known, secrets[account.email] != nil {
            guard known.confirmedAt == nil, known.createdAt.addingTimeInterval(86_400) < now else { return }
        }
        if known != nil { _ = try await office.revoke(email: account.email, role: account.role) }
        let enrolment = try await office.enrol(
            name: account.name, email: account.email, issuer: "Seing", role: account.role, school: account.school)
        secrets[account.email] = enrolment.secret
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try FileSystem.replace(file, [UInt8](try encoder.encode(secrets)), mode: 0o600)
    }
}

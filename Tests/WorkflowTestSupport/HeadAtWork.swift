import struct Foundation.Date

@testable package import Workflow

/// A person who signs for the school, with an application that shows codes.
package struct HeadAtWork: Sendable {
    package let office: HeadOffice
    package let account: HeadAccount
    package let secret: [UInt8]
    private let bench: WorkflowBench

    package static let email = "school@exemple.fr"

    package init(
        _ bench: WorkflowBench, _ office: HeadOffice, name: String = "Hélène Roussel", email: String = email,
        role: AccountRole = .signatory, school: String? = nil
    ) async throws {
        let enrolment = try await office.enrol(
            name: name, email: email, issuer: "Lycée Aimé-Césaire", role: role, school: school)
        (self.bench, self.office, account) = (bench, office, enrolment.account)
        secret = Self.decoded(enrolment.secret)
    }

    /// What the application shows now, or a number of steps later.
    package func code(_ steps: Int = 0) throws -> String {
        let time = bench.now.addingTimeInterval(Double(steps * 30))
        return try TimeBasedCode(secret: secret).digits(at: TimeBasedCode.step(at: time))
    }

    /// The newest link mailed to the account.
    package func entry() async throws -> HeadEntryToken {
        for mail in try await bench.mails(toAddress: account.email).reversed() {
            for line in mail.textBody.split(separator: "\n") {
                if let place = line.firstRange(of: "/e/"), let token = HeadEntryToken(String(line[place.upperBound...]))
                {
                    return token
                }
            }
        }
        throw NotInTheMail(what: "link of a session")
    }

    /// Enters with both factors; the codes shown until then are used up.
    package func enter() async throws -> HeadSessionToken {
        bench.advance(by: 60)
        try await office.sendEntry(to: account.email)
        return try await office.enter(try await entry(), code: try code())
    }

    /// Agrees to a list with the next code.
    package func agree(to batch: BatchID) async throws {
        bench.advance(by: 60)
        let consent = try await office.view(batch, of: account).consent
        try await office.confirm(
            batch, BatchEntry(statementID: consent.id, version: consent.version, code: try code()), by: account)
    }

    /// RFC 4648 §6, bit by bit: not the way in which it is written.
    private static func decoded(_ text: String) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        let bits = text.flatMap { letter in
            let value = alphabet.firstIndex(of: letter) ?? 0
            return (0..<5).map { value >> (4 - $0) & 1 }
        }
        return stride(from: 0, to: bits.count / 8 * 8, by: 8).map { start in
            UInt8(bits[start..<start + 8].reduce(0) { $0 << 1 | $1 })
        }
    }
}

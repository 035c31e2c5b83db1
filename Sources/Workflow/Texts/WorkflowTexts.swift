package import Parties

/// The French texts that the service sends and shows: mails and statements of consent.
///
/// Loaded once, from `Templates/Mails/fr` and `Templates/Consents/fr`; see ``load(directory:)``.
package struct WorkflowTexts: Hashable, Sendable {
    package let consents: [Signatory.Role: ConsentStatement]
    package let mails: [MailKind: MailTemplate]
    /// What the host agrees to when it attests what was done.
    package let attestation: ConsentStatement?

    /// - Throws: ``TextError`` when a role has no statement or a kind of mail has no template.
    package init(
        consents: [ConsentStatement], mails: [MailKind: MailTemplate], attestation: ConsentStatement? = nil
    ) throws(TextError) {
        self.attestation = attestation
        self.consents = Dictionary(consents.map { ($0.role, $0) }, uniquingKeysWith: { first, _ in first })
        self.mails = mails
        if let role = Signatory.Role.allCases.first(where: { self.consents[$0] == nil }) {
            throw TextError(file: "Consents/fr/\(role.rawValue).txt", line: nil, problem: "the statement is missing")
        }
        if let kind = MailKind.allCases.first(where: { mails[$0] == nil }) {
            throw TextError(file: "Mails/fr/\(kind.rawValue).txt", line: nil, problem: "the mail text is missing")
        }
    }
}

/// What is wrong with a text file, and where.
package struct TextError: Error, Hashable, Sendable, CustomStringConvertible {
    package let file: String
    /// Counted from 1; `nil` when it concerns the whole file.
    package let line: Int?
    package let problem: String

    package init(file: String, line: Int?, problem: String) {
        self.file = file
        self.line = line
        self.problem = problem
    }

    package var description: String { line.map { "\(file):\($0): \(problem)" } ?? "\(file): \(problem)" }
}

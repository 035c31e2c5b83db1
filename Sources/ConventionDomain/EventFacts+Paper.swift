// What happens when one party signs a printed copy.

/// A signatory would rather sign a printed copy; the link goes on signing.
public struct PaperWish: Hashable, Sendable, Codable {
    public let fieldName: String

    public init(fieldName: String) {
        self.fieldName = fieldName
    }
}

/// The school's statement that a signatory has signed a printed copy.
public struct PaperAttestation: Hashable, Sendable, Codable {
    public let fieldName: String
    /// The day that stands beside the handwritten signature, ISO 8601 (`2026-06-09`).
    public let signedOn: String
    /// Who holds the paper and vouches for it: name, and function in the school.
    public let attestedBy: String
    public let function: String
    /// Revision 0 of the convention that was printed.
    public let baseDigest: DocumentDigest
    /// The statement's file, in which the scan is.
    public let statementDigest: DocumentDigest
    public let scanDigest: DocumentDigest

    public init(
        fieldName: String, signedOn: String, attestedBy: String, function: String, baseDigest: DocumentDigest,
        statementDigest: DocumentDigest, scanDigest: DocumentDigest
    ) {
        self.fieldName = fieldName
        self.signedOn = signedOn
        self.attestedBy = attestedBy
        self.function = function
        self.baseDigest = baseDigest
        self.statementDigest = statementDigest
        self.scanDigest = scanDigest
    }
}

/// The school takes a statement back: the signatory has not signed.
public struct PaperWithdrawal: Hashable, Sendable, Codable {
    public let fieldName: String
    public let statementDigest: DocumentDigest
    /// In the school's words.
    public let reason: String

    public init(fieldName: String, statementDigest: DocumentDigest, reason: String) {
        self.fieldName = fieldName
        self.statementDigest = statementDigest
        self.reason = reason
    }
}

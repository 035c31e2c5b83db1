// What changes a convention that all have signed: another document, signed in its turn.

/// The signed convention that another document of the service is about.
public struct FollowedConvention: Hashable, Sendable, Codable {
    public enum Kind: String, Hashable, Sendable, Codable {
        /// The document changes it (*avenant*).
        case amendment
        /// The host says in it what was done of the placement (*attestation de stage*).
        case attestation
    }

    public let kind: Kind
    /// Its reference.
    public let convention: ConventionID
    /// Revision 0 of it, the text that its parties signed.
    public let baseDigest: DocumentDigest
    /// The day from which the change is to hold, ISO 8601 (`2026-06-17`); `nil` for what changes nothing.
    public let effectiveOn: String?

    public init(kind: Kind, convention: ConventionID, baseDigest: DocumentDigest, effectiveOn: String? = nil) {
        self.kind = kind
        self.convention = convention
        self.baseDigest = baseDigest
        self.effectiveOn = effectiveOn
    }
}

/// The school began an amendment of a convention that all have signed; until it is signed nothing changes.
public struct AmendmentBeginning: Hashable, Sendable, Codable {
    /// The amendment's reference.
    public let amendment: ConventionID

    public init(amendment: ConventionID) {
        self.amendment = amendment
    }
}

/// An amendment that all whom it concerns have signed.
public struct Amending: Hashable, Sendable, Codable {
    /// The amendment's reference.
    public let amendment: ConventionID
    /// Revision 0 of the amendment.
    public let baseDigest: DocumentDigest
    /// Its last revision when it was complete.
    public let finalDigest: DocumentDigest
    /// The day from which it was to hold, ISO 8601; it holds from its last signature on when that came later.
    public let effectiveOn: String
    /// The convention as it stands amended: its data, and what lists and mails say. Who signed it, and how, stays as it was.
    public let drafting: Drafting

    public init(
        amendment: ConventionID, baseDigest: DocumentDigest, finalDigest: DocumentDigest, effectiveOn: String,
        drafting: Drafting
    ) {
        self.amendment = amendment
        self.baseDigest = baseDigest
        self.finalDigest = finalDigest
        self.effectiveOn = effectiveOn
        self.drafting = drafting
    }
}

// What the host says after the placement: another document, signed by it alone.

/// The host is asked to say what was done of a placement that is over.
public struct AttestationRequest: Hashable, Sendable, Codable {
    /// Who signs for the host.
    public let fieldName: String
    /// Whether it had been asked before.
    public let isReminder: Bool

    public init(fieldName: String, isReminder: Bool = false) {
        self.fieldName = fieldName
        self.isReminder = isReminder
    }
}

/// The host wrote its attestation, which is not signed yet; one that was written before counts no more.
public struct AttestationBeginning: Hashable, Sendable, Codable {
    /// The attestation's reference.
    public let attestation: ConventionID

    public init(attestation: ConventionID) {
        self.attestation = attestation
    }
}

/// The host signed its attestation.
public struct Attesting: Hashable, Sendable, Codable {
    /// The attestation's reference.
    public let attestation: ConventionID
    /// Revision 0 of the attestation.
    public let baseDigest: DocumentDigest
    /// The revision that the host's signature made.
    public let finalDigest: DocumentDigest

    public init(attestation: ConventionID, baseDigest: DocumentDigest, finalDigest: DocumentDigest) {
        self.attestation = attestation
        self.baseDigest = baseDigest
        self.finalDigest = finalDigest
    }
}

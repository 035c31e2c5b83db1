public import Parties

/// The three verdicts on a document, never mixed, and what led to them.
public struct ValidationReport: Sendable {
    /// Are the bytes those that were signed?
    public enum Integrity: String, Hashable, Sendable {
        case intact
        /// The signed bytes are there, but something was added or changed after a signature.
        case changed
        /// A signature does not fit the bytes it covers.
        case broken
        /// The signature is made in a way that cannot be judged here.
        case undetermined
        /// The document holds no signature.
        case none
    }

    /// Are the signatories those whom a trusted authority names?
    public enum Identity: String, Hashable, Sendable { case trusted, undetermined, untrusted, revoked, expired, none }

    /// Is the document built by the strict rules of a Seing document?
    public enum Profile: String, Hashable, Sendable {
        case conforming, deviating
        /// Not asked: it is taken for anybody's PDF, and integrity and identity decide.
        case general
    }

    public let integrity: Integrity
    public let identity: Identity
    public let profile: Profile
    public let findings: [Finding]
    public let signatures: [SignatureReport]
    /// In the order of the revisions.
    public let documentTimeStamps: [TimeStampReport]
    public let policy: ValidationPolicy.Name
    /// Whether the trust folder says under which identifiers roles and identification are named.
    public let areRolesReadable: Bool
    public let facts: DiagnosticData
}

/// One signature, judged.
public struct SignatureReport: Hashable, Sendable {
    public let fieldName: String
    public let revisionIndex: Int
    public let integrity: ValidationReport.Integrity
    public let identity: ValidationReport.Identity
    /// Whose certificate signed; `nil` when none could be read.
    public let certificate: CertificateFacts?
    /// The role that the certificate's policies name.
    public let role: Signatory.Role?
    /// How the person was identified, as the certificate's policies say.
    public let identification: IdentificationMethod?
    /// What was made with a certificate of an authority that is trusted for employers' or schools' own certificates alone; `nil` for
    /// the service's own certificates.
    public let ownCertificate: OwnCertificateKind?
    /// Of whom that authority is trusted for own certificates; empty for the service's own.
    public let ownCertificateRoles: Set<Signatory.Role>
    /// The earliest proof that the signature existed; `nil` when nothing trusted proves it.
    public let bestSignatureTime: ProofOfExistence?
    /// What the signature dictionary claims, Unix time.
    public let claimedTime: Int64?
    /// What the whole comes to in the words of EN 319 102-1; for experts, and no substitute for the three verdicts.
    public let indication: Indication
    /// `nil` when everything is in order.
    public let subIndication: SubIndication?
    /// `nil` when the signature is not even of level B.
    public let level: SignatureLevel?
    /// Every question in the order of the standard; the first failed one decides the indication.
    public let checks: [ValidationReport.Check]
    /// The time-stamps over the signature value, in the order of the attributes.
    public let timeStamps: [TimeStampReport]

    /// Unix time of ``bestSignatureTime``.
    public var provenTime: Int64? { bestSignatureTime?.time }
}

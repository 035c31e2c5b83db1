extension ValidationReport {
    /// One question that was put to a signature or a time-stamp, with its answer.
    public struct Check: Hashable, Sendable {
        public enum Outcome: Hashable, Sendable {
            case passed
            /// In order, with something that a reader should know.
            case passedWithNote(CheckNote)
            /// Not in order; the first such check of the ordered list decides the indication.
            case failed(SubIndication)
            /// Not in order by the rules of Seing, which the standard does not share: it decides one of the three verdicts, and no
            /// indication.
            case unmet
            /// The question does not arise, because an earlier answer leaves nothing to ask.
            case skipped
        }

        public let rule: CheckRule
        public let outcome: Outcome

        public init(_ rule: CheckRule, _ outcome: Outcome) {
            self.rule = rule
            self.outcome = outcome
        }
    }
}

/// Something true of a check that passed, which a reader should know.
public enum CheckNote: Hashable, Sendable {
    /// A certificate of the chain was revoked later, at this Unix time.
    ///
    /// - Parameter depth: 0 the signer's or the unit's, 1 its issuer's…
    case revokedLater(depth: Int, time: Int64)
    /// A certificate of the chain has expired since, at this Unix time.
    case expiredSince(depth: Int, time: Int64)
    /// The certificate says that there will never be information about its revocation.
    case shortTermWithoutRevocation
    /// An algorithm is no longer acceptable since this Unix time.
    case algorithmOutdatedSince(Int64)
}

/// The questions of a validation, in the order in which they are put.
///
/// Source: ETSI EN 319 102-1 §5.2, §5.3, §5.5, §5.6 (unchecked).
public enum CheckRule: String, Hashable, Sendable, CaseIterable {
    // Format checking.
    case byteRangeIsSound
    case holeIsContents
    case coversItsRevision
    case contentsAreSignedData
    case unchangedSince
    // Identification of the signing certificate.
    case certificateIsThere
    case certificateIsNamed
    // Cryptographic verification.
    case algorithmIsKnown
    case digestMatches
    case signatureVerifies
    // X.509 validation.
    case chainLeadsToAnchor
    case certificateWasValid
    case certificateWasNotRevoked
    // Signature acceptance.
    case algorithmsWereReliable
    case keyIsUsedOnce
    // Time-stamps.
    case timeIsProven
    case timeStampsAreValid
    case timesAreInOrder
    case timeIsNotInFuture
    // The strict rules of a Seing document.
    case formatIsPAdES
    case dictionaryIsPlain
    case claimedTimeIsThere
    case noSigningTime
    case onlyThreeAttributes
    case encodingIsDER
    case digitsAreLowerCase
    case certificatesAreChain
    case timeStampIsPlain
    case revocationDataStandOutside
    case digestIsStrong

    public enum Block: String, Hashable, Sendable, CaseIterable {
        case format, signingCertificate, cryptography, certificateChain, acceptance, timeStamps, profile
    }

    public var block: Block {
        switch self {
        case .byteRangeIsSound, .holeIsContents, .coversItsRevision, .contentsAreSignedData, .unchangedSince: .format
        case .certificateIsThere, .certificateIsNamed: .signingCertificate
        case .algorithmIsKnown, .digestMatches, .signatureVerifies: .cryptography
        case .chainLeadsToAnchor, .certificateWasValid, .certificateWasNotRevoked: .certificateChain
        case .algorithmsWereReliable, .keyIsUsedOnce: .acceptance
        case .timeIsProven, .timeStampsAreValid, .timesAreInOrder, .timeIsNotInFuture: .timeStamps
        default: .profile
        }
    }
}

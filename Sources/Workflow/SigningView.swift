package import ConventionDomain
package import Parties

package import struct Foundation.Date

/// What the page behind a link shows. Making it changes nothing.
package struct SigningView: Hashable, Sendable {
    package let convention: ConventionID
    package let linkKind: LinkKind
    /// The person to whom the link was sent.
    package let signatory: Signatory
    package let outline: ConventionOutline
    package let situation: Situation
    /// Every signatory and who has signed; empty behind a link that has served its purpose.
    package let parties: [PartyStatus]
    /// What this signatory is to agree to.
    package let consent: ConsentStatement
    /// The newest revision: what the page shows and the signatory agrees to.
    package let documentDigest: DocumentDigest
    package let linkExpiresAt: Date
    /// What the school has to know about the template; empty for everybody else.
    package var notices: [BilingualText] = []
    /// What is handed over apart and can be opened from here.
    package var sheets: [HandoverSheet] = []
    /// What became of the placement; `nil` as long as it goes on, or not all have signed.
    package var outcome: PlacementOutcome?
    package var relation = DocumentRelation.none
    package var attestation = AttestationStanding.none

    /// This signatory need not sign, and has said not to; it can still be signed.
    package var hasDeclined = false
    /// No link signs for this signatory, who has to use the account of who signs for the school.
    package var mustUseAccount = false
    /// Which way a code for signing would go.
    package var codeMethod = IdentificationMethod.emailCode

    /// What the signatory can do now.
    package enum Situation: Hashable, Sendable {
        case toSign
        /// This signatory has decided to sign; the signature is being made.
        case pending(PendingSigning)
        /// Others sign first; the convention can be read and refused.
        case waiting(for: [Signatory.Role])
        /// This signatory has signed, others have not.
        case signed(SigningReceipt)
        /// This signatory need not sign and has not; all have signed who must.
        case noLongerNeeded
        /// All have signed.
        case completed(SigningReceipt)
        /// This signatory has signed on paper, as the school states; the convention may be complete.
        case onPaper(AttestedPaper, isComplete: Bool)
        /// The placement has begun or is over; only the school can allow signatures from now on.
        /// With the receipt of a signatory who had signed in time.
        case expired(SigningReceipt?)
        /// The school is looking at the convention: nobody signs for now, and nothing is to be done. With the receipt of a signatory
        /// who had signed before.
        case onHold(SigningReceipt?)
        case refused
        case cancelled
        /// A corrected version took the convention's place: this one is not signed any more.
        case superseded
    }
}

/// A signing link dies with the signature or its expiry; a reading link gives access to the document ever after.
package enum LinkKind: String, Hashable, Sendable, CaseIterable {
    case signing
    case reading
}

/// One signatory's part in a convention.
package struct PartyStatus: Hashable, Sendable {
    package let signatory: Signatory
    package let signedAt: Date?
    /// Whether it is this signatory's turn.
    package let isAwaited: Bool
    /// Whether this signatory has decided to sign, and the signature is being made.
    package let isPending: Bool
    /// What the school states, when this signatory has signed on paper.
    package let paper: AttestedPaper?
    /// Whether this signatory has said to prefer paper, and has not signed.
    package let prefersPaper: Bool
    /// Whether this signatory need not sign and has said not to.
    package var hasDeclined = false
    /// The act under which this signatory signed for a head of school.
    package var delegation: DelegationFacts?

    package init(
        signatory: Signatory, signedAt: Date?, isAwaited: Bool, isPending: Bool = false, paper: AttestedPaper? = nil,
        prefersPaper: Bool = false
    ) {
        self.paper = paper
        self.prefersPaper = prefersPaper
        self.signatory = signatory
        self.signedAt = signedAt
        self.isAwaited = isAwaited
        self.isPending = isPending
    }
}

/// A code that was sent, and the attempt to sign that it belongs to.
package struct CodeRequested: Hashable, Sendable {
    /// To be sent back with the code.
    package let attempt: AttemptID
    /// Where the code went, masked: « a…@exemple.fr », « •• •• •• •• 12 ».
    package let maskedAddress: String
    /// Which way it went.
    package var method = IdentificationMethod.emailCode
    package let expiresAt: Date
}

/// Binds consent, code and signature to one another; not a secret.
package struct AttemptID: Hashable, Sendable, Codable, CustomStringConvertible {
    package let text: String

    /// Reads an attempt that came back from a page.
    ///
    /// - Returns: `nil` when it is not 43 characters of base64url.
    package init?(_ text: String) {
        guard text.utf8.count == 43, text.utf8.allSatisfy(Base64URL.isDigit) else { return nil }
        self.text = text
    }

    package var description: String { text }
}

/// What a signatory gets for having signed; the same however often it is asked for.
package struct SigningReceipt: Hashable, Sendable {
    package let convention: ConventionID
    package let signatory: Signatory
    package let signedAt: Date
    package let identification: IdentificationMethod
    /// The revision that was shown.
    package let shownDigest: DocumentDigest
    /// The revision that carries the signature.
    package let revisionDigest: DocumentDigest
    package let certificate: CertificateFacts
}

/// The bytes of one revision.
package struct DocumentFile: Hashable, Sendable {
    package let convention: ConventionID
    /// 0 before any signature.
    package let revisionIndex: Int
    package let digest: DocumentDigest
    package let isComplete: Bool
    package let bytes: [UInt8]
}

package import ConventionDomain
package import Parties

package import struct Foundation.Date

/// One line of the school's list.
package struct ConventionSummary: Hashable, Sendable {
    package enum Status: String, Hashable, Sendable, Codable, CaseIterable {
        /// The parts of host and family are being filled.
        case completing
        /// All parts are there; the school approves them.
        case toApprove
        case draft, signing, expired, completed
        /// All have signed, and then an amendment.
        case amended
        /// All have signed, and the placement is over, or stopped before.
        case ended, interrupted
        case refused, cancelled
        /// A corrected convention took its place before anybody had signed.
        case superseded
        /// The key of its personal data was destroyed.
        case erased
    }

    package let id: ConventionID
    package let status: Status
    /// `nil` once erased.
    package let outline: ConventionOutline?
    /// Of those who must sign; of an erased convention all that there were.
    package let signatureCount: Int
    package let signatoryCount: Int
    /// Of those who may sign and need not.
    package var optionalSignatureCount = 0
    package var optionalSignatoryCount = 0
    package let createdAt: Date
    package let updatedAt: Date
    /// What it is to a convention; `nil` for a convention.
    package var follows: FollowedConvention.Kind? { outline?.follows }

    package init(
        id: ConventionID, status: Status, outline: ConventionOutline?, signatureCount: Int, signatoryCount: Int,
        createdAt: Date, updatedAt: Date
    ) {
        self.id = id
        self.status = status
        self.outline = outline
        self.signatureCount = signatureCount
        self.signatoryCount = signatoryCount
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

/// Everything the school sees of one convention; no token, code or address.
package struct ConventionDetail: Hashable, Sendable {
    package let summary: ConventionSummary
    package let order: SigningOrder
    package let parties: [PartyStatus]
    /// Revision 0 first; empty before issue.
    package let revisions: [RevisionSummary]
    package let history: [HistoryLine]
    /// Field name and reason, when a signatory refused.
    package let refusal: Refusal?
    package let cancellation: Cancellation?
    /// What took its place, and why.
    package var supersession: Supersession?
    /// Whose place it took.
    package var replaces: ReplacedConvention?
    /// When the placement stopped and why, if it did.
    package var interruption: Interruption?
    package let templateIdentifier: String
    /// The last day on which there is a health sheet; `nil` when there is none.
    package let healthSheetUntil: CalendarDate?
    /// What the school has to know about the template before it relies on it.
    package var notices: [BilingualText] = []
    /// Why its file is kept whatever its retention; `nil` when its retention counts.
    package var legalHold: LegalHold?
    /// Parents who do not sign and were told.
    package var notified: [Signatory] = []
    /// Field names of those of them who object: nobody signs.
    package var objections: Set<String> = []
    /// The convention that it changes, when it is an amendment.
    package var follows: FollowedConvention?
    /// Amendments in force, oldest first; what the convention says is said with them.
    package var amendments: [Amending] = []
    package var attestation = AttestationStanding.none
    /// The amendment that is not signed by all yet.
    package var openAmendment: ConventionID?
    /// How far its parts have come; `nil` when there is a draft.
    package var preparation: PreparationDetail?
    /// What the school decided about days that another convention of the pupil has too.
    package var sharedDays: SharedDays?
}

/// One revision and whose signature made it, if one did.
package struct RevisionSummary: Hashable, Sendable {
    package let index: Int
    package let digest: DocumentDigest
    /// `nil` for revision 0 and for archival revisions.
    package let fieldName: String?
    package let at: Date
}

/// One event as the school reads it.
package struct HistoryLine: Hashable, Sendable {
    package let at: Date
    package let kind: ConventionEvent.Kind
    package let fieldName: String?
}

extension ConventionSummary.Status {
    /// Whether the convention holds the days of its pupil, so that another may have none of them.
    ///
    /// One that has expired does not: it may be replaced, and whoever reopens it asks again. Nor does one that was interrupted: the pupil may
    /// go elsewhere for the rest.
    package var holdsDays: Bool {
        switch self {
        case .completing, .toApprove, .draft, .signing, .completed, .amended, .ended: true
        case .expired, .interrupted, .refused, .cancelled, .superseded, .erased: false
        }
    }
}

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
        /// All have signed, and the placement is over, or stopped before.
        case ended, interrupted
        case refused, cancelled
        /// The key of its personal data was destroyed.
        case erased
    }

    package let id: ConventionID
    package let status: Status
    /// `nil` once erased.
    package let outline: ConventionOutline?
    package let signatureCount: Int
    package let signatoryCount: Int
    package let createdAt: Date
    package let updatedAt: Date

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
    /// When the placement stopped and why, if it did.
    package var interruption: Interruption?
    package let templateIdentifier: String
    /// The last day on which there is a health sheet; `nil` when there is none.
    package let healthSheetUntil: CalendarDate?
    /// What the school has to know about the template before it relies on it.
    package var notices: [BilingualText] = []
    /// How far its parts have come; `nil` when there is a draft.
    package var preparation: PreparationDetail?
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

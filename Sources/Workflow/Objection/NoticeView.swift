package import ConventionDomain
package import Parties

package import struct Foundation.Date

/// What the page shows to a parent who does not sign: the placement, and what he or she can do. No contact of anybody.
package struct NoticeView: Hashable, Sendable {
    package enum Situation: Hashable, Sendable {
        /// Signatures are being gathered: the parent can object.
        case open
        /// The parent has objected, and can take that back.
        case objected(at: Date)
        /// Another parent has objected.
        case onHold
        case completed, expired, refused, cancelled
        /// A corrected version took its place.
        case superseded
    }

    package let convention: ConventionID
    package let reader: Signatory
    package let outline: ConventionOutline
    package let situation: Situation
    /// Whether the document is one of its own, or changes another.
    package var relation = DocumentRelation.none
}

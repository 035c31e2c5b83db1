import Offers

package import struct Foundation.Date

/// Who may enter by a mailed link and is neither a signatory nor of a school's staff.
package enum VisitorKind: String, Hashable, Sendable, CaseIterable {
    case employer, moderator, pupil, family
}

/// Somebody who has entered: one browser is one visitor at a time.
package enum Visitor: Hashable, Sendable {
    case employer(EmployerAccount)
    case moderator(ModeratorAccount)
    case pupil(PupilIdentity)
    case family(Family)

    package var kind: VisitorKind {
        switch self {
        case .employer: .employer
        case .moderator: .moderator
        case .pupil: .pupil
        case .family: .family
        }
    }
}

/// The account of an employer: what owns offers. Opaque: it says nothing about whom it belongs to, and knowing it gives no right.
package struct EmployerAccountID: Hashable, Sendable, CustomStringConvertible {
    private static let prefix = "employer-"

    /// « employer- » and twenty characters of the alphabet of offers' references.
    package let text: String

    /// - Returns: `nil` when it is not written so.
    package init?(_ text: String) {
        guard text.hasPrefix(Self.prefix), OfferID(String(text.dropFirst(Self.prefix.count))) != nil else { return nil }
        self.text = text
    }

    /// - Parameter randomBytes: At least twenty bytes; five bits of each are used.
    init?(randomBytes: [UInt8]) {
        guard let reference = OfferID(randomBytes: randomBytes) else { return nil }
        text = Self.prefix + reference.text
    }

    package var description: String { text }
}

/// An employer who has entered at least once: whoever reads the mails of one address.
///
/// That somebody reads an address says nothing of the company; moderation looks at the employer of each offer.
package struct EmployerAccount: Hashable, Sendable {
    package let id: EmployerAccountID
    package let email: String
    /// As the person gave it; personal, and shown to nobody but moderation and the person.
    package let name: String
    package let createdAt: Date
    package let lastEnteredAt: Date

    package init(id: EmployerAccountID, email: String, name: String, createdAt: Date, lastEnteredAt: Date) {
        self.id = id
        self.email = email
        self.name = name
        self.createdAt = createdAt
        self.lastEnteredAt = lastEnteredAt
    }
}

/// Who decides which offers pupils see; entered with a mailed link and the code of an application.
package struct ModeratorAccount: Hashable, Sendable {
    package let id: String
    package let name: String
    package let email: String

    package init(id: String, name: String, email: String) {
        self.id = id
        self.name = name
        self.email = email
    }
}

/// Whoever reads the mails of an address that rosters name as that of minors' legal representatives (*responsables légaux*).
///
/// A family looks, and does nothing for its child: an application is the pupil's own.
package struct Family: Hashable, Sendable {
    package let email: String
    /// As the rosters have them now, at any school; at least one.
    package let children: [PupilDirectory.Entry]

    package init(email: String, children: [PupilDirectory.Entry]) {
        self.email = email
        self.children = children
    }
}

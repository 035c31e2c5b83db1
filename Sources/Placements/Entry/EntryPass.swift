import Offers
package import Parties

package import struct Foundation.Date

/// A secret that a link in a mail or a cookie carries.
///
/// Forty characters of the alphabet of offers' references: two hundred bits.
package struct EntrySecret<Purpose>: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    /// Number of characters, and of random bytes that one draw needs.
    package static var length: Int { 40 }

    package let text: String

    /// Reads a secret that came with a request.
    ///
    /// - Returns: `nil` when it is not written as ours are.
    package init?(_ text: String) {
        guard text.utf8.count == Self.length, text.allSatisfy(OfferID.alphabet.contains) else { return nil }
        self.text = text
    }

    /// - Parameter randomBytes: At least forty bytes; five bits of each are used.
    init?(randomBytes: [UInt8]) {
        guard randomBytes.count >= Self.length else { return nil }
        text = String(randomBytes.prefix(Self.length).map { OfferID.alphabet[Int($0 & 0x1F)] })
    }

    package var description: String { "(secret)" }
    package var debugDescription: String { "(secret)" }
}

/// Purpose of the links in mails that let somebody enter.
package enum EntryLinkPurpose {}
/// Purpose of the cookie of a visit.
package enum VisitPurpose {}

package typealias EntryToken = EntrySecret<EntryLinkPurpose>
package typealias VisitToken = EntrySecret<VisitPurpose>

/// A mailed link or a visit, as the store knows it: an authenticator instead of the secret.
package struct EntryPass: Hashable, Sendable {
    package enum Use: String, Hashable, Sendable, CaseIterable {
        case link, visit
    }

    package let mark: [UInt8]
    package let use: Use
    package let kind: VisitorKind
    /// Reference of the visitor's record; of a moderator, of the account.
    package let visitor: String
    package let createdAt: Date
    package let expiresAt: Date
    package let lastUsedAt: Date

    package init(
        mark: [UInt8], use: Use, kind: VisitorKind, visitor: String, createdAt: Date, expiresAt: Date, lastUsedAt: Date
    ) {
        self.mark = mark
        self.use = use
        self.kind = kind
        self.visitor = visitor
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.lastUsedAt = lastUsedAt
    }
}

/// What is kept of an employer, a pupil or a family who may enter; of a moderator nothing, whose account lies elsewhere.
package struct VisitorRecord: Hashable, Sendable {
    package enum Subject: Hashable, Sendable {
        /// An empty name until the first entry.
        case employer(email: String, name: String)
        case pupil(PupilIdentity)
        /// In lower case.
        case family(email: String)
    }

    /// Reference; says nothing about the person.
    package let id: String
    /// By which the record is found: an authenticator of mailbox or pupil.
    package let mark: [UInt8]
    package let subject: Subject
    package let createdAt: Date
    /// `nil` until the first entry.
    package let lastEnteredAt: Date?

    package init(id: String, mark: [UInt8], subject: Subject, createdAt: Date, lastEnteredAt: Date? = nil) {
        self.id = id
        self.mark = mark
        self.subject = subject
        self.createdAt = createdAt
        self.lastEnteredAt = lastEnteredAt
    }

    package var kind: VisitorKind {
        switch subject {
        case .employer: .employer
        case .pupil: .pupil
        case .family: .family
        }
    }
}

/// What a pupil gives to enter without an address. Nothing of it is kept.
package struct PupilClaim: Hashable, Sendable {
    package let classCode: String
    package let familyName: String
    package let givenName: String
    package let birthDate: CalendarDate

    package init(classCode: String, familyName: String, givenName: String, birthDate: CalendarDate) {
        self.classCode = classCode
        self.familyName = familyName
        self.givenName = givenName
        self.birthDate = birthDate
    }
}

/// Why somebody does not enter.
package enum EntryError: Error, Hashable, Sendable {
    /// The link has served, is too old, or never was one.
    case expiredLink
    /// Nobody has entered with this, or the visit is over.
    case nobody
    /// Whatever of it was wrong, or too many tries: always the same.
    case notRecognized
    /// The name lacks, or can be nobody's.
    case unusableName
    case wrongCode(remainingTries: Int)
    case codePaused
    case codeUsed
    /// The same may succeed later; says the kind of failure, never a value.
    case unavailable(String)
}

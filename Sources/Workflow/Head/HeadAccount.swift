import ConventionDomain
import Parties

package import struct Foundation.Date

/// What an account is for; a name once written keeps its meaning.
package enum AccountRole: String, Hashable, Sendable, CaseIterable {
    /// The head of school, or who signs by written delegation.
    case signatory
    /// Prepares, follows and imports; never signs.
    case staff
    /// Decides which offers pupils see; of no school.
    case moderator

    /// Whether the account is one of a school, entered by the school's pages.
    package var isOfSchool: Bool { self != .moderator }
}

/// The account of a person who enters with a second factor: who signs for the school, its staff, or who moderates offers.
///
/// One that signs does so exactly in those conventions whose signatory for the school has its name and its address.
package struct HeadAccount: Hashable, Sendable {
    /// Reference of the account; says nothing about the person.
    package let id: String
    package let name: String
    package let email: String
    package let createdAt: Date
    /// When the first right code was entered; `nil` until then.
    package let confirmedAt: Date?
    package let role: AccountRole
    /// UAI of the school; without one the account sees no roster.
    package let school: String?

    package init(
        id: String, name: String, email: String, createdAt: Date, confirmedAt: Date? = nil,
        role: AccountRole = .signatory, school: String? = nil
    ) {
        self.id = id
        self.role = role
        self.school = school
        self.name = name
        self.email = email
        self.createdAt = createdAt
        self.confirmedAt = confirmedAt
    }

    /// The field that this person signs in a convention, by the contacts that hold now; `nil` when it is somebody else's.
    func field(in dossier: Dossier) -> String? {
        // Staff may have a namesake who signs, or the school's one address.
        guard role == .signatory else { return nil }
        return dossier.drafting.signatories.first { signatory in
            signatory.role == .school && isSameName(signatory.name.full, name)
                && dossier.history.contacts[signatory.fieldName]?.email.lowercased() == email.lowercased()
        }?.fieldName
    }
}

/// A new account, and what the application that shows codes has to be told. It is shown this once.
package struct HeadEnrolment: Sendable {
    package let account: HeadAccount
    /// In base32, to be typed.
    package let secret: String
    /// To be scanned: `otpauth://totp/…`.
    package let address: String
}

/// An account as it is kept; the secret never leaves the use cases.
package struct HeadAccountRecord: Sendable {
    package let account: HeadAccount
    package let secret: [UInt8]
    /// An authenticator of the address, by which the account is found.
    package let addressHash: TokenHash

    package init(account: HeadAccount, secret: [UInt8], addressHash: TokenHash) {
        self.account = account
        self.secret = secret
        self.addressHash = addressHash
    }
}

/// One more try to enter a code, counted.
package struct HeadTry: Sendable {
    package let record: HeadAccountRecord
    /// Tries since the last right code, this one included.
    package let tries: Int
    /// No code is looked at until then; `nil` when this one may be.
    package let pausedUntil: Date?

    package init(record: HeadAccountRecord, tries: Int, pausedUntil: Date?) {
        self.record = record
        self.tries = tries
        self.pausedUntil = pausedUntil
    }
}

/// Purpose of the links that begin a session.
package enum HeadEntryPurpose {}
/// Purpose of the cookie of a session.
package enum HeadSessionPurpose {}

package typealias HeadEntryToken = SecretToken<HeadEntryPurpose>
package typealias HeadSessionToken = SecretToken<HeadSessionPurpose>

/// A mailed link or a session, as the store knows it.
package struct HeadPass: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case entry, session
    }

    package let hash: TokenHash
    package let kind: Kind
    package let account: String
    package let createdAt: Date
    package let expiresAt: Date
    package let lastUsedAt: Date

    package init(
        hash: TokenHash, kind: Kind, account: String, createdAt: Date, expiresAt: Date, lastUsedAt: Date
    ) {
        self.hash = hash
        self.kind = kind
        self.account = account
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.lastUsedAt = lastUsedAt
    }
}

/// The pages of the school that mails lead to.
package enum HeadPage: Hashable, Sendable {
    /// Where one enters.
    case home
    case entry(HeadEntryToken)
    case batch(BatchID)
}

package import ConventionDomain
package import Parties

package import struct Foundation.Date

/// What one use case writes: events and everything that goes with them, in one transaction.
package struct ConventionChange: Hashable, Sendable {
    package let convention: ConventionID
    /// The journal's end when the decision was taken; `nil` begins a new convention.
    package let expectedHead: JournalHead?
    /// Whole seconds.
    package let at: Date
    package var events: [ConventionEvent]
    /// Files to keep, under their digests.
    package var files: [StoredFile] = []
    /// Contacts to set, by field name.
    package var contacts: [String: Contact] = [:]
    /// How those are reached who sign nothing: all of them, or none when nothing changes.
    package var otherContacts: [ContactSheet.Contact] = []
    /// Kept apart, under a key of its own, in place of the one that there was; `nil` when nothing changes.
    package var healthSheet: HealthSheet?
    /// Messages to send once the change is durable.
    package var mails: [QueuedMail] = []
    package var links: [LinkRecord] = []
    /// Links to parts of a convention that is being prepared; nobody signs with one.
    package var partLinks: [PartLink] = []
    package var accessGrants: [AccessGrant] = []
    /// What stops working; carried out before anything of this change is added.
    package var revocations: [Revocation] = []
    /// A code just sent; the signatory's earlier ones of its kind stop working.
    package var newCode: CodeChallenge?
    /// The attempt whose code was accepted; it is never accepted again.
    package var usedCode: AttemptID?
    package var idempotency: IdempotencyRecord?

    package init(convention: ConventionID, expectedHead: JournalHead?, at: Date, events: [ConventionEvent] = []) {
        self.convention = convention
        self.expectedHead = expectedHead
        self.at = at
        self.events = events
    }

    /// Whether the convention's key is destroyed with this change.
    package var erases: Bool { events.contains { $0.kind == .erased } }

    /// Whether the health sheet is erased with this change: there will be no placement.
    package var erasesHealthSheet: Bool {
        events.contains { [.refused, .cancelled, .erased].contains($0.kind) }
    }
}

/// What stops working of what was sent to one signatory.
package struct Revocation: Hashable, Sendable {
    package enum Reach: Hashable, Sendable {
        /// Signing links and access tokens, because new ones take their place.
        case signing
        /// Reading links and codes too, and messages that have not left: they went, or would go, to a wrong address.
        case everythingSent
    }

    package let fieldName: String
    package let reach: Reach

    package init(fieldName: String, reach: Reach) {
        self.fieldName = fieldName
        self.reach = reach
    }
}

/// The end of one convention's journal.
package struct JournalHead: Hashable, Sendable {
    /// Number of events, and position of the last one, counted from 1.
    package let position: Int
    /// Hash of the last event.
    package let hash: [UInt8]

    package init(position: Int, hash: [UInt8]) {
        self.position = position
        self.hash = hash
    }
}

/// A file that belongs to a convention and never changes.
package struct StoredFile: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Data in canonical XML.
        case data
        /// A revision of the document.
        case revision
        /// What the school states about a signature on paper, with its scan.
        case statement
    }

    package let kind: Kind
    package let digest: DocumentDigest
    package let bytes: [UInt8]

    package init(kind: Kind, digest: DocumentDigest, bytes: [UInt8]) {
        self.kind = kind
        self.digest = digest
        self.bytes = bytes
    }
}

/// A link as the store knows it.
package struct LinkRecord: Hashable, Sendable {
    package let hash: TokenHash
    package let kind: LinkKind
    package let convention: ConventionID
    package let fieldName: String
    /// Revision 0 of the convention to which the link leads.
    package let baseDigest: DocumentDigest
    package let expiresAt: Date
    package let isRevoked: Bool

    package init(
        hash: TokenHash, kind: LinkKind, convention: ConventionID, fieldName: String, baseDigest: DocumentDigest,
        expiresAt: Date, isRevoked: Bool = false
    ) {
        self.hash = hash
        self.kind = kind
        self.convention = convention
        self.fieldName = fieldName
        self.baseDigest = baseDigest
        self.expiresAt = expiresAt
        self.isRevoked = isRevoked
    }
}

/// An employer's access token as the store knows it.
package struct AccessGrant: Hashable, Sendable {
    package let hash: TokenHash
    package let convention: ConventionID
    /// The representative whom it was given to.
    package let fieldName: String
    package let expiresAt: Date
    package let isRevoked: Bool

    package init(
        hash: TokenHash, convention: ConventionID, fieldName: String, expiresAt: Date, isRevoked: Bool = false
    ) {
        self.hash = hash
        self.convention = convention
        self.fieldName = fieldName
        self.expiresAt = expiresAt
        self.isRevoked = isRevoked
    }
}

/// A one-time code as the store knows it: a salted HMAC, never the code.
package struct CodeChallenge: Hashable, Sendable {
    /// Codes of one kind neither replace those of the other nor count with them: who holds a reading link that was passed
    /// on must not be able to keep the signatory from signing.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// For signing or refusing.
        case decision
        case reading
    }

    package let attempt: AttemptID
    package let convention: ConventionID
    package let fieldName: String
    /// The revision that was shown when the code was asked for.
    package let shownDigest: DocumentDigest
    package let salt: [UInt8]
    /// HMAC-SHA-256 of salt, purpose, attempt, shown digest and code.
    package let authenticator: [UInt8]
    package let sentAt: Date
    package let expiresAt: Date
    package var kind = Kind.decision
    package var tries: Int = 0
    package var lastTryAt: Date?
    package var isUsed: Bool = false
    /// A later code replaced it.
    package var isReplaced: Bool = false

    package init(
        attempt: AttemptID, convention: ConventionID, fieldName: String, shownDigest: DocumentDigest, salt: [UInt8],
        authenticator: [UInt8], sentAt: Date, expiresAt: Date
    ) {
        self.attempt = attempt
        self.convention = convention
        self.fieldName = fieldName
        self.shownDigest = shownDigest
        self.salt = salt
        self.authenticator = authenticator
        self.sentAt = sentAt
        self.expiresAt = expiresAt
    }
}

/// A message to be sent once its event is durable.
package struct QueuedMail: Hashable, Sendable {
    /// The signatory whom it is for.
    package let fieldName: String
    package let mail: OutgoingMail
    /// After this moment the message is of no use and is dropped; `nil` for no such moment.
    package let notAfter: Date?

    package init(fieldName: String, mail: OutgoingMail, notAfter: Date? = nil) {
        self.fieldName = fieldName
        self.mail = mail
        self.notAfter = notAfter
    }
}

/// Which request a key was used for.
package struct IdempotencyRecord: Hashable, Sendable {
    /// SHA-256 of access grant and key.
    package let key: TokenHash
    /// SHA-256 of the request.
    package let requestDigest: DocumentDigest

    package init(key: TokenHash, requestDigest: DocumentDigest) {
        self.key = key
        self.requestDigest = requestDigest
    }
}

package import struct Foundation.Date
package import struct Foundation.TimeInterval

/// What the use cases of entering need beside their store.
package struct EntryPorts: Sendable {
    package var now: @Sendable () -> Date
    /// From the system's generator.
    package var randomBytes: @Sendable (Int) throws(EntryError) -> [UInt8]
    /// HMAC-SHA-256 under a key that never leaves the store.
    package var authenticate: @Sendable ([UInt8]) -> [UInt8]
    package var letters: EntryLetters
    package var pupils: PupilDirectory
    package var moderators: ModeratorDirectory

    package init(
        now: @escaping @Sendable () -> Date,
        randomBytes: @escaping @Sendable (Int) throws(EntryError) -> [UInt8],
        authenticate: @escaping @Sendable ([UInt8]) -> [UInt8], letters: EntryLetters, pupils: PupilDirectory,
        moderators: ModeratorDirectory
    ) {
        self.now = now
        self.randomBytes = randomBytes
        self.authenticate = authenticate
        self.letters = letters
        self.pupils = pupils
        self.moderators = moderators
    }
}

/// Who is a pupil, as schools say by their rosters.
package struct PupilDirectory: Sendable {
    /// One pupil found by a mailbox on the roster, and what to call him or her.
    package struct Entry: Hashable, Sendable {
        package let pupil: PupilIdentity
        package let givenName: String

        package init(pupil: PupilIdentity, givenName: String) {
            self.pupil = pupil
            self.givenName = givenName
        }
    }

    /// Everybody whose roster has this mailbox, in lower case: brothers and sisters may share one.
    package var atMailbox: @Sendable (String) async throws(EntryError) -> [Entry]
    /// The one pupil of the class with this code, this name and this birthday; `nil` whatever of it is wrong, and when two fit.
    package var recognize: @Sendable (PupilClaim) async throws(EntryError) -> PupilIdentity?
    /// Whether a roster still has this pupil: who was taken out of it is out at once.
    package var isEnrolled: @Sendable (PupilIdentity) async throws(EntryError) -> Bool
    /// Minors whose roster has this mailbox, in lower case, as that of a legal representative: who is of age or emancipated is represented by
    /// nobody (C. civ. art. 388, 413-6).
    package var ofRepresentative: @Sendable (String) async throws(EntryError) -> [Entry]

    package init(
        atMailbox: @escaping @Sendable (String) async throws(EntryError) -> [Entry],
        recognize: @escaping @Sendable (PupilClaim) async throws(EntryError) -> PupilIdentity?,
        isEnrolled: @escaping @Sendable (PupilIdentity) async throws(EntryError) -> Bool,
        ofRepresentative: @escaping @Sendable (String) async throws(EntryError) -> [Entry]
    ) {
        self.atMailbox = atMailbox
        self.recognize = recognize
        self.isEnrolled = isEnrolled
        self.ofRepresentative = ofRepresentative
    }

    /// No school has a roster: no pupil enters.
    package static let none = PupilDirectory(
        atMailbox: { _ in [] }, recognize: { _ in nil }, isEnrolled: { _ in false }, ofRepresentative: { _ in [] })
}

/// Accounts of moderators, with their second factor.
package struct ModeratorDirectory: Sendable {
    package var atMailbox: @Sendable (String) async throws(EntryError) -> ModeratorAccount?
    /// `nil` once the account was taken back.
    package var find: @Sendable (_ id: String) async throws(EntryError) -> ModeratorAccount?
    /// Takes the code that the application of this account shows, once.
    ///
    /// Throws ``EntryError/wrongCode(remainingTries:)``, ``EntryError/codePaused`` or ``EntryError/codeUsed``, and ``EntryError/expiredLink``
    /// when there is no such account any more.
    package var requireCode: @Sendable (_ code: String, _ id: String) async throws(EntryError) -> Void

    package init(
        atMailbox: @escaping @Sendable (String) async throws(EntryError) -> ModeratorAccount?,
        find: @escaping @Sendable (_ id: String) async throws(EntryError) -> ModeratorAccount?,
        requireCode: @escaping @Sendable (_ code: String, _ id: String) async throws(EntryError) -> Void
    ) {
        self.atMailbox = atMailbox
        self.find = find
        self.requireCode = requireCode
    }
}

/// Writes the mail that carries a link.
package struct EntryLetters: Sendable {
    package struct Letter: Sendable {
        package let kind: VisitorKind
        package let email: String
        /// `nil` when the service knows no name.
        package let recipient: String?
        package let token: EntryToken
        package let minutes: Int
        package let notAfter: Date
    }

    package var write: @Sendable (Letter) throws(EntryError) -> EntryMail

    package init(write: @escaping @Sendable (Letter) throws(EntryError) -> EntryMail) { self.write = write }
}

/// A mail as it waits to be sent.
package struct EntryMail: Hashable, Sendable {
    package let messageKey: String
    package let email: String
    package let subject: String
    package let body: String
    /// The link in it is good for nothing afterwards.
    package let notAfter: Date
    /// Where answers go; `nil` where nobody reads any.
    package var replyTo: String?

    package init(messageKey: String, email: String, subject: String, body: String, notAfter: Date) {
        self.messageKey = messageKey
        self.email = email
        self.subject = subject
        self.body = body
        self.notAfter = notAfter
    }
}

/// Keeps who may enter, links, visits and tries. Each call is whole and durable when it returns, or as if it had not begun.
package struct EntryStore: Sendable {
    package var find: @Sendable (_ id: String) async throws(EntryError) -> VisitorRecord?
    package var marked: @Sendable (_ mark: [UInt8]) async throws(EntryError) -> VisitorRecord?
    /// Employers who have entered, oldest first.
    package var employers: @Sendable () async throws(EntryError) -> [VisitorRecord]
    /// Keeps a link and the mail that carries it, and the record of who is new; without effect when somebody else made a record of the same
    /// mark meanwhile.
    package var addLink: @Sendable (EntryPass, EntryMail, _ newcomer: VisitorRecord?) async throws(EntryError) -> Void
    /// Links made for a visitor since a moment.
    package var linkCount: @Sendable (_ visitor: String, _ since: Date) async throws(EntryError) -> Int
    /// Employers who asked for a link since a moment and have not entered.
    package var newcomerCount: @Sendable (_ since: Date) async throws(EntryError) -> Int
    package var pass: @Sendable (_ mark: [UInt8]) async throws(EntryError) -> EntryPass?
    /// Begins a visit; `false`, and nothing is changed, when the link had served already.
    package var begin: @Sendable (VisitBeginning) async throws(EntryError) -> Bool
    package var touch: @Sendable (_ mark: [UInt8], _ at: Date) async throws(EntryError) -> Void
    package var end: @Sendable (_ mark: [UInt8]) async throws(EntryError) -> Void
    /// Destroys the key of a record, its links and visits, and the mails to it that wait. `false` when there is none.
    package var remove: @Sendable (_ id: String) async throws(EntryError) -> Bool
    /// Counts one try against each bound, before anybody looks at it; `false`, and nothing is counted, when one is reached.
    package var countTry: @Sendable (_ bounds: [EntryTryBound], _ at: Date) async throws(EntryError) -> Bool
    /// Takes a counted try back: it was right.
    package var forgive: @Sendable (_ bounds: [EntryTryBound]) async throws(EntryError) -> Void
    /// Removes what nobody needs any more; to the number of employers' accounts that are gone.
    package var sweep: @Sendable (EntrySweep) async throws(EntryError) -> Int

    package init(
        find: @escaping @Sendable (_ id: String) async throws(EntryError) -> VisitorRecord?,
        marked: @escaping @Sendable (_ mark: [UInt8]) async throws(EntryError) -> VisitorRecord?,
        employers: @escaping @Sendable () async throws(EntryError) -> [VisitorRecord],
        addLink: @escaping @Sendable (EntryPass, EntryMail, VisitorRecord?) async throws(EntryError) -> Void,
        linkCount: @escaping @Sendable (_ visitor: String, _ since: Date) async throws(EntryError) -> Int,
        newcomerCount: @escaping @Sendable (_ since: Date) async throws(EntryError) -> Int,
        pass: @escaping @Sendable (_ mark: [UInt8]) async throws(EntryError) -> EntryPass?,
        begin: @escaping @Sendable (VisitBeginning) async throws(EntryError) -> Bool,
        touch: @escaping @Sendable (_ mark: [UInt8], _ at: Date) async throws(EntryError) -> Void,
        end: @escaping @Sendable (_ mark: [UInt8]) async throws(EntryError) -> Void,
        remove: @escaping @Sendable (_ id: String) async throws(EntryError) -> Bool,
        countTry: @escaping @Sendable ([EntryTryBound], Date) async throws(EntryError) -> Bool,
        forgive: @escaping @Sendable ([EntryTryBound]) async throws(EntryError) -> Void,
        sweep: @escaping @Sendable (EntrySweep) async throws(EntryError) -> Int
    ) {
        self.find = find
        self.marked = marked
        self.employers = employers
        self.addLink = addLink
        self.linkCount = linkCount
        self.newcomerCount = newcomerCount
        self.pass = pass
        self.begin = begin
        self.touch = touch
        self.end = end
        self.remove = remove
        self.countTry = countTry
        self.forgive = forgive
        self.sweep = sweep
    }
}

/// What one entry changes.
package struct VisitBeginning: Sendable {
    package let visit: EntryPass
    /// The link that it uses up; `nil` when a pupil gave a class code.
    package let link: [UInt8]?
    /// The visitor's record as it is from now on; `nil` for a moderator.
    package let record: VisitorRecord?
    /// The visit of the same browser that this one takes the place of.
    package let former: [UInt8]?
}

/// How often something may be tried within a time; who asks is known by an authenticator only.
package struct EntryTryBound: Hashable, Sendable {
    package let mark: [UInt8]
    package let limit: Int
    package let window: TimeInterval

    package init(mark: [UInt8], limit: Int, window: TimeInterval) {
        self.mark = mark
        self.limit = limit
        self.window = window
    }
}

/// What is old enough to be removed.
package struct EntrySweep: Hashable, Sendable {
    package let now: Date
    /// Employers who last entered before are forgotten.
    package let employersBefore: Date
    /// Pupils' and families' records too; the next entry makes a new one.
    package let pupilsBefore: Date
    /// Who asked for a link before and never entered.
    package let newcomersBefore: Date

    package init(now: Date, employersBefore: Date, pupilsBefore: Date, newcomersBefore: Date) {
        self.now = now
        self.employersBefore = employersBefore
        self.pupilsBefore = pupilsBefore
        self.newcomersBefore = newcomersBefore
    }
}

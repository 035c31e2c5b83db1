package import Parties

package import struct Foundation.Date

/// A message that a school writes to several hosts at once; each gets a mail of its own.
package struct HostMessage: Hashable, Sendable {
    /// Chosen when the message is read once more before it leaves: sent twice, it leaves once.
    package typealias ID = HostInvitation.ID

    package struct Recipient: Hashable, Sendable {
        package let siret: SIRET
        package let name: String

        package init(siret: SIRET, name: String) {
            self.siret = siret
            self.name = name
        }
    }

    package let id: ID
    package let school: UAI
    package let words: HostMessageWords
    /// Reference of the account; says nothing about the person.
    package let account: String
    package let at: Date
    package let recipients: [Recipient]

    package init(
        id: ID, school: UAI, words: HostMessageWords, account: String, at: Date, recipients: [Recipient]
    ) {
        self.id = id
        self.school = school
        self.words = words
        self.account = account
        self.at = at
        self.recipients = recipients
    }
}

/// What a message says.
package struct HostMessageWords: Hashable, Sendable {
    /// One line.
    package let subject: String
    package let text: String

    package init(subject: String, text: String) {
        self.subject = subject
        self.text = text
    }

    package static let subjectRule = TextRule(maximumLength: 120)
    package static let textRule = TextRule(maximumLength: 2000, allowsLineFeeds: true, allowsContact: true)

    func require() throws(HostError) {
        if let cause = Self.subjectRule.problem(in: subject) { throw .text(.subject, cause) }
        if let cause = Self.textRule.problem(in: text) { throw .text(.text, cause) }
    }
}

/// Who writes, as the use cases are told by the page.
package struct HostMessageAuthor: Hashable, Sendable {
    /// Reference of the account.
    package let account: String
    /// Where answers go when nothing is known of the school.
    package let mailbox: MailboxAddress?

    package init(account: String, mailbox: MailboxAddress?) {
        self.account = account
        self.mailbox = mailbox
    }
}

/// Bounds of messages: whoever receives one has not asked for it.
package struct HostMessageTerms: Hashable, Sendable {
    package var mostHosts = 200
    /// Of one school, within twenty-four hours.
    package var perDay = 2
    /// One mailbox is not written to twice within.
    package var pauseDays = 7
    /// How long is kept what was written to whom.
    package var keptDays = 60

    package init() {}
}

/// What became of a message that was to be sent.
package enum HostMessageOutcome: Hashable, Sendable {
    case sent
    /// The same one was sent a moment ago.
    case sentBefore
    case tooMany
}

/// One message with all that is kept together with it.
package struct HostSending: Sendable {
    package let message: HostMessage
    /// With the act noted.
    package let records: [HostRecord]
    package let mails: [EntryMail]
    package let keptUntil: Date
    /// No more than ``HostMessageTerms/perDay`` of the school since then.
    package let countedSince: Date
    package let limit: Int
}

/// What messages to hosts need.
package struct HostMessaging: Sendable {
    /// Keeps message, acts and mails, all or nothing.
    package var send: @Sendable (HostSending) async throws(OfferStoreError) -> HostMessageOutcome
    /// A school's, the newest first, while they are kept.
    package var messages: @Sendable (UAI, _ now: Date) async throws(OfferStoreError) -> [HostMessage]
    package var letters: HostMessageLetters

    package init(
        send: @escaping @Sendable (HostSending) async throws(OfferStoreError) -> HostMessageOutcome,
        messages: @escaping @Sendable (UAI, Date) async throws(OfferStoreError) -> [HostMessage],
        letters: HostMessageLetters
    ) {
        self.send = send
        self.messages = messages
        self.letters = letters
    }
}

/// How messages become mails.
package struct HostMessageLetters: Sendable {
    /// Writes the mail to one host; `stop` is the reference of the link by which it asks to be left alone.
    package var write:
        @Sendable (
            HostMessage, HostMessage.Recipient, _ to: MailboxAddress, _ replyTo: MailboxAddress?, _ stop: String
        ) throws(PlacementError) -> EntryMail
    /// A school's own address, for answers.
    package var mailbox: @Sendable (UAI) async -> MailboxAddress?
    /// HMAC under the store's key.
    package var authenticate: @Sendable ([UInt8]) -> [UInt8]
    package var makeID: @Sendable () -> HostMessage.ID

    package init(
        write:
            @escaping @Sendable (
                HostMessage, HostMessage.Recipient, MailboxAddress, MailboxAddress?, String
            ) throws(PlacementError) -> EntryMail,
        mailbox: @escaping @Sendable (UAI) async -> MailboxAddress?,
        authenticate: @escaping @Sendable ([UInt8]) -> [UInt8], makeID: @escaping @Sendable () -> HostMessage.ID
    ) {
        self.write = write
        self.mailbox = mailbox
        self.authenticate = authenticate
        self.makeID = makeID
    }
}

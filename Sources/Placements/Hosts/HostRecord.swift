package import Foundation
package import Parties

/// What a school itself has written of a host: that it is one of its directory, a note, a block.
package struct HostRecord: Hashable, Sendable {
    /// What staff of the school did; kept so that it can be asked.
    package struct Act: Hashable, Sendable {
        package enum Kind: String, Hashable, Sendable, CaseIterable {
            case added, noted, blocked, unblocked, invited
            /// It was sent a message, with others.
            case written
            /// It has asked not to be written to any more; by no account.
            case leftAlone
            /// The last invitation was taken back: its link is dead.
            case takenBack
            /// Name and city, typed by hand, were typed anew.
            case renamed
        }

        package let kind: Kind
        /// Reference of the account; says nothing about the person.
        package let account: String
        package let at: Date
        /// Of a block.
        package let reason: String?

        package init(_ kind: Kind, by account: String, at: Date, reason: String? = nil) {
            self.kind = kind
            self.account = account
            self.at = at
            self.reason = reason
        }
    }

    package let siret: SIRET
    /// As it was typed by hand; empty for a host that documents name.
    package var name: String
    package var city: String
    package var note: String
    /// Newest last: the last ``mostActs``, and before them the last block, message and invitations if those are older.
    package private(set) var acts: [Act]
    /// While the block holds.
    package private(set) var blockedAt: Date?
    /// Since when the host is not to be written to, as it has asked.
    package private(set) var leftAloneAt: Date?
    /// 0 for one that is not kept yet.
    package let version: Int

    package static let mostActs = 50

    package init(
        siret: SIRET, name: String = "", city: String = "", note: String = "", acts: [Act] = [],
        blockedAt: Date? = nil, leftAloneAt: Date? = nil, version: Int = 0
    ) {
        self.siret = siret
        self.name = name
        self.city = city
        self.note = note
        self.acts = acts
        self.blockedAt = blockedAt
        self.leftAloneAt = leftAloneAt
        self.version = version
    }

    /// When the school asked it to publish an offer by an invitation that it has not taken back.
    package var invitedAt: Date? {
        acts.last { $0.kind == .invited || $0.kind == .takenBack }.flatMap { $0.kind == .invited ? $0.at : nil }
    }

    /// When it was invited, the last ``keptInvitations`` times, oldest first; also what was taken back since, which had left by then or may have.
    var invitations: [Date] { acts.filter { $0.kind == .invited }.map(\.at).suffix(Self.keptInvitations) }

    static let keptInvitations = 3

    /// Tells one invitation from the next; `nil` while none stands.
    package var invitationEdition: String? { invitedAt.map(Self.edition) }

    private static func edition(_ time: Date) -> String { String(Int64((time.timeIntervalSince1970 * 1000).rounded())) }

    /// Tells one note from the next; what else is done to the host does not change it.
    package var noteEdition: String {
        acts.last { $0.kind == .noted }.map { Self.edition($0.at) } ?? "0"
    }

    /// The last time that the school sent it a message.
    package var writtenAt: Date? { acts.last { $0.kind == .written }?.at }

    package var isBlocked: Bool { blockedAt != nil }

    /// Who blocked it, and why; `nil` while it is not blocked, or once its retention has taken the words away.
    package var block: Act? { isBlocked ? acts.last { $0.kind == .blocked } : nil }

    mutating func note(_ act: Act) {
        let all = acts + [act]
        // Whatever their age, these are asked for again: why it is blocked, and when it was invited and written to.
        let lasting =
            [Act.Kind.blocked, .written, .takenBack].compactMap { kind in all.lastIndex { $0.kind == kind } }
            + all.indices.filter { all[$0].kind == .invited }.suffix(Self.keptInvitations)
        acts = all.indices.filter { $0 >= all.count - Self.mostActs || lasting.contains($0) }.map { all[$0] }
        switch act.kind {
        case .blocked: blockedAt = act.at
        case .unblocked: blockedAt = nil
        case .leftAlone: leftAloneAt = act.at
        case .added, .noted, .invited, .written, .takenBack, .renamed: break
        }
    }
}

/// What may stand in the texts of a directory. They are for the school alone; a note may say how somebody is reached.
package enum HostText {
    package static let note = TextRule(maximumLength: 1000, allowsLineFeeds: true, allowsContact: true)
    package static let reason = TextRule(maximumLength: 300, allowsLineFeeds: true, allowsContact: true)
}

/// Why something in a school's directory was not done; holds nothing of what was typed.
package enum HostError: Error, Hashable, Sendable {
    /// Neither a document nor the school names it; or it is another school's.
    case unknownHost
    case text(Field, ConventionFault.Cause)
    /// It is in the directory already.
    case known
    /// Somebody else changed it meanwhile.
    case changedMeanwhile
    /// The school keeps it from its pupils.
    case blocked
    /// Not twice within ``HostInvitationTerms/pauseDays``; from when on it may be again.
    case invitedBefore(until: Date)
    /// No address was typed, or none that is one, and none is known.
    case noMailbox
    /// The school has sent as many as it may send in a day.
    case tooManyInvitations
    /// The host has asked the school not to write to it.
    case leftAlone
    /// None of those who were chosen may be written to now.
    case nobodyChosen
    case tooManyHosts(most: Int)
    /// The school has written as often as it may in a day.
    case tooManyMessages
    /// Documents say what it is called.
    case namedByDocuments
    /// Something holds it in the directory.
    case held
    case store(PlacementError)

    /// What was typed.
    package enum Field: String, Hashable, Sendable, CaseIterable {
        case siret, name, city, note, reason, subject, text
    }

    init(_ error: OfferStoreError) {
        self = error == .changedMeanwhile ? .changedMeanwhile : .store(PlacementError(error))
    }
}

/// What the use cases need of whatever keeps schools' directories. Each call is whole and durable when it returns, or as if it had not begun.
package struct HostStore: Sendable {
    package var records: @Sendable (_ school: UAI) async throws(OfferStoreError) -> [HostRecord]
    package var find: @Sendable (UAI, SIRET) async throws(OfferStoreError) -> HostRecord?
    /// Those that a school blocks.
    package var blocked: @Sendable (UAI) async throws(OfferStoreError) -> Set<SIRET>
    /// Keeps a record if it is as it was when it was read.
    ///
    /// Throws ``OfferStoreError/changedMeanwhile`` when somebody was faster.
    package var save: @Sendable (HostRecord, _ school: UAI, _ at: Date) async throws(OfferStoreError) -> Void
    /// Takes a record away, with all that was written in it, if it is as it was when it was read.
    ///
    /// Throws ``OfferStoreError/changedMeanwhile`` when somebody was faster.
    package var remove: @Sendable (HostRecord, _ school: UAI) async throws(OfferStoreError) -> Void

    /// Keeps the act, the invitation and the mail that carries it, all or nothing.
    package var invite: @Sendable (HostRecord, HostInvitation, EntryMail) async throws(OfferStoreError) -> Void
    /// Keeps the act, ends the links of all invitations of a school to a host, and takes their mails back, all or nothing.
    package var takeBack: @Sendable (HostRecord, _ school: UAI, _ at: Date) async throws(OfferStoreError) -> Void
    /// Whether the mail of an invitation whose link has not ended came back, or could not be delivered.
    package var hasComeBack: @Sendable (UAI, SIRET, _ now: Date) async throws(OfferStoreError) -> Bool
    /// One whose link has not ended.
    package var invitation: @Sendable (HostInvitation.ID, _ now: Date) async throws(OfferStoreError) -> HostInvitation?
    /// Those of a school since a moment, also those that were taken back.
    package var invitationCount: @Sendable (UAI, _ since: Date) async throws(OfferStoreError) -> Int

    package init(
        records: @escaping @Sendable (UAI) async throws(OfferStoreError) -> [HostRecord],
        find: @escaping @Sendable (UAI, SIRET) async throws(OfferStoreError) -> HostRecord?,
        blocked: @escaping @Sendable (UAI) async throws(OfferStoreError) -> Set<SIRET>,
        save: @escaping @Sendable (HostRecord, UAI, Date) async throws(OfferStoreError) -> Void,
        remove: @escaping @Sendable (HostRecord, UAI) async throws(OfferStoreError) -> Void,
        invite: @escaping @Sendable (HostRecord, HostInvitation, EntryMail) async throws(OfferStoreError) -> Void,
        takeBack: @escaping @Sendable (HostRecord, UAI, Date) async throws(OfferStoreError) -> Void,
        hasComeBack: @escaping @Sendable (UAI, SIRET, Date) async throws(OfferStoreError) -> Bool,
        invitation: @escaping @Sendable (HostInvitation.ID, Date) async throws(OfferStoreError) -> HostInvitation?,
        invitationCount: @escaping @Sendable (UAI, Date) async throws(OfferStoreError) -> Int
    ) {
        self.records = records
        self.find = find
        self.blocked = blocked
        self.save = save
        self.remove = remove
        self.invite = invite
        self.takeBack = takeBack
        self.hasComeBack = hasComeBack
        self.invitation = invitation
        self.invitationCount = invitationCount
    }
}

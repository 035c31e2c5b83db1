import Applications
import OpenSSLBridge
import Parties
package import Placements
import Synchronization
package import Workflow

package import struct Foundation.Date
package import struct Foundation.TimeInterval

/// The use cases of entering on a store, with a roster, moderators and a mailbox that are played.
package final class EntryBench: Sendable {
    package struct RosterEntry: Hashable, Sendable {
        package let pupil: PupilIdentity
        package var email: String?
        package let claim: PupilClaim
        /// Addresses, in lower case.
        package var representatives: [String] = []
    }

    private struct State {
        var now = Date(timeIntervalSince1970: 1_780_000_000)
        var letters: [EntryLetters.Letter] = []
        var roster: [RosterEntry] = []
        var moderators: [ModeratorAccount] = []
        var looks = 0
    }

    package let desk: EntryDesk
    private let heads: any HeadStore
    private let state: SharedState

    private final class SharedState: Sendable {
        let value = Mutex(State())
    }

    /// What the application of every moderator shows here.
    package static let code = "246810"
    package static let moderator = ModeratorAccount(
        id: "head-moderator", name: "Léa Fontaine", email: "lea.fontaine@exemple.fr")

    /// - Parameter now: The clock; the bench's own by default.
    package init(
        store: EntryStore, heads: any HeadStore, authenticate: @escaping @Sendable ([UInt8]) -> [UInt8],
        limits: EntryDesk.Limits = EntryDesk.Limits(), moderators: ModeratorDirectory? = nil,
        now: (@Sendable () -> Date)? = nil
    ) {
        let state = SharedState()
        (self.state, self.heads) = (state, heads)
        desk = EntryDesk(
            store: store,
            ports: EntryPorts(
                now: now ?? { state.value.withLock { $0.now } },
                randomBytes: { count throws(EntryError) in
                    do { return try SecureRandom.bytes(count) } catch { throw .unavailable("randomness") }
                },
                authenticate: authenticate,
                letters: EntryLetters { letter throws(EntryError) in
                    let count = state.value.withLock { state in
                        state.letters.append(letter)
                        return state.letters.count
                    }
                    return EntryMail(
                        messageKey: "key-\(count)", email: letter.email, subject: "Entrer", body: letter.token.text,
                        notAfter: letter.notAfter)
                }, pupils: Self.directory(state), moderators: moderators ?? Self.moderators(state)), limits: limits)
    }

    private static func directory(_ state: SharedState) -> PupilDirectory {
        PupilDirectory(
            atMailbox: { email throws(EntryError) in
                state.value.withLock { state in
                    state.roster.filter { $0.email?.lowercased() == email }
                        .map { PupilDirectory.Entry(pupil: $0.pupil, givenName: $0.claim.givenName) }
                }
            },
            recognize: { claim throws(EntryError) in
                state.value.withLock { state in
                    state.looks += 1
                    return state.roster.first { $0.claim == claim }?.pupil
                }
            },
            isEnrolled: { pupil throws(EntryError) in
                state.value.withLock { $0.roster.contains { $0.pupil == pupil } }
            },
            ofRepresentative: { email throws(EntryError) in
                state.value.withLock { state in
                    state.roster.filter { $0.representatives.contains(email) }
                        .map { PupilDirectory.Entry(pupil: $0.pupil, givenName: $0.claim.givenName) }
                }
            })
    }

    private static func moderators(_ state: SharedState) -> ModeratorDirectory {
        ModeratorDirectory(
            atMailbox: { email throws(EntryError) in
                state.value.withLock { $0.moderators.first { $0.email == email.lowercased() } }
            },
            find: { id throws(EntryError) in state.value.withLock { $0.moderators.first { $0.id == id } } },
            requireCode: { code, _ throws(EntryError) in
                guard code == Self.code else { throw .wrongCode(remainingTries: 4) }
            })
    }

    // MARK: Hands

    package func advance(by seconds: TimeInterval) {
        state.value.withLock { $0.now = $0.now.addingTimeInterval(seconds) }
    }

    /// Makes an account of a moderator, with the key under which mails to it are kept.
    package func hire(_ moderator: ModeratorAccount = EntryBench.moderator) async throws {
        let account = HeadAccount(
            id: moderator.id, name: moderator.name, email: moderator.email, createdAt: state.value.withLock { $0.now },
            role: .moderator)
        try await heads.addHead(
            HeadAccountRecord(
                account: account, secret: Array(repeating: 7, count: 20),
                addressHash: TokenHash(bytes: Array(repeating: 7, count: 32))))
        state.value.withLock { $0.moderators.append(moderator) }
    }

    package func dismissModerators() { state.value.withLock { $0.moderators = [] } }

    /// Puts a pupil into the roster.
    @discardableResult package func enrol(
        _ givenName: String, email: String? = nil, reference: String? = nil, representatives: [String] = []
    ) -> RosterEntry {
        guard let school = UAI("0990011Z"), let reference = PupilReference(reference ?? givenName),
            let day = CalendarDate(iso8601: "2011-02-03")
        else { preconditionFailure("a pupil of the bench is one") }
        let entry = RosterEntry(
            pupil: PupilIdentity(school: school, reference: reference), email: email,
            claim: PupilClaim(classCode: "K7PMQ2", familyName: "Diallo", givenName: givenName, birthDate: day),
            representatives: representatives)
        state.value.withLock { $0.roster.append(entry) }
        return entry
    }

    package func strike(_ pupil: PupilIdentity) {
        state.value.withLock { state in state.roster.removeAll { $0.pupil == pupil } }
    }

    /// Mails sent so far to an address, oldest first.
    package func letters(to email: String) -> [EntryLetters.Letter] {
        state.value.withLock { $0.letters.filter { $0.email.lowercased() == email.lowercased() } }
    }

    /// How often the roster was asked for a name.
    package var looks: Int { state.value.withLock { $0.looks } }

    /// Asks for a link and reads the newest mail.
    package func link(to email: String, as kind: VisitorKind) async throws -> EntryToken {
        try await desk.sendLink(to: email, as: kind)
        guard let letter = letters(to: email).last else { throw NotInTheMail(what: "link to enter") }
        return letter.token
    }

    /// From the address to the visit.
    package func enter(
        _ email: String, as kind: VisitorKind, name: String = "Claire Martin", leaving former: VisitToken? = nil
    ) async throws -> VisitToken {
        let answer = EntryAnswer(name: name, code: Self.code)
        return try await desk.enter(try await link(to: email, as: kind), as: kind, answer, leaving: former)
    }
}

import Applications
import Parties

package import struct Foundation.Date
package import struct Foundation.TimeInterval

/// How employers, moderators, pupils and families enter: by a mailed link, moderators with the code of an application as well, pupils also by the code of
/// their class.
///
/// A look at a link changes nothing: programs that scan mails look too. Whatever is asked for an address, the answer is the same.
package struct EntryDesk: Sendable {
    /// Durations are in seconds.
    package struct Limits: Hashable, Sendable {
        package var linkLifetime: TimeInterval = 900
        package var linksPerHour = 3
        /// Employers whom nobody knows yet and to whom a mail is sent all the same: anybody may type any address.
        package var newcomersPerHour = 300
        package var visitLifetime: TimeInterval = 8 * 3_600
        /// A visit that was not used for so long is over.
        package var idleLifetime: TimeInterval = 1_800
        /// Wrong class codes, names or birthdays from one network address within an hour; a whole school may have one.
        package var wrongClaimsPerClient = 60
        /// The same for one class code.
        package var wrongClaimsPerClass = 60
        /// Within a day for one name in one class: a birthday is one of some seven hundred.
        package var wrongClaimsPerName = 10
        package var employerRetention: TimeInterval = 3 * 365.25 * 86_400
        package var pupilRetention: TimeInterval = 30 * 86_400
        package var newcomerRetention: TimeInterval = 86_400

        package init() {}
    }

    let store: EntryStore
    let ports: EntryPorts
    let limits: Limits

    package init(store: EntryStore, ports: EntryPorts, limits: Limits = Limits()) {
        self.store = store
        self.ports = ports
        self.limits = limits
    }

    // MARK: A visit

    /// Who has entered with this.
    ///
    /// - Throws: ``EntryError/nobody`` when nobody has, the visit is over, or the account or the pupil is gone.
    package func visitor(of token: VisitToken) async throws(EntryError) -> Visitor {
        let time = ports.now()
        guard let pass = try await store.pass(mark(token)), pass.use == .visit, pass.expiresAt > time,
            pass.lastUsedAt.addingTimeInterval(limits.idleLifetime) > time, let visitor = try await visitor(of: pass)
        else { throw .nobody }
        // Once a minute is enough to know that somebody is there.
        if pass.lastUsedAt.addingTimeInterval(60) <= time { try await store.touch(pass.mark, time) }
        return visitor
    }

    private func visitor(of pass: EntryPass) async throws(EntryError) -> Visitor? {
        if pass.kind == .moderator { return try await ports.moderators.find(pass.visitor).map { .moderator($0) } }
        guard let record = try await store.find(pass.visitor), record.kind == pass.kind else { return nil }
        switch record.subject {
        case .employer: return record.employer.map { .employer($0) }
        case .pupil(let pupil): return try await ports.pupils.isEnrolled(pupil) ? .pupil(pupil) : nil
        case .family(let email):
            let children = try await ports.pupils.ofRepresentative(email)
            return children.isEmpty ? nil : .family(Family(email: email, children: children))
        }
    }

    package func leave(_ token: VisitToken) async throws(EntryError) { try await store.end(mark(token)) }

    /// Ends all links and visits of a pupil, by whomever: whoever may enters anew.
    package func endVisits(of pupil: PupilIdentity) async throws(EntryError) {
        if let record = try await store.marked(mark(pupil)) { _ = try await store.remove(record.id) }
    }

    // MARK: Accounts

    /// Employers who have entered at least once, oldest first.
    package func employers() async throws(EntryError) -> [EmployerAccount] {
        try await store.employers().compactMap(\.employer)
    }

    package func employer(_ id: EmployerAccountID) async throws(EntryError) -> EmployerAccount? {
        try await store.find(id.text)?.employer
    }

    package func employer(email: String) async throws(EntryError) -> EmployerAccount? {
        try await store.marked(mark(employer: email))?.employer
    }

    /// Takes an account away: visits end, links die, mails that wait are not sent. What it owned stays, and has an owner that does not exist.
    ///
    /// - Returns: `false` when there is no such account.
    package func remove(_ id: EmployerAccountID) async throws(EntryError) -> Bool { try await store.remove(id.text) }

    /// Forgets employers who have not entered for years, pupils' and families' records that are not needed, links, visits and counts that are over.
    ///
    /// - Returns: Number of employers' accounts that are gone.
    package func sweep() async throws(EntryError) -> Int {
        let now = ports.now()
        return try await store.sweep(
            EntrySweep(
                now: now, employersBefore: now.addingTimeInterval(-limits.employerRetention),
                pupilsBefore: now.addingTimeInterval(-limits.pupilRetention),
                newcomersBefore: now.addingTimeInterval(-limits.newcomerRetention)))
    }

    // MARK: Steps

    /// Begins a visit; the same browser's former one ends.
    func begin(
        _ kind: VisitorKind, _ visitor: String, record: VisitorRecord?, link: [UInt8]?, leaving former: VisitToken?
    ) async throws(EntryError) -> VisitToken {
        guard let token = VisitToken(randomBytes: try ports.randomBytes(VisitToken.length)) else {
            throw .unavailable("randomness")
        }
        let time = ports.now()
        let visit = EntryPass(
            mark: mark(token), use: .visit, kind: kind, visitor: visitor, createdAt: time,
            expiresAt: time.addingTimeInterval(limits.visitLifetime), lastUsedAt: time)
        let beginning = VisitBeginning(visit: visit, link: link, record: record, former: former.map { mark($0) })
        guard try await store.begin(beginning) else { throw .expiredLink }
        return token
    }

    func newRecord(_ subject: VisitorRecord.Subject, mark: [UInt8], entered: Date? = nil) throws(EntryError)
        -> VisitorRecord
    {
        guard let reference = EmployerAccountID(randomBytes: try ports.randomBytes(VisitToken.length)) else {
            throw .unavailable("randomness")
        }
        let id: String
        switch subject {
        case .employer: id = reference.text
        case .pupil: id = "pupil-" + reference.text.split(separator: "-")[1]
        case .family: id = "family-" + reference.text.split(separator: "-")[1]
        }
        return VisitorRecord(
            id: id, mark: mark, subject: subject, createdAt: ports.now(), lastEnteredAt: entered)
    }

    // MARK: Authenticators

    func mark(_ token: EntryToken) -> [UInt8] { mark("link", [token.text]) }
    func mark(_ token: VisitToken) -> [UInt8] { mark("visit", [token.text]) }
    func mark(employer email: String) -> [UInt8] { mark("employer", [email.lowercased()]) }
    func mark(family email: String) -> [UInt8] { mark("family", [email.lowercased()]) }
    func mark(_ pupil: PupilIdentity) -> [UInt8] { mark("pupil", [pupil.school.text, pupil.reference.text]) }

    /// Who has the database alone cannot try addresses or pupils.
    func mark(_ purpose: String, _ parts: [String]) -> [UInt8] {
        ports.authenticate(Array("seing entry \(purpose)\n\(parts.joined(separator: "\n"))".utf8))
    }
}

extension VisitorRecord {
    /// The account; `nil` of a pupil or a family, and of who has never entered.
    var employer: EmployerAccount? {
        guard case .employer(let email, let name) = subject, let lastEnteredAt, let id = EmployerAccountID(id) else {
            return nil
        }
        return EmployerAccount(id: id, email: email, name: name, createdAt: createdAt, lastEnteredAt: lastEnteredAt)
    }
}

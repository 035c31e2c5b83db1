import Parties

import struct Foundation.Date

/// What somebody types who enters by a link.
package struct EntryAnswer: Hashable, Sendable {
    package let name: String
    package let code: String

    package init(name: String = "", code: String = "") {
        self.name = name
        self.code = code
    }
}

/// What a link asks for before somebody enters.
package enum EntryQuestion: Hashable, Sendable {
    case nothing
    /// An employer's name, the first time.
    case name
    /// The code that a moderator's application shows.
    case code
}

extension EntryDesk {
    /// Mails a link that lets somebody enter, if the address may: an employer's always may. Says nothing about whether it may.
    ///
    /// - Throws: ``EntryError/unavailable(_:)`` only.
    package func sendLink(to email: String, as kind: VisitorKind) async throws(EntryError) {
        guard MailboxAddress(email) != nil else { return }
        switch kind {
        case .employer: try await sendEmployerLink(to: email)
        case .moderator:
            guard let moderator = try await ports.moderators.atMailbox(email) else { return }
            try await send(.moderator, moderator.id, to: moderator.email, recipient: moderator.name)
        case .pupil:
            for entry in try await ports.pupils.atMailbox(email.lowercased()).prefix(Self.pupilsOfOneMailbox) {
                try await sendLink(to: email, entry)
            }
        case .family: try await sendFamilyLink(to: email.lowercased())
        }
    }

    /// Brothers and sisters who share a mailbox; each gets a mail.
    private static let pupilsOfOneMailbox = 6

    private func sendEmployerLink(to email: String) async throws(EntryError) {
        let mark = mark(employer: email)
        if let record = try await store.marked(mark), case .employer(let known, let name) = record.subject {
            return try await send(.employer, record.id, to: known, recipient: name.isEmpty ? nil : name)
        }
        let hour = ports.now().addingTimeInterval(-3_600)
        guard try await store.newcomerCount(hour) < limits.newcomersPerHour else { return }
        let record = try newRecord(.employer(email: email, name: ""), mark: mark)
        try await send(.employer, record.id, to: email, recipient: nil, newcomer: record)
    }

    private func sendLink(to email: String, _ entry: PupilDirectory.Entry) async throws(EntryError) {
        let mark = mark(entry.pupil)
        let known = try await store.marked(mark)
        let record = if let known { known } else { try newRecord(.pupil(entry.pupil), mark: mark) }
        try await send(
            .pupil, record.id, to: email, recipient: entry.givenName, newcomer: known == nil ? record : nil)
    }

    /// One mail, however many children there are: all of them are behind the door.
    private func sendFamilyLink(to email: String) async throws(EntryError) {
        guard !(try await ports.pupils.ofRepresentative(email).isEmpty) else { return }
        let mark = mark(family: email)
        let known = try await store.marked(mark)
        let record = if let known { known } else { try newRecord(.family(email: email), mark: mark) }
        try await send(.family, record.id, to: email, recipient: nil, newcomer: known == nil ? record : nil)
    }

    private func send(
        _ kind: VisitorKind, _ visitor: String, to email: String, recipient: String?, newcomer: VisitorRecord? = nil
    ) async throws(EntryError) {
        let time = ports.now()
        let sent = try await store.linkCount(visitor, time.addingTimeInterval(-3_600))
        guard sent < limits.linksPerHour else { return }
        guard let token = EntryToken(randomBytes: try ports.randomBytes(EntryToken.length)) else {
            throw .unavailable("randomness")
        }
        let pass = EntryPass(
            mark: mark(token), use: .link, kind: kind, visitor: visitor, createdAt: time,
            expiresAt: time.addingTimeInterval(limits.linkLifetime), lastUsedAt: time)
        let mail = try ports.letters.write(
            EntryLetters.Letter(
                kind: kind, email: email, recipient: recipient, token: token,
                minutes: Int(limits.linkLifetime / 60), notAfter: pass.expiresAt))
        try await store.addLink(pass, mail, newcomer)
    }

    /// What a mailed link asks for; changes nothing.
    ///
    /// - Throws: ``EntryError/expiredLink`` when it does not serve, for whatever reason.
    package func question(_ token: EntryToken, as kind: VisitorKind) async throws(EntryError) -> EntryQuestion {
        let link = try await link(token, as: kind)
        guard kind == .employer else { return kind == .moderator ? .code : .nothing }
        guard let record = try await store.find(link.visitor) else { throw .expiredLink }
        return record.hasName ? .nothing : .name
    }

    /// Begins a visit. The link serves once, a moderator's code too.
    ///
    /// - Parameter former: The visit of the same browser, which ends.
    /// - Throws: ``EntryError/expiredLink``; ``EntryError/unusableName``; of a moderator ``EntryError/wrongCode(remainingTries:)``,
    ///   ``EntryError/codePaused``, ``EntryError/codeUsed``.
    package func enter(
        _ token: EntryToken, as kind: VisitorKind, _ answer: EntryAnswer = EntryAnswer(),
        leaving former: VisitToken? = nil
    ) async throws(EntryError) -> VisitToken {
        let link = try await link(token, as: kind)
        var record: VisitorRecord?
        if kind == .moderator {
            try await ports.moderators.requireCode(answer.code, link.visitor)
        } else {
            guard let found = try await store.find(link.visitor), found.kind == kind else { throw .expiredLink }
            record = try await entered(found, answer)
        }
        return try await begin(kind, link.visitor, record: record, link: link.mark, leaving: former)
    }

    private func entered(_ record: VisitorRecord, _ answer: EntryAnswer) async throws(EntryError) -> VisitorRecord {
        var subject = record.subject
        switch subject {
        case .employer(let email, _):
            if !record.hasName {
                let name = answer.name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                guard !name.isEmpty, TextRule.personName.problem(in: name) == nil else { throw .unusableName }
                subject = .employer(email: email, name: name)
            }
        case .pupil(let pupil):
            guard try await ports.pupils.isEnrolled(pupil) else { throw .expiredLink }
        case .family(let email):
            guard !(try await ports.pupils.ofRepresentative(email).isEmpty) else { throw .expiredLink }
        }
        return VisitorRecord(
            id: record.id, mark: record.mark, subject: subject, createdAt: record.createdAt, lastEnteredAt: ports.now())
    }

    private func link(_ token: EntryToken, as kind: VisitorKind) async throws(EntryError) -> EntryPass {
        guard let pass = try await store.pass(mark(token)), pass.use == .link, pass.kind == kind,
            pass.expiresAt > ports.now()
        else { throw .expiredLink }
        return pass
    }
}

extension VisitorRecord {
    fileprivate var hasName: Bool {
        if case .employer(_, let name) = subject { !name.isEmpty } else { false }
    }
}

import ConventionDomain
import Parties

import struct Foundation.Date

extension ConventionWorkflow {
    /// Which way the next code goes, by what the school asks of the role and what is on file of the person.
    ///
    /// - Parameter byMail: The signatory says not to have the number any more.
    /// - Throws: ``WorkflowError/smsOnly`` when the school asks for a code by SMS and none can be sent, for whatever reason; the
    ///   school is told.
    func way(
        for purpose: CodeUse.Purpose, to link: OpenedLink, byMail: Bool
    ) async throws(WorkflowError) -> CodeWay {
        do { return try wayOnFile(for: purpose, to: link.fieldName, of: link.dossier, byMail: byMail) } catch {
            if case .smsOnly = error { try await tellSchool(ofNumberOf: link.fieldName, in: link.dossier) }
            throw error
        }
    }

    /// Runs what sends one message, with a place among those that a number may get; nothing sent, the place is given back.
    ///
    /// - Throws: ``WorkflowError/tooManyCodes(until:)`` when the number got too many of this kind within the hour, about whichever
    ///   convention; and what `send` throws.
    func takingRoom(
        for way: CodeWay, _ kind: CodeChallenge.Kind = .decision, _ send: () async throws(WorkflowError) -> Void
    ) async throws(WorkflowError) {
        guard case .sms(let number) = way else { return try await send() }
        let (share, time) = (TextMessageCounts.Share(number: number, kind: kind), now())
        let limit = kind == .reading ? settings.readingTextsPerHour : settings.textsPerHour
        // Taken before and not after, so that requests at the same moment do not all find room.
        if let until = await textMessages.take(share, time, limit) { throw .tooManyCodes(until: until) }
        do { try await send() } catch {
            await textMessages.giveBack(share, time)
            throw error
        }
    }

    /// What a page may say of the next code, before it is asked for.
    func methodOnFile(for fieldName: String, of dossier: Dossier) -> IdentificationMethod {
        (try? wayOnFile(for: .sign, to: fieldName, of: dossier, byMail: false))?.method ?? .smsCode
    }

    private func wayOnFile(
        for purpose: CodeUse.Purpose, to fieldName: String, of dossier: Dossier, byMail: Bool
    ) throws(WorkflowError) -> CodeWay {
        guard let contact = dossier.history.contacts[fieldName] else { throw .unavailable(.damagedStorage) }
        let policy = settings.identification[try dossier.requireSignatory(fieldName).role]
        let number = settings.sendsTexts ? contact.mobile.flatMap(MobileNumber.init) : nil
        switch policy {
        case .email: return .email(contact.email)
        case .sms:
            if let number, !byMail { return .sms(number) }
            // Refusing, and reading what one has signed, must not depend on a number that nobody has any more.
            guard purpose != .sign else { throw .smsOnly }
            return .email(contact.email)
        case .totp, nil:
            if let number, !byMail { return .sms(number) }
            return .email(contact.email)
        }
    }

    /// Once a day for each signatory; a number can only be corrected by the school.
    private func tellSchool(ofNumberOf fieldName: String, in dossier: Dossier) async throws(WorkflowError) {
        guard await textMessages.mayTellSchool("\(dossier.id) \(fieldName)", now()) else { return }
        try await change(dossier.id) { dossier, time throws(WorkflowError) in
            var change = dossier.newChange(at: time)
            let signatory = try dossier.requireSignatory(fieldName)
            try await addToSchool(
                .numberSchool, about: dossier, [.missing: "\(signatory.name.full) (\(signatory.capacity))"], to: &change
            )
            return change
        }
    }

    /// Whether no mailed link signs for this signatory: the school asks for an account, or there is one and the school does not say that
    /// a code by mail is enough.
    func mustUseAccount(_ fieldName: String, of dossier: Dossier) -> Bool {
        guard dossier.signatory(fieldName)?.role == .school else { return false }
        return switch settings.identification[.school] {
        case .totp: true
        case .email, .sms: false
        case nil: dossier.accountFields.contains(fieldName)
        }
    }

    /// - Throws: ``WorkflowError/accountRequired``.
    func requireSignableByLink(_ fieldName: String, of dossier: Dossier) throws(WorkflowError) {
        if mustUseAccount(fieldName, of: dossier) { throw .accountRequired }
    }

    /// Which way the code of an attempt went, as the journal has it, if that is enough for the school.
    func channel(
        of attempt: AttemptID, to fieldName: String, in dossier: Dossier
    ) throws(WorkflowError) -> IdentificationMethod {
        guard let channel = dossier.channel(of: attempt) else { throw .codeExpired }
        // Sent before the school asked for more.
        let policy = settings.identification[try dossier.requireSignatory(fieldName).role]
        guard policy != .sms || channel == .smsCode else { throw .codeExpired }
        return channel
    }

    /// The fields for which somebody has an account with a second factor that was used once.
    func accountFields(of dossier: Dossier) async throws(WorkflowError) -> Set<String> {
        guard settings.identification[.school] == nil else { return [] }
        switch dossier.state {
        // Issued, reopened, or with a statement about paper taken back, they mail means to sign in the same change.
        case .draft, .signing, .expired, .completed, .amended: break
        case .notBegun, .completing, .toApprove, .ended, .interrupted, .refused, .cancelled,
            .superseded, .erased:
            return []
        }
        var fields: Set<String> = []
        for signatory in dossier.drafting.signatories where signatory.role == .school {
            guard let email = dossier.history.contacts[signatory.fieldName]?.email else { continue }
            let account: HeadAccount?
            do { account = try await ports.store.headAccount(accountHash(email)) } catch { throw WorkflowError(error) }
            // One that was made and never used would lock its owner out.
            guard let account, account.confirmedAt != nil, let field = account.field(in: dossier) else { continue }
            fields.insert(field)
        }
        return fields
    }

    /// By which the account of an address is found; says nothing about it to who reads the database.
    func accountHash(_ email: String, isOfSchool: Bool = true) -> TokenHash {
        let whose = isOfSchool ? "head of school" : "moderator"
        return TokenHash(bytes: ports.store.authenticate(Array("\(whose) \(email.lowercased())".utf8)))
    }
}

extension Dossier {
    /// Which way the code of an attempt went; `nil` when none was sent for it.
    func channel(of attempt: AttemptID) -> IdentificationMethod? {
        history.entries.lazy.compactMap { entry -> IdentificationMethod? in
            guard case .codeSent(let dispatch) = entry.event, dispatch.attempt == attempt.text else { return nil }
            return dispatch.channel
        }.first
    }
}

/// How many text messages a number got within the hour, and which school was told today. In memory: a restart forgets, and the limit for
/// each signatory, which is kept, holds all the same.
actor TextMessageCounts {
    private static let hour = 3_600.0
    private static let day = 86_400.0

    /// Texts for reading take nothing away from those for deciding, nor the other way round.
    struct Share: Hashable {
        let number: MobileNumber
        let kind: CodeChallenge.Kind
    }

    private var sent: [Share: [Date]] = [:]
    private var told: [String: Date] = [:]

    /// Counts one more message.
    ///
    /// - Returns: `nil` when it may be sent; else until when not.
    func take(_ share: Share, _ time: Date, _ limit: Int) -> Date? {
        sent = sent.compactMapValues { times in
            let recent = times.filter { $0.addingTimeInterval(Self.hour) > time }
            return recent.isEmpty ? nil : recent
        }
        let recent = sent[share] ?? []
        if recent.count >= limit, let first = recent.first { return first.addingTimeInterval(Self.hour) }
        sent[share] = recent + [time]
        return nil
    }

    /// The message that was counted then was not sent.
    func giveBack(_ share: Share, _ time: Date) {
        guard let place = sent[share]?.lastIndex(of: time) else { return }
        sent[share]?.remove(at: place)
    }

    func mayTellSchool(_ signatory: String, _ time: Date) -> Bool {
        told = told.filter { $0.value.addingTimeInterval(Self.day) > time }
        guard told[signatory] == nil else { return false }
        told[signatory] = time
        return true
    }
}

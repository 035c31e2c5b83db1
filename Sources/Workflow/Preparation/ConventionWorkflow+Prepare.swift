package import ConventionDomain
import Parties

import struct Foundation.Date

extension ConventionWorkflow {
    /// Begins a convention of which pupil, family, school, dates and the host's name are known, and asks host and family for their parts.
    ///
    /// - Parameter request: As for a draft, in JSON; what the host gives may be missing from the data. The employer's contact is where
    ///   the host's link goes.
    /// - Throws: ``WorkflowError/invalidData(_:)`` when a value of the school's part, or one that it wrote in the host's place, is not
    ///   acceptable, or somebody cannot be reached.
    package func prepare(_ request: DraftRequest) async throws(WorkflowError) -> ConventionID {
        guard let id = ConventionID(randomBytes: try randomBytes(ConventionID.length)) else {
            throw .unavailable(.randomness)
        }
        try await prepare(request, as: id)
        return id
    }

    /// The same, once for each idempotency key of a school's software.
    ///
    /// - Throws: Besides, ``WorkflowError/idempotencyConflict`` when the key served other data.
    package func prepare(
        _ request: DraftRequest, idempotencyKey: String, of holder: SchoolKeyRecord
    ) async throws(WorkflowError) -> EnteredDraft {
        try requireUsable(idempotencyKey: idempotencyKey)
        let seed = Array("prepare ".utf8) + holder.hash.bytes + Array(idempotencyKey.utf8)
        guard let id = ConventionID(randomBytes: Array(ports.store.authenticate(seed).prefix(ConventionID.length)))
        else { throw .unavailable(.randomness) }
        if try await wasPrepared(request, as: id) { return EnteredDraft(convention: id, isReplay: true) }
        do { try await prepare(request, as: id) } catch .unavailable(.contention) {
            // The same request, sent twice at once: the other one was faster.
            guard try await wasPrepared(request, as: id) else { throw .unavailable(.contention) }
            return EnteredDraft(convention: id, isReplay: true)
        }
        return EnteredDraft(convention: id, isReplay: false)
    }

    private func wasPrepared(_ request: DraftRequest, as id: ConventionID) async throws(WorkflowError) -> Bool {
        let history: ConventionHistory?
        do { history = try await ports.store.history(id) } catch { throw WorkflowError(error) }
        guard let history else { return false }
        guard case .prepared(let first)? = history.entries.first?.event,
            first.dataDigest == digest(of: request.data)
        else { throw .idempotencyConflict }
        return true
    }

    func prepare(_ request: DraftRequest, as id: ConventionID) async throws(WorkflowError) {
        let known = try await known(of: request)
        var change = ConventionChange(convention: id, expectedHead: nil, at: now())
        change.events = [.prepared(known)]
        change.files = [schoolFile(request.data)]
        change.contacts = request.contacts
        change.otherContacts = request.otherContacts
        if let kit = request.emergencyKit, let lastDay = CalendarDate(iso8601: known.outline.lastDay) {
            change.healthSheet = HealthSheet(emergencyKit: kit, lastDay: lastDay)
        }
        let letters = Letters(
            drafting: known, contacts: request.contacts, convention: id, texts: ports.texts, settings: settings)
        for part in PreparationPart.allCases where part == .family || !request.isHostOpen {
            for fieldName in known.fillers(of: part) {
                try addPartRequest(part, to: fieldName, .firstTime, letters, in: &change)
            }
        }
        try await enter([change], despite: [request.overlapReason])
    }

    func schoolFile(_ data: [UInt8]) -> StoredFile {
        StoredFile(kind: .data, digest: digest(of: data), bytes: data)
    }

    /// What is known of a convention before the host has said anything; its signatory stands in for whoever will sign.
    func known(of request: DraftRequest) async throws(WorkflowError) -> Drafting {
        let school = try SchoolPart(request.data)
        try requireHost(of: school, request)
        let assessment = try await assess(school.prefilled, of: school, template: request.template)
        let checked = try await checked(school, request.template, assessment)
        let order = try signingOrder(
            request.order ?? .preset(settings.signingOrder ?? checked.signingOrder), for: checked.signatories)
        try requireContacts(
            request.contacts,
            for: checked.signatories.filter { !request.isHostOpen || $0.role != .employer }
                // The host names the tutor, and where he or she is reached.
                .filter { $0.role != .tutor || request.contacts[$0.fieldName] != nil })
        try requireBothParents(checked, parentsDisagree: request.parentsDisagree)
        let known = drafting(of: checked, data: digest(of: request.data), order: order)
        guard !known.fillers(of: .host).isEmpty, !known.fillers(of: .family).isEmpty else {
            throw .invalidData([
                BilingualText(
                    "Une préparation a besoin de la signature de l’organisme d’accueil et de celle de la famille.",
                    "A preparation needs the signatures of the host and of the family.")
            ])
        }
        return request.isHostOpen ? known.withoutHost() : known
    }

    /// Either the school names the host, or the family does.
    private func requireHost(of school: SchoolPart, _ request: DraftRequest) throws(WorkflowError) {
        let isNamed = !school.prefilled[.legalName].isEmpty
        guard isNamed || request.isHostOpen else { throw .invalidData([SchoolPart.withoutHost]) }
        guard request.isHostOpen, isNamed || request.contacts["employer"] != nil else { return }
        throw .invalidData([
            BilingualText(
                "La famille doit nommer l’organisme d’accueil, et les données ou les coordonnées le nomment déjà : ôtez host, "
                    + "legalName, et l’adresse « employer », ou demandez-le à l’organisme lui-même (sans --host-by-family).",
                "The family is to name the host, and data or contacts name it already: take out host, legalName, and the address "
                    + "of employer, or ask the host itself (without --host-by-family).")
        ])
    }

    /// The school's part with something harmless in the host's place.
    ///
    /// - Throws: ``WorkflowError/invalidData(_:)`` with what is wrong in either.
    private func checked(
        _ school: SchoolPart, _ template: String?, _ assessment: PartAssessment
    ) async throws(WorkflowError) -> CheckedConvention {
        var hidden = Set((assessment.missing + assessment.faults).map(\.key))
        if school.prefilled.usableDays(in: school.period).isEmpty { hidden.insert(HostPart.timetable) }
        let wrong = assessment.faults.map(\.text)
        do throws(WorkflowError) {
            let checked = try await check(school.whole(with: school.prefilled, hiding: hidden), template: template)
            if wrong.isEmpty { return checked }
        } catch {
            guard case .invalidData(let messages) = error else { throw error }
            let told = Set(wrong.compactMap { $0.fault })
            throw .invalidData(wrong + messages.filter { $0.fault.map { !told.contains($0) } ?? true })
        }
        throw .invalidData(wrong)
    }
}

/// Why somebody gets a link to a part.
enum PartOccasion: Equatable {
    case firstTime
    /// A new link was asked for.
    case renewal
    /// Nothing has come for some days; the earlier links go on working.
    case reminder
    /// The school wants the host to change its part, or the family to name another host.
    case handedBack(reason: String)
    /// The school corrected what the family had to look at.
    case corrected
}

extension ConventionWorkflow {
    /// Adds a link to a part and the message that carries it.
    ///
    /// - Parameter isHostNamed: Whether the family has named the host already: it is not asked to once more.
    func addPartRequest(
        _ part: PreparationPart, to fieldName: String, _ occasion: PartOccasion, _ letters: Letters,
        isHostNamed: Bool = false, in change: inout ConventionChange
    ) throws(WorkflowError) {
        guard let token = PartToken(randomBytes: try randomBytes(PartToken.byteCount)) else {
            throw .unavailable(.randomness)
        }
        let expiry = change.at.addingTimeInterval(settings.partLinkLifetime)
        change.events.append(
            .partRequested(PartRequest(fieldName: fieldName, part: part, isReminder: occasion == .reminder)))
        change.partLinks.append(
            PartLink(
                hash: token.hash, part: part, convention: change.convention, fieldName: fieldName, expiresAt: expiry))
        var values: [MailVariable: String] = [
            .link: ports.addresses.part(token), .expires: letters.dates.day(expiry),
        ]
        let kind: MailKind
        switch (part, occasion) {
        case (.host, .handedBack(let reason)):
            kind = .partHandedBack
            values[.reason] = reason
        case (.host, .reminder): kind = .partReminder
        case (.host, _): kind = .partHost
        case (.family, .handedBack(let reason)):
            kind = .partHostReturned
            values[.reason] = reason
        case (.family, _) where letters.drafting.isHostOpen == true && !isHostNamed: kind = .partFamilyHost
        case (.family, .reminder): kind = .partFamilyReminder
        case (.family, _): kind = .partFamily
        }
        if part == .host {
            values[.endpoint] = ports.addresses.hostPart(change.convention)
            values[.accessToken] = token.text
        }
        change.mails.append(
            try letters.write(kind, to: fieldName, key: try messageKey(), values, notAfter: expiry))
    }
}

extension Dossier {
    /// Whether the family has named the host and the school has not looked yet.
    var isHostNamed: Bool { preparation?.hostNaming?.isProposed == true }
}

extension Drafting {
    /// Who fills a part: the employer; each representative, or the pupil who is of age or emancipated.
    func fillers(of part: PreparationPart) -> [String] {
        func names(_ role: Signatory.Role) -> [String] { signatories.filter { $0.role == role }.map(\.fieldName) }
        switch part {
        case .host: return names(.employer)
        case .family: return names(.representative).isEmpty ? names(.student) : names(.representative)
        }
    }
}

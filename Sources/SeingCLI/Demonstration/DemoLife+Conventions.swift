import Bootstrap
import ConventionDomain
import ConventionTemplates
import Foundation
import Offers
import Parties
import Placements
import Rosters
import Workflow

extension DemoLife {
    /// Conventions that the schools entered themselves, each played to where it stands.
    func playConventions() async throws {
        let pupils = try await pupilsByName()
        let known = Set(try await installation.workflow.list().compactMap { $0.outline?.pupil })
        let offers = Dictionary((DemoOffer.all + DemoHosts.all).map { ($0.title, $0) }) { first, _ in first }
        for convention in DemoConvention.all {
            guard let pupil = pupils[convention.pupil], let offer = offers[convention.offer] else {
                throw Unknown(name: "\(convention.pupil), \(convention.offer)")
            }
            // The name of one that was erased is not known any more.
            if case .erased = convention.outcome, try await isOneErased() { continue }
            if known.contains(pupil.details.name) { continue }
            let data = try await data(of: pupil.identity, at: offer, period(convention.time, offer.isOfCollege))
            try await play(convention.outcome, data)
        }
    }

    private func isOneErased() async throws -> Bool {
        try await installation.workflow.list().contains { $0.status == .erased }
    }

    private func period(_ time: DemoConvention.Time, _ isOfCollege: Bool) -> OfferPeriod? {
        let periods = DemoPeriods(today: today, calendar: installation.calendar)
        return switch time {
        case .ahead: (isOfCollege ? periods.weeks : periods.seconde).first
        case .past(let weeks): periods.past.dropFirst(weeks).first
        }
    }

    // MARK: What it says

    /// A convention's data, and where each signatory is reached.
    private struct Entered {
        var data: ConventionData
        let contacts: [String: Contact]

        var request: DraftRequest { DraftRequest(data: ConventionXML.serialize(data), contacts: contacts) }
    }

    private func data(of pupil: PupilIdentity, at offer: DemoOffer, _ period: OfferPeriod?) async throws -> Entered {
        guard let record = try await pupils.find(pupil), let guardian = record.representatives.first,
            let days = period?.days(installation.calendar), let email = record.email, let reached = guardian.email
        else { throw Unknown(name: offer.title) }
        let timetable = DemoOffer.hours.days(in: days, at: [offer.host.address.postalCode])
        guard let first = timetable.first?.date, let last = timetable.last?.date else {
            throw Unknown(name: offer.title)
        }
        let (host, name) = (offer.host, offer.host.contact)
        let contact = PersonName(given: name.given, family: name.family)
        let data = ConventionData(
            pupil: .init(
                name: record.name, birthDate: record.birthDate, grade: record.grade, className: record.className),
            representatives: [.init(name: guardian.name, capacity: guardian.capacity)], school: record.school,
            host: .init(
                legalName: host.name, siret: SIRET(host.siret), address: host.address, sector: host.sector.name,
                representative: .init(name: contact, capacity: name.capacity),
                tutor: .init(name: contact, function: name.capacity)),
            placement: .init(
                start: first, end: last, places: [.init(address: host.address)], timetable: timetable,
                activities: offer.tasks),
            signing: .init(
                place: record.school.address.city, required: [.student, .representative1, .school, .employer]))
        return Entered(
            data: data,
            contacts: [
                "student": Contact(email: email.text), "representative-1": Contact(email: reached.text),
                "school": Contact(email: record.schoolEmail.text), "employer": Contact(email: host.email),
            ])
    }

    // MARK: How far it comes

    private static let lateReason = "La convention sur papier avait été signée à temps."

    private func play(_ outcome: DemoConvention.Outcome, _ entered: Entered) async throws {
        let workflow = installation.workflow
        switch outcome {
        case .draft: _ = try await workflow.draft(entered.request)
        case .cancelled:
            let id = try await issue(entered)
            try await workflow.cancel(id, reason: "L’élève a trouvé un autre lieu de stage.")
        case .erased:
            let id = try await workflow.draft(entered.request)
            try await workflow.cancel(id, reason: "Saisie pour un autre élève.")
            try await installation.retentionOffice().erase(id, reason: .mistake)
        case .refused:
            _ = try await issue(entered)
            try await hands.deliver()
            guard let address = entered.contacts["representative-1"]?.email else { throw DemoHands.Broken.contact }
            try await hands.refuse(at: address, reason: "Les horaires ne conviennent pas à notre famille.")
        case .superseded:
            let id = try await issue(entered)
            var corrected = entered
            corrected.data.placement.activities += " Rencontre avec l’équipe."
            _ = try await workflow.revise(
                id,
                Correction(
                    request: DraftRequest(data: corrected.request.data, contacts: [:]), reason: "Activités précisées."))
        case .expired: try await expire(entered)
        case .signed(let count): try await sign(try await issue(entered), entered, count)
        case .completed, .amended, .interrupted, .ended: try await complete(entered, then: outcome)
        }
    }

    private func issue(_ entered: Entered) async throws -> ConventionID {
        let id = try await installation.workflow.draft(entered.request)
        try await installation.workflow.issue(id, lateReason: Self.lateReason)
        return id
    }

    /// Issued two weeks before its first day, and signed by nobody.
    private func expire(_ entered: Entered) async throws {
        let days = today.dayNumber - entered.data.placement.start.dayNumber + 14
        var ports = installation.workflow.ports
        ports.clock = clock.late(byDays: days)
        let former = ConventionWorkflow(ports: ports, settings: installation.workflow.settings)
        let id = try await former.draft(entered.request)
        try await former.issue(id)
        _ = try await installation.workflow.meetDeadlines(of: id)
    }

    private func sign(_ id: ConventionID, _ entered: Entered, _ count: Int = .max) async throws {
        for field in try await installation.workflow.show(id).order.requiredNames.prefix(count) {
            try await hands.deliver()
            guard let address = entered.contacts[field]?.email else { throw DemoHands.Broken.contact }
            if field == "employer" {
                _ = try await hands.countersign(id, at: address)
            } else {
                _ = try await hands.sign(at: address)
            }
        }
    }

    private func complete(_ entered: Entered, then outcome: DemoConvention.Outcome) async throws {
        let workflow = installation.workflow
        let id = try await issue(entered)
        try await sign(id, entered)
        switch outcome {
        case .ended: _ = try await workflow.meetDeadlines(of: id)
        case .interrupted:
            let day = CalendarDate(dayNumber: entered.data.placement.start.dayNumber + 2) ?? today
            try await workflow.interrupt(id, on: day, reason: "L’élève a été malade à partir du jeudi.")
        case .amended:
            var changed = try ConventionXML.parseKept(try await workflow.source(of: id).canonicalData)
            changed.host.tutor = .init(
                name: PersonName(given: "Alix", family: "Bonnet"), function: "Responsable d’équipe")
            let amendment = try await workflow.amend(
                id,
                AmendmentRequest(
                    data: ConventionXML.serialize(changed), effectiveOn: changed.placement.start,
                    reason: "La tutrice prévue est absente."))
            try await workflow.issue(amendment)
            try await sign(amendment, entered)
        default: break
        }
    }
}

import Applications
import Bootstrap
import ConventionDomain
import Foundation
import HTTPService
import Offers
import Parties
import Placements
import Workflow

extension DemoLife {
    func playApplications(for offers: [String: Placed]) async throws {
        let pupils = try await pupilsByName()
        for (place, application) in DemoApplication.all.enumerated() {
            guard let offer = offers[application.offer], let pupil = pupils[application.pupil] else {
                throw Unknown(name: "\(application.pupil), \(application.offer)")
            }
            try await play(application, of: pupil.identity, for: offer, motivation: DemoApplication.motivation(place))
        }
        _ = try await installation.applicationDesk(clock: clock).expire()
    }

    /// Each step is one event, so that their number says how far an earlier start had come.
    private func play(
        _ application: DemoApplication, of pupil: PupilIdentity, for offer: Placed, motivation: String
    ) async throws {
        let late = clock.late(byDays: application.days)
        let desk = installation.applicationDesk(clock: late)
        let parts = installation.applicationParts(clock: late, pupils: pupils)
        guard let applying = try await parts.pupil(pupil) else { throw Unknown(name: application.pupil) }
        let known = try await desk.applications(of: pupil).last { $0.application.offer == offer.id }
        let id: ApplicationID
        if let known {
            id = known.id
        } else {
            guard let period = try await desk.posting(of: offer.id)?.periods.first?.period else { return }
            id = try await desk.draft(
                for: applying.applicant, reader: applying.reader, offer: offer.id, in: period, motivation: motivation)
        }
        for step in application.steps.dropFirst((known?.version ?? 1) - 1) {
            try await take(step, id, applying, offer.owner, desk)
        }
        guard case .confirmed? = application.steps.last else { return try await settleCancelled(application) }
        try await prepare(id, as: application.preparation, pupil, offer.offer)
    }

    private func take(
        _ step: DemoApplication.Step, _ id: ApplicationID, _ pupil: ApplyingPupil, _ owner: OfferOwner,
        _ desk: ApplicationDesk
    ) async throws {
        let identity = PupilIdentity(pupil.applicant)
        switch step {
        case .sent: try await desk.send(id, of: identity, reader: pupil.reader)
        case .seen: _ = try await desk.open(id, by: owner)
        case .hostWrote: try await desk.write(DemoApplication.hostsMessage, in: id, by: owner)
        case .pupilWrote: try await desk.write(DemoApplication.pupilsMessage, in: id, of: identity)
        case .accepted: try await desk.accept(id, by: owner)
        case .confirmed: try await desk.confirm(id, of: identity)
        case .withdrawn: try await desk.withdraw(id, of: identity)
        case .declined(let reason): try await desk.decline(id, because: reason, by: owner)
        case .cancelled(let reason): try await desk.cancel(id, because: reason, bySchool: identity.school)
        }
    }

    /// A place that was confirmed and taken back leaves nothing to be done by the service later.
    private func settleCancelled(_ application: DemoApplication) async throws {
        guard case .cancelled? = application.steps.last else { return }
        _ = try await installation.handOver(pupils: pupils, clock: clock).handOverDue()
    }

    /// Makes the convention of a place, and has family and host fill their parts.
    private func prepare(
        _ application: ApplicationID, as preparation: DemoApplication.Preparation, _ pupil: PupilIdentity,
        _ offer: DemoOffer
    ) async throws {
        let workflow = installation.workflow
        // Begun by a start that was killed, which took its mails along: it stays as it is.
        guard try await workflow.convention(handedOver: application.text) == nil else { return }
        _ = try await installation.handOver(pupils: pupils, clock: clock).handOverDue()
        guard let id = try await workflow.convention(handedOver: application.text), preparation > .begun else { return }
        try await hands.deliver()
        guard let family = try await pupils.find(pupil)?.representatives.first?.email?.text else { return }
        try await workflow.confirmFamily(try await hands.part(to: family))
        guard preparation > .byFamily else { return }
        let token = try await hands.part(to: offer.host.email)
        let contact = offer.host.contact
        let added: [HostField: String] = [
            .signatoryEmail: offer.host.email, .tutorGivenName: contact.given, .tutorFamilyName: contact.family,
            .tutorFunction: contact.capacity, .tutorEmail: offer.host.email,
        ]
        let values = try await workflow.partView(token).hostPart.values
            .merging(added.map { ($0.key.rawValue, $0.value) }) { $1 }
        let view = try await workflow.savePart(token, HostPart(values), gives: true)
        guard view.situation == .given else {
            throw Unknown(name: "\(offer.title): \(view.assessment.missing.map(\.key))")
        }
        if preparation == .approved { try await workflow.approve(id) }
    }

    /// Something in the tables of the demonstration that names nobody; a test would show it.
    struct Unknown: Error, CustomStringConvertible {
        let name: String
        var description: String { "the demonstration's tables name what is not there: \(name)" }
    }
}

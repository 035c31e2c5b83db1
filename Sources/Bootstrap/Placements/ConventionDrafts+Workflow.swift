import Applications
import ConventionDomain
import Foundation
import Offers
import Parties
import Placements
import Workflow

extension ConventionDrafts {
    /// Conventions of this installation.
    static func workflow(_ workflow: ConventionWorkflow) -> ConventionDrafts {
        ConventionDrafts(
            prepare: { agreement throws(HandOverProblem) in
                let request = try agreement.preparation(workflow.settings)
                do throws(WorkflowError) {
                    return try await workflow.prepare(request, handedOver: agreement.application.text).text
                } catch { throw HandOverProblem(error) }
            },
            begun: { application throws(HandOverProblem) in
                do throws(WorkflowError) {
                    return try await workflow.convention(handedOver: application.text)?.text
                } catch { throw HandOverProblem(error) }
            },
            withdraw: { reference throws(HandOverProblem) in
                guard let id = ConventionID(reference) else { return .none }
                do throws(WorkflowError) {
                    try await workflow.cancel(id, reason: withdrawal)
                    return .withdrawn
                } catch {
                    switch error {
                    case .conventionCompleted, .placementOver: return .signed
                    case .conventionCancelled, .conventionRefused, .conventionSuperseded: return .withdrawn
                    case .conventionErased, .unknownConvention: return .none
                    default: throw HandOverProblem(error)
                    }
                }
            })
    }

    /// Why a school took a place back is for itself to know: all who were invited read this.
    private static let withdrawal = "L’établissement a mis fin à la candidature dont cette convention est issue."
}

extension HandOverProblem {
    init(_ error: WorkflowError) {
        switch error {
        case .invalidData: self = .notAcceptable
        case .overlapping: self = .overlapping
        default: self = .unavailable
        }
    }
}

extension PlacementAgreement {
    /// All that is known, so that nobody writes it a second time; what the host alone knows, such as the tutor, is asked of it.
    func preparation(_ settings: WorkflowSettings) throws(HandOverProblem) -> DraftRequest {
        let signatories = try signatories(bothSign: settings.bothRepresentativesSign)
        var tree: [String: Any] = [
            "format": "urn:seing:convention:1", "pupil": pupilTree, "school": schoolTree, "host": hostTree,
            "placement": placementTree, "signing": ["place": pupil.school.address.city, "required": signatories],
        ]
        if !pupil.isEmancipated { tree["representatives"] = representativeTrees }
        guard let data = try? JSONSerialization.data(withJSONObject: tree, options: [.sortedKeys]) else {
            throw .notAcceptable
        }
        return DraftRequest(
            preparing: Array(data), sheet: ContactSheet(contacts: contacts), order: settings.signingOrder,
            template: nil, asking: settings.optionalSignatures)
    }

    private func signatories(bothSign: Bool) throws(HandOverProblem) -> [String] {
        guard pupil.email != nil else { throw .familyUnreachable }
        guard !pupil.isEmancipated else { return ["student", "school", "employer"] }
        let signing = pupil.representatives.prefix(bothSign ? 2 : 1)
        guard !signing.isEmpty, signing.allSatisfy({ $0.email != nil }) else { throw .familyUnreachable }
        return ["student"] + signing.indices.map { "representative-\($0 + 1)" } + ["school", "employer"]
    }

    private var contacts: [ContactSheet.Contact] {
        let (school, host) = (pupil, offer.contact)
        var contacts = [
            ContactSheet.Contact(of: .student, email: pupil.email?.text),
            .init(of: .school, email: school.schoolEmail.text),
            .init(of: .employer, email: host.email.text, telephone: host.phone?.e164),
        ]
        if pupil.school.referentTeacher != nil, let email = school.referentTeacherEmail {
            contacts.append(.init(of: .referentTeacher, email: email.text))
        }
        let persons: [ContactSheet.Person] = [.representative1, .representative2]
        for (person, member) in zip(persons, pupil.isEmancipated ? [] : pupil.representatives)
        where member.email != nil || member.phone != nil {
            contacts.append(.init(of: person, email: member.email?.text, telephone: member.phone?.e164))
        }
        return contacts
    }

    private var pupilTree: [String: Any] {
        PreparationTree.pupil(
            pupil.name, birthDate: pupil.birthDate, grade: pupil.grade, className: pupil.className,
            isEmancipated: pupil.isEmancipated)
    }

    private var representativeTrees: [[String: Any]] {
        pupil.representatives.prefix(2).map { PreparationTree.representative($0.name, capacity: $0.capacity) }
    }

    private var schoolTree: [String: Any] {
        let school = pupil.school
        var head = PreparationTree.person(school.head.name)
        head["capacity"] = school.head.capacity
        head["delegation"] = school.head.delegation
        var tree: [String: Any] = [
            "name": school.name, "uai": school.uai.text, "address": Self.address(school.address),
            "status": school.status.rawValue, "head": head,
        ]
        if let teacher = school.referentTeacher {
            var member = PreparationTree.person(teacher.name)
            member["subject"] = teacher.subject
            tree["referentTeacher"] = member
        }
        tree["boardDeliberation"] = school.boardDeliberation?.iso8601
        return tree
    }

    private var hostTree: [String: Any] {
        let (employer, contact) = (offer.posting.employer, offer.contact)
        var representative = PreparationTree.person(contact.name)
        representative["capacity"] = contact.capacity
        var tree: [String: Any] = [
            "legalName": employer.legalName, "siret": employer.siret.digits, "sector": employer.sector.name,
            "representative": representative,
        ]
        if let site = offer.posting.sites.first { tree["address"] = Self.address(site.address) }
        return tree
    }

    private var placementTree: [String: Any] {
        let timetable = days.map { day -> [String: Any] in
            ["date": day.date.iso8601, "slots": day.slots.map { ["from": $0.from.iso8601, "to": $0.to.iso8601] }]
        }
        return [
            "start": days.first?.date.iso8601 ?? "", "end": days.last?.date.iso8601 ?? "", "timetable": timetable,
            "activities": offer.posting.tasks,
        ]
    }

    private static func address(_ address: PostalAddress) -> [String: Any] {
        var tree: [String: Any] = [
            "street": address.street, "postalCode": address.postalCode, "city": address.city,
        ]
        tree["complement"] = address.complement
        tree["country"] = address.country
        return tree
    }
}

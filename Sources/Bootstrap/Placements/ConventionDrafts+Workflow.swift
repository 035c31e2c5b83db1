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
                    // What was corrected is another convention by now.
                    try await workflow.cancel(try await workflow.newest(id), reason: withdrawal)
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
        let tree: [String: Any] = [
            "format": "urn:seing:convention:1", "pupil": pupilTree, "school": PreparationTree.school(pupil.school),
            "representatives": representatives.map {
                PreparationTree.representative($0.name, capacity: $0.capacity)
            }, "host": hostTree, "placement": placementTree,
            "signing": ["place": pupil.school.address.city, "required": signatories],
        ]
        guard let data = try? JSONSerialization.data(withJSONObject: tree, options: [.sortedKeys]) else {
            throw .notAcceptable
        }
        return DraftRequest(
            preparing: Array(data), sheet: ContactSheet(contacts: contacts), order: settings.signingOrder,
            template: nil, asking: settings.optionalSignatures)
    }

    private func signatories(bothSign: Bool) throws(HandOverProblem) -> [String] {
        guard pupil.email != nil else { throw .familyUnreachable }
        guard !(pupil.isClosedToFamily && pupil.isMailboxShared) else { throw .closedToFamily }
        guard !isOfAge else { return ["student", "school", "employer"] }
        guard !pupil.isClosedToFamily else { throw .closedToFamily }
        let signing = representatives.prefix(bothSign ? 2 : 1)
        guard !signing.isEmpty, signing.allSatisfy({ $0.email != nil }) else { throw .familyUnreachable }
        return ["student"] + signing.indices.map { "representative-\($0 + 1)" } + ["school", "employer"]
    }

    /// On the first day nobody represents him or her.
    private var isOfAge: Bool {
        pupil.isEmancipated || days.first.map { pupil.birthDate.age(on: $0.date) >= 18 } ?? false
    }

    private var representatives: ArraySlice<PupilRecord.Representative> {
        isOfAge ? [] : pupil.representatives.prefix(2)
    }

    private var contacts: [ContactSheet.Contact] {
        let host = offer.contact
        var contacts = [
            ContactSheet.Contact(of: .student, email: pupil.email?.text, telephone: pupil.phone?.e164),
            .init(of: .school, email: pupil.schoolEmail.text, telephone: pupil.schoolPhone?.e164),
            .init(of: .employer, email: host.email.text, telephone: host.phone?.e164),
        ]
        if pupil.school.referentTeacher != nil {
            contacts.append(
                .init(
                    of: .referentTeacher, email: pupil.referentTeacherEmail?.text,
                    telephone: pupil.referentTeacherPhone?.e164))
        }
        for (person, member) in zip([ContactSheet.Person.representative1, .representative2], representatives) {
            contacts.append(.init(of: person, email: member.email?.text, telephone: member.phone?.e164))
        }
        return contacts.filter { $0.email != nil || $0.telephone != nil }
    }

    private var pupilTree: [String: Any] {
        PreparationTree.pupil(
            pupil.name, birthDate: pupil.birthDate, grade: pupil.grade, className: pupil.className,
            isEmancipated: pupil.isEmancipated)
    }

    private var hostTree: [String: Any] {
        let (employer, contact) = (offer.posting.employer, offer.contact)
        var representative = PreparationTree.person(contact.name)
        representative["capacity"] = contact.capacity
        var tree: [String: Any] = [
            "legalName": employer.legalName, "siret": employer.siret.digits, "sector": employer.sector.name,
            "representative": representative,
        ]
        if let site = offer.posting.sites.first { tree["address"] = PreparationTree.address(site.address) }
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
}

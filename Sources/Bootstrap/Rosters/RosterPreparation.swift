package import ConventionDomain
import Foundation
package import Parties
package import Placements
import Rosters
package import Workflow

/// Preparations of one school for many pupils: what is the same for all is entered once, the rest the roster knows.
package struct RosterPreparation: Sendable {
    /// What is the same for all, in JSON as for a single preparation, without pupil and representatives.
    let data: [UInt8]
    /// The school's contacts, and the host's when it is one for all.
    private(set) var sheet: ContactSheet
    package var order: SigningOrder.Preset?
    package var template: String?
    /// Whether each family names its host.
    package var isHostOpen = false

    /// Why the common part cannot serve many pupils.
    package enum Problem: Error, Hashable, Sendable {
        case noJSON
        /// Data or contacts name one family, and it would be everybody's.
        case namesOneFamily
        /// Another school's pupils.
        case otherSchool
        /// Neither these data nor the school's own file name the school.
        case noSchool
        case noDates
        /// The school has closed the pupil to the family, which a convention writes to.
        case closedToFamily

        package var text: BilingualText {
            switch self {
            case .noJSON:
                BilingualText("les données communes ne sont pas du JSON", "the common data are no JSON")
            case .namesOneFamily:
                BilingualText(
                    "les données communes nomment un élève ou sa famille ; ôtez « pupil », « representatives » et leurs coordonnées : la liste les donne",
                    "the common data name a pupil or a family; take out pupil, representatives and their contacts: the roster gives them"
                )
            case .otherSchool:
                BilingualText(
                    "les données communes sont d’un autre établissement que la liste (school.uai)",
                    "the common data are of another school than the roster (school.uai)")
            case .noSchool:
                BilingualText(
                    "les données communes ne nomment pas l’établissement (school), et il n’a pas de fiche ; écrivez « school », ou saisissez sa fiche : seing school set FICHIER",
                    "the common data have no school, and the school has said nothing of itself; write school, or enter it: seing school set FILE"
                )
            case .noDates:
                BilingualText(
                    "les données communes n’ont pas de dates ; attendu : placement.start et placement.end, comme 2027-04-05",
                    "the common data have no dates; expected placement.start and placement.end, such as 2027-04-05")
            case .closedToFamily:
                BilingualText(
                    "l’établissement ne montre rien à la famille de cet élève, et une convention écrit aux responsables légaux ; préparez la sienne à part, avec les seules personnes qui peuvent la recevoir, ou rouvrez l’accès sur sa page",
                    "the school shows this pupil's family nothing, and a convention writes to legal representatives; prepare it by itself, with those alone who may receive it, or open access again on the pupil's page"
                )
            }
        }
    }

    /// - Parameters:
    ///   - school: Whose pupils they are.
    ///   - record: What the school says of itself, for data without `school`; its contacts, for a sheet without them.
    /// - Throws: ``Problem``
    package init(
        data: [UInt8], sheet: ContactSheet, of school: UAI, record: SchoolRecord? = nil
    ) throws(Problem) {
        guard var root = Self.object(data) else { throw .noJSON }
        let family: [ContactSheet.Person] = [.student, .representative1, .representative2]
        guard root["pupil"] == nil, root["representatives"] == nil,
            !sheet.contacts.contains(where: { family.contains($0.of) }), sheet.parents == nil, sheet.emergencyKit == nil
        else { throw .namesOneFamily }
        if root["school"] == nil {
            guard let record else { throw .noSchool }
            root["school"] = PreparationTree.school(record.school)
            var signing = root["signing"] as? [String: Any] ?? [:]
            if signing["place"] == nil { signing["place"] = record.school.address.city }
            root["signing"] = signing
        }
        guard (root["school"] as? [String: Any])?["uai"] as? String == school.text else { throw .otherSchool }
        guard Self.start(root) != nil else { throw .noDates }
        guard let whole = try? JSONSerialization.data(withJSONObject: root, options: [.sortedKeys]) else {
            throw .noJSON
        }
        self.data = [UInt8](whole)
        self.sheet = sheet
        let missing = record?.contacts.filter { own in !sheet.contacts.contains { $0.of == own.of } } ?? []
        self.sheet.contacts += missing
    }

    private static func object(_ data: [UInt8]) -> [String: Any]? {
        (try? JSONSerialization.jsonObject(with: Data(data))) as? [String: Any]
    }

    private static func start(_ root: [String: Any]) -> CalendarDate? {
        ((root["placement"] as? [String: Any])?["start"] as? String).flatMap(CalendarDate.init(iso8601:))
    }

    /// The preparation of one pupil: of age or emancipated on the first day, nobody represents him or her.
    ///
    /// - Parameters:
    ///   - settings: Whether both representatives sign, and who is asked besides.
    ///   - overlapReason: Why it may have days that another convention of the pupil has.
    package func request(
        for stored: StoredPupil, _ settings: WorkflowSettings, overlapReason: String? = nil
    ) throws(Problem) -> DraftRequest {
        guard var root = Self.object(data) else { throw .noJSON }
        guard let start = Self.start(root) else { throw .noDates }
        let details = stored.pupil.details
        let guardians = details.isEmancipated || details.isAdult(on: start) ? [] : details.guardians
        guard guardians.isEmpty && !stored.isMailboxShared || !stored.isClosedToFamily else { throw .closedToFamily }
        root["pupil"] = PreparationTree.pupil(
            details.name, birthDate: details.birthDate, grade: details.grade, className: details.className,
            isEmancipated: details.isEmancipated)
        root["representatives"] = guardians.map { PreparationTree.representative($0.name, capacity: $0.capacity) }
        root["signing"] = signing(root["signing"] as? [String: Any] ?? [:], guardians.count, settings)
        guard let bytes = try? JSONSerialization.data(withJSONObject: root, options: [.sortedKeys]) else {
            throw .noJSON
        }
        var request = DraftRequest(
            preparing: [UInt8](bytes), sheet: contacts(details, guardians), order: order, template: template,
            asking: settings.optionalSignatures)
        request.isHostOpen = isHostOpen
        request.overlapReason = overlapReason
        return request
    }

    private func signing(_ given: [String: Any], _ guardians: Int, _ settings: WorkflowSettings) -> [String: Any] {
        let representatives: [ConventionData.RequiredSignature] = [.representative1, .representative2]
        let asked = given["required"] as? [String] ?? ["student", "school", "employer"]
        let others = asked.filter { name in name != "student" && !representatives.contains { $0.rawValue == name } }
        let signing = representatives.prefix(guardians).prefix(settings.bothRepresentativesSign ? 2 : 1)
        var result = given
        result["required"] = ["student"] + signing.map(\.rawValue) + others
        return result
    }

    private func contacts(_ details: PupilDetails, _ guardians: [Guardian]) -> ContactSheet {
        var result = sheet
        var family = [
            ContactSheet.Contact(of: .student, email: details.email?.text, telephone: details.telephone?.e164)
        ]
        for (person, guardian) in zip([ContactSheet.Person.representative1, .representative2], guardians) {
            family.append(
                ContactSheet.Contact(
                    of: person, email: guardian.email?.text, telephone: guardian.numberForTexts?.e164))
        }
        result.contacts = family.filter { $0.email != nil || $0.telephone != nil } + sheet.contacts
        return result
    }
}

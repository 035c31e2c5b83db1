import Parties
import Rosters
import Workflow

extension Installation {
    /// What schools' files have of a person who asks by name and address: who signs for the school, or the referent teacher.
    func schoolData(of query: PersonQuery) throws(WorkflowError) -> [[PersonDatum]] {
        guard case .email(let email) = query.mark else { return [] }
        let register = schoolRegister
        do {
            return try register.schools().flatMap { school in
                try register.record(of: school).map { Self.data(of: $0, query.name, email) } ?? []
            }
        } catch { throw .unavailable(.storage) }
    }

    private static func data(of record: SchoolRecord, _ name: PersonName, _ email: String) -> [[PersonDatum]] {
        let (school, head) = (record.school, record.school.head)
        var people: [(ContactSheet.Person, PersonName, [PersonDatum])] = [
            (
                .school, head.name,
                [.value("capacity", "Qualité", .text(head.capacity))]
                    + (head.delegation.map { [.value("delegation", "Délégation", .text($0))] } ?? [])
            )
        ]
        if let teacher = school.referentTeacher {
            let subject = teacher.subject.map { [PersonDatum.value("subject", "Discipline", .text($0))] }
            people.append((.referentTeacher, teacher.name, subject ?? []))
        }
        return people.compactMap { person, own, details in
            guard let contact = record.contact(of: person), contact.email?.lowercased() == email.lowercased(),
                own.isWritten(as: name)
            else { return nil }
            return [
                .value("school", "UAI", .text(school.uai.text)),
                .value("schoolName", "Établissement", .text(school.name)),
                .value("name", "Nom", .text(own.full)),
            ] + details + [.value("email", "Adresse électronique", .text(contact.email ?? ""))]
                + (contact.telephone.map { [.value("telephone", "Téléphone", .text($0))] } ?? [])
        }
    }
}

package import Parties

/// What a sheet says besides the convention's own data, cut down to what its reader may know.
package struct SheetContext: Hashable, Sendable {
    /// Somebody whom the reader may reach.
    struct Person: Hashable, Sendable {
        let of: ContactSheet.Person
        let name: String
        /// « Mère », « Enseignant référent (mathématiques) », « Chef d’atelier »
        let capacity: String
        let email: String?
        let telephone: String?
    }

    struct Reader: Hashable, Sendable {
        let role: Signatory.Role
        let name: String
    }

    let reader: Reader
    /// Who the reader may reach, whether or not anything is on file; in the order in which people look for them.
    let people: [Person]
    let emergencyKit: ContactSheet.EmergencyKit?

    /// - Parameter sheet: All that is on file; what the reader may not know is left out here.
    /// - Returns: `nil` when the convention has nobody in the reader's place.
    package init?(_ sheet: ContactSheet, of data: ConventionData, for reader: ConventionData.RequiredSignature) {
        guard let person = ContactSheet.Person(rawValue: reader.rawValue), let own = data.identity(of: person) else {
            return nil
        }
        self.reader = Reader(role: reader.role, name: own.name)
        emergencyKit = sheet.emergencyKit
        let contacts = sheet.scoped(for: reader).contacts
        people = Self.order.compactMap { person in
            guard !ContactSheet.data(of: person, for: reader).isEmpty, let identity = data.identity(of: person) else {
                return nil
            }
            let contact = contacts.first { $0.of == person }
            return Person(
                of: person, name: identity.name, capacity: identity.capacity, email: contact?.email,
                telephone: contact?.telephone)
        }
    }

    private static let order: [ContactSheet.Person] = [
        .school, .referentTeacher, .employer, .tutor, .representative1, .representative2, .student,
    ]
}

extension ConventionData {
    /// What a sheet calls a person; `nil` when the convention names nobody there.
    fileprivate func identity(of person: ContactSheet.Person) -> (name: String, capacity: String)? {
        switch person {
        case .student: (pupil.name.full, "Élève")
        case .representative1: representative(0)
        case .representative2: representative(1)
        case .school: (school.name, "Établissement scolaire")
        case .referentTeacher:
            school.referentTeacher.map { teacher in
                (
                    teacher.name.full,
                    "Enseignant référent" + (teacher.subject.map { " (\(FrenchFormat.inText($0)))" } ?? "")
                )
            }
        case .employer: (host.representative.name.full, host.representative.capacity)
        case .tutor: (host.tutor.name.full, "Tuteur (\(FrenchFormat.inText(host.tutor.function)))")
        }
    }

    private func representative(_ index: Int) -> (name: String, capacity: String)? {
        guard representatives.indices.contains(index) else { return nil }
        return (representatives[index].name.full, representatives[index].capacity)
    }
}

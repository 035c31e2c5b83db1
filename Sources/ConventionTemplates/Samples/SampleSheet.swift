package import Parties

/// Made-up contacts of one placement, and who reads them.
package struct SampleSheet: Hashable, Sendable {
    package let reader: ConventionData.RequiredSignature
    package let contacts: ContactSheet

    /// Everything is on file.
    static func complete(for reader: ConventionData.RequiredSignature) -> SampleSheet {
        let contacts = ContactSheet.Person.allCases.enumerated().map { index, person in
            ContactSheet.Contact(
                of: person, email: "\(person.rawValue)@exemple.example", telephone: "+3363998100\(index + 1)")
        }
        return SampleSheet(reader: reader, contacts: ContactSheet(contacts: contacts, emergencyKit: .family))
    }

    /// Nothing but the addresses of those who sign, which a convention cannot do without.
    static func least(for reader: ConventionData.RequiredSignature) -> SampleSheet {
        let contacts = ConventionData.RequiredSignature.allCases.compactMap { signature in
            ContactSheet.Person(rawValue: signature.rawValue).map {
                ContactSheet.Contact(of: $0, email: "\(signature.rawValue)@exemple.example")
            }
        }
        return SampleSheet(reader: reader, contacts: ContactSheet(contacts: contacts, emergencyKit: .school))
    }
}

extension SampleVariant {
    /// Every situation as each of its signatories reads it, and once with next to nothing on file.
    static func sheets(for template: ConventionTemplate) -> [SampleVariant] {
        let all = situations(of: template.metadata.grades)
        let complete = all.flatMap { situation in
            situation.data.signing.required.map { of(situation, .complete(for: $0), named: $0.rawValue) }
        }
        let least = all.prefix(1).flatMap { situation in
            situation.data.signing.required.map { of(situation, .least(for: $0), named: "\($0.rawValue)-least") }
        }
        return complete + least
    }

    private static func of(_ situation: SampleVariant, _ sheet: SampleSheet, named name: String) -> SampleVariant {
        let role = sheet.reader.role
        return SampleVariant(
            name: "\(situation.name)-\(name)", french: "\(situation.french), exemplaire : \(role.frenchLabel)",
            english: "\(situation.english), as read by: \(role.rawValue)", data: situation.data, sheet: sheet)
    }
}

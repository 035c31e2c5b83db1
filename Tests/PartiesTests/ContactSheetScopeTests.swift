import Testing

@testable import Parties

/// Every reader against every datum; the table is written by hand, person by person, and says which letters a reader is
/// given: e for the mail address, t for the telephone number.
@Suite("What each reader of a contact sheet is given")
struct ContactSheetScopeTests {
    typealias Reader = ConventionData.RequiredSignature

    static let table: [(Reader, [ContactSheet.Person: String])] = [
        (
            .school,
            [
                .student: "et", .representative1: "et", .representative2: "et", .school: "et", .referentTeacher: "et",
                .employer: "et", .tutor: "et",
            ]
        ),
        (
            .employer,
            [
                .student: "", .representative1: "t", .representative2: "t", .school: "et", .referentTeacher: "et",
                .employer: "et", .tutor: "et",
            ]
        ),
        (
            .student,
            [
                .student: "et", .representative1: "", .representative2: "", .school: "et", .referentTeacher: "",
                .employer: "", .tutor: "et",
            ]
        ),
        (
            .representative1,
            [
                .student: "", .representative1: "et", .representative2: "", .school: "et", .referentTeacher: "",
                .employer: "", .tutor: "et",
            ]
        ),
        (
            .representative2,
            [
                .student: "", .representative1: "", .representative2: "et", .school: "et", .referentTeacher: "",
                .employer: "", .tutor: "et",
            ]
        ),
    ]

    private static func email(_ person: ContactSheet.Person) -> String { "\(person.rawValue)@exemple.example" }
    private static func telephone(_ person: ContactSheet.Person) -> String { "+33 of \(person.rawValue)" }

    private static let whole = ContactSheet(
        contacts: ContactSheet.Person.allCases.map { .init(of: $0, email: email($0), telephone: telephone($0)) },
        emergencyKit: .family)

    @Test func `the table has every reader and every person`() {
        #expect(Set(Self.table.map(\.0)) == Set(Reader.allCases))
        for (reader, row) in Self.table {
            #expect(Set(row.keys) == Set(ContactSheet.Person.allCases), "\(reader)")
        }
    }

    @Test(arguments: table)
    func `is what the table says, and not one datum more`(reader: Reader, row: [ContactSheet.Person: String]) {
        let contacts = Self.whole.scoped(for: reader).contacts
        for (person, letters) in row {
            let given = contacts.filter { $0.of == person }
            #expect(given.map(\.email) == (letters.isEmpty ? [] : [letters.contains("e") ? Self.email(person) : nil]))
            #expect(
                given.map(\.telephone)
                    == (letters.isEmpty ? [] : [letters.contains("t") ? Self.telephone(person) : nil]))
        }
        // Nothing of it hides elsewhere in the value.
        let text = String(reflecting: Self.whole.scoped(for: reader))
        for (person, letters) in row {
            #expect(text.contains(Self.email(person)) == letters.contains("e"), "\(person)")
            #expect(text.contains(Self.telephone(person)) == letters.contains("t"), "\(person)")
        }
    }

    @Test func `no parent is given the other's data, whoever of them reads`() {
        for (reader, other) in [
            (Reader.representative1, ContactSheet.Person.representative2), (.representative2, .representative1),
        ] {
            #expect(ContactSheet.data(of: other, for: reader).isEmpty)
            #expect(!Self.whole.scoped(for: reader).contacts.contains { $0.of == other })
        }
    }
}

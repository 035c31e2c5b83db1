import Parties
import Testing

@Suite("Département of a school")
struct DepartmentTests {
    /// Numbers made with their check letter: the rule is about the first three digits.
    private static func school(_ digits: String) throws -> UAI {
        let letter = try #require(UAI.checkLetter(of: digits))
        return try #require(UAI(digits + String(letter)))
    }

    /// Rule: the first three digits of a school's number are not always the département's code (directory of schools).
    @Test(arguments: [
        ("0940001", "94", "Val-de-Marne"), ("0010001", "01", "Ain"), ("6200001", "2A", "Corse-du-Sud"),
        ("7200001", "2B", "Haute-Corse"), ("9710001", "971", "Guadeloupe"), ("9740001", "974", "La Réunion"),
        ("9830001", "988", "Nouvelle-Calédonie"), ("9840001", "987", "Polynésie française"),
        ("9870001", "986", "Wallis-et-Futuna"), ("9750001", "975", "Saint-Pierre-et-Miquelon"),
        ("0990011", "99", "Étranger"),
    ])
    func `a school's number tells it`(digits: String, code: String, name: String) throws {
        let department = try #require(Department(try Self.school(digits)))
        #expect(department.code == code && department.name == name)
    }

    @Test(arguments: ["0200001", "0960001", "1000001", "9990001"])
    func `a number that is of none tells none`(digits: String) throws {
        #expect(Department(try Self.school(digits)) == nil)
    }

    @Test func `codes are taken as people type them, and nothing else is`() {
        #expect(Department("2a")?.code == "2A" && Department("1")?.code == "01" && Department("974")?.code == "974")
        for text in ["", "20", "96", "0", "094", "2C", "94 ", "९४", "../94"] {
            #expect(Department(text) == nil, "\(text)")
        }
        #expect(
            ["974", "2B", "94", "01"].compactMap(Department.init).sorted().map(\.code) == ["01", "2B", "94", "974"])
    }
}

import Testing

@testable import Parties

@Suite("Texts of faults")
struct FaultTextTests {
    private static func fault(_ code: ConventionFault.Code) -> ConventionFault {
        ConventionFault(
            .init(code, found: "FOUND", expected: ["ONE", "TWO"], typed: "TYPED"), at: "pupil/birthDate", line: 7)
    }

    @Test(arguments: ConventionFault.Code.allCases)
    func `exist for every code in both languages, which differ`(code: ConventionFault.Code) throws {
        let text = try #require(FaultText.all[code])
        #expect(text.french.count > 15 && text.english.count > 15)
        #expect(text.french != text.english)
        for language in MessageLanguage.allCases {
            let told = Self.fault(code).text(in: language, quotingValues: true)
            for place in ["{found}", "{expected}", "{value}"] { #expect(!told.contains(place)) }
        }
    }

    @Test func `are told once`() {
        let tables = [
            FaultText.file, FaultText.form, FaultText.values, FaultText.coherence, FaultText.signatures,
            FaultText.supplements, FaultText.workingTime, FaultText.warnings, FaultText.table,
        ]
        #expect(tables.reduce(0) { $0 + $1.count } == ConventionFault.Code.allCases.count)
    }

    @Test(arguments: ConventionFault.Code.allCases)
    func `quote what was typed only when asked to, and never in the description`(code: ConventionFault.Code) {
        let fault = Self.fault(code)
        #expect(!fault.description.contains("TYPED"))
        #expect(fault.description.hasSuffix("[\(code.rawValue)]"))
        for language in MessageLanguage.allCases { #expect(!fault.text(in: language).contains("TYPED")) }
        #expect(!ConventionDataError([fault]).description.contains("TYPED"))
    }

    @Test(arguments: ConventionFault.Code.allCases)
    func `have French spaces before high punctuation`(code: ConventionFault.Code) {
        let text = Self.fault(code).text(in: .french, quotingValues: true)
        for mark in [" :", " ;", " ?", " !", " »", "« ", "'", "  "] { #expect(!text.contains(mark)) }
    }

    @Test func `name line, field and path in French`() {
        let text = Self.fault(.notADate).text(in: .french, quotingValues: true)
        #expect(
            text
                == "ligne 7, élève, date de naissance (pupil/birthDate)\u{A0}: «\u{A0}TYPED\u{A0}» n’est pas une date\u{A0};"
                + " écrivez l’année, le mois et le jour, par exemple 2027-06-14")
    }

    @Test(arguments: ["a\u{202E}b", "a\u{1B}[2Jb", "a\nb", "a\u{200B}b"])
    func `show what a terminal would hide or obey`(typed: String) {
        let fault = ConventionFault(.init(.notADate, typed: typed), at: "pupil/birthDate")
        for language in MessageLanguage.allCases {
            let text = fault.text(in: language, quotingValues: true)
            #expect(text.contains("a<U+"))
            #expect(!text.unicodeScalars.contains { $0.properties.generalCategory == .control || $0 == "\u{202E}" })
        }
    }

    @Test func `cut what was typed`() {
        let fault = ConventionFault(.init(.notADate, typed: String(repeating: "x", count: 5000)), at: "a")
        #expect(fault.text(in: .french, quotingValues: true).count < 200)
    }

    @Test(arguments: [
        ("school/name", "établissement, nom"),
        ("host/representative/givenName", "organisme d’accueil, représentant, prénom"),
        ("representatives/representative[2]/capacity", "responsables légaux, responsable légal 2, qualité"),
        ("placement/timetable/day[2]/slots/slot[1]/to", "stage, horaires, jour 2, plage 1, heure de fin"),
    ])
    func `call fields by the names a school uses`(path: String, name: String) {
        #expect(FieldNames.french(path) == name)
    }

    @Test func `leave out the name of a field that is not known`() {
        #expect(FieldNames.french("pupil/colour") == nil)
    }
}

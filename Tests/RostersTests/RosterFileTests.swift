import Foundation
import Parties
import Testing

@testable import Rosters

struct RosterFileTests {
    private typealias Samples = RosterSamples

    @Test func `reads what usual exports call their columns, accents and case forgiven`() throws {
        let shouted = Samples.heading.map { $0.uppercased().replacing("É", with: "E").replacing("°", with: "º") }
        for heading in [Samples.heading, shouted] {
            let file = try Samples.file(heading: heading)
            #expect(file.faults.isEmpty && file.unread.isEmpty)
            let awa = try #require(file.rows.first)
            #expect(awa.reference?.text == "1001" && awa.line == 2)
            #expect(awa.details.name == PersonName(given: "Awa", family: "Diallo"))
            #expect(awa.details.birthDate == Samples.date("2012-02-03") && awa.details.grade == .troisieme)
            #expect(awa.details.guardians.map(\.capacity) == ["Mère"])
            #expect(awa.details.guardians[0].telephone?.e164 == "+33639981234")
        }
    }

    @Test
    func
        `normalises the number that another service writes with a zero too many, and honours a refusal of text messages`()
        throws
    {
        let odile = try #require(try Samples.file().rows[1].details.guardians.first)
        #expect(odile.telephone?.e164 == "+33639981235")
        #expect(odile.numberForTexts == nil)
        #expect(try Samples.file().rows[0].details.guardians[0].numberForTexts != nil)
        #expect(!odile.sharesAddress)
    }

    @Test(arguments: [";", ",", "\t"]) func `reads each separator`(_ separator: String) throws {
        let text = Samples.text(separator: separator)
        let file = try RosterFile(Array(text.utf8), mapping: ColumnMapping(), today: Samples.today)
        #expect(file.rows.count == 3 && file.faults.isEmpty)
    }

    @Test func `reads UTF-8 with and without mark and Windows-1252 alike, and says of UTF-16 what to do`() throws {
        let text = Samples.text()
        let plain = try RosterFile(Array(text.utf8), mapping: ColumnMapping(), today: Samples.today)
        let marked = try RosterFile(
            [0xEF, 0xBB, 0xBF] + Array(text.utf8), mapping: ColumnMapping(), today: Samples.today)
        let windows = try #require(text.data(using: .windowsCP1252))
        #expect(Array(windows) != Array(text.utf8))
        #expect(try RosterFile(Array(windows), mapping: ColumnMapping(), today: Samples.today).rows == plain.rows)
        #expect(marked.rows == plain.rows)
        let utf16 = try #require(text.data(using: .utf16))
        let refusal = #expect(throws: RosterRefusal.self) {
            try RosterFile(Array(utf16), mapping: ColumnMapping(), today: Samples.today)
        }
        #expect(refusal?.faults.map(\.cause) == [.file(.utf16)])
        #expect(refusal?.faults.first?.text.french.contains("CSV UTF-8") == true)
    }

    @Test func `tells every fault with line and column, and no value`() throws {
        var rows = Samples.rows
        rows[0][3] = "31/02/2012"
        rows[2][1] = ""
        rows[2][9] = "zoe.exemple.fr"
        rows[2][6] = "Secret"
        rows[2][7] = "Odette"
        let faults = try Samples.file(rows).faults
        #expect(faults.map(\.line) == [2, 4, 4])
        #expect(faults.map(\.letters) == ["D", "B", "J"])
        #expect(faults[0].text.french.hasPrefix("ligne 2, colonne D (Né(e) le)\u{A0}: "))
        #expect(faults[0].text.french.contains("99/99/9999"))
        #expect(faults[2].text.english.contains("aaa.aaaaaaa.aa"))
        let told = faults.map { $0.text.french + $0.text.english }.joined()
        for secret in ["31/02", "Secret", "Odette", "zoe"] { #expect(!told.contains(secret)) }
    }

    @Test(arguments: ["=1+1", "+SOMME(A1)", "-2", "@cmd", "'=1+1", "＝1", "=HYPERLINK(\"\"http://x\"\")"])
    func `refuses a formula in a name, a class or a capacity`(_ formula: String) throws {
        for column in ["Nom", "Prénom", "Lien responsable 1", "Responsable 1 Nom"] {
            let file = try Samples.file(column, formula.contains("\"") ? "\"\(formula)\"" : formula)
            #expect(file.faults.map(\.cause) == [.formula], "\(column)")
            #expect(file.rows.isEmpty)
        }
    }

    @Test(arguments: [
        "\u{202E}Awa", "Awa\u{0}", "Awa\u{200B}", String(repeating: "a", count: 101), "awa@exemple.fr",
        "06 12 34 56 78",
    ])
    func `refuses hostile text in every name`(_ text: String) throws {
        for column in ["Nom", "Prénom", "Responsable 1 Prénom"] {
            guard !text.contains("\u{0}") else {
                #expect(throws: RosterRefusal.self) { try Samples.file(column, text) }
                continue
            }
            #expect(try Samples.file(column, text).rows.isEmpty, "\(column)")
        }
    }

    @Test func `keeps no national number, whatever its column is called`() throws {
        var heading = Samples.heading
        heading[0] = "INE"
        let unread = try Samples.file(heading: heading)
        #expect(unread.unread == ["INE"] && unread.rows.allSatisfy { $0.reference == nil })
        let chosen = #expect(throws: RosterRefusal.self) {
            try Samples.file(heading: heading, mapping: ColumnMapping(["INE": .reference]))
        }
        #expect(chosen?.faults.map(\.cause) == [.nationalNumber])
        for number in ["001291528AA", "1234567890A", "112027512345678"] {
            #expect(try Samples.file("N° élève", number).faults.map(\.cause) == [.nationalNumber])
        }
    }

    @Test(arguments: ["03/02/12", "40000", "2012/02/03", "3 février 2012", "30/02/2012", "2012-13-01"])
    func `refuses a date that may mean another day`(_ text: String) throws {
        let cause = try #require(try Samples.file("Né(e) le", text).faults.first?.cause)
        guard case .date = cause else { return #expect(Bool(false), "\(cause)") }
    }

    @Test(arguments: ["03/02/1912", "28/11/2026", "03/02/2027", "03/02/2020"])
    func `refuses a year that no pupil is born in`(_ text: String) throws {
        #expect(try Samples.file("Né(e) le", text).faults.map(\.cause) == [.unlikelyAge])
    }

    @Test(arguments: [
        ("3e 2", ConventionData.Grade.troisieme), ("3ème B", .troisieme), ("301", .troisieme), ("4EME A", .quatrieme),
        ("2nde 4", .seconde), ("2de4", .seconde), ("204", .seconde), ("Seconde pro ASSP", .professionnelle),
        ("2nde bac pro", .professionnelle), ("Seconde Bac Professionnel", .professionnelle),
        ("3e prépa professionnelle", .troisieme),
    ])
    func `knows the grade by the class's name`(_ name: String, _ grade: ConventionData.Grade) throws {
        #expect(RosterGrade("", className: name) == .observing(grade))
    }

    @Test func `passes over grades without placement and asks about those that it does not know`() throws {
        for name in ["6e 1", "5EME B", "1re 2", "Tle STMG", "T3"] {
            #expect(RosterGrade("", className: name) == .other)
        }
        for name in ["Les Tournesols", "A", "2MELEC"] { #expect(RosterGrade("", className: name) == .unknown) }
        var rows = Samples.rows
        rows[0][4] = "6e 1"
        let file = try Samples.file(rows)
        #expect(file.passedOver == 1 && file.rows.count == 2 && file.faults.isEmpty)
    }

    /// Rule: exports repeat « Nom », « Téléphone »; a file that was read once is read again.
    @Test func `of two columns of one heading each is itself, and the first is the usual one`() throws {
        let heading = ["Nom", "Prénom", "Naissance le", "Classe", "Nom", "Prénom", "nom"]
        let row = ["Diallo", "Awa", "03/02/2012", "3e 2", "Diallo", "Mariam", ""]
        let bytes = Array(Samples.text([row], heading: heading).utf8)
        let headings = try RosterFile.headings(of: bytes)
        #expect(headings[4...] == ["Nom (n°\u{A0}2)", "Prénom (n°\u{A0}2)", "nom (n°\u{A0}3)"])
        let chosen: [String: RosterColumn?] = ["Naissance le": .birthDate, headings[4]: nil, headings[5]: nil]
        var mapping = ColumnMapping(chosen)
        for _ in 0..<2 {
            let file = try Samples.file([row], heading: heading, mapping: mapping)
            #expect(file.rows.map { $0.details.name.given } == ["Awa"] && file.faults.isEmpty)
            mapping = file.mapping
        }
    }

    @Test func `remembers what was mapped by hand, and asks for what nobody mapped`() throws {
        var heading = Samples.heading
        heading[1] = "Patronyme"
        let refusal = #expect(throws: RosterRefusal.self) { try Samples.file(heading: heading) }
        #expect(refusal?.faults.map(\.cause) == [.noColumn(.familyName)])
        let file = try Samples.file(heading: heading, mapping: ColumnMapping(["patronyme ": .familyName]))
        #expect(file.rows.count == 3)
        #expect(try Samples.file(heading: heading, mapping: file.mapping).rows == file.rows)
        let twice = #expect(throws: RosterRefusal.self) {
            try Samples.file(mapping: ColumnMapping(["Nom": .familyName, "Prénom": .familyName]))
        }
        #expect(twice?.faults.contains { $0.cause == .repeatedColumn(.familyName) } == true)
    }

    @Test func `takes quotation marks, line ends inside cells, empty rows and cells that are missing at the end`()
        throws
    {
        let text = "Nom;Prénom;Classe;Date de naissance;Téléphone\n\n\"Dia\"\"llo\";Awa;\"3e\n2\";2012-02-03\n"
        let file = try RosterFile(Array(text.utf8), mapping: ColumnMapping(), today: Samples.today)
        #expect(file.rows.map(\.line) == [3])
        #expect(file.rows.first?.details.className == "3e 2")
        let open = "Nom;Prénom;Classe;Né le\n\"Diallo;Awa;3e;2012-02-03\n"
        let refusal = #expect(throws: RosterRefusal.self) {
            try RosterFile(Array(open.utf8), mapping: ColumnMapping(), today: Samples.today)
        }
        #expect(refusal?.faults.map(\.cause) == [.file(.quoteUnfinished)])
        let long = "Nom;Prénom;Classe;Né le\nDiallo;Awa;3e;2012-02-03;x\n"
        let faults = try RosterFile(Array(long.utf8), mapping: ColumnMapping(), today: Samples.today).faults
        #expect(faults.map(\.cause) == [.cellCount(found: 5, expected: 4)])
    }

    @Test func `says that a file without pupils has none`() throws {
        #expect(try Samples.file([]).faults.map(\.cause) == [.file(.noRows)])
    }

    @Test func `needs a name of whoever may be written to`() throws {
        var row = Samples.rows[0]
        (row[6], row[7]) = ("", "")
        #expect(try Samples.file([row]).faults.map(\.cause) == [.guardianWithoutName])
    }

    @Test func `tells every cause in both languages`() {
        let causes: [RosterFault.Cause] = [
            .file(.tooLong), .file(.utf16), .file(.unknownEncoding), .file(.quoteUnfinished), .file(.noRows),
            .noColumn(.familyName), .repeatedColumn(.email), .nationalNumber, .cellCount(found: 3, expected: 2),
            .missing(.guardian2Email), .formula, .text(.init(.emptyText)), .date(shape: "9"), .unlikelyAge,
            .grade(shape: "a"), .reference(shape: "a"), .email(shape: "a"), .telephone(shape: "a"), .answer(shape: "a"),
            .guardianWithoutName, .samePupil(line: 2, byReference: true), .samePupil(line: 2, byReference: false),
        ]
        for cause in causes {
            #expect(!cause.statement.french.isEmpty && !cause.statement.english.isEmpty, "\(cause)")
            #expect(cause.statement.french != cause.statement.english, "\(cause)")
        }
        for column in RosterColumn.allCases { #expect(column.label.french.count > 2, "\(column)") }
    }
}

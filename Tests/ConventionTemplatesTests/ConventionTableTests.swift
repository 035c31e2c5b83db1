import Foundation
import Parties
import Spreadsheets
import TestSupport
import Testing
import XMLBridge

@testable import ConventionTemplates

/// Conventions in rows: round trips, faults by row and column, and what spreadsheets do to a file.
@Suite("A table of conventions")
struct ConventionTableTests {
    private static func table() throws -> ConventionTable {
        ConventionTable(
            conventionXML: ConventionXML(schema: try Repository.schema("convention")),
            contactSheetXML: ContactSheetXML(schema: try Repository.schema("contact-sheet")))
    }

    private static func faults(_ bytes: [UInt8]) throws -> [ConventionTable.Fault] {
        let table = try table()
        do throws(ConventionTable.Refusal) {
            _ = try table.read(bytes)
            return []
        } catch { return error.faults }
    }

    /// The examples as rows of cells, the heading first.
    private static func rows() throws -> [[String]] {
        let entries = try Repository.conventionExamples.map { ConventionTable.Entry(data: try Repository.example($0)) }
        return try CSVText.rows(ConventionTable.bytes(of: entries))
    }

    /// The first example with one cell changed.
    private static func faults(_ column: String, _ value: String) throws -> [ConventionTable.Fault] {
        var rows = Array(try rows().prefix(2))
        let index = try #require(rows[0].firstIndex(of: column), "\(column)")
        rows[1][index] = value
        return try faults(CSVText.bytes(rows))
    }

    // MARK: Round trips

    @Test func `gives back every value of every example`() throws {
        let examples = try Repository.conventionExamples.map { try Repository.example($0) }
        let bytes = ConventionTable.bytes(of: examples.map { ConventionTable.Entry(data: $0) })
        let read = try Self.table().read(bytes)
        #expect(read.map(\.data) == examples)
        #expect(read.map(\.number) == [2, 3, 4, 5])
        #expect(read.map { ConventionXML.serialize($0.data) } == examples.map { ConventionXML.serialize($0) })
        #expect(ConventionTable.bytes(of: read.map { ConventionTable.Entry(data: $0.data) }) == bytes)
    }

    /// Made from the other examples by a program of another language.
    @Test func `gives the values of the other examples, from the one that is a table`() throws {
        let read = try Self.table().read(try Repository.bytes("Examples/conventions/four-conventions.csv"))
        #expect(try read.map(\.data) == Repository.conventionExamples.map { try Repository.example($0) })
        let sheets = ContactSheetXML(schema: try Repository.schema("contact-sheet"))
        for (row, name) in zip(read, Repository.contactExamples) {
            let sheet = try sheets.parse(try Repository.bytes("Examples/conventions/\(name)"))
            #expect(Set(try #require(row.contacts).contacts) == Set(sheet.contacts))
        }
    }

    @Test(arguments: Repository.conventionExamples)
    func `and JSON and XML give one another's values`(name: String) throws {
        let xml = ConventionXML(schema: try Repository.schema("convention"))
        let data = try Repository.example(name)
        let fromJSON = try xml.parse(ConventionXML.json(try xml.parse(ConventionXML.serialize(data))))
        #expect(ConventionXML.serialize(fromJSON) == ConventionXML.serialize(data))
    }

    @Test func `gives back what is awkward in a table`() throws {
        var data = try Repository.example("public-lycee-seconde.xml")
        data.host.naf = NAFCode("5630Z", edition: .revision2)
        data.placement.activities = "=1+1; « a \"b\" », c\n-2\n'+3"
        data.host.legalName = "'=SUM(A1)"
        data.host.tutor.function = "@tout"
        data.placement.meals = "+ boisson"
        data.pupil.className = "-1"
        let bytes = ConventionTable.bytes(of: [.init(reference: "7K3F-92QM", data: data)])
        #expect(try Self.table().read(bytes).map(\.data) == [data])
        // No cell begins with what a spreadsheet calculates.
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(!text.contains(/(?:^|;)"?[=+\-@]/))
        #expect(text.contains(";''=SUM(A1);") && text.contains(";'@tout;") && text.contains(";'-1;"))
    }

    @Test func `keeps contacts, of the people who are named`() throws {
        let data = try Repository.example("public-lycee-seconde.xml")
        let sheet = ContactSheet(contacts: [
            .init(of: .student, email: "ines@eleve.example", telephone: "+33639981001"),
            .init(of: .representative1, telephone: "+262692123456"),
            .init(of: .representative2, email: "o@pere.example", notice: .forbidden),
            .init(of: .tutor, email: "t@atelier.example"),
        ])
        let bytes = ConventionTable.bytes(of: [.init(data: data, contacts: sheet)])
        #expect(String(decoding: bytes, as: UTF8.self).contains(";'+33639981001;"))
        #expect(try Self.table().read(bytes).map(\.contacts) == [sheet])
    }

    @Test(arguments: [true, false])
    func `has an empty table to fill in, that says what it lacks`(inFrench: Bool) throws {
        let template = ConventionTable.template(inFrench: inFrench)
        let heading = try CSVText.rows(template)[0]
        #expect(heading[0] == (inFrench ? "élève, prénom" : "pupil.givenName"))
        #expect(heading.contains("contact.student.email"))
        #expect(try Self.faults(template).map(\.fault.code) == [.noRows])
        // The same columns, under either name, take the same example.
        var rows = try Self.rows()
        let columns = rows[0].map { TableColumn.byHeading[$0.lowercased()] }
        rows[0] = try columns.map { try #require(inFrench ? $0?.frenchName.uppercased() : $0?.name) }
        #expect(try Self.table().read(CSVText.bytes(rows)).count == 4)
    }

    @Test func `names each column once in both ways`() {
        let names = TableColumn.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(Set(TableColumn.all.map(\.frenchName)).count == names.count)
        #expect(Set(names).isDisjoint(with: TableColumn.all.map(\.frenchName).filter { !names.contains($0) }))
    }

    // MARK: What spreadsheets make of a file

    @Test func `reads what Python's csv writes, with semicolons or commas`() throws {
        let script = """
            import csv, io, json, sys
            rows = json.load(sys.stdin)
            out = io.StringIO()
            csv.writer(out, delimiter=sys.argv[1], lineterminator="\\r\\n").writerows(rows)
            sys.stdout.write(out.getvalue())
            """
        let rows = try Self.rows()
        let json = Array(try JSONEncoder().encode(rows))
        for separator in [";", ","] {
            let written = try Command.run("python3", "-c", script, separator, input: json)
            #expect(written.succeeded)
            #expect(try CSVText.rows(Array(written.output.utf8)) == rows)
        }
    }

    @Test func `writes what Python's csv reads`() throws {
        let script = """
            import csv, io, json, sys
            text = sys.stdin.buffer.read().decode("utf-8-sig")
            json.dump(list(csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)), sys.stdout)
            """
        let rows = [["a", "b;c", "d\"e"], ["f\ng", "", "é’"]]
        let read = try Command.run("python3", "-c", script, input: CSVText.bytes(rows))
        #expect(try JSONDecoder().decode([[String]].self, from: Data(read.output.utf8)) == rows)
    }

    @Test func `reads Windows-1252, UTF-8 without mark, and every line end`() throws {
        let text = try #require(String(validating: CSVText.bytes(try Self.rows().prefix(2).map { $0 }), as: UTF8.self))
        let plain = text.replacing("\u{FEFF}", with: "").replacing("\u{202F}", with: " ")
        let expected = try Self.table().read(Array(plain.utf8))
        let latin = try #require(plain.data(using: .windowsCP1252))
        #expect([UInt8](latin) != Array(plain.utf8))
        #expect(try Self.table().read([UInt8](latin)) == expected)
        #expect(try Self.table().read(Array(plain.replacing("\r\n", with: "\n").utf8)) == expected)
        #expect(try Self.table().read([0xEF, 0xBB, 0xBF] + Array(plain.utf8)) == expected)
        for encoding in [String.Encoding.utf16, .utf16LittleEndian, .utf32] {
            let bytes = [UInt8](try #require(plain.data(using: encoding)))
            #expect(try Self.faults(bytes).map(\.fault.code) == [.notUTF8])
        }
    }

    @Test func `reads days and hours as people and spreadsheets write them`() throws {
        var rows = Array(try Self.rows().prefix(2))
        let changes = [
            "pupil.birthDate": "03/09/2011", "placement.start": "14/06/2027", "day1.date": "14/6/2027",
            "day1.hours": "9h-12h30 ; 13h30–17h00",
        ]
        for (column, value) in changes { rows[1][try #require(rows[0].firstIndex(of: column))] = value }
        let data = try #require(try Self.table().read(CSVText.bytes(rows)).first?.data)
        #expect(data.pupil.birthDate.iso8601 == "2011-09-03")
        #expect(data.placement.timetable[0].date.iso8601 == "2027-06-14")
        #expect(
            data.placement.timetable[0].slots.map { "\($0.from.iso8601)-\($0.to.iso8601)" } == [
                "09:00-12:30", "13:30-17:00",
            ])
    }

    @Test func `passes over empty rows, and counts them as a spreadsheet does`() throws {
        var rows = Array(try Self.rows().prefix(3))
        rows.insert(Array(repeating: " ", count: rows[0].count), at: 1)
        rows.insert([""], at: 3)
        #expect(try Self.table().read(CSVText.bytes(rows)).map(\.number) == [3, 5])
    }

    @Test func `takes the usual signatures when the cell is empty`() throws {
        var rows = try Self.rows()
        let column = try #require(rows[0].firstIndex(of: "signing.required"))
        for index in rows.indices.dropFirst() { rows[index][column] = "" }
        let read = try Self.table().read(CSVText.bytes(rows)).map(\.data.signing.required)
        #expect(read[0] == [.student, .representative1, .school, .employer])
        #expect(read[3] == [.student, .school, .employer])
    }
}

@Suite("Faults of a table")
struct ConventionTableFaultTests {
    private static func table() throws -> ConventionTable {
        ConventionTable(
            conventionXML: ConventionXML(schema: try Repository.schema("convention")),
            contactSheetXML: ContactSheetXML(schema: try Repository.schema("contact-sheet")))
    }

    private static func faults(_ rows: [[String]]) throws -> [ConventionTable.Fault] {
        let table = try table()
        do throws(ConventionTable.Refusal) {
            _ = try table.read(CSVText.bytes(rows))
            return []
        } catch { return error.faults }
    }

    private static func rows() throws -> [[String]] {
        let sheet = ContactSheet(contacts: [.init(of: .student, email: "i@eleve.example", telephone: "+33639981001")])
        let entry = ConventionTable.Entry(data: try Repository.example("public-lycee-seconde.xml"), contacts: sheet)
        return try CSVText.rows(ConventionTable.bytes(of: [entry, entry]))
    }

    @Test(arguments: [
        ("pupil.birthDate", "2011-02-30", ConventionFault.Code.notADate), ("pupil.birthDate", "31/02/2011", .notADate),
        ("pupil.birthDate", "", .emptyText), ("pupil.givenName", " ", .emptyText),
        ("pupil.givenName", "Ka\u{202E}rim", .forbiddenCharacter),
        ("pupil.givenName", "Ka\u{7}rim", .forbiddenCharacter),
        ("pupil.familyName", String(repeating: "x", count: 101), .textTooLong), ("pupil.grade", "2de", .notAChoice),
        ("school.uai", "0990011A", .wrongUAILetter), ("host.siret", "9,99E+13", .notASIRET),
        ("host.siret", "", .siretMissing),
        ("host.address.postalCode", "9499", .notAPostalCode), ("host.tutor.function", "", .emptyText),
        ("placement.activities", String(repeating: "x ", count: 5000), .textTooLong),
        ("placement.end", "2027-06-13", .endBeforeStart), ("day1.hours", "matin", .notATimetable),
        ("day1.hours", "09:00", .notATimetable), ("day1.hours", "", .emptyText), ("day1.date", "", .emptyText),
        ("day2.hours", "09:00-25:00", .notATime), ("day2.hours", "08:00-12:00 12:30-17:00", .dayTooLong),
        ("day2.hours", "09:00-10:00 11:00-12:00 13:00-14:00 15:00-16:00 17:00-18:00", .wrongCount),
        ("signing.required", "student notary", .notAChoice), ("contact.student.email", "i@é.example", .domainNotASCII),
        ("contact.student.telephone", "12", .notAPhoneNumber),
    ])
    func `are told with row and column`(column: String, value: String, code: ConventionFault.Code) throws {
        var rows = try Self.rows()
        let index = try #require(rows[0].firstIndex(of: column), "\(column)")
        rows[2][index] = value
        let fault = try #require(try Self.faults(rows).first, "\(column) \(value)")
        #expect(fault.fault.code == code)
        #expect(fault.row == 3)
        #expect(fault.column?.name == column)
        #expect(fault.column?.letters == SpreadsheetText.letters(ofColumn: index))
        #expect(
            fault.text(in: .french).hasPrefix(
                "ligne 3, colonne \(SpreadsheetText.letters(ofColumn: index)) (\(column))\u{A0}: "))
    }

    @Test func `are all told, of every row`() throws {
        var rows = try Self.rows()
        let (birth, uai) = (
            try #require(rows[0].firstIndex(of: "pupil.birthDate")), try #require(rows[0].firstIndex(of: "school.uai"))
        )
        (rows[1][birth], rows[1][uai], rows[2][birth]) = ("x", "y", "z")
        #expect(
            try Self.faults(rows).map { "\($0.row) \($0.fault.code)" } == ["2 notADate", "2 notAUAI", "3 notADate"])
    }

    @Test(arguments: [
        ("pupil.givenName", "pupil.prenom", [ConventionFault.Code.unknownColumn, .missingColumn]),
        ("pupil.givenName", "pupil.familyName", [.repeatedColumn, .missingColumn]),
        ("host.siret", "", [.unknownColumn]),
    ])
    func `of the heading are told before any row`(old: String, new: String, codes: [ConventionFault.Code]) throws {
        var rows = try Self.rows()
        rows[0][try #require(rows[0].firstIndex(of: old))] = new
        let faults = try Self.faults(rows)
        #expect(faults.map(\.fault.code) == codes)
        #expect(faults.allSatisfy { $0.row == 1 })
    }

    @Test func `are told of rows of another length, and of quotation marks that close nothing`() throws {
        var rows = try Self.rows()
        rows[2].removeLast()
        #expect(try Self.faults(rows).map { "\($0.row) \($0.fault.code)" } == ["3 cellCountWrong"])
        let heading = try Self.rows()[0].joined(separator: ";")
        for row in ["\"a", "\"a\"b;c", "a;\"b\" ;"] {
            let refusal = #expect(throws: ConventionTable.Refusal.self) {
                try Self.table().read(Array("\(heading)\n\(row)\n".utf8))
            }
            #expect(refusal?.faults.map { "\($0.row) \($0.fault.code)" } == ["2 quoteUnfinished"], "\(row)")
        }
    }

    @Test(arguments: ["", "\n", "a\n", "a,b\nc,d\n", "%PDF-1.7\n", "élève\tnom\n"])
    func `are told of what is no table of conventions`(text: String) throws {
        let refusal = #expect(throws: ConventionTable.Refusal.self) { try Self.table().read(Array(text.utf8)) }
        #expect(refusal?.faults.map(\.fault.code) == [.separatorUnknown])
    }

    @Test func `end soon for a table without end`() throws {
        let heading = try Self.rows()[0].joined(separator: ";")
        let long = Array("\(heading)\n".utf8) + Array(repeating: UInt8(ascii: "\n"), count: 100_000)
        let refusal = #expect(throws: ConventionTable.Refusal.self) { try Self.table().read(long) }
        #expect(refusal?.faults.map(\.fault.code) == [.tooManyRows])
        let wide = #expect(throws: ConventionTable.Refusal.self) {
            try Self.table().read(Array(repeating: UInt8(ascii: ";"), count: 20 << 20))
        }
        #expect(wide?.faults.map(\.fault.code) == [.tooManyRows])
    }

    @Test func `never stop the reader, whatever byte is changed`() throws {
        let source = CSVText.bytes(try Self.rows())
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<300 {
            var bytes = source
            bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            guard let rows = try? Self.table().read(bytes) else { continue }
            let again = ConventionTable.bytes(of: rows.map { .init(data: $0.data, contacts: $0.contacts) })
            #expect(try Self.table().read(again).map(\.data) == rows.map(\.data))
        }
    }
}

@Suite("Version 1.1 and the digest of convention.xml")
struct ConventionFormatTests {
    private static func sample() throws -> String {
        String(decoding: try Repository.bytes("Examples/conventions/public-lycee-seconde.xml"), as: UTF8.self)
    }

    private static let naf = "<naf>\n<code>5630Z</code><nomenclature>NAFRev2</nomenclature></naf>"

    @Test func `keep the code of activity, in one form`() throws {
        let xml = ConventionXML(schema: try Repository.schema("convention"))
        let text = try Self.sample().replacing("</sector>", with: "</sector>\(Self.naf)")
        let data = try xml.parse(Array(text.utf8))
        #expect(data.host.naf == NAFCode("56.30Z", edition: .revision2))
        let bytes = ConventionXML.serialize(data)
        #expect(String(decoding: bytes, as: UTF8.self).contains("<code>56.30Z</code>"))
        #expect(try xml.parse(bytes) == data)
        #expect(try xml.parse(ConventionXML.json(data)) == data)
        let schema = Repository.root.appending(path: "Templates/Schemas/convention.rng").path()
        #expect(try Command.run("xmllint", "--noout", "--relaxng", schema, "-", input: Array(text.utf8)).succeeded)
        #expect(try Command.run("xmllint", "--noout", "--relaxng", schema, "-", input: bytes).succeeded)
    }

    @Test(arguments: [("5630Z", "56.3Z", ConventionFault.Code.notANAFCode), ("NAFRev2", "NACE", .notAChoice)])
    func `refuse another code`(old: String, new: String, code: ConventionFault.Code) throws {
        let xml = ConventionXML(schema: try Repository.schema("convention"))
        let text = try Self.sample().replacing("</sector>", with: "</sector>\(Self.naf.replacing(old, with: new))")
        let error = #expect(throws: ConventionDataError.self) { try xml.parse(Array(text.utf8)) }
        #expect(error?.faults.map(\.code) == [code])
    }

    /// Bytes of version 1.0, as they are embedded in documents that were issued: nothing that was added may change them.
    @Test func `leave the canonical bytes of 1.0 as they were`() throws {
        let xml = ConventionXML(schema: try Repository.schema("convention"))
        let bytes = ConventionXML.serialize(try xml.parse(Array(try Self.sample().utf8)))
        #expect(!String(decoding: bytes, as: UTF8.self).contains("naf"))
        // The example is indented as canonical bytes are, so that a canonicalizer that is not ours can say what they are.
        let path = Repository.root.appending(path: "Examples/conventions/public-lycee-seconde.xml").path()
        let theirs = try Command.run("xmllint", "--exc-c14n", path).output
        let withoutSpace = { (text: String) in text.replacing(/>\s+</, with: "><") }
        #expect(withoutSpace(String(decoding: bytes, as: UTF8.self)) == withoutSpace(theirs))
    }

    @Test(arguments: Repository.conventionExamples)
    func `give the digest that other programs compute of the canonical bytes`(name: String) throws {
        let data = try Repository.example(name)
        let digest = ConventionXML.canonicalDigest(data) { Self.sha256($0) }
        let canonical = try Command.run("xmllint", "--exc-c14n", "-", input: ConventionXML.serialize(data)).output
        let theirs = try Command.run("sha256sum", input: Array(canonical.utf8)).output.prefix(64)
        #expect(digest == "sha256:\(theirs)")
    }

    @Test func `give one digest to the same values from XML, JSON and a table`() throws {
        let xml = ConventionXML(schema: try Repository.schema("convention"))
        let table = ConventionTable(
            conventionXML: xml, contactSheetXML: ContactSheetXML(schema: try Repository.schema("contact-sheet")))
        let data = try Repository.example("public-lycee-seconde.xml")
        let others = [
            try xml.parse(ConventionXML.json(data)), try xml.parse(ConventionXML.serialize(data)),
            try #require(try table.read(ConventionTable.bytes(of: [.init(data: data)])).first).data,
        ]
        let digests = Set(([data] + others).map { ConventionXML.canonicalDigest($0) { Self.sha256($0) } })
        #expect(digests.count == 1)
        var other = data
        other.pupil.className += "x"
        #expect(!digests.contains(ConventionXML.canonicalDigest(other) { Self.sha256($0) }))
    }

    /// By a program that is not ours; these tests have no cryptography.
    private static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array((try? Command.run("sha256sum", input: bytes).output.prefix(64)) ?? "")
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
    }
}

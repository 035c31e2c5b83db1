import Parties
import Testing
import Typesetting

@testable import ConventionTemplates

@Suite("Filling templates")
struct FillTests {
    private static func fill(
        _ body: String, on day: String = "2026-11-23", _ change: (inout ConventionData) throws -> Void = { _ in }
    ) throws -> DocumentContent {
        var data = try Repository.example("public-lycee-seconde.xml")
        try change(&data)
        return try template(templateSource(body)).fill(data, issue: try Repository.issue(of: data, on: day))
    }

    /// The text of the first block after the title.
    private static func text(
        _ body: String, _ change: (inout ConventionData) throws -> Void = { _ in }
    ) throws -> String {
        plainText(Array(try fill(body, change).blocks.dropFirst().dropLast()))
    }

    // MARK: What is refused

    @Test func `refuses data that lack a printed value, and names it once`() throws {
        let body =
            "<paragraph><value of=\"school.boardDeliberation\"/><value of=\"placement.meals\"/>"
            + "<value of=\"placement.meals\"/></paragraph>"
        #expect(throws: FillError.missingValues(["school.boardDeliberation", "placement.meals"])) {
            try Self.fill(body) {
                $0.school.boardDeliberation = nil
                $0.placement.meals = nil
            }
        }
    }

    @Test func `refuses values with hidden characters, even when no file was read`() throws {
        let error = try #require(throws: FillError.self) {
            try Self.fill("") { $0.pupil.name = PersonName(given: "Ada\u{202E}", family: "X") }
        }
        guard case .data(let refused) = error else { throw error }
        #expect(refused.faults.map(\.code) == [.forbiddenCharacter])
    }

    @Test func `judges the pupil's age on the day of issue`() throws {
        let error = try #require(throws: FillError.self) { try Self.fill("", on: "2029-09-03") }
        guard case .data(let refused) = error else { throw error }
        #expect(refused.faults.map(\.code) == [.adultWithRepresentative])
    }

    @Test(arguments: [
        [[ConventionData.RequiredSignature.student, .representative1, .school]],
        [[.student, .representative1, .school, .employer, .employer]],
        [[.student, .representative1, .school, .employer], []],
        [[.student, .representative2, .school, .employer]], [],
    ])
    func `refuses a signing order that is not that of the required signatures`(
        order: [[ConventionData.RequiredSignature]]
    ) throws {
        let data = try Repository.example("public-lycee-seconde.xml")
        let issue = IssueContext(
            conventionID: "X", issuedOn: data.placement.start, createdAt: 0, isDemonstration: true, order: order)
        let template = try template(templateSource(""))
        #expect(throws: FillError.wrongOrder) { try template.fill(data, issue: issue) }
    }

    @Test func `refuses a signatory whose box a condition leaves out`() throws {
        let boxes = "<if value=\"pupil.adult\" is=\"yes\">\(signatureBoxes)</if>"
        let data = try Repository.example("public-lycee-seconde.xml")
        let template = try template(templateSource("", boxes: boxes))
        #expect(throws: FillError.missingSignatureBoxes(["student", "representative-1", "school", "employer"])) {
            try template.fill(data, issue: try Repository.issue(of: data))
        }
    }

    // MARK: What is printed

    @Test func `prints markup in values as text`() throws {
        let text = try Self.text("<paragraph><value of=\"pupil.name\"/> – <value of=\"host.legalName\"/></paragraph>") {
            $0.pupil.name = PersonName(given: "<b>&amp;", family: "</paragraph><value of=\"x\"/>")
            $0.host.legalName = "A & B <script>"
        }
        #expect(text == "<b>&amp; </paragraph><value of=\"x\"/> – A & B <script>")
    }

    @Test func `decides conditions by choice, number and presence`() throws {
        let body = """
            <paragraph><choose><when value="pupil.grade" is="quatrieme troisieme">collège</when><otherwise>lycée</otherwise></choose>
            <if value="school.status" is-not="public">privé</if><if value="representatives.count" is="1">seul</if>
            <if value="placement.meals" exists="no">rien</if></paragraph>
            """
        #expect(try Self.text(body) == "lycée seul")
        let changed = try Self.text(body) {
            $0.pupil.grade = .troisieme
            $0.placement.timetable.removeLast(5)
            $0.placement.meals = nil
        }
        #expect(changed == "collège seul rien")
    }

    @Test func `repeats text, rows, items, fields and blocks`() throws {
        let body = """
            <for-each in="placement.places" as="place"><paragraph><value of="place.name"/></paragraph></for-each>
            <list><for-each in="representatives" as="person"><item><value of="person.name"/></item></for-each></list>
            <fields><for-each in="representatives" as="person"><field label="L"><value of="person.capacity"/></field></for-each></fields>
            <table><columns><column>Jour</column></columns>
            <for-each in="timetable" as="day"><row><cell><for-each in="day.slots" as="slot" separator=" ; "><value of="slot.from"/></for-each></cell></row></for-each></table>
            """
        let text = try Self.text(body) { $0.placement.timetable = Array($0.placement.timetable.prefix(2)) }
        let nbsp = "\u{A0}"
        let row = "9\(nbsp)h\u{202F}; 13\(nbsp)h\(nbsp)30"
        #expect(text == "Atelier de reliure\n- Samira Belkacem\nL: Mère\n\nJour\n\(row)\n\(row)")
    }

    @Test func `gives one paragraph to each line of a text, and none to an empty one`() throws {
        let content = try Self.fill("<paragraphs of=\"placement.activities\"/>") {
            $0.placement.activities = "Un.\n\nDeux."
        }
        let blocks = content.blocks.dropFirst().dropLast()
        #expect(Array(blocks) == [.paragraph([Inline("Un.")], .body), .paragraph([Inline("Deux.")], .body)])
    }

    @Test func `sets emphasis as runs of their own`() throws {
        let content = try Self.fill("<paragraph>a <strong>b <emphasis>c</emphasis></strong> d</paragraph>")
        let runs = [Inline("a "), Inline("b ", .bold), Inline("c", .italic), Inline(" d")]
        #expect(content.blocks.dropFirst().first == .paragraph(runs, .body))
    }

    @Test func `embeds the data as they were accepted, with the issue`() throws {
        let content = try Self.fill("")
        let file = try #require(content.associatedFiles.first)
        let issued = try ConventionXML.parseIssued(file.data)
        #expect(issued.data == (try Repository.example("public-lycee-seconde.xml")))
        #expect(issued.issue.conventionID == "7K3F-92QM")
        #expect(issued.issue.template.identifier == "small")
        #expect(file.relationship == .data && file.name == "convention.xml")
    }

    @Test func `composes letters typed as base and accent`() throws {
        let text = try Self.text("<paragraph><value of=\"pupil.givenName\"/></paragraph>") {
            $0.pupil.name = PersonName(given: "Ine\u{300}s", family: "Roy")
        }
        #expect(Array(text.utf8) == Array("In\u{E8}s".utf8))
    }
}

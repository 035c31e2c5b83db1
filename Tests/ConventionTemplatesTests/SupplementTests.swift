import Parties
import Testing
import Typesetting

@testable import ConventionTemplates

@Suite("Values that a template asks for by itself")
struct SupplementTests {
    private static let declarations = """
        <data>
          <supplement name="bonus" type="money" label="Gratification" optional="yes" sample="4.35"/>
          <supplement name="phone" type="telephone" label="Téléphone" sample="+33639981234"/>
          <supplement name="plan" type="choice" label="Plan" sample="b">
            <option value="a" label="premier"/><option value="b" label="second"/>
          </supplement>
        </data>
        """
    private static let body = """
        <paragraph><if value="supplement.bonus" exists="yes"><value of="supplement.bonus"/>, </if><value of="supplement.phone"/>,
        <value of="supplement.plan"/><if value="supplement.plan" is="a"> !</if></paragraph>
        """

    private static func source(_ declarations: String, _ body: String = body) -> String {
        templateSource(body).replacing("</metadata>", with: "</metadata>" + declarations)
    }

    private static func fill(_ supplements: [String: String]) throws -> DocumentContent {
        var data = try Repository.example("public-lycee-seconde.xml")
        data.supplements = supplements.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: $0.value) }
        return try template(source(declarations)).fill(data, issue: try Repository.issue(of: data))
    }

    private static func text(_ supplements: [String: String]) throws -> String {
        plainText(Array(try fill(supplements).blocks.dropFirst().dropLast()))
    }

    @Test func `are printed by their type`() throws {
        let (narrow, space) = ("\u{202F}", "\u{A0}")
        #expect(
            try Self.text(["phone": "+33639981234", "plan": "b", "bonus": "1234.50"])
                == "1\(narrow)234,50\(space)€, 06\(space)39\(space)98\(space)12\(space)34, second")
        #expect(
            try Self.text(["phone": "+262692123456", "plan": "a"])
                == "+262\(space)692\(space)12\(space)34\(space)56, premier\(narrow)!")
    }

    @Test(arguments: ["06 39 98 12 34", "0639981234", "+33 (0)6 39 98 12 34", "+330639981234"])
    func `are printed alike however a telephone number was typed`(typed: String) throws {
        #expect(try Self.text(["phone": typed, "plan": "b"]) == "06\u{A0}39\u{A0}98\u{A0}12\u{A0}34, second")
    }

    @Test func `are embedded, and read again`() throws {
        let file = try #require(try Self.fill(["phone": "+33639981234", "plan": "b"]).associatedFiles.first)
        let read = try ConventionXML.parseIssued(file.data).data.supplements
        #expect(read == [.init(name: "phone", value: "+33639981234"), .init(name: "plan", value: "b")])
    }

    @Test(arguments: [
        (["plan": "a"], ConventionFault.Code.supplementMissing), (["phone": "x", "plan": "a"], .notAPhoneNumber),
        (["phone": "+33639981234", "plan": "c"], .notAChoice),
        (["phone": "+33639981234", "plan": "a", "other": "1"], .supplementUnknown),
        (["phone": "+33639981234", "plan": "a", "bonus": "4,35"], .notAnAmount),
        (["phone": "+33639981234", "plan": "a", "bonus": "-1"], .notAnAmount),
        (["phone": "+33639981234", "plan": "a", "bonus": "0.5"], .notAnAmount),
        (["phone": "+33639981234", "plan": "a", "bonus": "1000000"], .notAnAmount),
    ])
    func `are refused when they are not what the template asks for`(
        supplements: [String: String], code: ConventionFault.Code
    ) throws {
        let error = try #require(throws: FillError.self) { try Self.fill(supplements) }
        guard case .data(let refused) = error else { throw error }
        #expect(refused.faults.map(\.code) == [code])
    }

    @Test func `are refused when one is there twice`() throws {
        var data = try Repository.example("public-lycee-seconde.xml")
        data.supplements = [.init(name: "x", value: "1"), .init(name: "x", value: "2")]
        #expect(data.faults().map(\.code) == [.supplementRepeated])
    }

    @Test(arguments: [
        ("<supplement name=\"a b\" type=\"text\" label=\"L\" sample=\"s\"/>", "not made of plain letters"),
        ("<supplement name=\"a\" type=\"integer\" label=\"L\" sample=\"s\"/>", "type of supplement is \"integer\""),
        ("<supplement name=\"a\" type=\"money\" label=\"L\" sample=\"five\"/>", "sample does not fit"),
        ("<supplement name=\"a\" type=\"choice\" label=\"L\" sample=\"s\"/>", "has 0 options"),
        ("<supplement name=\"a\" type=\"text\" label=\"L\"/>", "no attribute sample"),
        ("<supplement name=\"a\" type=\"text\" label=\"L\" sample=\"s\" max-length=\"9999\"/>", "no number from 1"),
        ("<value name=\"a\"/>", "not known inside data"),
        (
            "<supplement name=\"a\" type=\"text\" label=\"L\" sample=\"s\"/>"
                + "<supplement name=\"a\" type=\"text\" label=\"L\" sample=\"s\"/>", "declared twice"
        ),
        ("<supplement name=\"unused\" type=\"text\" label=\"L\" sample=\"s\"/>", "printed nowhere"),
    ])
    func `are declared rightly, or the template is refused`(declaration: String, cause: String) throws {
        let body = declaration.contains("unused") ? "" : "<paragraph><value of=\"supplement.a\"/></paragraph>"
        let error = try #require(throws: TemplateError.self) {
            try template(Self.source("<data>\(declaration)</data>", body))
        }
        #expect(error.problems.contains { $0.cause.english.contains(cause) }, "\(error)")
    }
}

@Suite("Which document a template makes")
struct DocumentKindTests {
    private static func boxes(_ roles: [String]) -> String {
        "<signature-boxes>"
            + roles.map {
                "<signature-box role=\"\($0)\"><title>t</title><expected>e</expected>"
                    + "<placeholder>p</placeholder><alternative>a</alternative></signature-box>"
            }.joined() + "</signature-boxes>"
    }

    private static func kind(_ kind: String, _ roles: [String], grades: String = "") -> String {
        templateSource("", boxes: boxes(roles)).replacing(
            "language=\"fr-FR\"", with: "language=\"fr-FR\" document=\"\(kind)\" \(grades)")
    }

    private static func data(_ kind: ConventionData.DocumentKind) throws -> ConventionData {
        var data = try Repository.example("public-lycee-seconde.xml")
        data.document = kind
        return data
    }

    @Test(arguments: [
        ("convention", ["school", "employer"]), ("amendment", ["employer"]), ("attestation", ["school"]),
        ("attestation", ["employer", "employer"]), ("will", ["employer"]),
    ])
    func `wants a box for each who signs it`(kind: String, roles: [String]) {
        #expect(throws: TemplateError.self) { try template(Self.kind(kind, roles)) }
    }

    @Test func `an attestation is signed by the host alone`() throws {
        var data = try Self.data(.attestation)
        data.signing.required = [.employer]
        let content = try template(Self.kind("attestation", ["employer"])).fill(
            data, issue: try Repository.issue(of: data))
        #expect(content.blocks.count == 2)
        data.signing.required = [.school]
        #expect(data.faults().map(\.code) == [.signatureMissing])
    }

    @Test func `an amendment says what it amends, and school and host sign it`() throws {
        var data = try Self.data(.amendment)
        data.signing.required = [.school, .employer]
        let template = try template(Self.kind("amendment", ["school", "employer"]))
        #expect(throws: FillError.nothingAmended) { try template.fill(data, issue: try Repository.issue(of: data)) }
        let issue = IssueContext(
            conventionID: "X", issuedOn: data.placement.start, createdAt: 0, isDemonstration: true,
            order: [data.signing.required], amends: SampleVariant.amended)
        let file = try #require(try template.fill(data, issue: issue).associatedFiles.first)
        #expect(try ConventionXML.parseIssued(file.data).issue.amends == SampleVariant.amended)
        data.signing.required = [.school]
        #expect(data.faults().map(\.code) == [.signatureMissing])
    }

    @Test func `data of another kind or grade are refused`() throws {
        var amendment = try Self.data(.amendment)
        amendment.signing.required = [.student, .representative1, .school, .employer]
        let convention = try template(templateSource(""))
        #expect(convention.faults(of: amendment).map(\.code) == [.wrongDocument])
        let vocational = try template(
            Self.kind(
                "convention", ["student", "representative", "school", "employer"], grades: "grades=\"professionnelle\"")
        )
        #expect(vocational.faults(of: try Self.data(.convention)).map(\.code) == [.gradeNotServed])
        #expect(throws: TemplateError.self) {
            try template(
                Self.kind(
                    "convention", ["student", "representative", "school", "employer"], grades: "grades=\"sixth\""))
        }
    }
}

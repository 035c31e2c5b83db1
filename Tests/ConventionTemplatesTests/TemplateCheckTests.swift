import ConventionDomain
import Foundation
import Parties
import TestSupport
import Testing
import XMLBridge

@testable import ConventionTemplates

/// A small whole template with the body that a test is about.
func templateSource(_ body: String, boxes: String = signatureBoxes, metadata: String = "") -> String {
    """
    <template xmlns="urn:seing:template:1" identifier="small" version="1" language="fr-FR">
      <metadata>
        <name>Petit</name><title>T</title><subject>S</subject><author>A</author><footer>F</footer>
        <source status="to-verify" reference="R" publication="P"/>\(metadata)
      </metadata>
      <body><title>Titre</title>
    \(body)
    \(boxes)
      </body>
    </template>
    """
}

/// The line on which the body of ``templateSource(_:boxes:)`` begins.
let bodyLine = 7

let signatureBoxes =
    "<signature-boxes>"
    + ["student", "representative", "school", "employer"].map {
        "<signature-box role=\"\($0)\"><title>t</title><expected>e</expected>"
            + "<placeholder><value of=\"signatory.name\"/></placeholder><alternative>a</alternative></signature-box>"
    }.joined() + "</signature-boxes>"

func template(_ source: String, pictures: TemplatePictures? = nil) throws -> ConventionTemplate {
    try ConventionTemplate(
        bytes: Array(source.utf8), file: "small/template.xml", schema: try Repository.schema("template"),
        sha256: { _ in [UInt8](repeating: 0, count: 32) }, pictures: pictures)
}

@Suite("Checking templates")
struct TemplateCheckTests {
    struct Broken: CustomTestStringConvertible, Sendable {
        let body: String
        let cause: String
        let remedy: String
        /// Whether the schema alone shows it.
        var isOfTheForm = false

        var testDescription: String { body }
    }

    static let broken: [Broken] = [
        .init(
            body: "<paragraph><value of=\"pupil.naem\"/></paragraph>", cause: "\"pupil.naem\" is not known",
            remedy: "did you mean pupil.name?"),
        .init(
            body: "<paragraph><value of=\"xyzzy\"/></paragraph>", cause: "\"xyzzy\" is not known",
            remedy: "known here: "),
        .init(
            body: "<paragraph><value of=\"pupil.email\"/></paragraph>", cause: "\"pupil.email\" is not known",
            remedy: "known here: "),
        .init(body: "<paragraph><value of=\"pupil\"/></paragraph>", cause: "pupil has parts", remedy: "pupil.name"),
        .init(body: "<paragraph><value of=\"timetable\"/></paragraph>", cause: "is a list", remedy: "for-each"),
        .init(
            body: "<paragraph><value of=\"school.name\" format=\"weekday\"/></paragraph>",
            cause: "weekday does not fit school.name", remedy: "leave"),
        .init(
            body: "<paragraph><value of=\"school.name\" format=\"loud\"/></paragraph>", cause: "is \"loud\"",
            remedy: "standard, weekday", isOfTheForm: true),
        .init(body: "<paragraph><value/></paragraph>", cause: "no attribute of", remedy: "add of", isOfTheForm: true),
        .init(
            body: "<if value=\"school.status\" is=\"pubilc\"><paragraph>x</paragraph></if>",
            cause: "is never \"pubilc\"",
            remedy: "public, private-under-contract"),
        .init(
            body: "<if value=\"school.name\" is=\"x\"><paragraph>x</paragraph></if>",
            cause: "neither a choice nor a number",
            remedy: "exists"),
        .init(
            body: "<if value=\"representatives.count\" is=\"two\"><paragraph>x</paragraph></if>",
            cause: "a number, never \"two\"", remedy: "number"),
        .init(
            body: "<if value=\"school.status\"><paragraph>x</paragraph></if>", cause: "says 0 things", remedy: "is-not",
            isOfTheForm: true),
        .init(
            body: "<if value=\"school.boardDeliberation\" exists=\"maybe\"><paragraph>x</paragraph></if>",
            cause: "exists is \"maybe\"", remedy: "yes or no", isOfTheForm: true),
        .init(
            body: "<for-each in=\"pupil\" as=\"x\"><paragraph>x</paragraph></for-each>", cause: "pupil is not a list",
            remedy: "repeat a list"),
        .init(
            body: "<for-each in=\"timetable\" as=\"school\"><paragraph>x</paragraph></for-each>",
            cause: "\"school\" cannot be given", remedy: "another one"),
        .init(
            body: "<choose><otherwise><paragraph>x</paragraph></otherwise></choose>",
            cause: "not known here inside choose",
            remedy: "when", isOfTheForm: true),
        .init(
            body: "<paragraf>x</paragraf>", cause: "paragraf is not known here", remedy: "paragraph", isOfTheForm: true),
        .init(
            body: "<paragraph><b>x</b></paragraph>", cause: "b is not known inside text", remedy: "strong",
            isOfTheForm: true),
        .init(
            body: "<paragraph xmlns=\"urn:x\">x</paragraph>", cause: "not in the namespace", remedy: "declare",
            isOfTheForm: true),
        .init(
            body: "<paragraph style=\"huge\">x</paragraph>", cause: "style of paragraph is \"huge\"", remedy: "small",
            isOfTheForm: true),
        .init(
            body: "<paragraph colour=\"red\">x</paragraph>", cause: "unknown attribute colour", remedy: "style",
            isOfTheForm: true),
        .init(
            body: "<section><paragraph>x</paragraph></section>", cause: "no heading", remedy: "add", isOfTheForm: true),
        .init(body: "<note>words</note>", cause: "note holds text", remedy: "paragraph", isOfTheForm: true),
        .init(body: "<page-break>x</page-break>", cause: "holds something", remedy: "<page-break/>", isOfTheForm: true),
        .init(body: "<space points=\"-3\"/>", cause: "no number from 0 to 400", remedy: "points", isOfTheForm: true),
        .init(
            body: "<table><columns><column>a</column></columns><row><cell>1</cell><cell>2</cell></row></table>",
            cause: "the row has 2 cells", remedy: "give it 1"),
        .init(
            body: "<article number=\"2\"><heading>h</heading></article>", cause: "has the number \"2\"",
            remedy: "number it 1"),
        .init(
            body: "<paragraph>Vu l’article 1384 du code civil</paragraph>", cause: "obsolete article 1384",
            remedy: "1240"),
        .init(
            body: "<paragraph>Vu l’article L. 211-1 du code du travail</paragraph>", cause: "obsolete article L. 211-1",
            remedy: "L. 4153-1"),
        .init(body: signatureBoxes, cause: "2 blocks of signature boxes", remedy: "write one"),
        .init(
            body: "<paragraph><value of=\"signatory.name\"/></paragraph>", cause: "\"signatory.name\" is not known",
            remedy: "known here: "),
    ]

    @Test(arguments: broken)
    func `names file, line, cause and remedy`(broken: Broken) throws {
        let error = try #require(throws: TemplateError.self) { try template(templateSource(broken.body)) }
        let problem = try #require(error.problems.first)
        #expect(problem.cause.english.contains(broken.cause))
        #expect(problem.remedy.english.contains(broken.remedy))
        #expect((bodyLine...bodyLine + 1).contains(problem.line))
        #expect(error.description.hasPrefix("small/template.xml:\(problem.line): "))
    }

    @Test(arguments: broken.filter(\.isOfTheForm))
    func `refuses what another program refuses by the schema`(broken: Broken) throws {
        let schema = Repository.root.appending(path: "Templates/Schemas/template.rng").path()
        let bytes = Array(templateSource(broken.body).utf8)
        #expect(try !Command.run("xmllint", "--noout", "--relaxng", schema, "-", input: bytes).succeeded)
    }

    @Test(arguments: [
        "<!DOCTYPE template [<!ENTITY e \"x\">]><template/>", "<template", "", "<template/>",
        "<template xmlns=\"urn:seing:template:1\"/>", "<convention xmlns=\"urn:seing:convention:1\"/>",
    ])
    func `refuses what is no template`(source: String) {
        #expect(throws: TemplateError.self) { try template(source) }
    }

    @Test func `names all problems of a file at once, in the order of its lines`() throws {
        let source = templateSource("<paragraf>x</paragraf>\n<paragraph><value of=\"a.b\"/></paragraph>", boxes: "")
        let error = try #require(throws: TemplateError.self) { try template(source) }
        #expect(error.problems.count == 3)
        #expect(error.problems.map(\.line) == error.problems.map(\.line).sorted())
    }

    @Test(arguments: ["student", "representative", "school", "employer"])
    func `wants one box for each role`(role: String) throws {
        let boxes = signatureBoxes.replacing(
            "role=\"\(role)\"", with: "role=\"\(role == "school" ? "student" : "school")\"")
        let error = try #require(throws: TemplateError.self) { try template(templateSource("", boxes: boxes)) }
        #expect(error.problems.contains { $0.cause.english.contains("one box for the role \(role)") })
    }

    @Test func `gives the digest of the canonical form: comments and quotes do not count, words do`() throws {
        let source = templateSource("<paragraph style=\"lead\">x</paragraph>")
        let counting: (String) throws -> String = { source in
            try ConventionTemplate(
                bytes: Array(source.utf8), file: "t", schema: try Repository.schema("template"),
                sha256: { bytes in [UInt8(truncatingIfNeeded: bytes.reduce(7) { $0 &* 31 &+ Int($1) })] }
            ).digest
        }
        let digest = try counting(source)
        #expect(try counting(source.replacing("style=\"lead\"", with: "style = 'lead'")) == digest)
        #expect(try counting(source.replacing("<body>", with: "<body><!-- c -->")) == digest)
        #expect(try counting(source.replacing(">x<", with: ">y<")) != digest)
    }
}

@Suite("The signing order of a template")
struct TemplateSigningOrderTests {
    private static func order(_ metadata: String) throws -> SigningOrder.Preset {
        try template(templateSource("", metadata: metadata)).metadata.signingOrder
    }

    @Test(arguments: [
        "<signing-order/>", "<signing-order preset=\"\"/>", "<signing-order preset=\"headLast\"/>",
        "<signing-order preset=\"free\" x=\"1\"/>", "<signing-order preset=\"free\">x</signing-order>",
        "<signing-order preset=\"free\"><value of=\"pupil.name\"/></signing-order>",
        "<signing-order preset=\"free\"/><signing-order preset=\"free\"/>",
    ])
    func `is refused when it is none of the presets, by the schema too`(metadata: String) throws {
        #expect(throws: TemplateError.self) { try Self.order(metadata) }
        let schema = Repository.root.appending(path: "Templates/Schemas/template.rng").path()
        let bytes = Array(templateSource("", metadata: metadata).utf8)
        #expect(try !Command.run("xmllint", "--noout", "--relaxng", schema, "-", input: bytes).succeeded)
    }

    @Test(arguments: SigningOrder.Preset.allCases)
    func `is one of the presets`(preset: SigningOrder.Preset) throws {
        #expect(try Self.order("<signing-order preset=\"\(preset.rawValue)\"/>") == preset)
    }

    @Test func `is that of an employer who countersigns when the template names none`() throws {
        #expect(try Self.order("") == .countersign)
    }
}

@Suite("TemplateStore")
struct TemplateStoreTests {
    @Test(arguments: ["../Conventions/observation-2025-11", "", "Observation", "a/b", "..", "é"])
    func `refuses names that are not those of templates`(name: String) throws {
        let store = try Repository.store()
        #expect(throws: TemplateError.self) { try store.template(name) }
    }

    @Test func `says which file is missing`() throws {
        let error = try #require(throws: TemplateError.self) { try Repository.store().template("gone") }
        #expect(error.file.hasSuffix("Conventions/gone/template.xml"))
        #expect(throws: TemplateError.self) { try TemplateStore(directory: "/nowhere") { $0 } }
    }

    @Test func `lists the templates that are there`() throws {
        #expect(try Repository.store().identifiers().contains("observation-2025-11"))
    }

    @Test(arguments: [
        ("articles 1382, 1383 et 1385 du code civil", true), ("l’article 1384 du Code civil", true),
        ("article 1384", true),
        ("L211-1 du code du travail", true), ("L.\u{A0}211-1 du code du travail", true),
        ("L 211-1 du code du travail", true),
        ("l’article L. 211-1 du code de l’éducation", false), ("salle 1384, facture n° 1384", false),
        ("l’article 1384-1 du code civil", false), ("les articles 1240 à 1242 du code civil", false),
        ("l’article 1384 du code général des impôts", false), ("l’article L. 211-10 du code du travail", false),
    ])
    func `an article counts as obsolete when it is cited as one of that code`(text: String, isObsolete: Bool) throws {
        let source = templateSource("<paragraph>Vu \(text)</paragraph>")
        do {
            _ = try template(source)
            #expect(!isObsolete)
        } catch {
            #expect(isObsolete && "\(error)".contains("obsolete"), "\(error)")
        }
    }
}

import Foundation
import Parties
import Testing
import Typesetting

@testable import ConventionTemplates

@Suite("Sheets that are handed over apart")
struct SheetTests {
    private static let metadata = """
        <metadata>
        <name>Fiche</name><title>Fiche</title><subject>Fiche</subject><author><value of="school.name"/></author>
        <footer>Document non signé</footer><source status="to-verify" reference="x" publication="x"/>
        </metadata>
        """

    private static func source(_ body: String, document: String = "contact-sheet") -> String {
        """
        <template xmlns="urn:seing:template:1" identifier="example" version="1" language="fr-FR" document="\(document)">
        \(metadata)<body><title>Fiche</title>\(body)</body></template>
        """
    }

    private static func content(
        _ identifier: String, _ kind: HandoverSheet, _ example: String, _ sheet: String,
        for reader: ConventionData.RequiredSignature, kit: ContactSheet.EmergencyKit? = nil
    ) throws -> DocumentContent {
        let data = try Repository.example(example)
        var contacts = try ContactSheetXML(schema: try Repository.schema("contact-sheet"))
            .parse(try Repository.bytes("Examples/conventions/\(sheet)"))
        contacts.emergencyKit = kit
        let context = try #require(SheetContext(contacts, of: data, for: reader))
        let issue = IssueContext(
            conventionID: "abcdefghijkmnpqrstuv", issuedOn: data.placement.start, createdAt: 0, isDemonstration: false,
            order: [])
        return try Repository.store().template(identifier).fill(kind, context, of: data, issue: issue)
    }

    /// As the page prints numbers: with no-break spaces.
    private static func plain(_ content: DocumentContent) -> String {
        plainText(content.blocks).replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ")
    }

    /// Marion's number and address against Chidi's: what one of them reads of the other.
    @Test(arguments: [
        (
            ConventionData.RequiredSignature.representative1, ["06 39 98 10 21", "chidi@", "luc@", "01 99 00 11 21"],
            ["06 39 98 10 22", "marion@", "leonie@", "dgs@"]
        ),
        (.representative2, ["06 39 98 10 22", "marion@", "luc@"], ["06 39 98 10 21", "chidi@", "leonie@", "dgs@"]),
        (.student, ["leonie@", "luc@", "stages@milliat"], ["06 39 98 10 21", "06 39 98 10 22", "chidi@", "marion@"]),
        (
            .employer, ["06 39 98 10 21", "06 39 98 10 22", "01 99 00 11 21", "luc@", "dgs@"],
            ["chidi@", "marion@", "leonie@"]
        ),
        (.school, ["06 39 98 10 21", "06 39 98 10 22", "chidi@", "marion@", "leonie@", "luc@", "dgs@"], []),
    ])
    func `print what their reader may know, and nothing else`(
        reader: ConventionData.RequiredSignature, shown: [String], hidden: [String]
    ) throws {
        let content = try Self.content(
            "contact-sheet-2025-11", .contacts, "two-representatives.xml", "two-representatives.contacts.xml",
            for: reader)
        let text = Self.plain(content)
        for word in shown { #expect(text.contains(word), "\(word) in \(text)") }
        for word in hidden { #expect(!text.contains(word), "\(word) in \(text)") }
        #expect(content.associatedFiles.isEmpty && content.verification == nil)
        #expect(content.footer.contains("non signé") && content.footer.contains("à ne pas joindre"))
    }

    @Test(arguments: [
        (ContactSheet.EmergencyKit.family, "apportée par la famille"), (.school, "remise par l’établissement"),
    ])
    func `say who brings the emergency kit, whom to call, and nothing of an illness`(
        kit: ContactSheet.EmergencyKit, words: String
    ) throws {
        let content = try Self.content(
            "health-sheet-2025-11", .health, "private-college-troisieme.xml",
            "private-college-troisieme.contacts.xml", for: .employer, kit: kit)
        let text = Self.plain(content)
        for word in [words, "15", "112", "06 39 98 10 11", "01 99 00 11 11", "sur papier"] {
            #expect(text.contains(word), "\(word) in \(text)")
        }
        #expect(!text.contains("@"))
        #expect(content.associatedFiles.isEmpty)
    }

    @Test func `are for nobody whom the convention does not have`() throws {
        let data = try Repository.example("public-lycee-seconde.xml")
        #expect(SheetContext(ContactSheet(contacts: []), of: data, for: .representative2) == nil)
    }

    @Test func `are made by templates of their own sort only`() throws {
        #expect(throws: FillError.otherDocument(.sheet(.health), asked: .sheet(.contacts))) {
            try Self.content(
                "health-sheet-2025-11", .contacts, "public-lycee-seconde.xml", "public-lycee-seconde.contacts.xml",
                for: .school)
        }
        #expect(throws: FillError.otherDocument(.convention, asked: .sheet(.contacts))) {
            try Self.content(
                "observation-2025-11", .contacts, "public-lycee-seconde.xml", "public-lycee-seconde.contacts.xml",
                for: .school)
        }
    }

    @Test func `no template of a document that is signed can name a contact`() throws {
        let body = "<for-each in=\"sheet.people\" as=\"p\"><paragraph><value of=\"p.email\"/></paragraph></for-each>"
        let error = #expect(throws: TemplateError.self) { try template(templateSource(body)) }
        #expect(error?.description.contains("sheet.people") == true)
        #expect(throws: Never.self) {
            try template(
                Self.source(
                    body.replacing("<paragraph>", with: "<paragraph><if value=\"p.email\" exists=\"yes\">")
                        .replacing("</paragraph>", with: "</if></paragraph>")))
        }
    }

    @Test(arguments: [
        (
            source(
                """
                <signature-boxes><signature-box role="school"><title>x</title><expected>x</expected>
                <placeholder>x</placeholder><alternative>x</alternative></signature-box></signature-boxes>
                """), "a sheet is not signed"
        ),
        (
            source("<paragraph>x</paragraph>").replacing(
                "</metadata>",
                with: "<signing-order preset=\"free\"/></metadata>"), "signing-order"
        ),
        (
            source("<paragraph><value of=\"supplement.a\"/></paragraph>").replacing(
                "</metadata>",
                with: "</metadata><data><supplement name=\"a\" type=\"text\" label=\"A\" sample=\"a\"/></data>"),
            "a sheet has no element data"
        ),
        (source("<paragraph>x</paragraph>", document: "gossip-sheet"), "contact-sheet, health-sheet"),
    ])
    func `are refused what only signed documents have`(source: String, words: String) {
        let error = #expect(throws: TemplateError.self) { try template(source) }
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }
}

import Bootstrap
import ConventionTemplates
import Foundation
import Parties
import TestSupport
import Testing
import ToolSupport

/// The sheets as files: what another program reads in them, who reads them.
@Suite("Sheets in PDF, read by others", .timeLimit(.minutes(5)))
struct SheetDocumentTests {
    private static let store = Result {
        try TemplateStore.forSchool(
            resources: Resources(
                directory: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                    .deletingLastPathComponent().path()), dataDirectory: "/nowhere")
    }

    /// By signature field: whose telephone numbers and whose mail addresses a copy of the contact sheet has.
    private static let expected: [String: (telephones: Set<String>, emails: Set<String>)] = [
        "student": (["student", "school", "tutor"], ["student", "school", "tutor"]),
        "representative-1": (["representative-1", "school", "tutor"], ["representative-1", "school", "tutor"]),
        "representative-2": (["representative-2", "school", "tutor"], ["representative-2", "school", "tutor"]),
        "employer": (
            ["representative-1", "representative-2", "school", "referent-teacher", "employer", "tutor"],
            ["school", "referent-teacher", "employer", "tutor"]
        ),
        "school": (
            ["student", "representative-1", "representative-2", "school", "referent-teacher", "employer", "tutor"],
            ["student", "representative-1", "representative-2", "school", "referent-teacher", "employer", "tutor"]
        ),
    ]

    private func text(_ identifier: String, _ variant: SampleVariant) async throws -> (pages: Int, text: String) {
        let folder = try TemporaryDirectory()
        let document = try TemplatePreview().document(try Self.store.get().template(identifier), variant)
        let file = try folder.write("sheet.pdf", document.bytes)
        let text = try await Command.outcome("pdftotext", "-layout", file, "-").output
        return (
            document.pageCount,
            text.replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ")
        )
    }

    private static func variants(_ identifier: String) throws -> [SampleVariant] {
        SampleVariant.all(for: try store.get().template(identifier)).filter { !$0.name.contains("longest") }
    }

    /// The one situation that has everybody: two representatives who both sign, and a referent teacher.
    @Test(arguments: expected.keys.sorted())
    func `have the data of their reader, and of nobody else`(reader: String) async throws {
        let variant = try #require(
            try Self.variants("contact-sheet-2025-11").first { $0.name == "seconde-one-week-\(reader)" })
        let contacts = try #require(variant.sheet).contacts.contacts
        let expected = try #require(Self.expected[reader])
        let (_, text) = try await text("contact-sheet-2025-11", variant)
        #expect(contacts.count == 7)
        for contact in contacts {
            let number = try #require(contact.telephone).replacing("+33", with: "0")
            let printed = stride(from: 0, to: 10, by: 2).map { String(Array(number)[$0..<($0 + 2)]) }
                .joined(separator: " ")
            let email = try #require(contact.email)
            #expect(text.contains(printed) == expected.telephones.contains(contact.of.rawValue), "\(contact.of)")
            #expect(text.contains(email) == expected.emails.contains(contact.of.rawValue), "\(contact.of)")
        }
    }

    @Test(arguments: ["contact-sheet-2025-11", "health-sheet-2025-11"])
    func `fit on one page in every usual situation, and say that they are not signed`(identifier: String) async throws {
        for variant in try Self.variants(identifier) {
            let (pages, text) = try await text(identifier, variant)
            #expect(pages == 1, "\(variant.name)")
            #expect(text.contains("Document non signé – à ne pas joindre à la convention"), "\(variant.name)")
        }
    }

    @Test func `are neither signable nor carriers of data`() async throws {
        let folder = try TemporaryDirectory()
        for identifier in ["contact-sheet-2025-11", "health-sheet-2025-11"] {
            let variant = try #require(try Self.variants(identifier).first)
            let document = try TemplatePreview().document(try Self.store.get().template(identifier), variant)
            let file = try folder.write("\(identifier).pdf", document.bytes)
            #expect(try await Command.outcome("qpdf", "--check", file).succeeded)
            #expect(try await Command.outcome("qpdf", "--list-attachments", file).text.contains("no embedded files"))
            let signatures = try await Command.outcome("pdfsig", file)
            #expect(signatures.text.contains("does not contain any signatures"), "\(signatures.text)")
        }
    }
}

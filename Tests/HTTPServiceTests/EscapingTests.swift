import ConventionDomain
import Foundation
import Hummingbird
import HummingbirdTesting
import Parties
import Testing
import Typesetting
import Workflow

@testable import HTTPService

@Suite("Escaping")
struct EscapingTests {
    /// The last two are quotation mark and bracket as one `Character` with a combining accent.
    static let hostile = [
        "<b>Zoé</b>", "\" onfocus=\"x", "' x='", "</title><script>", "{{name}}", "\"\u{301} x=", "<\u{338}b",
    ]

    private func view(_ name: String) -> SigningView {
        let person = Signatory(
            fieldName: "representative-1", role: .representative, name: PersonName(given: name, family: name),
            capacity: name)
        let outline = ConventionOutline(
            title: name, pupil: PersonName(given: name, family: ""), school: name, host: name, firstDay: name,
            lastDay: name)
        return Sample.view(signatory: person, outline: outline)
    }

    @Test(arguments: hostile)
    func `leaves no name of a page able to become markup`(name: String) async throws {
        let page = try await ServiceUnderTest(signatories: .reading(view(name))).get(SampleForm.path).text
        #expect(!page.unicodeScalars.elementsEqual(name.unicodeScalars))
        #expect(!page.contains(name) || name == "{{name}}")
        #expect(Array(page.unicodeScalars).containsSlice(Array(name.htmlEscaped.unicodeScalars)))
        if name.htmlEscaped != name {
            #expect(!Array(page.unicodeScalars).containsSlice(Array(name.unicodeScalars)))
        }
    }

    @Test(arguments: hostile)
    func `leaves no text of the convention able to become markup`(text: String) {
        let inline = [Inline(text, .bold)]
        let html = DocumentHTML.render(
            DocumentContent(
                metadata: DocumentMetadata(title: "", subject: "", author: "", creationTime: 0),
                blocks: [
                    .heading(level: 1, inline), .paragraph(inline, .body), .fields([Field(label: text, value: inline)]),
                    .list(.bullets, items: [[.paragraph(inline, .small)]]), .note([.paragraph(inline, .body)]),
                    .table(Table(caption: text, header: [inline], rows: [[inline]], columnWeights: [1])),
                    .signatureBoxes([
                        SignatureBox(
                            fieldName: "student", title: text, expectedSignatory: text, placeholder: "",
                            alternativeText: "")
                    ]),
                ]))
        let scalars = Array(html.unicodeScalars)
        let isPlain = text.htmlEscaped == text
        #expect(isPlain == scalars.containsSlice(Array(text.unicodeScalars)))
        #expect(scalars.containsSlice(Array(text.htmlEscaped.unicodeScalars)))
    }

    @Test(arguments: hostile)
    func `keeps a refused reason as it was typed, as text`(reason: String) async throws {
        var useCases = SignatoryUseCases.working()
        useCases.refuse = { _, _ throws(WorkflowError) in
            throw .invalidData([BilingualText("Le motif est trop long.", "x")])
        }
        let page = try await ServiceUnderTest(signatories: useCases).post(
            SampleForm.path + "/refusal", ["motif": reason, "demande": Sample.attemptText, "code": "1"])
        #expect(page.status == .unprocessableContent)
        #expect(
            Array(page.text.unicodeScalars).containsSlice(Array(">\(reason.htmlEscaped)</textarea>".unicodeScalars)))
        #expect(page.text.contains("Le motif est trop long."))
    }

    @Test func `makes links of addresses in a message, and nothing else of markup`() {
        let html = LinkedText.html("Voir <b> :\nhttps://a.example/s/x?\"y=1&z\njavascript:alert(1)")
        #expect(
            html == """
                Voir &lt;b&gt; :
                <a href="https://a.example/s/x?&quot;y=1&amp;z">https://a.example/s/x?&quot;y=1&amp;z</a>
                javascript:alert(1)
                """)
    }
}

extension Array where Element: Equatable {
    func containsSlice(_ other: [Element]) -> Bool {
        guard !other.isEmpty, count >= other.count else { return false }
        return (0...count - other.count).contains { self[$0..<$0 + other.count].elementsEqual(other) }
    }
}

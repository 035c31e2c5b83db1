import Parties
import Testing
import Typesetting

@testable import ConventionTemplates

/// A typesetter keeps what templates say in every document. What it set before must never be seen in what it sets next.
@Suite("Documents one after the other")
struct FixedTextTests {
    private static func content(_ template: ConventionTemplate, _ data: ConventionData) throws -> DocumentContent {
        try template.fill(
            data,
            issue: IssueContext(
                conventionID: "7K3F-92QM", issuedOn: data.placement.start, createdAt: 1_795_424_400,
                isDemonstration: false, order: [data.signing.required], amends: SampleVariant.amended))
    }

    private static func content(_ template: ConventionTemplate, _ variant: SampleVariant) throws -> DocumentContent {
        guard case .sheet(let kind) = template.metadata.document else { return try content(template, variant.data) }
        let sample = try #require(variant.sheet)
        let context = try #require(SheetContext(sample.contacts, of: variant.data, for: sample.reader))
        return try template.fill(
            kind, context, of: variant.data,
            issue: IssueContext(
                conventionID: "7K3F-92QM", issuedOn: variant.data.placement.start, createdAt: 1_795_424_400,
                isDemonstration: false, order: []))
    }

    /// All that the shipped templates are filled with.
    private static func contents() throws -> [DocumentContent] {
        let store = try Repository.store()
        return try AllShippedTemplatesTests.identifiers.flatMap { identifier in
            let template = try store.template(identifier)
            return try SampleVariant.all(for: template).map { try content(template, $0) }
        }
    }

    @Test func `have the bytes that a fresh typesetter gives each of them, whatever was set before`() throws {
        let contents = try Self.contents()
        #expect(contents.count >= 15)
        let (forwards, backwards) = (Typesetter(fonts: try FontSet()), Typesetter(fonts: try FontSet()))
        let first = try contents.map { try forwards.typeset($0) }
        let last = Array(try contents.reversed().map { try backwards.typeset($0) }.reversed())
        // Not compared by `==`: nobody reads fifty kilobytes in a failure.
        for (index, content) in contents.enumerated() {
            let fresh = try Typesetter(fonts: FontSet()).typeset(content)
            let isSame = (first[index] == fresh, last[index] == fresh)
            #expect(isSame == (true, true), "\(content.metadata.title)")
        }
    }

    /// The file is written from what the data were checked with; read and written anew, it has the same bytes.
    @Test func `carry data in their canonical form, from data that were not`() throws {
        let template = try Repository.store().template("observation-2025-11")
        for variant in SampleVariant.all(for: template) {
            var data = variant.data
            data.host.legalName = "  Ateliers \u{9} re\u{301}unis & fils "
            data.pupil.className += " "
            let file = try #require(try Self.content(template, data).associatedFiles.first)
            let issued = try ConventionXML.parseIssued(file.data)
            #expect(issued.data.host.legalName == "Ateliers r\u{E9}unis & fils")
            #expect(ConventionXML.serialize(issued) == file.data)
        }
    }

    /// The same words in another width, weight or balance are other lines.
    @Test func `keep a text apart for each place where it stands`() throws {
        let words = "Le tuteur accueille l’élève, lui montre les lieux, et veille à ce que nul ne soit mis en danger. "
        let text = Inline(String(repeating: words, count: 4), isFixed: true)
        let blocks: [Block] = [
            .paragraph([text], .body), .heading(level: 2, [text]), .paragraph([text], .small),
            .note([.paragraph([text], .body)]),
        ]
        func document(_ blocks: [Block]) -> DocumentContent {
            DocumentContent(
                metadata: DocumentMetadata(title: "Essai", subject: "", author: "", creationTime: 1_803_988_800),
                blocks: [.heading(level: 1, [Inline("Essai")])] + blocks, footer: "Pied")
        }
        let used = Typesetter(fonts: try FontSet())
        for content in [document(blocks), document(blocks.reversed())] {
            let isSame = try used.typeset(content) == Typesetter(fonts: FontSet()).typeset(content)
            #expect(isSame)
        }
    }
}

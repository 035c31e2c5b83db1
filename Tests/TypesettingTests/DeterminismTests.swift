import PDFModel
import Testing

@testable import Typesetting

@Suite("Same input, same bytes")
struct DeterminismTests {
    @Test func `gives the same bytes from fresh fonts and from fonts that set other documents before`() throws {
        let used = try FontSet()
        var numbers = SeededNumbers(state: 11)
        for _ in 0..<5 { _ = try Typesetter(fonts: used).typeset(document([paragraph(prose(300, &numbers))])) }
        let content = SampleConvention.content()
        let again = try Typesetter(fonts: used).typeset(content)
        #expect(try Typesetter(fonts: FontSet()).typeset(content) == again)
        #expect(try Typesetter(fonts: used).typeset(content) == again)
    }

    @Test func `gives the same bytes whatever names were set before, in whatever order`() throws {
        let contents = NameTests.names.map {
            document([paragraph($0.names), .paragraph([Inline($0.names, .bold)], .body)])
        }
        let (forwards, backwards) = (Typesetter(fonts: try FontSet()), Typesetter(fonts: try FontSet()))
        let first = try contents.map { try forwards.typeset($0) }
        let second = try contents.reversed().map { try backwards.typeset($0) }
        #expect(first == second.reversed())
        for (content, document) in zip(contents, first) {
            #expect(try Typesetter(fonts: FontSet()).typeset(content) == document)
        }
    }

    @Test func `gives the same bytes on many threads at once`() async throws {
        let typesetter = Typesetter(fonts: try FontSet())
        let expected = try Typesetter(fonts: Fonts.set()).typeset(SampleConvention.content())
        try await withThrowingTaskGroup(of: TypesetDocument.self) { group in
            for _ in 0..<8 { group.addTask { try typesetter.typeset(SampleConvention.content()) } }
            for try await document in group { #expect(document == expected) }
        }
    }

    @Test func `gives every change of content another identifier`() throws {
        var identifiers: Set<[UInt8]> = []
        for text in ["a", "b"] {
            for time in [0, 1] as [Int64] {
                var content = document([paragraph(text)])
                content.metadata.creationTime = time
                let pdf = try PDFDocument(bytes: try Typesetter(fonts: Fonts.set()).typeset(content).bytes)
                identifiers.insert(try #require(pdf.trailer(asOf: 0)["ID"]?.arrayValue?.first?.stringValue))
            }
        }
        #expect(identifiers.count == 4)
    }
}

import Foundation
import Testing

@testable import ConventionTemplates

@Suite("docs/templates.md")
struct DocumentationTests {
    private static func page() throws -> String {
        String(decoding: try Repository.bytes("docs/templates.md"), as: UTF8.self)
    }

    @Test func `shows a template that is accepted once its boxes are complete`() throws {
        let page = try Self.page()
        let start = try #require(page.firstRange(of: "```xml\n")).upperBound
        let end = try #require(page[start...].firstRange(of: "```")).lowerBound
        var source = String(page[start..<end])
        let box = try #require(source.firstRange(of: "<signature-box "))
        let close = try #require(source.firstRange(of: "</signature-box>"))
        let text = String(source[box.lowerBound..<close.upperBound])
        let others = ["school", "representative", "student"].map { text.replacing("employer", with: $0) }.joined()
        source.insert(contentsOf: others, at: close.upperBound)
        #expect(try template(source).identity.identifier == "example")
    }

    @Test func `names every value that a template can print`() throws {
        let page = try Self.page()
        let scope = ValueScope(root: ValueCatalogue.root.shape)
        for path in scope.paths where !path.hasSuffix(".count") {
            let name = path.split(separator: ".").last ?? ""
            #expect(page.contains("`\(path)`") || page.contains("`.\(name)`"), "\(path) is not documented")
        }
    }
}

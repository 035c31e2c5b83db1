import Foundation
import Parties
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

    /// The same in the page and beside the logo that it shows.
    @Test func `shows a header that is accepted with the example's logo`() throws {
        let example = String(decoding: try Repository.bytes("Examples/letterhead/README.md"), as: UTF8.self)
        let start = try #require(example.firstRange(of: "<header>")).lowerBound
        let end = try #require(example.firstRange(of: "</header>")).upperBound
        let header = String(example[start..<end])
        #expect(try Self.page().contains(header))
        let logo = Repository.root.appending(path: "Examples/letterhead/template.xml").path()
        let read = try template(templateSource("", metadata: header), pictures: .beside(logo))
        #expect(read.pictureNames == ["logo.svg"])
    }

    @Test func `names every value that a template can print`() throws {
        let page = try Self.page()
        let scopes = [TemplateDocument.convention, .sheet(.contacts)].map {
            ValueScope(root: ValueCatalogue.shape(of: $0))
        }
        for path in Set(scopes.flatMap(\.paths)) where !path.hasSuffix(".count") {
            let name = path.split(separator: ".").last ?? ""
            #expect(page.contains("`\(path)`") || page.contains("`.\(name)`"), "\(path) is not documented")
        }
    }

    @Test func `names every column of a table that has no number`() throws {
        let page = String(decoding: try Repository.bytes("docs/convention-data.md"), as: UTF8.self)
        // What there may be several of stands there with the number 1; contacts stand with the first person.
        for column in TableColumn.all {
            let first = column.name.replacing(/^([a-z]+)[0-9]+/) { "\($0.1)1" }
                .replacing(/^contact\.[a-z0-9-]+\.(?!notice)/, with: "contact.student.")
            #expect(page.contains("`\(first)`"), "\(first) is not documented")
        }
    }

    /// But those of contact sheets and of what the service itself writes.
    @Test func `names every code of a fault in the page on the convention's data`() throws {
        let page = String(decoding: try Repository.bytes("docs/convention-data.md"), as: UTF8.self)
        let others: Set<ConventionFault.Code> = [
            .schemaRefused, .emptyText, .notAnInstant, .notAChoice, .notAnEMailAddress, .domainNotASCII,
            .notAPhoneNumber,
            .notADigest, .contactTwice, .contactEmpty, .schoolMailboxMissing,
        ]
        // Those of the rules on working time stand on a page of their own.
        let rules = Set(WorkingTimeRule.all.flatMap { $0.clauses.map(\.code) })
        for code in ConventionFault.Code.allCases where !others.contains(code) && !rules.contains(code) {
            #expect(page.contains("`\(code.rawValue)`"), "\(code.rawValue) is not documented")
        }
    }
}

import Bootstrap
import ConventionTemplates
import Foundation
import Parties
import TestSupport
import Testing
import ToolSupport

/// Every template that came with the program, in every situation that it has to serve: not signed, and unless it makes a sheet,
/// which nobody signs, after each signature and archived, judged by others.
@Suite("Documents of every template, judged by others", .timeLimit(.minutes(10)))
struct TemplateDocumentTests {
    private static let store = Result {
        try TemplateStore.forSchool(
            resources: Resources(
                directory: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                    .deletingLastPathComponent().path()), dataDirectory: "/nowhere")
    }

    private let folder: TemporaryDirectory
    private let preview: TemplatePreview

    init() throws {
        folder = try TemporaryDirectory()
        preview = try TemplatePreview()
    }

    /// Not signed, after each signature, archived.
    private func revisions(_ template: ConventionTemplate, _ variant: SampleVariant) throws -> [String] {
        let signer = TestSigner(try TestAuthority.shared.get())
        var revisions = [try preview.document(template, variant).bytes]
        if variant.sheet == nil {
            for field in variant.data.signatories.map(\.fieldName) {
                revisions.append(try signer.sign(revisions[revisions.count - 1], field: field))
            }
            revisions.append(try signer.archive(revisions[revisions.count - 1], at: TestAuthority.now))
        }
        return try revisions.enumerated().map { index, bytes in
            let identity = template.identity
            let name = "\(identity.identifier)-\(identity.version)-\(variant.name)-\(index).pdf"
            return try folder.write(name, bytes)
        }
    }

    @Test(arguments: try store.get().identifiers())
    func `pass PDF/A-3a and PDF/UA-1 in every revision`(identifier: String) async throws {
        let template = try Self.store.get().template(identifier)
        let files = try SampleVariant.all(for: template).flatMap { try revisions(template, $0) }
        #expect(files.count >= 3 * 3)
        let result = try await Judges.pdfaCheck(files)
        #expect(result.succeeded, "\(result.text.split(separator: "\n").filter { !$0.hasPrefix("PASS") }.prefix(20))")
        #expect(result.count("PASS 3a ") == files.count && result.count("PASS ua1 ") == files.count)
    }

    /// Conventions made from them are made again, and shown, for years; of each the first situation.
    @Test func `pass PDF/A-3a and PDF/UA-1 from every earlier published text too`() async throws {
        let store = try Self.store.get()
        let earlier = try store.identifiers().flatMap { try store.publishedTexts(of: $0).dropLast() }
        #expect(Set(earlier.map(\.digest)).count == earlier.count && earlier.count >= 7)
        let files = try earlier.flatMap { template in
            try SampleVariant.all(for: template).prefix(1).flatMap { try revisions(template, $0) }
        }
        #expect(files.count >= 3 * earlier.count)
        let result = try await Judges.pdfaCheck(files)
        #expect(result.succeeded, "\(result.text.split(separator: "\n").filter { !$0.hasPrefix("PASS") }.prefix(20))")
        #expect(result.count("PASS 3a ") == files.count && result.count("PASS ua1 ") == files.count)
    }

    @Test(arguments: try store.get().identifiers())
    func `are read in the order in which they are set`(identifier: String) async throws {
        let template = try Self.store.get().template(identifier)
        let variant = try #require(SampleVariant.all(for: template).first)
        let file = try folder.write("\(identifier).pdf", try preview.document(template, variant).bytes)
        let structure = try await Command.outcome("pdfinfo", "-struct-text", file)
        let headings = structure.output.matches(of: /H[1-6] \(block\)[^\n]*\n\s*"([^"]+)"/).map { String($0.output.1) }
        let text = try await Command.outcome("pdftotext", file, "-").output
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(headings.count >= 4)
        var rest = words[...]
        for heading in headings {
            let plain = heading.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            let found = rest.firstRange(of: plain)
            #expect(found != nil, "\(plain) is not where the structure has it")
            if let found { rest = rest[found.upperBound...] }
        }
    }
}

import Foundation
import Testing
import ToolSupport

/// `seing archive status` on files, as a script sees it.
@Suite("seing archive")
struct ArchiveCommandTests {
    private let folder: TemporaryDirectory
    private let document: String

    init() async throws {
        folder = try TemporaryDirectory()
        let made = try await Seing.run("demo", "--out", folder.file("demo"))
        try #require(made.succeeded, "\(made.text)")
        document = folder.file("demo/convention.pdf")
    }

    @Test func `wants files or the whole store, and not both`() async throws {
        #expect(try await Seing.run("archive", "status").status == 64)
        #expect(try await Seing.run("archive", "status", document, "--all").status == 64)
        #expect(try await Seing.run("archive", "renew").status == 64)
        #expect(try await Seing.run("archive", "renew", "--all", "--out", document).status == 64)
    }

    @Test func `says of a file that cannot be read that it cannot, and goes on`() async throws {
        let outcome = try await Seing.run("archive", "status", folder.file("missing.pdf"), document, "--lang", "en")
        #expect(outcome.status == 65)
        #expect(outcome.output.contains("archived, proves until"), "\(outcome.text)")
    }

    @Test func `says until when an archived document proves, in both languages`() async throws {
        let french = try await Seing.run("archive", "status", document, "--lang", "fr")
        #expect(french.status == 0 && french.output.contains("archivé, preuve jusqu’au"), "\(french.text)")
        let english = try await Seing.run("archive", "status", document, "--lang", "en")
        #expect(english.status == 0 && english.output.contains("archived, proves until"), "\(english.text)")
    }

    @Test func `says of a document before archiving that it is due`() async throws {
        let bytes = try folder.read("demo/convention.pdf")
        let mark = Array("%%EOF\n".utf8)
        let ends = bytes.indices.filter { bytes[$0...].starts(with: mark) }.map { $0 + mark.count }
        let end = try #require(ends.dropLast().last)
        let unarchived = try folder.write("unarchived.pdf", Array(bytes[..<end]))
        let outcome = try await Seing.run("archive", "status", unarchived, document, "--lang", "en")
        #expect(outcome.status == 1 && outcome.output.contains("not archived"), "\(outcome.text)")
    }

    @Test func `needs keys to renew`() async throws {
        let outcome = try await Seing.run("archive", "renew", document, "--data-dir", folder.file("nothing"))
        #expect(outcome.status == 69 && outcome.errors.contains("seing pki init"), "\(outcome.text)")
    }
}

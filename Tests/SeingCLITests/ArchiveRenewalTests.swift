import Foundation
import Testing
import ToolSupport

/// `seing archive renew` with a data directory, as a script sees it.
@Suite("seing archive renew", .timeLimit(.minutes(5)))
struct ArchiveRenewalTests {
    /// A finished convention, in the store and as a file. Its data directory is only read, or copied.
    private static let demonstration = Task {
        let folder = try TemporaryDirectory()
        let made = try await Seing.run("demo", "--out", folder.file("out"), "--data-dir", folder.file("data"))
        try #require(made.succeeded, "\(made.text)")
        return folder
    }

    private let folder: TemporaryDirectory
    private let work: TemporaryDirectory
    private var data: String { folder.file("data") }
    private var document: String { folder.file("out/convention.pdf") }

    init() async throws {
        folder = try await Self.demonstration.value
        work = try TemporaryDirectory()
    }

    private func renew(_ file: String, _ options: String...) async throws -> Outcome {
        try await RunningProgram(
            Seing.program,
            ["archive", "renew", file, "--data-dir", data, "--out", work.file("renewed.pdf"), "--lang", "en"] + options
        ).outcome()
    }

    /// The document as it was after so many of its revisions.
    private func revision(_ count: Int) throws -> String {
        let bytes = try folder.read("out/convention.pdf")
        let mark = Array("%%EOF\n".utf8)
        let ends = bytes.indices.filter { bytes[$0...].starts(with: mark) }.map { $0 + mark.count }
        return try work.write("revision-\(count).pdf", Array(bytes[..<ends[count]]))
    }

    @Test func `writes a document with one layer more, and leaves the file as it was`() async throws {
        let before = try folder.read("out/convention.pdf")
        let outcome = try await renew(document)
        #expect(outcome.status == 0 && outcome.output.contains("layers: 2"), "\(outcome.text)")
        #expect(try folder.read("out/convention.pdf") == before)
        #expect(try work.read("renewed.pdf").starts(with: before))
        #expect(try FileManager.default.contentsOfDirectory(atPath: work.path) == ["renewed.pdf"])
        let again = try await renew(document)
        #expect(again.status == 1 && again.errors.contains("exists already"), "\(again.text)")
    }

    @Test func `archives a document that all have signed and nobody archived`() async throws {
        let outcome = try await renew(revision(4))
        #expect(outcome.status == 0 && outcome.output.contains("layers: 1"), "\(outcome.text)")
    }

    @Test func `refuses a document that not all have signed, and says who is missing`() async throws {
        let outcome = try await renew(revision(3))
        #expect(outcome.status == 1 && outcome.errors.contains("not all parties have signed"), "\(outcome.text)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: work.path) == ["revision-3.pdf"])
    }

    @Test func `refuses an altered document`() async throws {
        var bytes = try folder.read("out/convention.pdf")
        bytes[bytes.count / 3] ^= 1
        let outcome = try await renew(work.write("altered.pdf", bytes))
        #expect(outcome.status == 1 && outcome.errors.contains("changed after it was signed"), "\(outcome.text)")
    }

    @Test func `refuses a convention of another service`() async throws {
        let other = try await Seing.run("demo", "--out", work.file("other"))
        try #require(other.succeeded, "\(other.text)")
        let outcome = try await renew(work.file("other/convention.pdf"))
        #expect(outcome.status == 1 && outcome.errors.contains("not recognised"), "\(outcome.text)")
    }

    @Test func `says of what is no PDF that it is none`() async throws {
        let outcome = try await renew(work.write("text.pdf", Array("no document".utf8)))
        #expect(outcome.status == 65 && outcome.errors.contains("no PDF"), "\(outcome.text)")
        #expect(try await renew(work.file("missing.pdf")).status == 65)
    }

    @Test func `asks for new lists when those of the trust folder have run out`() async throws {
        let copy = try SeingCopy { name, text in
            name == "root" ? text.replacing("validity = 400 days", with: "validity = 1 minute") : text
        }
        // The document was stamped by then; a minute later nobody says any more whether its unit was revoked.
        let made = try await copy.run("demo", "--out", work.file("out"), "--data-dir", work.file("data"))
        try #require(made.succeeded, "\(made.text)")
        try await Task.sleep(for: .seconds(61))
        let outcome = try await copy.run(
            "archive", "renew", work.file("out/convention.pdf"), "--data-dir", work.file("data"), "--lang", "en")
        #expect(outcome.status == 1 && outcome.errors.contains("seing pki refresh-lists"), "\(outcome.text)")
        let refreshed = try await copy.run("pki", "refresh-lists", "--data-dir", work.file("data"))
        try #require(refreshed.succeeded, "\(refreshed.text)")
        let then = try await copy.run(
            "archive", "renew", work.file("out/convention.pdf"), "--data-dir", work.file("data"), "--lang", "en")
        #expect(then.status == 0, "\(then.text)")
    }

    @Test func `prints JSON that the schema accepts, also of a refusal`() async throws {
        let refused = try await renew(revision(3), "--json")
        #expect(refused.status == 1)
        try await expectValid(refused.outputBytes, "archive")
        #expect(refused.output.contains(#""outcome" : "refused""#), "\(refused.output)")
        let renewed = try await renew(document, "--json")
        try await expectValid(renewed.outputBytes, "archive")
        #expect(renewed.output.contains(#""outcome" : "renewed""#) && renewed.output.contains(#""layerCount" : 2"#))
        let unreadable = try await renew(work.file("missing.pdf"), "--json")
        try await expectValid(unreadable.outputBytes, "archive")
        let status = try await Seing.run("archive", "status", "--all", "--data-dir", data, "--json")
        #expect(status.status == 0 && status.output.contains(#""state" : "valid""#), "\(status.text)")
        try await expectValid(status.outputBytes, "archive")
        let renamed = status.output.replacing("provesUntil", with: "until")
        #expect(try await !validate(Array(renamed.utf8), "archive").succeeded)
    }

    @Test func `with nothing due renews nothing`() async throws {
        let outcome = try await Seing.run("archive", "renew", "--all", "--data-dir", data, "--lang", "en")
        #expect(outcome.status == 0 && outcome.output == "nothing to renew\n", "\(outcome.text)")
    }

    @Test func `a unit that ends soon makes a renewal due, which needs another unit first`() async throws {
        let brief = try SeingCopy { name, text in
            name == "time-stamping-unit" ? text.replacing("validity = 5 years", with: "validity = 100 days") : text
        }
        let own = work.file("data")
        let made = try await brief.run("demo", "--out", work.file("out"), "--data-dir", own)
        try #require(made.succeeded, "\(made.text)")
        let status = try await Seing.run("archive", "status", "--all", "--data-dir", own, "--lang", "en")
        #expect(status.status == 1 && status.output.contains("certificate ends"), "\(status.text)")
        #expect(status.output.contains("renew now"), "\(status.text)")
        let futile = try await Seing.run("archive", "renew", "--all", "--data-dir", own, "--lang", "en")
        #expect(futile.status == 1 && futile.errors.contains("seing pki rotate tsu"), "\(futile.text)")
        let rotated = try await Seing.run("pki", "rotate", "tsu", "--data-dir", own)
        try #require(rotated.succeeded, "\(rotated.text)")
        let renewed = try await Seing.run("archive", "renew", "--all", "--data-dir", own, "--lang", "en")
        #expect(renewed.status == 0 && renewed.output.contains("layers: 2"), "\(renewed.text)")
        let then = try await Seing.run("archive", "status", "--all", "--data-dir", own, "--lang", "en")
        #expect(then.status == 0 && then.output.contains("layers: 2"), "\(then.text)")
    }
}

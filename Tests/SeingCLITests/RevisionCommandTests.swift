import Foundation
import Testing
import ToolSupport

@Suite("seing extract and inspect --diff", .timeLimit(.minutes(5)))
struct RevisionCommandTests {
    private let sample: SampleConvention
    private let folder: TemporaryDirectory

    init() async throws {
        sample = try await SampleConvention.shared.value
        folder = try TemporaryDirectory()
    }

    @Test(arguments: 0...4)
    func `gives a beginning of the file that is a document of its own`(revision: Int) async throws {
        let out = folder.file("part.pdf")
        let done = try await Seing.run("extract", sample.document, "--revision", "\(revision)", "--out", out)
        #expect(done.status == 0 && done.text.isEmpty, "\(done)")
        let part = try folder.read("part.pdf")
        #expect(try sample.bytes.starts(with: part))
        #expect(try await Command.outcome("qpdf", "--check", out).succeeded)
        let judged = try await Seing.run("verify", out, "--trust", sample.trust, "--json")
        #expect(judged.output.contains("\"signedCount\" : \(revision)"))
        #expect(judged.status == (revision == 4 ? 0 : 1))
        #expect(!judged.output.contains("\"changed\""))
    }

    @Test func `writes to standard output, and shows the same digest as inspect`() async throws {
        let out = try await Seing.run("extract", sample.document, "--revision", "3")
        let digest = try await Command.outcome("sha256sum", input: Array(out.outputBytes)).output.prefix(64)
        #expect(try await Seing.run("inspect", sample.document, "--json").output.contains(String(digest)))
    }

    @Test func `refuses a revision that is not there, its own file, and what is no PDF`() async throws {
        let document = try folder.write("a.pdf", try sample.bytes)
        for arguments in [
            [document, "--revision", "6"], [document, "--revision", "-1"], [document],
            [document, "--revision", "1", "--out", folder.path + "/./a.pdf"],
        ] {
            let outcome = try await RunningProgram(Seing.program, ["extract"] + arguments).outcome()
            #expect(outcome.status == 64 && outcome.output.isEmpty, "\(arguments) \(outcome)")
        }
        #expect(try folder.read("a.pdf") == sample.bytes)
        let text = try folder.write("b.pdf", Array("x".utf8))
        #expect(try await Seing.run("extract", text, "--revision", "0").status == 65)
        #expect(try await Seing.run("extract", document, "--revision", "0", "--out", "/nowhere/x.pdf").status == 69)
    }

    @Test func `tells in words who signed which field in which revision`() async throws {
        let outcome = try await Seing.run("inspect", "--diff", "--lang", "fr", sample.document)
        #expect(outcome.status == 0)
        for line in [
            "Révision 0\u{202F}: document d’origine",
            "Révision 1\u{202F}: champ «\u{202F}student\u{202F}» signé par Inès Belkacem-Roy, élève",
            "Révision 4\u{202F}: champ «\u{202F}employer\u{202F}» signé par Odile Marcheboeuf, organisme d’accueil",
        ] { #expect(outcome.output.contains(line), "\(outcome.output)") }
        #expect(outcome.output.components(separatedBy: "ajouté\u{202F}: apparence visible").count == 5)
        #expect(!outcome.output.contains("!"), "nothing is unexplained")
    }

    /// A page turned upside down by qpdf, as an incremental update written by hand.
    @Test func `names the page that an update changes`() async throws {
        let bytes = try sample.bytes
        let text = String(decoding: bytes, as: UTF8.self)
        let page = try #require(text.firstMatch(of: #/\n(\d+) 0 obj\s*<<(?:(?!endobj)[\s\S])*?/Type ?/Page\b/#))
        let number = try #require(Int(page.1))
        let previous = try #require(text.matches(of: #/startxref\s+(\d+)/#).last).1
        let size = try #require(text.matches(of: #/\/Size (\d+)/#).last).1
        let root = try #require(text.matches(of: #/\/Root (\d+) 0 R/#).last).1
        let object = "\(number) 0 obj\n<< /Type /Page /Rotate 180 >>\nendobj\n"
        let table = bytes.count + object.utf8.count
        let offset = String(repeating: "0", count: 10 - "\(bytes.count)".count) + "\(bytes.count)"
        let update =
            object
            + "xref\n\(number) 1\n\(offset) 00000 n \ntrailer\n<< /Size \(size) /Root \(root) 0 R /Prev \(previous) >>\n"
            + "startxref\n\(table)\n%%EOF\n"
        let path = try folder.write("turned.pdf", bytes + Array(update.utf8))
        let outcome = try await Seing.run("inspect", "--diff", "--lang", "en", path)
        #expect(outcome.output.contains("Revision 6: something else"), "\(outcome.output)")
        #expect(outcome.output.contains("object \(number) changed: page 1\n"))
        #expect(outcome.output.contains("! a signed object was changed (object \(number))"))
        let json = try await Seing.run("inspect", "--diff", "--json", path)
        #expect(json.output.contains("\"change\" : \"changed\""))
    }
}

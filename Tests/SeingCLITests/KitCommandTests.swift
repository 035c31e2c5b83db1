import Foundation
import Testing
import ToolSupport

@Suite("seing kit, and texts that cannot be shown", .timeLimit(.minutes(2)))
struct KitCommandTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private func kit(_ employer: String, _ url: String) async throws -> Outcome {
        try await Seing.run(
            "kit", "--employer", employer, "--url", url, "--out", folder.file("kit"),
            environment: ["LC_ALL": "fr_FR.UTF-8"])
    }

    @Test func `writes four papers, and says which`() async throws {
        let outcome = try await kit("Menuiserie Lefèvre", "https://lefevre.example/stages")
        #expect(outcome.succeeded, "\(outcome)")
        let names = ["affiche.pdf", "tract.pdf", "guide.pdf", "programme.pdf"]
        #expect(outcome.output == names.map { "\(folder.file("kit"))/\($0)\n" }.joined())
        for name in names { #expect(try folder.read("kit/\(name)").starts(with: Array("%PDF-1.7".utf8))) }
    }

    @Test(arguments: [
        ("Café 🍰", "https://a.example", "U+1F370 (SHORTCAKE)"), ("", "https://a.example", "Indiquez le nom"),
        ("Café", "a.example", "page web de 150 caractères au plus"),
    ])
    func `writes nothing with a name or an address that it refuses`(name: String, url: String, words: String)
        async throws
    {
        let outcome = try await kit(name, url)
        #expect(outcome.status == 64 && outcome.errors.contains(words), "\(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.file("kit")))
    }

    @Test func `keeps the service from starting, with file, line and remedy`() async throws {
        let copy = try SeingCopy { _, text in text }
        let file = copy.folder.file("Templates/Guides/fr/questions/07-age.txt")
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try Data(text.replacing("written: ", with: "written: le ").utf8).write(to: URL(filePath: file))
        let port = try LoopbackPort.free()
        let outcome = try await copy.run("serve", "--demo", "--data-dir", copy.folder.file("data"), "--port", "\(port)")
        #expect(!outcome.succeeded)
        #expect(outcome.errors.contains("07-age.txt:7: found no day; write year, month and day"), "\(outcome.errors)")
    }
}

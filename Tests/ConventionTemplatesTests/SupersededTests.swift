import Foundation
import Parties
import TestSupport
import Testing

@testable import ConventionTemplates

@Suite("Superseded templates")
struct SupersededTests {
    private let folder: TemporaryDirectory
    private let store: TemplateStore

    init() throws {
        folder = try TemporaryDirectory()
        store = try Repository.store(own: folder.file("templates"))
    }

    private func list(_ text: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder.file("templates"), withIntermediateDirectories: true)
        _ = try folder.write("templates/superseded.txt", Array(text.utf8))
    }

    @Test func `name the text in force, and change no digest`() throws {
        #expect(try store.successor(of: "observation-2024-07") == "observation-2025-11")
        // As published before anybody said that it is superseded.
        #expect(
            try store.template("observation-2024-07").digest
                == "sha256:70584072efe44225aec789cca490f893f58ae6d2803a235fc44480081067561b")
    }

    @Test(arguments: AllShippedTemplatesTests.identifiers.filter { $0 != "observation-2024-07" })
    func `are no others of those that came with the program`(identifier: String) throws {
        #expect(try store.successor(of: identifier) == nil)
    }

    @Test func `may be the school's own or be named by the school, in any number of steps`() throws {
        _ = try store.copy("attestation-2025-11", to: "mine")
        try list("# mes modèles\r\nobservation-2025-11   mine\r\n\r\n")
        #expect(try store.successor(of: "observation-2025-11") == "mine")
        #expect(try store.successor(of: "observation-2024-07") == "mine")
    }

    @Test(arguments: [
        ("# x\nmine", 2, "n’est pas faite de deux noms", "une espace"),
        ("observation-2025-11 nothing\n", 1, "il n’y a pas de modèle nothing", "seing template list"),
        ("observation-2025-11 pfmp-example\npfmp-example observation-2025-11\n", 2, "se remplacent", "en vigueur"),
    ])
    func `are refused by file and line where the list is wrong`(
        text: String, line: Int, cause: String, remedy: String
    ) throws {
        try list(text)
        let error = try #require(throws: TemplateError.self) { try store.successor(of: "observation-2025-11") }
        #expect(error.file.hasSuffix("templates/superseded.txt"))
        #expect(error.problems.map(\.line) == [line])
        #expect(error.text(in: .french).contains(cause) && error.text(in: .french).contains(remedy), "\(error)")
    }
}

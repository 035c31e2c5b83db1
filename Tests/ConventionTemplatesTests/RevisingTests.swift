import Foundation
import Parties
import TestSupport
import Testing

@testable import ConventionTemplates

@Suite("The next version of a template")
struct RevisingTests {
    private let folder: TemporaryDirectory
    private let store: TemplateStore
    private let day: CalendarDate

    init() throws {
        folder = try TemporaryDirectory()
        day = try #require(CalendarDate(iso8601: "2026-11-27"))
        store = try Repository.store(own: folder.file("templates"))
    }

    private static let file = "templates/ours/template.xml"
    private static let kept = "templates/ours/earlier/version-1/template.xml"

    private func edit(_ old: String, _ new: String, in file: String = file) throws {
        let text = String(decoding: try folder.read(file), as: UTF8.self)
        try #require(text.contains(old))
        _ = try folder.write(file, Array(text.replacing(old, with: new).utf8))
    }

    private func exists(_ file: String) -> Bool { FileManager.default.fileExists(atPath: folder.file(file)) }

    /// - Returns: The digest of the published text.
    @discardableResult private func publishFirst() throws -> String {
        _ = try store.copy("attestation-2025-11", to: "ours")
        return try store.publish(store.workingText("ours"), on: day).digest
    }

    private func refusal(_ work: () throws -> Void) throws -> String {
        try #require(throws: TemplateError.self, performing: work).text(in: .english)
    }

    @Test func `is a draft while the published text goes on serving, and serves once it is published`() throws {
        let first = try publishFirst()
        let text = try folder.read(Self.file)
        let draft = try store.revise("ours")
        #expect(draft.path == folder.file(Self.file) && draft.version == "2")
        try edit("Assiduité", "Présence")
        #expect(try folder.read(Self.kept) == text)
        #expect(try store.template("ours").digest == first)
        #expect(try store.template("ours").isPublished)
        let working = try store.workingText("ours")
        #expect(working.identity.version == "2" && !working.isPublished && working.digest != first)
        let entry = try store.publish(working, on: day)
        #expect(entry.version == "2" && entry.digest == working.digest)
        #expect(try store.template("ours").digest == entry.digest)
        #expect(try store.publish(store.workingText("ours"), on: day) == entry)
    }

    @Test func `leaves every earlier text to the documents that were made from it`() throws {
        var digests = [try publishFirst()]
        for (old, new) in [("Assiduité", "Présence"), ("Présence", "Ponctualité"), ("Ponctualité", "Assiduité")] {
            _ = try store.revise("ours")
            try edit("label=\"\(old)\"", "label=\"\(new)\"")
            digests.append(try store.publish(store.workingText("ours"), on: day).digest)
        }
        #expect(Set(digests).count == 4)
        for (index, digest) in digests.enumerated() {
            let template = try #require(try store.template("ours", digest: digest))
            #expect(template.digest == digest && template.isPublished)
            #expect(template.identity.version == String(index + 1))
        }
        #expect(try store.template("ours", digest: "sha256:" + String(repeating: "0", count: 64)) == nil)
        #expect(try store.copy("ours", to: "another").hasSuffix("another/template.xml"))
        #expect(try store.workingText("another").identity.version == "1")
    }

    @Test func `with a mistake in it keeps nobody from using the published text`() throws {
        let first = try publishFirst()
        _ = try store.revise("ours")
        try edit("pupil.name", "pupil.naem")
        #expect(try store.template("ours").digest == first)
        #expect(try refusal { _ = try store.workingText("ours") }.contains("pupil.naem"))
        _ = try store.copy("ours", to: "copied")
        #expect(try !store.template("copied").isPublished)
    }

    @Test func `is given up by copying the published text back`() throws {
        let first = try publishFirst()
        _ = try store.revise("ours")
        try edit("Assiduité", "Présence")
        _ = try folder.write(Self.file, try folder.read(Self.kept))
        #expect(try store.workingText("ours").isPublished)
        #expect(try store.template("ours").digest == first)
        #expect(try store.revise("ours").version == "2")
    }

    @Test func `is made of a published text only, once, and of one that nobody changed`() throws {
        #expect(try refusal { _ = try store.revise("../ours") }.contains("not one of a template"))
        _ = try store.copy("attestation-2025-11", to: "ours")
        #expect(try refusal { _ = try store.revise("ours") }.contains("not published"))
        _ = try store.publish(store.workingText("ours"), on: day)
        try edit("Assiduité", "Présence")
        #expect(try refusal { _ = try store.revise("ours") }.contains("its text or a picture has changed since"))
        #expect(!exists("templates/ours/earlier"))
        try edit("Présence", "Assiduité")
        _ = try store.revise("ours")
        let draft = try folder.read(Self.file)
        #expect(try refusal { _ = try store.revise("ours") }.contains("version 2 is being prepared already"))
        #expect(try folder.read(Self.file) == draft)
    }

    @Test func `does not take the version of a published text, nor an old text again`() throws {
        try publishFirst()
        _ = try store.revise("ours")
        try edit("Assiduité", "Présence")
        try edit("version=\"2\" language", "version=\"1\" language")
        #expect(try refusal { _ = try store.workingText("ours") }.contains("version 1 was published on 2026-11-27"))
        try edit("version=\"1\" language", "version=\"2\" language")
        _ = try store.publish(store.workingText("ours"), on: day)
        _ = try store.revise("ours")
        _ = try folder.write(Self.file, try folder.read(Self.kept))
        let old = try store.workingText("ours")
        #expect(try refusal { _ = try store.publish(old, on: day) }.contains("replaced by version 2"))
        #expect(try store.template("ours").identity.version == "2")
    }

    @Test func `is not published when the text before it was altered or taken away`() throws {
        let first = try publishFirst()
        _ = try store.revise("ours")
        let draft = try store.workingText("ours")
        let text = try folder.read(Self.kept)
        try edit("Assiduité", "Présence", in: Self.kept)
        for lookUp in [{ try store.template("ours") }, { try store.template("ours", digest: first) ?? draft }] {
            #expect(try refusal { _ = try lookUp() }.contains("its text or a picture has changed since"))
        }
        #expect(
            try refusal { _ = try store.publish(draft, on: day) }.contains("its text or a picture has changed since"))
        try FileManager.default.removeItem(atPath: folder.file("templates/ours/earlier"))
        #expect(try refusal { _ = try store.workingText("ours") }.contains("its text or a picture has changed since"))
        try FileManager.default.createDirectory(
            atPath: folder.file("templates/ours/earlier/version-1"), withIntermediateDirectories: true)
        _ = try folder.write(Self.kept, text)
        #expect(try store.publish(draft, on: day).version == "2")
    }

    @Test func `keeps the pictures beside the text with it, and is not stopped by what an interruption left`() throws {
        let first = try publishFirst()
        for name in ["logo.png", "logo.svg"] { _ = try folder.write("templates/ours/\(name)", [1, 2, 3]) }
        _ = try folder.write("templates/ours/notes.txt", [4])
        try FileManager.default.createDirectory(
            atPath: folder.file("templates/ours/earlier/.unfinished"), withIntermediateDirectories: true)
        _ = try folder.write("templates/ours/earlier/.unfinished/template.xml", [5])
        let text = try folder.read(Self.file)
        _ = try store.revise("ours")
        for name in ["logo.png", "logo.svg"] {
            #expect(try folder.read("templates/ours/earlier/version-1/\(name)") == [1, 2, 3])
        }
        #expect(!exists("templates/ours/earlier/version-1/notes.txt"))
        #expect(!exists("templates/ours/earlier/.unfinished"))
        // As if the power had gone between keeping the text and writing the draft.
        _ = try folder.write(Self.file, text)
        #expect(try store.template("ours").digest == first)
        #expect(try store.revise("ours").version == "2")
    }

    @Test func `is one when several people ask for it at once`() async throws {
        try publishFirst()
        let made = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask { [path = folder.file("templates")] in
                    (try? Repository.store(own: path).revise("ours")) != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(made == 1)
        #expect(try store.workingText("ours").identity.version == "2")
        #expect(try store.template("ours").identity.version == "1")
    }

    @Test(arguments: [
        ("1", "2"), ("1.9", "1.10"), ("2025-11", "2025-12"), ("final", "final-2"), ("1.", "1.-2"), ("..", "..-2"),
    ])
    func `has the next number, whatever the version looks like`(version: String, next: String) throws {
        _ = try store.copy("attestation-2025-11", to: "ours")
        try edit("version=\"1\" language", "version=\"\(version)\" language")
        let first = try store.publish(store.workingText("ours"), on: day).digest
        #expect(try store.revise("ours").version == next)
        #expect(try store.template("ours").digest == first)
        #expect(try store.workingText("ours").identity.version == next)
        #expect(exists("templates/ours/earlier/version-\(version)/template.xml"))
    }

    @Test func `is not one that is taken`() throws {
        let entry = PublishedTemplates.Entry(identifier: "ours", version: "1", digest: "", day: day)
        let list = ["1", "2", "3"].reduce(PublishedTemplates()) {
            $0.adding(.init(identifier: "ours", version: $1, digest: "", day: day))
        }
        #expect(list.nextVersion(of: "ours", after: entry.version) == "4")
        #expect(list.nextVersion(of: "other", after: entry.version) == "2")
    }

    @Test func `needs a version between straight quotation marks`() throws {
        _ = try store.copy("attestation-2025-11", to: "ours")
        try edit("version=\"1\" language", "version='1' language")
        _ = try store.publish(store.workingText("ours"), on: day)
        #expect(try refusal { _ = try store.revise("ours") }.contains("write version=\"1\""))
        #expect(!exists("templates/ours/earlier"))
    }
}

import ConventionDomain
import Foundation
import Testing
import ToolSupport
import Workflow

@Suite("A transfer package for an archive", .timeLimit(.minutes(5)))
struct TransferTests {
    private struct Exported {
        let office: PaperOffice
        let id: ConventionID
        let bag: String
    }

    private static let shared = Task { () throws -> Exported in
        let office = try PaperOffice()
        let id = try await office.issued()
        try await office.sign("student")
        _ = try await office.attest("representative-1", of: id)
        try await office.sign("school")
        try await office.countersign(id)
        _ = try await office.workflow.archive(id)
        _ = try await office.workflow.draft(office.request)
        let bag = office.folder.file("bag")
        let done = try await Seing.run("archive", "export", "--data-dir", office.folder.file("data"), "--out", bag)
        #expect(done.status == 0, "\(done.text)")
        return Exported(office: office, id: id, bag: bag)
    }

    private func check(_ bag: String, _ manifest: String) async throws -> Outcome {
        try await Command.outcome("sh", "-c", "cd \"$1\" && sha256sum --strict -c \"$2\"", "sh", bag, manifest)
    }

    private func text(_ bag: String, _ name: String) throws -> String {
        try String(contentsOfFile: "\(bag)/\(name)", encoding: .utf8)
    }

    @Test func `has every file of finished conventions in its manifest, and nothing else`() async throws {
        let made = try await Self.shared.value
        let payload = try FileManager.default.subpathsOfDirectory(atPath: made.bag + "/data").filter {
            $0.contains(".")
        }
        let names = ["convention.pdf", "metadata.json", "paper-statement.pdf", "proof.pdf", "proof.xml"]
        #expect(payload.sorted() == names.map { "\(made.id.text)/\($0)" })
        let manifest = try text(made.bag, "manifest-sha256.txt").split(separator: "\n")
        #expect(manifest.map { String($0.dropFirst(66)) } == payload.sorted().map { "data/" + $0 })
        #expect(try text(made.bag, "bagit.txt") == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
        let bytes = try payload.reduce(0) { sum, name in
            sum + (try Data(contentsOf: URL(filePath: "\(made.bag)/data/\(name)")).count)
        }
        #expect(try text(made.bag, "bag-info.txt").contains("Payload-Oxum: \(bytes).\(payload.count)\n"))
    }

    @Test func `is checked by sha256sum, which finds one byte changed`() async throws {
        let made = try await Self.shared.value
        for manifest in ["manifest-sha256.txt", "tagmanifest-sha256.txt"] {
            #expect(try await check(made.bag, manifest).status == 0)
        }
        let copy = made.office.folder.file("copy")
        try FileManager.default.copyItem(atPath: made.bag, toPath: copy)
        let file = URL(filePath: "\(copy)/data/\(made.id.text)/convention.pdf")
        var bytes = try Data(contentsOf: file)
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: file)
        #expect(try await check(copy, "manifest-sha256.txt").status != 0)
    }

    @Test func `holds a document, statement and proof that verify together`() async throws {
        let made = try await Self.shared.value
        let folder = "\(made.bag)/data/\(made.id.text)"
        let said = try await Seing.run(
            "verify", folder + "/convention.pdf", "--with", folder + "/paper-statement.pdf", "--trust",
            made.office.trust)
        #expect(said.status == 0, "\(said.text)")
        let metadata = try text(made.bag, "data/\(made.id.text)/metadata.json")
        #expect(metadata.contains("\"signedOnPaper\" : true") && metadata.contains("2027-06-25"))
    }

    @Test func `is not written into a folder that holds something, nor of what is not signed by all`() async throws {
        let made = try await Self.shared.value
        let data = made.office.folder.file("data")
        let again = try await Seing.run("archive", "export", "--data-dir", data, "--out", made.bag)
        #expect(again.status == 69 && again.text.contains("not empty"), "\(again.text)")
        let draft = try await made.office.workflow.draft(made.office.request)
        let refused = try await Seing.run(
            "archive", "export", draft.text, "--data-dir", data, "--out", made.office.folder.file("none"))
        #expect(refused.status == 65 && refused.text.contains(draft.text), "\(refused.text)")
    }
}

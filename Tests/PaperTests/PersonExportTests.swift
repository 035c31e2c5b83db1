import Bootstrap
import ConventionDomain
import Foundation
import Testing
import ToolSupport
import Workflow

/// The real thing: a convention of the examples, signed by all, one of them on paper.
@Suite("seing person export", .serialized, .timeLimit(.minutes(5)))
struct PersonExportTests {
    private struct Signed {
        let office: PaperOffice
        let id: ConventionID
    }

    private static let shared = Task { () throws -> Signed in
        let office = try PaperOffice()
        let id = try await office.issued()
        try await office.sign("student")
        _ = try await office.attest("representative-1", of: id)
        try await office.sign("school")
        try await office.countersign(id)
        return Signed(office: office, id: id)
    }

    private static let pupil = ["--given-name", "Inès", "--family-name", "Belkacem-Roy", "--birth-date", "2011-09-03"]
    private static let tutor = [
        "--given-name", "Karim", "--family-name", "Santos", "--email", "karim@marcheboeuf.example",
    ]
    private static let host = [
        "--given-name", "Odile", "--family-name", "Marcheboeuf", "--email", "odile@marcheboeuf.example",
    ]

    private func export(_ signed: Signed, _ words: [String]) async throws -> Outcome {
        let all = ["person", "export", "--data-dir", signed.office.folder.file("data"), "--lang", "fr"] + words
        return try await RunningProgram(try Seing.program, all).outcome()
    }

    @Test func `gives a pupil a page, a file and the documents, and others' names in documents only`() async throws {
        let signed = try await Self.shared.value
        let out = signed.office.folder.file("pupil")
        let done = try await export(signed, Self.pupil + ["--out", out])
        #expect(done.succeeded, "\(done.text)")
        let id = signed.id.text
        let names = try FileManager.default.contentsOfDirectory(atPath: out).sorted()
        #expect(
            names == [
                "LISEZMOI.txt", "convention-\(id).pdf", "donnees.json", "dossier-de-preuve-\(id)-student.pdf",
                "dossier-de-preuve-\(id)-student.xml",
            ])
        let page = try String(contentsOfFile: out + "/LISEZMOI.txt", encoding: .utf8)
        for word in [
            "Inès", "3 septembre 2011", "ines@famille.example", "Atelier de reliure", "signature", "CNIL",
            "articles 15 et 20",
        ] {
            #expect(page.contains(word), "\(word)")
        }
        for name in names where !name.hasSuffix(".pdf") {
            let text = try String(contentsOfFile: "\(out)/\(name)", encoding: .utf8)
            for other in ["Samira", "Vasseur", "Nguyen", "Odile", "Santos", "samira@", "karim@", "odile@"] {
                #expect(!text.contains(other), "\(name): \(other)")
            }
        }
        _ = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: out + "/donnees.json")))
    }

    @Test func `gives a tutor, who signs nothing, no document, and the pupil's name nowhere`() async throws {
        let signed = try await Self.shared.value
        let out = signed.office.folder.file("tutor")
        try FileManager.default.createDirectory(
            atPath: out, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        let done = try await export(signed, Self.tutor + ["--out", out])
        #expect(done.succeeded, "\(done.text)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: out).sorted() == ["LISEZMOI.txt", "donnees.json"])
        let rights = try FileManager.default.attributesOfItem(atPath: out)[.posixPermissions] as? Int
        #expect(rights == 0o700, "a folder that was there is closed to others as well")
        let found = try await Command.outcome(
            "python3",
            [PythonTool.script("find_text.py"), out, "Belkacem", "Samira", "Odile", "Vasseur", "Nguyen", "2011-09-03"])
        #expect(found.status == 0, "\(found.text)")
    }

    @Test func `names the pupil to another party in documents alone, the own proof file included`() async throws {
        let signed = try await Self.shared.value
        let out = signed.office.folder.file("host")
        #expect(try await export(signed, Self.host + ["--out", out]).succeeded)
        for name in try FileManager.default.contentsOfDirectory(atPath: out) where !name.hasSuffix(".pdf") {
            let text = try String(contentsOfFile: "\(out)/\(name)", encoding: .utf8)
            for other in ["Belkacem", "Inès", "Samira", "Vasseur", "Santos"] {
                #expect(!text.contains(other), "\(name): \(other)")
            }
        }
    }

    @Test func `writes and records nothing with --dry-run, in doubt, or over other files`() async throws {
        let signed = try await Self.shared.value
        let out = signed.office.folder.file("nothing")
        let before = try await signed.office.installation.personOffice().records().count
        let dry = try await export(signed, Self.pupil + ["--out", out, "--dry-run"])
        #expect(dry.succeeded && dry.output.contains("\(signed.id.text)/student"), "\(dry.text)")
        let doubt = try await export(
            signed, ["--given-name", "Inès", "--family-name", "Roy", "--birth-date", "2011-09-03", "--out", out])
        #expect(doubt.status == 1 && doubt.text.contains("--convention"), "\(doubt.text)")
        #expect(!FileManager.default.fileExists(atPath: out))
        let full = try TemporaryDirectory()
        try full.write("autre.txt", Array("x".utf8))
        let over = try await export(signed, Self.pupil + ["--out", full.path])
        #expect(over.status == 64, "\(over.text)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: full.path) == ["autre.txt"])
        #expect(try await signed.office.installation.personOffice().records().count == before)
    }

    @Test func `is recorded under a seal that openssl verifies`() async throws {
        let signed = try await Self.shared.value
        let done = try await export(signed, Self.tutor + ["--out", signed.office.folder.file("again")])
        #expect(done.succeeded, "\(done.text)")
        let number = try #require(try await signed.office.installation.personOffice().records().last?.number)
        let out = signed.office.folder.file("record")
        let written = try await Seing.run(
            "person", "record", "\(number)", "--data-dir", signed.office.folder.file("data"), "--out", out)
        #expect(written.succeeded, "\(written.text)")
        let file = "\(out)/person-\(number).json"
        let said = try await Command.outcome(
            "openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", file + ".p7s", "-content", file, "-CAfile",
            signed.office.trust + "/root.pem", "-purpose", "any", "-out", "/dev/null")
        #expect(said.succeeded, "\(said.text)")
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(text.contains("\(signed.id.text)/tutor") && !text.contains("Santos") && !text.contains("karim"))
    }
}

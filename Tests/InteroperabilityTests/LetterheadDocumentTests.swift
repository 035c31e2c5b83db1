import Bootstrap
import ConventionTemplates
import Foundation
import Parties
import TestSupport
import Testing
import ToolSupport

/// A school's own template with pictures of every kind, not signed, after each signature, and archived, judged by others.
@Suite("Documents with a letterhead, judged by others", .timeLimit(.minutes(10)))
struct LetterheadDocumentTests {
    private let folder: TemporaryDirectory
    private let store: TemplateStore

    private static let pictures = ["clear.png", "deep.png", "opaque.png", "palette.png"]

    init() async throws {
        folder = try TemporaryDirectory()
        let root = PythonTool.root
        store = try TemplateStore.forSchool(resources: Resources(directory: root.path()), dataDirectory: folder.path)
        _ = try store.copy("attestation-2025-11", to: "ours")
        let path = "templates/ours/template.xml"
        let logos = Self.pictures.map { "<logo file=\"\($0)\" alternative=\"Image\" height=\"9mm\"/>" }.joined()
        let header = """
            <header><logo file="logo.svg" alternative="Lycée"/><line><value of="school.name"/></line>
            <logo file="opaque.png" decorative="yes"/></header><footer>
            """
        let text = String(decoding: try folder.read(path), as: UTF8.self).replacing("<footer>", with: header)
            .replacing("<signature-boxes>", with: logos + "<signature-boxes>")
        _ = try folder.write(path, Array(text.utf8))
        let logo = try Data(contentsOf: root.appending(path: "Examples/letterhead/logo.svg"))
        _ = try folder.write("templates/ours/logo.svg", [UInt8](logo))
        let outcome = try await RunningProgram(
            PythonTool.interpreter(), [PythonTool.script("make_pngs.py"), folder.file("templates/ours")]
        ).outcome()
        try #require(outcome.status == 0, "\(outcome.text)")
    }

    @Test func `pass PDF/A-3a and PDF/UA-1 in every revision, and are made again from their data`() async throws {
        let template = try store.template("ours")
        #expect(template.pictureNames == (Self.pictures + ["logo.svg"]).sorted())
        let variant = try #require(SampleVariant.all(for: template).first)
        let signer = TestSigner(try TestAuthority.shared.get())
        var revisions = [try TemplatePreview().document(template, variant).bytes]
        for field in variant.data.signatories.map(\.fieldName) {
            revisions.append(try signer.sign(revisions[revisions.count - 1], field: field))
        }
        revisions.append(try signer.archive(revisions[revisions.count - 1], at: TestAuthority.now))
        let files = try revisions.enumerated().map { try folder.write("\($0).pdf", $1) }
        let result = try await Judges.pdfaCheck(files)
        #expect(result.succeeded, "\(result.text.split(separator: "\n").filter { !$0.hasPrefix("PASS") }.prefix(20))")
        #expect(result.count("PASS 3a ") == files.count && result.count("PASS ua1 ") == files.count)
        let reproducer = try DocumentReproducer(store: store)
        for bytes in revisions { #expect(try reproducer.reproduce(bytes) { true } == .identical) }
        try FileManager.default.removeItem(atPath: folder.file("templates/ours/deep.png"))
        #expect(
            try reproducer.reproduce(revisions[0]) { true } == .templateMissing(identifier: "ours", version: "1"))
    }
}

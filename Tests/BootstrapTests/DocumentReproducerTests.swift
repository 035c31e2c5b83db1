import Bootstrap
import ConventionTemplates
import Foundation
import OpenSSLBridge
import Parties
import TestSupport
import Testing
import Typesetting

@Suite("Setting a document again from its data")
struct DocumentReproducerTests {
    private let store: TemplateStore
    private let reproducer: DocumentReproducer
    private let template: ConventionTemplate
    private let data: ConventionData

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        store = try .forSchool(resources: Resources(directory: root.path()), dataDirectory: "/nowhere")
        reproducer = try DocumentReproducer(store: store)
        template = try store.template("attestation-2025-11")
        data = try #require(SampleVariant.all(for: template).first).data
    }

    private func content() throws -> DocumentContent {
        try template.fill(
            data,
            issue: IssueContext(
                conventionID: "w7k3f92qmabcdefghijk", issuedOn: data.placement.end, createdAt: 1_800_000_000,
                isDemonstration: true, order: [data.signing.required], amends: SampleVariant.amended))
    }

    private func document(_ content: DocumentContent) throws -> [UInt8] {
        try Typesetter(fonts: FontSet()).typeset(content).bytes
    }

    private func reproduce(_ bytes: [UInt8]) throws -> Reproduction { try reproducer.reproduce(bytes) { true } }

    @Test func `gives the same bytes, whatever was signed afterwards`() throws {
        let bytes = try document(content())
        #expect(try reproduce(bytes) == .identical)
        let signed = try TestSigner(TestAuthority.shared.get()).sign(bytes, field: "employer")
        #expect(signed.count > bytes.count)
        #expect(try reproduce(signed) == .identical)
    }

    /// As every document was that was issued before ours had streams.
    @Test func `gives the same bytes of a document with a cross-reference table, and of one with a stream`() throws {
        let table = try Typesetter(fonts: FontSet()).typeset(content(), as: .withTable).bytes
        let stream = try document(content())
        #expect(table.contains(Array("\nxref\n0 ".utf8)) && !stream.contains(Array("\nxref\n0 ".utf8)))
        #expect(try reproduce(table) == .identical && reproduce(stream) == .identical)
        let signed = try TestSigner(TestAuthority.shared.get()).sign(table, field: "employer")
        #expect(try reproduce(signed) == .identical)
        var altered = try content()
        altered.blocks.insert(.paragraph([Inline("L’élève a été rémunéré.")], .body), at: 1)
        guard case .different = try reproduce(Typesetter(fonts: FontSet()).typeset(altered, as: .withTable).bytes)
        else {
            Issue.record("an altered text with a table was taken for the template's")
            return
        }
    }

    @Test func `gives the same bytes with the verification mark, and another code for other data`() throws {
        let preview = try TemplatePreview()
        let variants = SampleVariant.all(for: template)
        let documents = try variants.prefix(2).map { try preview.document(template, $0).bytes }
        for document in documents { #expect(try reproduce(document) == .identical) }
        let folder = try TemporaryDirectory()
        let codes = try documents.enumerated().map { index, bytes in
            let file = try folder.write("\(index).pdf", bytes)
            let text = try Command.run("pdftotext", file, "-").output
            return text.matches(of: /code ((?:[a-z2-9]{4}-){6}[a-z2-9]{4})/).map { String($0.output.1) }
        }
        #expect(codes.allSatisfy { !$0.isEmpty && Set($0).count == 1 })
        #expect(codes[0].first != codes[1].first)
        #expect(codes[0].first?.hasPrefix("w7k3-f92q-mabc-defg-hijk-") == true)
    }

    @Test func `finds a printed text that its data do not give, and where it begins`() throws {
        var altered = try content()
        altered.blocks.insert(.paragraph([Inline("L’élève a été rémunéré.")], .body), at: 1)
        let bytes = try document(altered)
        guard case .different(let byte) = try reproduce(bytes) else {
            Issue.record("the altered text was taken for the template's")
            return
        }
        #expect((1..<bytes.count).contains(byte))
        let original = try document(content())
        #expect(bytes[..<byte] == original[..<byte] && bytes[byte] != original[byte])
        let signed = try TestSigner(TestAuthority.shared.get()).sign(bytes, field: "employer")
        #expect(try reproduce(signed) == .different(atByte: byte))
    }

    @Test func `finds data that the printed text does not give`() throws {
        var altered = try content()
        let other = try #require(SampleVariant.all(for: template).first { $0.name == "without-options" })
        altered.associatedFiles = try template.fill(
            other.data,
            issue: IssueContext(
                conventionID: "w7k3f92qmabcdefghijk", issuedOn: data.placement.end, createdAt: 1_800_000_000,
                isDemonstration: true, order: [data.signing.required], amends: SampleVariant.amended)
        ).associatedFiles
        guard case .different = try reproduce(document(altered)) else {
            Issue.record("other data were taken for the document's")
            return
        }
    }

    @Test func `says so when the template is another one, or there are no data`() throws {
        var renamed = try content()
        renamed.associatedFiles[0].data = Array(
            String(decoding: renamed.associatedFiles[0].data, as: UTF8.self)
                .replacing("<identifier>attestation-2025-11<", with: "<identifier>attestation-2031-01<").utf8)
        let version = template.identity.version
        #expect(
            try reproduce(document(renamed)) == .templateMissing(identifier: "attestation-2031-01", version: version))
        var edited = try content()
        let digest = template.digest.dropLast(1) + (template.digest.hasSuffix("0") ? "1" : "0")
        edited.associatedFiles[0].data = Array(
            String(decoding: edited.associatedFiles[0].data, as: UTF8.self)
                .replacing(template.digest, with: digest).utf8)
        #expect(
            try reproduce(document(edited)) == .templateMissing(identifier: "attestation-2025-11", version: version))
        var bare = try content()
        bare.associatedFiles = []
        #expect(try reproduce(document(bare)) == .noData)
    }

    /// The text of observation-2025-11 that came before the current one, as `xmllint --exc-c14n` and `sha256sum` name it.
    private static let version2 = "sha256:60c189eaa87fb31818bcd71dbff91c0a6309de3769f40106cd0c3a8b62922921"

    private func earlierDocument(by store: TemplateStore) throws -> [UInt8] {
        let earlier = try #require(try store.template("observation-2025-11", digest: Self.version2))
        try #require(earlier.identity.version == "2")
        let data = try #require(SampleVariant.all(for: earlier).first).data
        return try document(
            earlier.fill(
                data,
                issue: IssueContext(
                    conventionID: "w7k3f92qmabcdefghijk", issuedOn: data.placement.start, createdAt: 1_800_000_000,
                    isDemonstration: false, order: [data.signing.required])))
    }

    @Test func `gives the same bytes of a document whose template has a newer version`() throws {
        let current = try store.template("observation-2025-11")
        #expect(current.identity.version != "2" && current.digest != Self.version2)
        let bytes = try earlierDocument(by: store)
        #expect(try reproduce(bytes) == .identical)
        let signed = try TestSigner(TestAuthority.shared.get()).sign(bytes, field: "employer")
        #expect(try reproduce(signed) == .identical)
    }

    @Test func `does not take an altered earlier text for the one that was published`() throws {
        let bytes = try earlierDocument(by: store)
        let folder = try TemporaryDirectory()
        let templates = Resources(
            directory: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().path()
        ).templates
        try FileManager.default.copyItem(atPath: templates, toPath: folder.file("Templates"))
        let copy = try TemplateStore(directory: folder.file("Templates"), sha256: DigestAlgorithm.sha256.digest)
        #expect(try DocumentReproducer(store: copy).reproduce(bytes) { true } == .identical)
        let file = "Templates/Conventions/observation-2025-11/earlier/version-2/template.xml"
        let text = String(decoding: try folder.read(file), as: UTF8.self)
        try FileManager.default.removeItem(atPath: folder.file(file))
        _ = try folder.write(file, Array(text.replacing("lui-même confidentiel", with: "public").utf8))
        #expect(
            try DocumentReproducer(store: copy).reproduce(bytes) { true }
                == .templateMissing(identifier: "observation-2025-11", version: "2"))
    }
}

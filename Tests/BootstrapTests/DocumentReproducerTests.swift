import Bootstrap
import ConventionTemplates
import Foundation
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
        #expect(
            try reproduce(document(renamed)) == .templateMissing(identifier: "attestation-2031-01", version: "1"))
        var edited = try content()
        let digest = template.digest.dropLast(1) + (template.digest.hasSuffix("0") ? "1" : "0")
        edited.associatedFiles[0].data = Array(
            String(decoding: edited.associatedFiles[0].data, as: UTF8.self)
                .replacing(template.digest, with: digest).utf8)
        #expect(
            try reproduce(document(edited)) == .templateMissing(identifier: "attestation-2025-11", version: "1"))
        var bare = try content()
        bare.associatedFiles = []
        #expect(try reproduce(document(bare)) == .noData)
    }
}

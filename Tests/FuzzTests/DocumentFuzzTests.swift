import CMS
import CertificateAuthority
import Foundation
import OpenSSLBridge
import PAdESValidation
import PDFModel
import Parties
import TestSupport
import Testing

/// What a stranger can hand to `seing verify`: the file, and in it signatures, tokens, certificates, lists.
@Suite("Altered documents and what is in them")
struct DocumentFuzzTests {
    private let signed: [UInt8]
    private let facts: DiagnosticData
    private let authority: TestAuthority

    init() throws {
        authority = try TestAuthority.shared.get()
        signed = try TestSigner(authority).signAll(SampleDocument.bytes(), fields: ["student", "school"])
        facts = try DocumentInspector(PDFDocument(bytes: signed)).inspect()
    }

    private var authorities: [Certificate] { authority.trust.anchors + [authority.trust.issuingAuthority] }

    private var signedData: [SignedData] {
        facts.signatures.compactMap {
            guard case .signedData(let found) = $0.contents else { return nil }
            return found.signedData
        }
    }

    @Test func `are read or refused: PDF`() throws {
        let words = [
            "<<", ">>", "[", "(", "stream\n", "endstream", "endobj", "xref\n", "trailer", "startxref\n", "%%EOF\n",
            "/Prev 0",
            "/Length 99999999", "0 0 R", "1 0 R", "/Kids [1 0 R]", "/Filter /FlateDecode", "/Parent 1 0 R", "<",
        ]
        let mutator = Mutator(corpus: [signed, SampleDocument.bytes()], words: words)
        let validator = DocumentValidator(trust: .none, policyArc: .demo)
        try Fuzzing(reader: "PDF", mutator: mutator).run(rounds: 300) { bytes in
            let report = try validator.validate(PDFDocument(bytes: bytes), at: 1_772_442_000)
            // Without an anchor nothing can be trusted, whatever the bytes say.
            if report.identity == .trusted { Issue.record("trusted without an anchor") }
        }
    }

    @Test func `are read or refused: PDF with streams for tables, hybrid and linearized`() throws {
        let words = [
            "/W[1 8 8]", "/W[0 1 0]", "/Index[0 9]", "/Index[0 99999999]", "/Extends 5 0 R", "/Type/ObjStm",
            "/Type/XRef",
            "/N 9", "/First 0", "/Prev 15", "/XRefStm 15", "/Filter/LZWDecode", "/Filter/ASCII85Decode", "~>",
            "/Filter/RunLengthDecode", "/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 3>>", "/Length 5 0 R",
            "<</Predictor 2/Colors 32/BitsPerComponent 16/Columns 99999>>", "startxref\n0\n%%EOF\n",
        ]
        try Fuzzing(reader: "PDF-forms", mutator: Mutator(corpus: Self.forms, words: words)).run(rounds: 3_000) {
            bytes in
            let document = try PDFDocument(bytes: bytes)
            for revision in document.revisions {
                for number in revision.entries.keys {
                    let object = try? document.indirectObject(PDFReference(number: number), asOf: revision.index)
                    if let stream = object?.object.streamValue { _ = try? document.decode(stream, limit: 1 << 20) }
                }
                _ = try? document.asSeenInTables()?.catalog(asOf: revision.index)
            }
        }
    }

    /// One page in every form.
    private static var forms: [[UInt8]] {
        let objects = [
            1: "<</Type/Catalog/Pages 2 0 R>>", 2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
            4: "<</Filter/ASCIIHexDecode/Length 5>>\nstream\n3031>\nendstream",
        ]
        let compressed = objects.filter { $0.key < 4 }
        let rest = objects.filter { $0.key == 4 }
        var updated = PDFForge()
        updated.appendRevision(rest, compressed: compressed) { $0.form = .stream }
        updated.appendRevision([:], compressed: [2: "<</Type/Pages/Kids[]/Count 0>>"]) {
            $0.form = .stream
            $0.filter = "/Filter/FlateDecode"
            $0.encode = { data, _ in Flate.deflate(data) }
        }
        return [
            updated.output, PDFForge.bytes(rest, compressed: compressed) { $0.form = .stream },
            PDFForge.bytes(objects, compressed: [5: "(hidden)"]) { $0.form = .hybrid },
            PDFForge.Linearized(first: objects.filter { $0.key != 2 }, rest: objects.filter { $0.key == 2 }).bytes(),
            PDFForge.bytes(objects) { $0.tableLineEnd = "\n" },
        ]
    }

    @Test func `are read or refused: SignedData and time-stamp tokens`() throws {
        let tokens = signedData.flatMap(\.signerInfos).flatMap(\.unsignedAttributes).flatMap(\.values)
        let mutator = Mutator(corpus: signedData.compactMap(\.der) + tokens)
        try Fuzzing(reader: "SignedData", mutator: mutator).run(rounds: 2_000) { bytes in
            let data = try SignedData(der: bytes)
            // Out of order in a SET OF, it is read, and the validator calls it not canonical; written, it is in order.
            guard let written = data.der else { return }
            if written.count != bytes.count || written.sorted() != bytes.sorted() {
                Issue.record("something was lost or added")
            }
            if try SignedData(der: written).der != written { Issue.record("what was written is not canonical") }
        }
    }

    /// Found by the target `signed-data`: the number was read and could not be written, which ended the process.
    @Test func `are written again with the largest number in an identifier that is read`() throws {
        let sha256: [UInt8] = [0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01]
        let largest = [0x06, 0x09, 0xBF] + [UInt8](repeating: 0xFF, count: 7) + [0x7F]
        let altered = try #require(signedData.first?.der).replacing(sha256, with: largest)
        let data = try SignedData(der: altered)
        #expect(data.signerInfos.first?.digestAlgorithm.oid == "2.4611686018427387823")
        #expect(data.der == altered)
    }

    @Test func `are read or refused: TSTInfo and signing-certificate-v2`() throws {
        let tokens = try signedData.flatMap(\.signerInfos).flatMap(\.unsignedAttributes).flatMap(\.values)
            .map { try SignedData(der: $0) }
        try Fuzzing(reader: "TimeStampInfo", mutator: Mutator(corpus: tokens.compactMap(\.content)))
            .run(rounds: 2_000) { _ = try TimeStampInfo(der: $0) }
        let attributes = (signedData + tokens).flatMap(\.signerInfos).flatMap(\.signedAttributes)
            .filter { $0.type == ObjectIdentifiers.signingCertificateV2 }.flatMap(\.values)
        try Fuzzing(reader: "SigningCertificateV2", mutator: Mutator(corpus: attributes))
            .run(rounds: 2_000) { _ = try SigningCertificateV2(der: $0) }
    }

    @Test func `are read or refused: answers of time-stamping authorities`() throws {
        let tokens = signedData.flatMap(\.signerInfos).flatMap(\.unsignedAttributes).flatMap(\.values)
        let granted = tokens.map { Self.sequence(Self.sequence([2, 1, 0]) + $0) }
        // PKIFailureInfo: badRequest.
        let rejected = Self.sequence(Self.sequence([2, 1, 2, 3, 2, 5, 0x20]))
        try Fuzzing(reader: "TimeStampResponse", mutator: Mutator(corpus: granted + [rejected]))
            .run(rounds: 2_000) { bytes in
                let response = try TimeStampResponse(der: bytes)
                let facts = response.token.map { TimeStampInspector(token: $0).inspect(sha256: Self.neverStamped) }
                if facts?.imprintMatches == true, facts?.verification == .valid {
                    Issue.record("a token holds for what was never stamped")
                }
            }
    }

    private static let neverStamped = [UInt8](repeating: 0x5A, count: 32)

    /// A SEQUENCE of less than 65,536 bytes.
    private static func sequence(_ content: [UInt8]) -> [UInt8] {
        let size = content.count
        let length =
            size < 128
            ? [UInt8(size)] : size < 256 ? [0x81, UInt8(size)] : [0x82, UInt8(size >> 8), UInt8(size & 0xFF)]
        return [0x30] + length + content
    }

    @Test func `are read or refused: certificates`() throws {
        let trust = authority.trust
        let corpus = signedData.flatMap(\.certificates) + [trust.issuingAuthority.der] + trust.anchors.map(\.der)
        try Fuzzing(reader: "Certificate", mutator: Mutator(corpus: corpus)).run(rounds: 1_000) { bytes in
            let certificate = try Certificate(der: bytes)
            if certificate.der != bytes { Issue.record("the certificate is not the bytes that were read") }
            _ = (certificate.subject.description, certificate.policyOIDs, certificate.keyUsage, certificate.isCA)
            _ = (certificate.extendedKeyUsageOIDs, certificate.publicKeyDescription, certificate.notAfter)
            if authorities.contains(where: certificate.isSigned), !corpus.contains(bytes) {
                Issue.record("an altered certificate counts as signed")
            }
        }
    }

    @Test func `are read or refused: revocation lists`() throws {
        let lists = try ["root.crl", "issuing-ca.crl"].map { try authority.directory.read("pki/trust/\($0)") }
        try Fuzzing(reader: "CertificateRevocationList", mutator: Mutator(corpus: lists)).run(rounds: 1_000) { bytes in
            let list = try CertificateRevocationList(der: bytes)
            _ = (list.number, list.thisUpdate, list.nextUpdate, list.issuer.description)
            _ = list.entry(serialNumber: [1])
            if authorities.contains(where: list.isSigned), !lists.contains(bytes) {
                Issue.record("an altered list counts as signed")
            }
        }
    }
}

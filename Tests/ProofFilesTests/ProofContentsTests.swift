import Bootstrap
import ConventionDomain
import Foundation
import OpenSSLBridge
import PAdESValidation
import Parties
import Testing
import ToolSupport
import Workflow
import XMLBridge

@testable import ProofFiles

@Suite("What proof files hold", .timeLimit(.minutes(5)))
struct ProofContentsTests {
    private let sample: ProofSample

    init() async throws { sample = try await ProofSample.shared.value }

    /// The texts of a file with those of its payloads, which are in base64.
    private func everything(_ bytes: [UInt8]) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        let payloads = text.matches(of: /<payload>([^<]*)</).compactMap { Data(base64Encoded: String($0.output.1)) }
        return text + payloads.map { String(decoding: $0, as: UTF8.self) }.joined()
    }

    @Test func `are neither codes nor links nor tokens, in no form`() throws {
        var secrets: Set<String> = []
        for mail in sample.mails {
            for line in mail.textBody.split(whereSeparator: \.isNewline) {
                let word = line.trimmingCharacters(in: .whitespaces)
                if word.wholeMatch(of: /[0-9]{6}/) != nil { secrets.insert(word) }
                // Digests have 64 digits.
                secrets.formUnion(
                    line.matches(of: /[A-Za-z0-9_-]+/).map { String($0.output) }.filter { $0.count == 43 })
            }
        }
        // Three codes, a link for each of three, a token, and the reading links of four.
        #expect(secrets.count >= 9)
        for file in [sample.whole, sample.own] {
            let text = everything(file)
            // Six digits may stand in a digest by chance; as a word of their own they may not.
            for secret in secrets where secret.count > 6 { #expect(!text.contains(secret)) }
            for secret in secrets where secret.count == 6 {
                #expect(!text.contains(">\(secret)<") && !text.contains("\"\(secret)\""))
            }
        }
    }

    /// A reason may have come by a form that let it through.
    @Test func `hold no character that XML does not have`() throws {
        let leaf = ProofXML.leaf("reason", "Pas d\u{1}accord\u{FFFE}, 😀\n\té")
        #expect(leaf.children == [.text("Pas d\u{FFFD}accord\u{FFFD}, 😀\n\té")])
    }

    /// Names and addresses of the example.
    @Test func `of one signatory are nothing of the others`() throws {
        let own = everything(sample.own)
        let whole = everything(sample.whole)
        for name in ["Inès", "Belkacem-Roy", "Marcheboeuf", "Odile"] { #expect(whole.contains(name), "\(name)") }
        #expect(own.contains("Samira"))
        for name in ["Inès", "Belkacem-Roy", "Odile"] { #expect(!own.contains(name), "\(name)") }
        // Of the host the name of the business stands there, and of nobody who signs for it.
        #expect(own.matches(of: /Marcheboeuf/).count == own.matches(of: /Atelier Marcheboeuf &amp; Filles/).count)
        for address in Set(sample.mails.map(\.to)) {
            #expect(!own.contains(address) && !whole.contains(address), "a whole mail address")
        }
    }

    @Test func `tell under which act somebody signed for a head of school, as the schema has it`() throws {
        let digest = try #require(DocumentDigest(bytes: [UInt8](repeating: 7, count: 32)))
        let record = SignatureRecord(
            fieldName: "school", attempt: "a", identification: .accountWithTOTP, shownDigest: digest,
            previousDigest: digest, revisionDigest: digest, signedAt: Date(timeIntervalSince1970: 1_780_300_800),
            codeTries: 1, certificate: CertificateFacts(serialNumber: "0a", sha256Fingerprint: digest, level: "B-T"),
            delegation: DelegationFacts(
                act: "Arrêté n° 12", function: "Proviseure adjointe", scope: "conventions de stage",
                from: "2026-06-01", to: "2026-06-30"))
        let event = ProofEvent(at: 1_780_300_800, event: .signed(record))
        let act = try #require(ProofActXML.element(of: event).element(named: "delegation"))
        #expect(
            act.elements.map(\.text) == [
                "Arrêté n° 12", "Proviseure adjointe", "conventions de stage", "2026-06-01", "2026-06-30",
            ])
        let sentence = ProofWords { _ in "1er juin 2026" }.sentence(for: event)
        #expect(
            sentence.contains("pour le chef d’établissement et par délégation (Proviseure adjointe\u{A0}: Arrêté n° 12")
        )
        let file = try sample.resealed(sample.whole) { root in
            root.edit("parties/party:2/acts") { $0.children = [.element(ProofActXML.element(of: event))] }
        }
        #expect(String(decoding: file, as: UTF8.self).contains("Arrêté n° 12"))
        let schema = try Data(
            contentsOf: URL(filePath: ProofSample.resources.templates + "/Schemas/proof.rng"))
        #expect(try RelaxNGSchema([UInt8](schema)).problems(in: XMLDocument(parsing: file)).isEmpty)
    }

    @Test func `are masked addresses`() {
        #expect(MaskedAddress.of("claire.martin@exemple.fr") == "c***@exemple.fr")
        #expect(MaskedAddress.of("\"a@b\"@exemple.fr") == "\"***@exemple.fr")
        #expect(MaskedAddress.of("@exemple.fr") == "***" && MaskedAddress.of("") == "***")
    }

    /// Digits from docs/journal-format.md, where sha256sum gave them.
    @Test func `are headers whose hash anybody can recompute`() throws {
        let nothing = String(repeating: "0", count: 64)
        let bytes = JournalForm.header(
            sequence: 1, convention: "abcdefghijkmnpqrstuv", position: 1, type: "drafted", at: 1_780_300_800,
            hashes: [nothing, nothing, "f0d6d0bd23322d2c976c2771ebc1c2412c63e2732d7ab087ade52211f7699fe2"])
        #expect(
            DocumentDigest(of: bytes)?.hexadecimal == "739957ba7063cbde0c0bf22c62652377073956533d41d324d914ebcbf0e9da60"
        )
        let anchor = JournalForm.anchor(
            sequence: 2, headHash: "08dd655720ed98da1d29654d5399b931bb58b43a78c7bf15ea1817a4e24f5d9d",
            previousTokenDigest: nothing)
        #expect(
            DocumentDigest(of: anchor)?.hexadecimal
                == "f07aa1a997dc7425c4d5d22389ce79cab78e4daafa0ce3ea66c71362a4abf111")
    }

    @Test func `are a PDF that veraPDF accepts, with the sealed file inside`() async throws {
        for field in [nil, "student"] as [String?] {
            let copy = try await sample.installation.workflow.proof(.pdf, of: sample.id, for: field)
            let folder = try TemporaryDirectory()
            let file = try folder.write("proof.pdf", copy.bytes)
            let verdict = try await Command.outcome(PythonTool.script("pdfa/pdfa-check"), ["3a,ua1", file])
            #expect(verdict.succeeded, "\(verdict.text)")
            let names = try await Command.outcome("pdfdetach", "-list", file)
            #expect(names.output.contains("dossier-de-preuve.xml"))
            _ = try await Command.outcome("pdfdetach", "-save", "1", "-o", folder.file("inside.xml"), file)
            #expect(try sample.check(folder.read("inside.xml"), with: sample.document).isGood)
        }
    }

    /// Each number is padded to the field's length, and stripped again. Source: RFC 9231 §2.3.6.
    @Test func `are ECDSA values of fixed length`() {
        let der: [UInt8] = [0x30, 0x07, 0x02, 0x02, 0x00, 0x81, 0x02, 0x01, 0x05]
        #expect(ECDSAValue.plain(der, numberByteCount: 4) == [0, 0, 0, 0x81, 0, 0, 0, 5])
        #expect(ECDSAValue.der([0, 0, 0, 0x81, 0, 0, 0, 5]) == der)
        #expect(ECDSAValue.plain([0x30, 0x07, 0x02, 0x02, 0x01, 0x81, 0x02, 0x01, 0x05], numberByteCount: 1) == nil)
        #expect(ECDSAValue.plain([0x02, 0x01, 0x05], numberByteCount: 1) == nil)
    }
}

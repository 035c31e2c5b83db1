import Foundation
import PAdESValidation
import PDFModel
import TestSupport
import Testing
import ToolSupport

/// Documents of other programs, made by pyHanko and by hand, and what pyHanko says of each.
struct GeneralDocuments: Sendable {
    struct Verdict: Decodable, Sendable {
        let accepted: Bool
        let words: [String]
    }

    static let shared = Result { try GeneralDocuments() }

    let files: [String: [UInt8]]
    let root: [UInt8]
    let pyHanko: [String: Verdict]

    private init() throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "general-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let process = Process()
        let output = Pipe()
        process.executableURL = try PythonTool.interpreter()
        process.arguments = [PythonTool.script("general_pdfs.py"), directory.path]
        process.standardOutput = output
        try process.run()
        pyHanko = try JSONDecoder().decode(
            [String: Verdict].self, from: output.fileHandleForReading.readDataToEndOfFile())
        process.waitUntilExit()
        root = Array(try Data(contentsOf: directory.appending(path: "root.pem")))
        files = try pyHanko.keys.reduce(into: [:]) {
            $0[$1] = Array(try Data(contentsOf: directory.appending(path: "\($1).pdf")))
        }
    }

    func validate(_ name: String, policy: ValidationPolicy = .general) throws -> ValidationReport {
        try validate(bytes: #require(files[name]), policy: policy)
    }

    func validate(bytes: [UInt8], policy: ValidationPolicy = .general) throws -> ValidationReport {
        let trust = try TrustMaterial(files: [(name: "root.pem", content: root)])
        return try DocumentValidator(trust: trust, policyArc: nil, policy: policy)
            .validate(PDFDocument(bytes: bytes), at: Int64(Date().timeIntervalSince1970))
    }
}

/// What must be found in a document, apart from who signed it.
struct GeneralCase: Sendable, CustomTestStringConvertible {
    let name: String
    let codes: Set<FindingCode>
    let integrity: ValidationReport.Integrity
    var testDescription: String { name }

    /// A change that is found, in a save that no signature covers.
    static func unsigned(_ name: String, _ codes: FindingCode...) -> GeneralCase {
        GeneralCase(name: name, codes: Set(codes + [.incrementalSaving]), integrity: .changed)
    }

    /// A change that is found, and covered by a later signature.
    static func covered(_ name: String, _ codes: FindingCode...) -> GeneralCase {
        GeneralCase(name: name, codes: Set(codes), integrity: .changed)
    }

    /// A value that is no signature.
    static func value(
        _ name: String, _ codes: FindingCode..., integrity: ValidationReport.Integrity = .broken
    ) -> GeneralCase { GeneralCase(name: name, codes: Set(codes), integrity: integrity) }
}

@Suite("The general policy")
struct GeneralPolicyTests {
    private let documents: GeneralDocuments

    init() throws { documents = try GeneralDocuments.shared.get() }

    static let forged: [GeneralCase] = updates + permissions + values

    private static let updates: [GeneralCase] = [
        .unsigned("content-replaced", .changedContent), .covered("content-replaced-and-signed", .changedContent),
        .unsigned("page-added", .changedPage), .unsigned("page-turned", .changedPage),
        .unsigned("font-replaced", .shadowReplace), .unsigned("overlay-freed", .shadowHide),
        .unsigned("overlay-blanked", .changedContent),
        .unsigned("prepared-content-shown", .changedContent, .shadowHideAndReplace),
        .unsigned("prepared-bytes-reused", .shadowHideAndReplace),
        .unsigned("prepared-appearance-used", .shadowHideAndReplace),
        .unsigned("other-root", .shadowHideAndReplace), .unsigned("appearance-swapped", .shadowReplace),
        .unsigned("appearance-exchanged", .shadowReplace), .covered("appearance-back-and-forth", .shadowReplace),
        .unsigned("action-added", .changedAction), .unsigned("action-in-field", .changedAction, .changedField),
        .unsigned("outline-changed", .changedNavigation), .unsigned("layers-added", .changedLayers),
        .unsigned("structure-added", .changedStructure), .unsigned("field-added", .changedForm),
        .unsigned("field-moved", .changedField), .unsigned("field-hidden", .changedField),
        .unsigned("form-removed", .changedForm, .noSignature), .unsigned("widget-removed", .changedAnnotation),
        .unsigned("signature-emptied", .changedSignedField, .noSignature),
        .unsigned("generation-raised", .changedGeneration),
        .unsigned("only-time-stamp-changed", .changedContent, .noSignature),
    ]

    private static let permissions: [GeneralCase] = [
        .unsigned("certified-1-filled", .changeNotPermitted), .covered("certified-1-signed", .changeNotPermitted),
        .unsigned("certified-2-comment", .changeNotPermitted), .unsigned("locked-filled", .lockedFieldChanged),
        .unsigned("all-locked-filled", .lockedFieldChanged), .covered("all-locked-signed", .lockedFieldChanged),
        .unsigned("all-but-one-locked-filled", .lockedFieldChanged),
        .unsigned("field-mdp-filled", .lockedFieldChanged), .unsigned("free-text-over-text", .evilAnnotation),
        .unsigned("free-text-beside-text", .evilAnnotation), .unsigned("stamp", .evilAnnotation),
        .unsigned("redaction", .evilAnnotation), .unsigned("highlight-that-hides", .evilAnnotation),
        .unsigned("comment-with-link", .changedAction), .unsigned("annotation-over-approval", .evilAnnotation),
        .unsigned("field-filled-over-text", .evilAnnotation), .covered("signature-over-certified", .sneakySignature),
        .covered("signature-beside-certified", .sneakySignature),
        .covered("signature-over-approval", .sneakySignature),
    ]

    private static let values: [GeneralCase] = [
        .value("no-byte-range", .universalForgery, .byteRangeMalformed, .messageDigestDiffers),
        .value("null-byte-range", .universalForgery, .byteRangeMalformed, .messageDigestDiffers),
        .value("zero-byte-range", .universalForgery, .byteRangeMalformed, .messageDigestDiffers),
        .value("empty-byte-range", .universalForgery, .byteRangeMalformed, .messageDigestDiffers),
        .value("negative-byte-range", .universalForgery, .byteRangeMalformed, .messageDigestDiffers),
        .value("no-contents", .universalForgery, .signatureWrapping, .holeIsNotContents, .contentsMalformed),
        .value("empty-contents", .universalForgery, .signatureWrapping, .holeIsNotContents, .contentsMalformed),
        .value("null-contents", .universalForgery, .signatureWrapping, .holeIsNotContents, .contentsMalformed),
        .value("zero-contents", .universalForgery, .contentsMalformed),
        // The digest is right: what was signed is all there, in another place.
        .value("wrapped", .signatureWrapping, .holeIsNotContents, .coveragePartial, .bytesAfterEnd),
        .value("value-missing", .universalForgery, .noSignature),
        .value("value-in-place", .universalForgery, .noSignature),
        .value("rsa-sha1-format", .signatureFormatUnsupported, integrity: .undetermined),
        .value("pkcs7-sha1-format", .signatureFormatUnsupported, integrity: .undetermined),
        .value("unknown-format", .signatureFormatUnsupported, integrity: .undetermined),
        .value("indefinite-length", .signatureFormatUnsupported, integrity: .undetermined),
    ]

    @Test(arguments: forged)
    func `refuses each attack for the right reason`(forged: GeneralCase) throws {
        let report = try documents.validate(forged.name)
        let found = Set(report.findings.map(\.code).filter { $0.dimension == .integrity })
        #expect(found == forged.codes, "\(report.findings)")
        #expect(report.integrity == forged.integrity)
        #expect(report.profile == .general)
    }

    /// What is time-stamped only is signed by nobody, and still held against what was stamped.
    @Test func `finds a time-stamp and no signature where there is only a time-stamp`() throws {
        let report = try documents.validate("only-time-stamp")
        #expect(report.integrity == .none && report.identity == .none && report.profile == .general)
        #expect(report.signatures.isEmpty && report.facts.unreadableSignatures.isEmpty)
        #expect(report.documentTimeStamps.map(\.subIndication) == [.tryLater], "its unit's revocation is not known")
        #expect(report.documentTimeStamps.allSatisfy { $0.generationTime != nil })
        #expect(Set(report.findings.map(\.code)) == [.noSignature, .timeStampRevocationUnknown])
    }

    static let honest = [
        "one-signature", "two-signatures", "filled-between", "filled-by-hanko", "ticked-between", "filled-unsigned",
        "certified-1", "certified-1-stamped", "certified-2-filled-signed", "certified-3-comment",
        "comment-after-approval", "highlight", "new-invisible-field", "new-visible-field", "long-term", "stamped",
        "field-locked-other-filled", "field-mdp-other-filled", "all-but-one-locked", "information-updated",
        "metadata-updated", "old-format", "old-format-signed-again",
    ]

    @Test(arguments: honest)
    func `takes what signatures allow for no change`(name: String) throws {
        let report = try documents.validate(name)
        #expect(report.findings.filter { $0.code.dimension == .integrity } == [])
        #expect(report.integrity == .intact)
        #expect(report.profile == .general)
        #expect(report.signatures.allSatisfy { $0.integrity == .intact })
    }

    @Test func `says that another format is not PAdES, and computes its integrity all the same`() throws {
        for name in ["old-format", "old-format-signed-again"] {
            let report = try documents.validate(name)
            #expect(report.findings.contains { $0.code == .notPAdES })
            #expect(!report.findings.contains { $0.code == .certificateNotBound })
            #expect(report.integrity == .intact)
        }
    }

    @Test func `is not the strict one`() throws {
        let report = try documents.validate("filled-between", policy: .strict)
        #expect(report.integrity == .changed && report.profile == .deviating)
    }

    /// What one of the two lets pass and the other does not; `docs/testing.md` says why.
    static let pyHankoIsStricter: Set<String> = [
        "certified-3-comment", "comment-after-approval", "highlight", "field-locked-other-filled",
        "field-mdp-other-filled", "all-but-one-locked",
    ]
    static let pyHankoIsLaxer: Set<String> = [
        "prepared-appearance-used", "appearance-swapped", "appearance-exchanged", "appearance-back-and-forth",
        "field-hidden", "field-filled-over-text", "signature-over-approval",
    ]

    @Test func `differs from pyHanko where it is known to, and nowhere else`() throws {
        let ours = try Set(Self.honest.filter { try documents.validate($0).integrity == .intact })
        let theirs = Set(documents.pyHanko.filter(\.value.accepted).keys)
        #expect(ours.subtracting(theirs) == Self.pyHankoIsStricter)
        #expect(theirs.subtracting(ours) == Self.pyHankoIsLaxer)
        #expect(documents.pyHanko.count == Self.honest.count + Self.forged.count + 1)
    }
}

import OpenSSLBridge
import PAdES
import PAdESValidation
import PDFModel

/// The facts of one file as they are shown: everything that can be read, however little that is.
struct Inspection: Encodable {
    let file: String
    let byteCount: Int
    let sha256: String
    /// Of revision 0: the content that everybody signs.
    let baseSha256: String?
    /// `1.7`; nothing when the file does not begin as a PDF.
    let version: String?
    /// How many times the file says that it ends.
    let endOfFileCount: Int
    let revisions: [RevisionLine]
    let fields: [FieldLine]
    let signatures: [SignatureLine]
    /// Why not everything could be read, by a name that stays.
    let error: VerificationDTO.ErrorDTO?
    let readError: PDFReadError?

    private enum CodingKeys: String, CodingKey {
        case file, byteCount, sha256, baseSha256, version, endOfFileCount, revisions, fields, signatures, error
    }

    struct RevisionLine: Encodable {
        let index: Int
        let begin: Int
        let end: Int
        /// Of the file up to the end of this revision: what its signatory had before him, and its name in the service.
        let sha256: String
        /// `base`, `signature`, `archival` or `other`.
        let kind: String?
        let signedField: String?
        let newObjects: Int
        let changedObjects: Int
        let freedObjects: Int
        /// Changes that signing one field does not explain.
        let modifications: [String]
        /// Object by object; only when revisions are compared.
        let changes: [ChangeLine]?
    }

    struct FieldLine: Encodable {
        let name: String
        let isSigned: Bool
    }

    /// - Parameter comparesRevisions: Whether it is looked at what each revision changed.
    init(file: String, bytes: [UInt8], comparesRevisions: Bool = false) {
        self.file = file
        byteCount = bytes.count
        sha256 = hexadecimal(DigestAlgorithm.sha256.digest(bytes))
        version = Self.version(bytes)
        endOfFileCount = Self.count("%%EOF", in: bytes)
        var document: PDFDocument?
        var facts: DiagnosticData?
        var failure: PDFReadError?
        let start = ContinuousClock.now
        do throws(PDFReadError) {
            let read = try PDFDocument(bytes: bytes) { start.duration(to: .now) < FileReport.timeLimit }
            document = read
            facts = try DocumentInspector(read).inspect()
        } catch {
            failure = error
        }
        let base = document?.revisions.first?.range
        baseSha256 = base.map { hexadecimal(DigestAlgorithm.sha256.digest(bytes[$0])) }
        revisions =
            document.map { document in
                document.revisions.map { RevisionLine($0, document, facts?.revisions[$0.index], comparesRevisions) }
            } ?? []
        let signed = Set(facts?.signatures.map(\.fieldName) ?? [])
        fields = facts?.fieldNames.map { FieldLine(name: $0, isSigned: signed.contains($0)) } ?? []
        signatures = facts?.signatures.map(SignatureLine.init) ?? []
        (readError, error) = (failure, failure.map(VerificationDTO.ErrorDTO.init))
    }

    private static func version(_ bytes: [UInt8]) -> String? {
        guard bytes.count >= 8, bytes.starts(with: Array("%PDF-".utf8)) else { return nil }
        return String(decoding: bytes[5..<8], as: UTF8.self)
    }

    private static func count(_ text: String, in bytes: [UInt8]) -> Int {
        let pattern = Array(text.utf8)
        var count = 0
        var rest = bytes[...]
        while let index = rest.firstIndex(of: pattern[0]) {
            if rest[index...].starts(with: pattern) { count += 1 }
            rest = rest[(index + 1)...]
        }
        return count
    }
}

extension Inspection.RevisionLine {
    init(_ revision: Revision, _ document: PDFDocument, _ facts: RevisionFacts?, _ compares: Bool) {
        index = revision.index
        (begin, end) = (revision.range.lowerBound, revision.range.upperBound)
        sha256 = hexadecimal(DigestAlgorithm.sha256.digest(document.bytes[..<revision.range.upperBound]))
        kind = facts.map { Self.name(of: $0.kind) }
        signedField = facts?.signedField
        changes = compares ? Inspection.changes(in: document, revision) : nil
        var counts = (new: 0, changed: 0, freed: 0)
        for (number, entry) in revision.entries {
            if case .free = entry {
                counts.freed += 1
            } else if index > 0, document.entry(of: number, asOf: index - 1) != nil {
                counts.changed += 1
            } else {
                counts.new += 1
            }
        }
        (newObjects, changedObjects, freedObjects) = counts
        modifications =
            facts?.modifications.map { modification in
                modification.kind.rawValue + (modification.objectNumber.map { " \($0)" } ?? "")
            } ?? []
    }

    private static func name(of kind: RevisionKind) -> String {
        switch kind {
        case .base: "base"
        case .signature: "signature"
        case .archival: "archival"
        case .other: "other"
        }
    }
}

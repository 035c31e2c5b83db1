import ArgumentParser
import CMS
import Foundation
import OpenSSLBridge
import PAdES
import PAdESValidation
import PDFModel

/// Shows what a file is made of; judges nothing.
struct InspectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show the revisions, fields and signatures of a document, without judging them.")

    @Argument(help: "A PDF file.", completion: .file(extensions: ["pdf"]))
    var file: String

    @Flag(help: "Write JSON.")
    var json = false

    func run() async throws {
        let inspection: Inspection
        do {
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
            inspection = try Inspection(file: file, document: PDFDocument(bytes: bytes))
        } catch {
            throw Console.fail(error, as: .unreadable)
        }
        Console.print(json ? try inspection.json() : inspection.text)
    }
}

/// The facts of one file as they are shown.
private struct Inspection: Encodable {
    struct RevisionLine: Encodable {
        let index: Int
        let begin: Int
        let end: Int
        /// Of the file up to the end of this revision: what its signatory had before him, and its name in the service.
        let sha256: String
        let signedField: String?
        let modifications: [String]
    }

    struct SignatureLine: Encodable {
        let field: String
        let revision: Int
        let subFilter: String?
        let byteRange: [Int]
        let coverage: String
        let claimedTime: String?
        let subject: String?
        let issuer: String?
        let serialNumber: String?
        let publicKey: String?
        let policies: [String]
        let timeStamps: [String]
    }

    let file: String
    let byteCount: Int
    let sha256: String
    let baseSha256: String
    let fields: [String]
    let revisions: [RevisionLine]
    let signatures: [SignatureLine]

    init(file: String, document: PDFDocument) throws {
        let facts = try DocumentInspector(document).inspect()
        self.file = file
        byteCount = facts.fileByteCount
        sha256 = hexadecimal(facts.fileDigest)
        baseSha256 = hexadecimal(facts.baseDigest)
        fields = facts.fieldNames
        revisions = facts.revisions.map { RevisionLine($0, file: document.bytes) }
        signatures = facts.signatures.map(SignatureLine.init)
    }

    var text: String {
        var lines = ["\(file): \(byteCount) bytes, SHA-256 \(sha256)", "  content (revision 0): SHA-256 \(baseSha256)"]
        lines += revisions.map { revision in
            let kind =
                revision.signedField.map { "signs '\($0)'" } ?? (revision.index == 0 ? "original" : "other changes")
            let oddities =
                revision.modifications.isEmpty ? "" : "; unexplained: " + revision.modifications.joined(separator: ", ")
            return """
                  revision \(revision.index): bytes \(revision.begin)..<\(revision.end), \(kind)\(oddities)
                    SHA-256 up to here \(revision.sha256)
                """
        }
        let signed = Set(signatures.map(\.field))
        lines += fields.map { "  field '\($0)': \(signed.contains($0) ? "signed" : "empty")" }
        lines += signatures.flatMap(\.text)
        return lines.joined(separator: "\n")
    }
}

extension Inspection.RevisionLine {
    init(_ facts: RevisionFacts, file: [UInt8]) {
        index = facts.index
        (begin, end) = (facts.range.lowerBound, facts.range.upperBound)
        sha256 = hexadecimal(DigestAlgorithm.sha256.digest(Array(file[..<facts.range.upperBound])))
        signedField = facts.signedField
        modifications = facts.modifications.map { modification in
            modification.kind.rawValue + (modification.objectNumber.map { " (object \($0))" } ?? "")
        }
    }
}

extension Inspection.SignatureLine {
    init(_ facts: SignatureFacts) {
        field = facts.fieldName
        revision = facts.revisionIndex
        subFilter = facts.dictionary.subFilter?.rawValue
        byteRange = facts.byteRange?.numbers ?? []
        coverage = facts.coverage.rawValue
        claimedTime = facts.dictionary.claimedTime.map { Moment.iso8601($0.secondsSince1970) }
        var signed: SignedDataFacts?
        if case .signedData(let data) = facts.contents { signed = data }
        subject = signed?.signingCertificate?.subject
        issuer = signed?.signingCertificate?.issuer
        serialNumber = signed?.signingCertificate?.serialNumber
        publicKey = signed?.signingCertificate?.publicKey
        policies = signed?.signingCertificate?.policies ?? []
        timeStamps =
            signed?.timeStamps.map { stamp in
                let time = stamp.info.map { Moment.iso8601($0.generationTime) } ?? "malformed"
                return "\(time) by \(stamp.signingCertificate?.commonName ?? "unknown")"
            } ?? []
    }

    var text: [String] {
        [
            "  signature '\(field)' in revision \(revision): \(subFilter ?? "no SubFilter"), covers \(coverage)",
            "    byte range \(byteRange)",
            "    subject \(subject ?? "unknown"), serial number \(serialNumber ?? "unknown"), \(publicKey ?? "unknown key")",
            "    issuer \(issuer ?? "unknown")", "    policies \(policies.joined(separator: ", "))",
            "    claimed \(claimedTime ?? "no time"); time-stamped \(timeStamps.joined(separator: ", "))",
        ]
    }
}

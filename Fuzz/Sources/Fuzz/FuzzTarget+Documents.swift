import Foundation
import PAdES
import PAdESValidation
import Parties

@testable import PDFModel

extension FuzzTarget {
    static let documents = [
        FuzzTarget(name: "pdf-lexer") { bytes in
            var lexer = PDFLexer(bytes)
            _ = try lexer.readObject()
        },
        FuzzTarget(name: "pdf-objects") { try readEverything(PDFDocument(bytes: $0)) },
        FuzzTarget(name: "byte-range") { bytes in
            var lexer = PDFLexer(bytes)
            let object = try lexer.readObject()
            guard let range = ByteRange(object, fileByteCount: 1_000) else { return }
            mustHold(
                range.first.lowerBound == 0 && range.first.upperBound < range.second.lowerBound,
                "the spans are in order")
            mustHold(range.second.upperBound <= 1_000, "the spans lie in the file")
        },
        FuzzTarget(name: "validator") { _ = try judge($0) },
        FuzzTarget(name: "revision") { bytes in
            let report = try judge(base + bytes)
            let isExplained = bytes.isEmpty || report.facts.revisions.count > baseRevisionCount
            mustHold(report.integrity != .intact || isExplained, "what stands behind the document is seen")
        },
    ]

    /// A signed document, behind which the input stands as further revisions: validation data, time-stamps, signatures.
    private static let base: [UInt8] = {
        let path = ProcessInfo.processInfo.environment["SEING_FUZZ_BASE"] ?? ""
        guard let data = FileManager.default.contents(atPath: path) else {
            fatalError("SEING_FUZZ_BASE names no file; it is the signed document before the input")
        }
        return Array(data)
    }()

    private static let baseRevisionCount = (try? PDFDocument(bytes: base).revisions.count) ?? 0

    private static func readEverything(_ document: PDFDocument) throws {
        for revision in document.revisions {
            for number in revision.entries.keys.prefix(200) {
                let reference = PDFReference(number: number, generation: 0)
                guard let object = try? document.indirectObject(reference, asOf: revision.index) else { continue }
                _ = try? object.object.streamValue?.decoded(limit: 1 << 20)
            }
            _ = try? InteractiveForm(of: document, asOf: revision.index)
        }
    }

    private static let validator = DocumentValidator(trust: .none, policyArc: .demo)

    private static func judge(_ bytes: [UInt8]) throws -> ValidationReport {
        let deadline = Date().addingTimeInterval(10)
        let document = try PDFDocument(bytes: bytes, mayGoOn: { Date() < deadline })
        let report = try validator.validate(document, at: 1_796_000_000)
        mustHold(report.identity != .trusted, "nobody is trusted without an anchor")
        return report
    }
}

@testable import PDFModel

/// The parts that a PDF is read by, each by itself.
extension FuzzTarget {
    static let pdfParts = [
        FuzzTarget(name: "pdf-lexer") { bytes in
            var lexer = PDFLexer(bytes)
            _ = try lexer.readObject()
        },
        FuzzTarget(name: "cross-references") { bytes in
            let limits = PDFLimits()
            _ = try? CrossReferenceSectionReader(bytes: bytes, limits: limits).read(at: 0)
            let revisions = try CrossReferenceReader(bytes: bytes, limits: limits, mayGoOn: { true }).readRevisions()
                .revisions
            var end = 0
            for revision in revisions {
                mustHold(revision.range.lowerBound == end, "revisions follow each other without a gap")
                end = revision.range.upperBound
            }
            mustHold(!revisions.isEmpty && end <= bytes.count, "revisions lie in the file")
        },
        FuzzTarget(name: "object-stream") { bytes in
            let object = try indirectObject(bytes)
            let stream = try ObjectStream(object, limits: PDFLimits())
            for (index, number) in numbers(of: object).enumerated().prefix(1_000) {
                guard let found = try? stream.read(number, at: index, depthLimit: 100) else { continue }
                mustHold(found.reference == PDFReference(number: number), "the object is the one asked for")
                mustHold(found.object.streamValue == nil, "no stream stands in an object stream")
            }
        },
        FuzzTarget(name: "stream-filters") { bytes in
            guard let stream = try indirectObject(bytes).object.streamValue else { return }
            mustHold(try stream.decoded(limit: 1 << 20).count <= 1 << 20, "no filter gives more than the limit")
        },
        FuzzTarget(name: "content-stream") { _ = try ContentStream.operations(in: $0) },
        FuzzTarget(name: "byte-range") { bytes in
            var lexer = PDFLexer(bytes)
            let object = try lexer.readObject()
            guard let range = ByteRange(object, fileByteCount: 1_000) else { return }
            mustHold(
                range.first.lowerBound == 0 && range.first.upperBound < range.second.lowerBound,
                "the spans are in order")
            mustHold(range.second.upperBound <= 1_000, "the spans lie in the file")
        },
    ]

    private static func indirectObject(_ bytes: [UInt8]) throws -> IndirectObject {
        var lexer = PDFLexer(bytes)
        return try lexer.readIndirectObject(dataEnd: bytes.count) { reference throws(PDFReadError) in
            throw PDFReadError(.missingObject, found: "no object \(reference)", expected: "a direct length")
        }
    }

    /// What the header of an object stream says is in it.
    private static func numbers(of object: IndirectObject) -> [Int] {
        guard let stream = object.object.streamValue, let bytes = try? stream.decoded(limit: 1 << 20) else { return [] }
        var lexer = PDFLexer(bytes)
        var numbers: [Int] = []
        while let number = try? lexer.readInteger(), (try? lexer.readInteger()) != nil { numbers.append(number) }
        return numbers
    }
}

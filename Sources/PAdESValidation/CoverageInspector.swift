import PAdES
import PDFModel

/// Finds out which bytes of the file a signature dictionary covers, and whether it leaves out only itself.
struct CoverageInspector {
    private let document: PDFDocument
    private let revision: Revision
    private let dictionary: SignatureDictionary
    private let policy: ValidationPolicy.Name
    /// `nil` when `/ByteRange` is not four sound integers.
    let range: ByteRange?

    /// - Parameters:
    ///   - revision: The one that defines the dictionary.
    ///   - policy: Which of the two says where a revision ends.
    init(
        _ dictionary: SignatureDictionary, in document: PDFDocument, revision: Revision,
        policy: ValidationPolicy.Name
    ) {
        self.policy = policy
        self.document = document
        self.revision = revision
        self.dictionary = dictionary
        range = ByteRange(dictionary.byteRangeObject, fileByteCount: document.bytes.count)
    }

    /// The hole must be the bytes of the value that was parsed, and nothing but `<`, digits and `>`.
    var holeIsContents: Bool {
        guard let hole = range?.hole, hole == dictionary.contentsRange, hole.count >= 2 else { return false }
        let bytes = document.bytes[hole]
        return bytes.first == UInt8(ascii: "<") && bytes.last == UInt8(ascii: ">")
            && bytes.dropFirst().dropLast().allSatisfy(isHexadecimalDigit) && hole.count % 2 == 0
    }

    /// The digits of the last signature are covered by nothing: written in one way only, none can be changed unseen.
    ///
    /// - Returns: `true` also where the hole is not the contents, which is worse and told of itself.
    var digitsAreLowerCase: Bool {
        guard holeIsContents, let hole = range?.hole else { return true }
        return !document.bytes[hole].contains { (0x41...0x46).contains($0) }
    }

    /// Some programs sign up to the last letter of `%%EOF` and write the line end behind it with the next save, or not at all:
    /// that line end says nothing, and only the strict rules ask for it.
    var coverage: SignatureCoverage {
        guard let range else { return .partial }
        let ends = policy == .general ? [revision.range.upperBound, revision.endOfMarker] : [revision.range.upperBound]
        guard ends.contains(range.second.upperBound) else { return .partial }
        return range.second.upperBound == document.bytes.count ? .wholeDocument : .wholeRevision
    }

    /// The covered bytes, in their two pieces.
    var content: [ArraySlice<UInt8>] {
        range.map { [document.bytes[$0.first], document.bytes[$0.second]] } ?? []
    }
}

private func isHexadecimalDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
}

internal import OpenSSLBridge
import PAdES
import PDFModel

/// The digest of something signed or stamped, by the algorithm that a signature or a token names; `nil` when it is not at hand.
typealias ContentDigest = (VerificationDigest) -> [UInt8]?

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
        (holeIsContents, digitsAreLowerCase) = Self.look(
            at: range?.hole, in: document.bytes, contents: dictionary.contentsRange)
    }

    /// The hole must be the bytes of the value that was parsed, and nothing but `<`, digits and `>`.
    let holeIsContents: Bool
    /// The digits of the last signature are covered by nothing: written in one way only, none can be changed unseen.
    ///
    /// `true` also where the hole is not the contents, which is worse and told of itself.
    let digitsAreLowerCase: Bool

    private static func look(at hole: Range<Int>?, in bytes: [UInt8], contents: Range<Int>?) -> (Bool, Bool) {
        guard let hole, hole == contents, hole.count >= 2, hole.count % 2 == 0,
            bytes[hole.lowerBound] == UInt8(ascii: "<"), bytes[hole.upperBound - 1] == UInt8(ascii: ">")
        else { return (false, true) }
        let (areDigits, areLowerCase) = digits(bytes[hole.lowerBound + 1..<hole.upperBound - 1])
        return areDigits ? (true, areLowerCase) : (false, true)
    }

    /// Whether all bytes are hexadecimal digits, and none a letter in upper case.
    ///
    /// Nothing in the loop depends on a byte but two sums: of some thousand digits half are letters, and a processor that has to
    /// choose guesses wrong as often.
    private static func digits(_ bytes: ArraySlice<UInt8>) -> (Bool, Bool) {
        var (others, capitals): (UInt8, UInt8) = (0, 0)
        bytes.withUnsafeBufferPointer { bytes in
            for byte in bytes {
                let digit: UInt8 = byte &- 0x30 < 10 ? 1 : 0
                let letter: UInt8 = byte &- 0x61 < 6 ? 1 : 0
                let capital: UInt8 = byte &- 0x41 < 6 ? 1 : 0
                others |= 1 ^ (digit | letter | capital)
                capitals |= capital
            }
        }
        return (others == 0, capitals == 0)
    }

    /// Some programs sign up to the last letter of `%%EOF` and write the line end behind it with the next save, or not at all:
    /// that line end says nothing, and only the strict rules ask for it.
    var coverage: SignatureCoverage {
        guard let range else { return .partial }
        let ends = policy == .general ? [revision.range.upperBound, revision.endOfMarker] : [revision.range.upperBound]
        guard ends.contains(range.second.upperBound) else { return .partial }
        return range.second.upperBound == document.bytes.count ? .wholeDocument : .wholeRevision
    }

    /// The digest of the covered bytes; of none when the range is unsound.
    func contentDigest(_ digests: PrefixDigester) -> ContentDigest {
        guard let range else { return { $0.digest([UInt8]()) } }
        // A range begins with the file, or it is no sound one.
        return { digests.digest($0, first: range.first.upperBound, then: range.second) }
    }
}

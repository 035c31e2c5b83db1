/// The two spans of the file that a signature covers.
///
/// The hole between them is the value of `/Contents`, angle brackets included. Offsets are in bytes from the first
/// byte of the file, not of the revision.
///
/// Source: ISO 32000-1 §12.8.1, table 252.
public struct ByteRange: Hashable, Sendable {
    public let first: Range<Int>
    public let second: Range<Int>

    /// The bytes that are not covered: `<`, the hexadecimal digits, `>`.
    public var hole: Range<Int> { first.upperBound..<second.lowerBound }

    public init(holeAt hole: Range<Int>, end: Int) {
        first = 0..<hole.lowerBound
        second = hole.upperBound..<end
    }

    /// Reads the value of `/ByteRange`.
    ///
    /// - Parameter fileByteCount: Size of the whole file, against which the spans are checked.
    /// - Returns: `nil` when there are not four direct integers, the first span does not begin at 0, one is
    ///   negative, the spans overlap or are out of order, or a span ends after the file.
    public init?(_ object: PDFObject?, fileByteCount: Int) {
        guard let numbers = object?.arrayValue?.map(\.integerValue), numbers.count == 4,
            let start = numbers[0], let length = numbers[1], let offset = numbers[2], let rest = numbers[3],
            start == 0, length > 0, rest > 0, offset > length, offset <= fileByteCount, rest <= fileByteCount - offset
        else { return nil }
        first = 0..<length
        second = offset..<offset + rest
    }

    public var numbers: [Int] { [0, first.count, second.lowerBound, second.count] }
}

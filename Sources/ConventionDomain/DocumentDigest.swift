/// SHA-256 of the bytes of one revision of a document, or of another file whose identity matters.
///
/// Written as 64 lower-case hexadecimal digits.
public struct DocumentDigest: Hashable, Sendable, Codable, CustomStringConvertible {
    public let hexadecimal: String

    /// - Parameter bytes: The 32 bytes of a SHA-256.
    /// - Returns: `nil` when there are not 32.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        let digits = Array("0123456789abcdef")
        hexadecimal = String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0x0F)]] })
    }

    /// - Parameter hexadecimal: 64 hexadecimal digits, of either case.
    /// - Returns: `nil` when it is anything else.
    public init?(hexadecimal: String) {
        let lowered = hexadecimal.lowercased()
        guard lowered.utf8.count == 64, lowered.utf8.allSatisfy(Self.isDigit) else { return nil }
        self.hexadecimal = lowered
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let digest = DocumentDigest(hexadecimal: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a SHA-256 in hexadecimal")
        }
        self = digest
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hexadecimal)
    }

    public var description: String { hexadecimal }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}

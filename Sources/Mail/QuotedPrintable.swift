/// The body's encoding: readable ASCII, lines of 76 characters at most.
///
/// Source: RFC 2045 §6.7.
enum QuotedPrintable {
    private static let maximumLineLength = 76

    /// - Parameter text: Lines end in LF, CRLF or CR; each becomes CRLF.
    static func encode(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var encoded: [UInt8] = []
        encoded.reserveCapacity(bytes.count + bytes.count / 4)
        var length = 0
        for (index, byte) in bytes.enumerated() {
            let next = index + 1 < bytes.count ? bytes[index + 1] : lineFeed
            if isLineEnd(byte) {
                // Of CR and LF the second says it.
                if byte == lineFeed || next != lineFeed || index + 1 == bytes.count { encoded += [0x0D, lineFeed] }
                length = 0
                continue
            }
            let isPlain = isPlain(byte, isLast: isLineEnd(next))
            // One character is kept for the soft line break.
            if length + (isPlain ? 1 : 3) > maximumLineLength - 1 {
                encoded += "=\r\n".utf8
                length = 0
            }
            if isPlain { encoded.append(byte) } else { encoded += ("=" + hexadecimal(byte)).utf8 }
            length += isPlain ? 1 : 3
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    private static let lineFeed = UInt8(ascii: "\n")

    private static func isLineEnd(_ byte: UInt8) -> Bool { byte == lineFeed || byte == UInt8(ascii: "\r") }

    /// Rules 1 to 3: printable ASCII as it is but "=", white space unless it ends the line.
    private static func isPlain(_ byte: UInt8, isLast: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "="): false
        case UInt8(ascii: " "), UInt8(ascii: "\t"): !isLast
        default: (0x21...0x7E).contains(byte)
        }
    }

    /// Undoes ``encode(_:)``; an escape that is not one stays as it is.
    static func decode(_ bytes: [UInt8]) -> [UInt8] {
        var decoded: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if let (byte, length) = escape(at: index, of: bytes) {
                if let byte { decoded.append(byte) }
                index += length
            } else {
                decoded.append(bytes[index])
                index += 1
            }
        }
        return decoded
    }

    /// The byte that an escape stands for, `nil` in it for a soft line break, and the length of the escape.
    private static func escape(at index: Int, of bytes: [UInt8]) -> (byte: UInt8?, length: Int)? {
        guard bytes[index] == UInt8(ascii: "="), index + 2 < bytes.count else { return nil }
        let pair = bytes[index + 1...index + 2]
        if pair.elementsEqual("\r\n".utf8) { return (nil, 3) }
        guard let byte = UInt8(String(decoding: pair, as: UTF8.self), radix: 16) else { return nil }
        return (byte, 3)
    }
}

/// The body's encoding: readable ASCII, lines of 76 characters at most.
///
/// Source: RFC 2045 §6.7.
enum QuotedPrintable {
    private static let maximumLineLength = 76

    /// - Parameter text: Lines end in LF, CRLF or CR; each becomes CRLF.
    static func encode(_ text: String) -> String {
        text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
            .split(separator: "\n", omittingEmptySubsequences: false)
            .map { encodeLine(Array($0.utf8)) }
            .joined(separator: "\r\n")
    }

    private static func encodeLine(_ bytes: [UInt8]) -> String {
        var lines = ""
        var length = 0
        for (index, byte) in bytes.enumerated() {
            let piece = encode(byte, isLast: index == bytes.count - 1)
            // One character is kept for the soft line break.
            if length + piece.count > maximumLineLength - 1 {
                lines += "=\r\n"
                length = 0
            }
            lines += piece
            length += piece.count
        }
        return lines
    }

    /// Rules 1 to 3: printable ASCII as it is but "=", white space unless it ends the line.
    private static func encode(_ byte: UInt8, isLast: Bool) -> String {
        let isWhiteSpace = byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
        let isPlain = (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=")
        return isPlain || (isWhiteSpace && !isLast) ? String(Unicode.Scalar(byte)) : "=" + hexadecimal(byte)
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

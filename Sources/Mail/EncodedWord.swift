/// Header text beyond ASCII.
///
/// Source: RFC 2047 §2, §4.2, §5.
enum EncodedWord {
    /// "Each line of a header field that contains one or more 'encoded-word's is limited to 76 characters".
    private static let maximumLineLength = 76
    private static let prefix = "=?utf-8?Q?"
    private static let suffix = "?="

    /// `text` as it stands in a header, folded, or as it is when it needs no encoding.
    ///
    /// - Parameter indentation: Characters before it on its first line, such as those of `Subject: `.
    static func encode(_ text: String, after indentation: Int) -> String {
        guard text.utf8.count > 60 || text.contains("=?") || !text.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
        else {
            return text
        }
        var words: [String] = []
        var current = ""
        for scalar in text.unicodeScalars {
            let piece = encode(scalar)
            let start = words.isEmpty ? indentation : 1
            if start + prefix.count + current.count + piece.count + suffix.count > maximumLineLength {
                words.append(current)
                current = ""
            }
            current += piece
        }
        return (words + [current]).map { prefix + $0 + suffix }.joined(separator: "\r\n ")
    }

    /// One character whole, so that no word ends inside one.
    private static func encode(_ scalar: Unicode.Scalar) -> String {
        if scalar == " " { return "_" }
        return String(scalar).utf8.map { byte in isPlain(byte) ? String(Unicode.Scalar(byte)) : "=" + hexadecimal(byte)
        }
        .joined()
    }

    /// The set that is safe even in a phrase, §5 (3).
    private static func isPlain(_ byte: UInt8) -> Bool {
        let isLetter = (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        return isLetter || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "!")
    }

    /// Undoes ``encode(_:)`` on an unfolded header; other character sets and encodings stay as they are.
    static func decode(_ header: String) -> String {
        var text = ""
        var endsInWord = false
        for piece in header.split(separator: " ", omittingEmptySubsequences: false) {
            let word = decodeWord(piece)
            if !text.isEmpty, !(endsInWord && word != nil) { text += " " }
            text += word ?? String(piece)
            endsInWord = word != nil
        }
        return text
    }

    private static func decodeWord(_ word: Substring) -> String? {
        guard word.lowercased().hasPrefix(prefix.lowercased()), word.hasSuffix(suffix) else { return nil }
        let content = word.dropFirst(prefix.count).dropLast(suffix.count)
        let bytes = QuotedPrintable.decode(Array(content.replacing("_", with: "=20").utf8))
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Two upper-case digits.
func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return byte < 16 ? "0" + digits : digits
}

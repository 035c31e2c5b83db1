/// Appends objects to a byte buffer in the syntax of the file.
///
/// The same objects always give the same bytes.
///
/// Source: ISO 32000-1 §7.3.
struct PDFSerializer {
    /// How spaces and strings are written; both mean the same to every reader.
    enum Style {
        /// A space after every key, and strings that are not printable in hexadecimal digits: easy on the eye.
        case spaced
        /// No byte that syntax does not ask for.
        case compact
    }

    private(set) var bytes: [UInt8] = []
    private let style: Style

    init(reservingCapacity capacity: Int = 0, style: Style = .spaced) {
        self.style = style
        bytes.reserveCapacity(capacity)
    }

    mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
    mutating func append(bytes more: some Collection<UInt8>) { bytes.append(contentsOf: more) }

    /// Puts other bytes in the place of as many that were written before.
    mutating func overwrite(at offset: Int, with more: [UInt8]) {
        bytes.replaceSubrange(offset..<offset + more.count, with: more)
    }

    mutating func append(_ object: PDFObject) {
        switch object {
        case .null: append("null")
        case .boolean(let value): append(value ? "true" : "false")
        case .integer(let value): append(integer: value)
        case .real(let value): append(real: value)
        case .string(let value): append(string: value)
        case .name(let value): append(name: value)
        case .array(let elements): append(array: elements)
        case .dictionary(let dictionary): append(dictionary: dictionary)
        case .stream(let stream): append(stream: stream)
        case .reference(let reference): append(reference)
        }
    }

    mutating func append(indirect object: PDFObject, as reference: PDFReference) {
        append(integer: reference.number)
        bytes.append(0x20)
        append(integer: reference.generation)
        append(" obj\n")
        append(object)
        append("\nendobj\n")
    }

    /// Writes a number without a string in between: a file has thousands.
    ///
    /// - Parameter width: Least number of digits.
    mutating func append(integer value: Int, width: Int = 1) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        var power: UInt = 1
        var digits = 1
        while power <= value.magnitude / 10 { (power, digits) = (power * 10, digits + 1) }
        while digits < width {
            bytes.append(UInt8(ascii: "0"))
            digits += 1
        }
        while power > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(value.magnitude / power % 10))
            power /= 10
        }
    }

    private mutating func append(_ reference: PDFReference) {
        append(integer: reference.number)
        bytes.append(0x20)
        append(integer: reference.generation)
        append(" R")
    }

    private mutating func append(array elements: [PDFObject]) {
        append("[")
        for (index, element) in elements.enumerated() {
            if index > 0 { appendSpace(before: element, after: elements[index - 1]) }
            append(element)
        }
        append("]")
    }

    private mutating func append(dictionary: PDFDictionary) {
        append("<<")
        for (key, value) in dictionary {
            append(name: key)
            appendSpace(before: value)
            append(value)
        }
        append(">>")
    }

    /// Source: ISO 32000-1 §7.2.2: delimiters end a name or number as well as a space does.
    private mutating func appendSpace(before object: PDFObject, after previous: PDFObject? = nil) {
        if style == .compact, object.beginsDelimited || previous?.endsDelimited == true { return }
        bytes.append(0x20)
    }

    private mutating func append(stream: PDFStream) {
        var dictionary = stream.dictionary
        dictionary["Length"] = .integer(stream.encodedBytes.count)
        append(dictionary: dictionary)
        append("\nstream\n")
        append(bytes: stream.encodedBytes)
        append("\nendstream")
    }

    private mutating func append(name: PDFName) {
        bytes.append(UInt8(ascii: "/"))
        if name.rawValue.utf8.allSatisfy(isPlainInName) { return append(name.rawValue) }
        for scalar in name.rawValue.unicodeScalars {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            if isPlainInName(byte) {
                bytes.append(byte)
            } else {
                append("#" + hexadecimal(byte))
            }
        }
    }

    /// Literal syntax where the string is printable, hexadecimal otherwise; the shorter of both in compact style.
    private mutating func append(string: [UInt8]) {
        let isPrintable = string.allSatisfy { (0x20..<0x7F).contains($0) }
        let escapes = style == .compact ? string.count { isEscaped($0) } : 0
        guard isPrintable || style == .compact && escapes < string.count else { return append(hexadecimal: string) }
        append("(")
        for byte in string {
            switch byte {
            case 0x0D: append("\\r")
            case 0x0A: append("\\n")
            default:
                if isEscaped(byte) { bytes.append(UInt8(ascii: "\\")) }
                bytes.append(byte)
            }
        }
        append(")")
    }

    /// Writes a string in hexadecimal digits, whatever its bytes.
    mutating func append(hexadecimal string: [UInt8]) {
        bytes.reserveCapacity(bytes.count + 2 * string.count + 2)
        append("<")
        for byte in string {
            for half in [byte >> 4, byte & 15] { bytes.append(half < 10 ? 0x30 + half : 0x37 + half) }
        }
        append(">")
    }

    /// At most four decimals, never an exponent, which PDF does not know (ISO 32000-1 §7.3.3).
    private mutating func append(real: Double) {
        precondition(real.isFinite && abs(real) < 1e12, "a PDF number must be finite and of reasonable size")
        let scaled = Int((abs(real) * 10_000).rounded())
        let whole = scaled / 10_000
        var fraction = String(scaled % 10_000 + 10_000).dropFirst()
        while fraction.last == "0" { fraction.removeLast() }
        append((real < 0 && scaled > 0 ? "-" : "") + String(whole) + (fraction.isEmpty ? "" : "." + fraction))
    }
}

extension PDFObject {
    /// Whether its first character ends what stands before.
    fileprivate var beginsDelimited: Bool {
        switch self {
        case .string, .array, .dictionary, .name: true
        default: false
        }
    }

    /// Whether its last character ends it.
    fileprivate var endsDelimited: Bool {
        switch self {
        case .string, .array, .dictionary: true
        default: false
        }
    }
}

/// What a literal string holds only behind a reverse solidus (ISO 32000-1 §7.3.4.2).
private func isEscaped(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\\"), 0x0A, 0x0D: true
    default: false
    }
}

private func isPlainInName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): return true
    default: break
    }
    return isRegular(byte) && byte != UInt8(ascii: "#") && byte > 0x20 && byte < 0x7F
}

private func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
}

/// Appends objects to a byte buffer in the syntax of the file.
///
/// The same objects always give the same bytes. They are put down byte by byte, without texts in between: a signature writes
/// some five hundred tokens.
///
/// Source: ISO 32000-1 §7.3.
package struct PDFSerializer: Sendable {
    /// How spaces and strings are written; both mean the same to every reader.
    enum Style: Sendable {
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

    package mutating func append(_ text: StaticString) { text.withUTF8Buffer { bytes.append(contentsOf: $0) } }
    mutating func append(bytes more: some Collection<UInt8>) { bytes.append(contentsOf: more) }
    mutating func append(_ byte: UInt8, count: Int) { bytes.append(contentsOf: repeatElement(byte, count: count)) }

    /// A number in decimal digits, with zeros before it up to a width of at most twenty.
    package mutating func append(_ number: Int, width: Int = 1) {
        if (0..<10).contains(number), width == 1 { return bytes.append(UInt8(ascii: "0") + UInt8(number)) }
        if number < 0 { append("-") }
        var digits = InlineArray<20, UInt8>(repeating: UInt8(ascii: "0"))
        var (rest, place) = (number.magnitude, digits.count)
        while rest > 0 {
            let quotient = rest / 10
            place -= 1
            digits[place] += UInt8(truncatingIfNeeded: rest - quotient * 10)
            rest = quotient
        }
        let first = min(place, digits.count - width)
        digits.span.withUnsafeBufferPointer { bytes.append(contentsOf: $0[first...]) }
    }

    /// Puts other bytes in the place of as many that were written before.
    mutating func overwrite(at start: Int, with more: [UInt8]) {
        bytes.replaceSubrange(start..<start + more.count, with: more)
    }

    package mutating func append(_ object: PDFObject) {
        switch object {
        case .null: append("null")
        case .boolean(let value): if value { append("true") } else { append("false") }
        case .integer(let value): append(value)
        case .real(let value): append(real: value)
        case .string(let value): append(string: value)
        case .name(let value): append(name: value)
        case .array(let elements): append(array: elements)
        case .dictionary(let dictionary): append(dictionary: dictionary)
        case .stream(let stream): append(stream: stream)
        case .reference(let reference):
            append(reference)
            append(" R")
        }
    }

    mutating func append(indirect object: PDFObject, as reference: PDFReference) {
        append(reference)
        append(" obj\n")
        append(object)
        append("\nendobj\n")
    }

    mutating func append(indirectText text: ArraySlice<UInt8>, as reference: PDFReference) {
        append(reference)
        append(" obj\n")
        append(bytes: text)
        append("\nendobj\n")
    }

    /// Number and generation.
    mutating func append(_ reference: PDFReference) {
        append(reference.number)
        append(" ")
        append(reference.generation)
    }

    private mutating func append(array elements: [PDFObject]) {
        append("[")
        var previous: PDFObject?
        for element in elements {
            if let previous { appendSpace(before: element, after: previous) }
            previous = element
            append(element)
        }
        append("]")
    }

    private mutating func append(dictionary: PDFDictionary) {
        append("<<")
        append(entries: dictionary)
        append(">>")
    }

    mutating func append(entries dictionary: PDFDictionary) {
        for (key, value) in dictionary {
            append(name: key)
            appendSpace(before: value)
            append(value)
        }
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

    package mutating func append(name: PDFName) {
        bytes.append(UInt8(ascii: "/"))
        var text = name.rawValue
        let isPlain = text.withUTF8 { letters in
            guard letters.allSatisfy(isPlainInName) else { return false }
            bytes.append(contentsOf: letters)
            return true
        }
        guard !isPlain else { return }
        for scalar in name.rawValue.unicodeScalars {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            if isPlainInName(byte) {
                bytes.append(byte)
            } else {
                append("#")
                append(hexadecimal: byte)
            }
        }
    }

    private mutating func append(hexadecimal byte: UInt8) {
        bytes.append(hexadecimalDigit(byte >> 4))
        bytes.append(hexadecimalDigit(byte & 15))
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
        for byte in string { append(hexadecimal: byte) }
        append(">")
    }

    /// At most four decimals, never an exponent, which PDF does not know (ISO 32000-1 §7.3.3).
    private mutating func append(real: Double) {
        precondition(real.isFinite && abs(real) < 1e12, "a PDF number must be finite and of reasonable size")
        let scaled = Int((abs(real) * 10_000).rounded())
        if real < 0 && scaled > 0 { append("-") }
        append(scaled / 10_000)
        var (fraction, width) = (scaled % 10_000, 4)
        guard fraction > 0 else { return }
        while fraction % 10 == 0 { (fraction, width) = (fraction / 10, width - 1) }
        append(".")
        append(fraction, width: width)
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

private func hexadecimalDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }

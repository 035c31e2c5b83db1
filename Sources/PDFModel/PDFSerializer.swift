/// Appends objects to a byte buffer in the syntax of the file.
///
/// The same objects always give the same bytes.
///
/// Source: ISO 32000-1 §7.3.
struct PDFSerializer {
    private(set) var bytes: [UInt8] = []

    init(reservingCapacity capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
    mutating func append(bytes more: some Collection<UInt8>) { bytes.append(contentsOf: more) }

    mutating func append(_ object: PDFObject) {
        switch object {
        case .null: append("null")
        case .boolean(let value): append(value ? "true" : "false")
        case .integer(let value): append(String(value))
        case .real(let value): append(real: value)
        case .string(let value): append(string: value)
        case .name(let value): append(name: value)
        case .array(let elements): append(array: elements)
        case .dictionary(let dictionary): append(dictionary: dictionary)
        case .stream(let stream): append(stream: stream)
        case .reference(let reference): append(reference.description)
        }
    }

    mutating func append(indirect object: PDFObject, as reference: PDFReference) {
        append("\(reference.number) \(reference.generation) obj\n")
        append(object)
        append("\nendobj\n")
    }

    private mutating func append(array elements: [PDFObject]) {
        append("[")
        for (index, element) in elements.enumerated() {
            if index > 0 { append(" ") }
            append(element)
        }
        append("]")
    }

    private mutating func append(dictionary: PDFDictionary) {
        append("<<")
        for (key, value) in dictionary {
            append(name: key)
            append(" ")
            append(value)
        }
        append(">>")
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
        append("/")
        for scalar in name.rawValue.unicodeScalars {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            if isRegular(byte), byte != UInt8(ascii: "#"), byte > 0x20, byte < 0x7F {
                bytes.append(byte)
            } else {
                append("#" + hexadecimal(byte))
            }
        }
    }

    /// Literal syntax where the string is printable, hexadecimal otherwise.
    private mutating func append(string: [UInt8]) {
        guard string.allSatisfy({ (0x20..<0x7F).contains($0) }) else {
            bytes.reserveCapacity(bytes.count + 2 * string.count + 2)
            append("<")
            for byte in string {
                for half in [byte >> 4, byte & 15] { bytes.append(half < 10 ? 0x30 + half : 0x37 + half) }
            }
            append(">")
            return
        }
        append("(")
        for byte in string {
            if [UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\\")].contains(byte) { append("\\") }
            bytes.append(byte)
        }
        append(")")
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

private func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
}

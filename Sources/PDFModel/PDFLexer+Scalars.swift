extension PDFLexer {
    /// Source: ISO 32000-1 §7.3.5.
    mutating func readName() throws(PDFReadError) -> PDFName {
        guard current == UInt8(ascii: "/") else { throw failure(expected: "a name") }
        advance()
        let start = position
        var isPlain = true
        while position < end, isRegular(bytes[position]), bytes[position] != UInt8(ascii: "#") {
            if bytes[position] > 0x7F { isPlain = false }
            position += 1
        }
        if isPlain, current != UInt8(ascii: "#") {
            return PDFName(String(decoding: bytes[start..<position], as: UTF8.self))
        }
        position = start
        return try readEscapedName()
    }

    /// A name with bytes above 127 or written by their numbers.
    private mutating func readEscapedName() throws(PDFReadError) -> PDFName {
        var name: [UInt8] = []
        while let byte = current, isRegular(byte) {
            guard byte == UInt8(ascii: "#") else {
                name.append(byte)
                advance()
                continue
            }
            guard let high = peek(1).flatMap(hexadecimalValue), let low = peek(2).flatMap(hexadecimalValue) else {
                throw failure(expected: "two hexadecimal digits after '#'")
            }
            name.append(high << 4 | low)
            advance(3)
        }
        return PDFName(bytes: name)
    }

    /// Source: ISO 32000-1 §7.3.4.3.
    mutating func readHexadecimalString() throws(PDFReadError) -> [UInt8] {
        advance()
        var result = takeManyDigits()
        var high: UInt8?
        while position < end {
            let byte = bytes[position]
            if let value = hexadecimalValue(byte) {
                if let digit = high {
                    result.append(digit << 4 | value)
                    high = nil
                } else {
                    high = value
                }
            } else if byte == UInt8(ascii: ">") {
                position += 1
                // A digit that has no other behind it counts as if a zero followed.
                if let digit = high { result.append(digit << 4) }
                return result
            } else if !isWhiteSpace(byte) {
                throw failure(expected: "a hexadecimal digit or '>'")
            }
            position += 1
        }
        throw failure(expected: "'>'")
    }

    /// What the first digits say, as many as stand here without anything between them, some dozens at a time: the value of a
    /// signature has thousands.
    ///
    /// No loop depends on what a digit is. Half of them are letters, and a processor that has to choose guesses wrong as often.
    private mutating func takeManyDigits() -> [UInt8] {
        let step = 64
        let result = bytes[position..<end].withUnsafeBufferPointer { source in
            var count = 0
            while count + step <= source.count, areHexadecimalDigits(source[count..<count + step]) { count += step }
            return [UInt8](unsafeUninitializedCapacity: count / 2) { octets, initializedCount in
                for index in 0..<count / 2 {
                    octets[index] = valueOfDigit(source[2 * index]) << 4 | valueOfDigit(source[2 * index + 1])
                }
                initializedCount = count / 2
            }
        }
        position += 2 * result.count
        return result
    }

    /// Source: ISO 32000-1 §7.3.4.2.
    mutating func readLiteralString() throws(PDFReadError) -> [UInt8] {
        advance()
        var result: [UInt8] = []
        var open = 1
        while let byte = current {
            advance()
            switch byte {
            case UInt8(ascii: "("): open += 1
            case UInt8(ascii: ")"): open -= 1
            case UInt8(ascii: "\\"):
                if let escaped = readEscape() { result.append(escaped) }
                continue
            case 0x0D:
                if current == 0x0A { advance() }
                result.append(0x0A)
                continue
            default: break
            }
            if open == 0 { return result }
            result.append(byte)
        }
        throw failure(expected: "')'")
    }

    /// The byte that stands for what follows a reverse solidus, or none for an escaped line end.
    private mutating func readEscape() -> UInt8? {
        guard let byte = current else { return nil }
        if (0x30...0x37).contains(byte) { return readOctal() }
        advance()
        switch byte {
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "r"): return 0x0D
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "b"): return 0x08
        case UInt8(ascii: "f"): return 0x0C
        case 0x0A: return nil
        case 0x0D:
            if current == 0x0A { advance() }
            return nil
        default: return byte
        }
    }

    private mutating func readOctal() -> UInt8 {
        var value = 0
        for _ in 0..<3 {
            guard let byte = current, (0x30...0x37).contains(byte) else { break }
            value = value * 8 + Int(byte - 0x30)
            advance()
        }
        return UInt8(truncatingIfNeeded: value)
    }

    /// A number, or the reference that three tokens `12 0 R` make.
    mutating func readNumberOrReference() throws(PDFReadError) -> PDFObject {
        let first = try readNumber()
        guard case .integer(let number) = first, number >= 0 else { return first }
        let (place, hadComment) = (position, hasSkippedComment)
        skipWhiteSpaceAndComments()
        if let generation = takeGeneration() {
            skipWhiteSpaceAndComments()
            if take(keyword: "R") { return .reference(PDFReference(number: number, generation: generation)) }
        }
        (position, hasSkippedComment) = (place, hadComment)
        return first
    }

    /// Up to five digits and the end of the token; `nil` when something else stands here.
    ///
    /// Source: ISO 32000-1 §7.5.4: no generation is above 65,535.
    private mutating func takeGeneration() -> Int? {
        var generation = 0
        var digits = 0
        while let byte = current, (0x30...0x39).contains(byte), digits <= 5 {
            generation = generation * 10 + Int(byte - 0x30)
            digits += 1
            advance()
        }
        guard (1...5).contains(digits), !(current.map(isRegular) ?? false) else { return nil }
        return generation
    }

    /// Source: ISO 32000-1 §7.3.3.
    mutating func readNumber() throws(PDFReadError) -> PDFObject {
        let start = position
        let isNegative = current == UInt8(ascii: "-")
        if isNegative || current == UInt8(ascii: "+") { advance() }
        var digits = 0
        var magnitude = 0
        var isReal = false
        while let byte = current {
            if (0x30...0x39).contains(byte) {
                digits += 1
                // Wraps only for numbers that are refused below.
                magnitude = magnitude &* 10 &+ Int(byte - 0x30)
            } else if byte == UInt8(ascii: "."), !isReal {
                isReal = true
            } else {
                break
            }
            advance()
        }
        if let byte = current, isRegular(byte) { throw failure(expected: "the end of a number") }
        guard digits > 0, digits <= 18 else {
            throw PDFReadError(.badSyntax, at: start, found: "a number of \(digits) digits", expected: "1 to 18 digits")
        }
        guard isReal else { return .integer(isNegative ? -magnitude : magnitude) }
        if let value = exactReal(magnitude, from: start) { return .real(isNegative ? -value : value) }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard let value = Double(text.hasPrefix("+") ? String(text.dropFirst()) : text) else {
            throw PDFReadError(.badSyntax, at: start, found: "no number", expected: "a number")
        }
        return .real(value)
    }

    /// The quotient of two numbers that a Double holds exactly is the nearest to the number written.
    private func exactReal(_ magnitude: Int, from start: Int) -> Double? {
        guard magnitude < 1 << 53, let point = bytes[start..<position].firstIndex(of: UInt8(ascii: ".")) else {
            return nil
        }
        var divisor = 1.0
        for _ in point + 1..<position { divisor *= 10 }
        return Double(magnitude) / divisor
    }

    mutating func readInteger() throws(PDFReadError) -> Int {
        skipWhiteSpaceAndComments()
        let start = position
        guard case .integer(let value) = try readNumber() else {
            throw PDFReadError(.badSyntax, at: start, found: "a number with a fraction", expected: "an integer")
        }
        return value
    }
}

@inline(__always)
func hexadecimalValue(_ byte: UInt8) -> UInt8? {
    if byte &- 0x30 < 10 { return byte &- 0x30 }
    // Letters of both cases differ in one bit.
    let letter = (byte | 0x20) &- 0x61
    return letter < 6 ? letter + 10 : nil
}

/// Whether all bytes are hexadecimal digits.
private func areHexadecimalDigits(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    var others: UInt8 = 0
    for byte in UnsafeBufferPointer(rebasing: bytes) {
        let digit: UInt8 = byte &- 0x30 < 10 ? 1 : 0
        let letter: UInt8 = (byte | 0x20) &- 0x61 < 6 ? 1 : 0
        others |= 1 ^ (digit | letter)
    }
    return others == 0
}

/// The value of a byte that is a hexadecimal digit: letters have bit 6 set, and count from 1 in the lower bits.
@inline(__always)
private func valueOfDigit(_ digit: UInt8) -> UInt8 { (digit & 0x0F) &+ 9 &* (digit >> 6) }

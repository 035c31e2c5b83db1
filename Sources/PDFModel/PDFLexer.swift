/// Reads tokens and objects from the bytes of a file, from any place in it.
///
/// Strict where leniency would let two readers see two documents: no duplicate keys, no unknown escapes in names,
/// no number too large.
///
/// Source: ISO 32000-1 §7.2, §7.3.
struct PDFLexer {
    let bytes: [UInt8]
    var position: Int
    /// Reading stops here, for instance at the end of a revision.
    private(set) var end: Int
    /// Whether a comment was passed over: it means nothing to this reader and may mean something to another.
    var hasSkippedComment = false
    private let depthLimit: Int
    private var depth = 0

    init(_ bytes: [UInt8], at position: Int = 0, end: Int? = nil, depthLimit: Int = PDFLimits().nestingDepth) {
        self.bytes = bytes
        self.end = min(end ?? bytes.count, bytes.count)
        self.position = min(max(position, 0), self.end)
        self.depthLimit = depthLimit
    }

    var isAtEnd: Bool { position >= end }
    var current: UInt8? { position < end ? bytes[position] : nil }

    func peek(_ distance: Int) -> UInt8? { position + distance < end ? bytes[position + distance] : nil }

    /// Lets reading go on to a later end.
    mutating func extend(to newEnd: Int) { end = min(max(end, newEnd), bytes.count) }

    mutating func advance(_ count: Int = 1) { position = min(position + count, end) }

    mutating func skipWhiteSpaceAndComments() {
        while position < end {
            let byte = bytes[position]
            if byte == UInt8(ascii: "%") {
                hasSkippedComment = true
                while position < end, bytes[position] != 0x0A, bytes[position] != 0x0D { position += 1 }
            } else if isWhiteSpace(byte) {
                position += 1
            } else {
                return
            }
        }
    }

    mutating func skipWhiteSpace() { while position < end, isWhiteSpace(bytes[position]) { position += 1 } }

    mutating func skipWhiteSpace(atMost count: Int) {
        let limit = min(end, position + count)
        while position < limit, isWhiteSpace(bytes[position]) { position += 1 }
    }

    /// Whether the given keyword stands here as a whole token; if so, moves behind it.
    mutating func take(keyword: StaticString) -> Bool {
        let length = keyword.utf8CodeUnitCount
        guard position + length <= end else { return false }
        let matches = keyword.withUTF8Buffer { letters in
            for index in 0..<length where bytes[position + index] != letters[index] { return false }
            return true
        }
        guard matches else { return false }
        if let next = peek(length), isRegular(next) { return false }
        advance(length)
        return true
    }

    mutating func expect(keyword: StaticString) throws(PDFReadError) {
        guard take(keyword: keyword) else { throw failure(expected: "'\(keyword)'") }
    }

    /// Names what stands here without quoting more of the document than one byte.
    func failure(_ code: PDFReadError.Code = .badSyntax, expected: String) -> PDFReadError {
        let found = current.map { "byte 0x" + String($0, radix: 16) } ?? "the end of the data"
        return PDFReadError(code, at: position, found: found, expected: expected)
    }

    mutating func readObject() throws(PDFReadError) -> PDFObject {
        skipWhiteSpaceAndComments()
        guard let byte = current else { throw failure(expected: "an object") }
        switch byte {
        case UInt8(ascii: "/"): return .name(try readName())
        case UInt8(ascii: "("): return .string(try readLiteralString())
        case UInt8(ascii: "["): return .array(try nested { lexer throws(PDFReadError) in try lexer.readArray() })
        case UInt8(ascii: "<") where peek(1) == UInt8(ascii: "<"):
            return .dictionary(try readPlainDictionary())
        case UInt8(ascii: "<"): return .string(try readHexadecimalString())
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), 0x30...0x39: return try readNumberOrReference()
        default: return try readKeyword()
        }
    }

    private mutating func readKeyword() throws(PDFReadError) -> PDFObject {
        if take(keyword: "true") { return .boolean(true) }
        if take(keyword: "false") { return .boolean(false) }
        if take(keyword: "null") { return .null }
        throw failure(expected: "an object")
    }

    private mutating func nested<T>(
        _ read: (inout PDFLexer) throws(PDFReadError) -> T
    ) throws(PDFReadError) -> T {
        depth += 1
        defer { depth -= 1 }
        guard depth <= depthLimit else {
            throw PDFReadError(
                .limitExceeded, at: position, found: "more than \(depthLimit) levels",
                expected: "objects less deeply nested")
        }
        return try read(&self)
    }

    private mutating func readArray() throws(PDFReadError) -> [PDFObject] {
        advance()
        var elements: [PDFObject] = []
        while true {
            skipWhiteSpaceAndComments()
            if current == UInt8(ascii: "]") {
                advance()
                return elements
            }
            elements.append(try readObject())
        }
    }

    private mutating func readPlainDictionary() throws(PDFReadError) -> PDFDictionary {
        try nested { lexer throws(PDFReadError) in
            try lexer.readDictionaryEntries().dictionary
        }
    }

    /// A dictionary, and where in the file each of its strings stands.
    mutating func readDictionary() throws(PDFReadError) -> PDFDictionaryInFile {
        try nested { lexer throws(PDFReadError) in try lexer.readDictionaryEntries() }
    }

    private mutating func readDictionaryEntries() throws(PDFReadError) -> PDFDictionaryInFile {
        guard current == UInt8(ascii: "<"), peek(1) == UInt8(ascii: "<") else { throw failure(expected: "'<<'") }
        advance(2)
        var result = PDFDictionaryInFile()
        while true {
            skipWhiteSpaceAndComments()
            if current == UInt8(ascii: ">"), peek(1) == UInt8(ascii: ">") {
                advance(2)
                return result
            }
            guard current == UInt8(ascii: "/") else { throw failure(expected: "a key or '>>'") }
            let key = try readName()
            skipWhiteSpaceAndComments()
            let start = position
            let value = try readObject()
            guard result.dictionary.add(value, for: key) else {
                throw PDFReadError(
                    .badSyntax, at: start, found: "a key twice", expected: "each key once in a dictionary")
            }
            if case .string = value {
                result.strings.append(PDFDictionaryInFile.PlacedString(key: key, range: start..<position))
            }
        }
    }
}

/// A dictionary as parsed, and the bytes of its own values that are strings.
struct PDFDictionaryInFile {
    struct PlacedString: Hashable, Sendable {
        let key: PDFName
        let range: Range<Int>
    }

    var dictionary = PDFDictionary()
    var strings: [PlacedString] = []
}

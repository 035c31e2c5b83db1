/// Reads JSON strictly: UTF-8, no repeated names, limited depth and size, lines kept for messages.
///
/// Numbers are recognised and not evaluated: no value of ours is one.
///
/// Source: RFC 8259; RFC 7493 §2.3 (names are unique).
struct JSONReader {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private static let maximumDepth = 32
    private static let maximumByteCount = 1 << 20

    static func read(_ bytes: [UInt8]) throws(JSONProblem) -> JSONValue {
        guard bytes.count <= maximumByteCount else {
            throw JSONProblem(
                kind: .tooLarge, line: 0, message: "found \(bytes.count) bytes, expected at most \(maximumByteCount)")
        }
        var reader = JSONReader(bytes: bytes)
        let value = try reader.value(depth: 1)
        reader.skipSpace()
        guard reader.position == bytes.count else {
            throw reader.problem("found text after the end of the document", .textAfterEnd)
        }
        return value
    }

    /// What some editors put before UTF-8; it is passed over.
    ///
    /// Source: RFC 8259 §8.1.
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private init(bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: Self.byteOrderMark) { position = 3 }
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func value(depth: Int) throws(JSONProblem) -> JSONValue {
        guard depth <= Self.maximumDepth else {
            throw JSONProblem(
                kind: .tooDeep, line: line, message: "found more than \(Self.maximumDepth) values inside each other")
        }
        skipSpace()
        let (start, startLine) = (position, line)
        let content = try content(depth: depth)
        return JSONValue(content: content, line: startLine, range: start..<position)
    }

    private mutating func content(depth: Int) throws(JSONProblem) -> JSONValue.Content {
        switch next {
        case UInt8(ascii: "{"): return .object(try members(depth: depth))
        case UInt8(ascii: "["): return .array(try items(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return try number()
        default: return try word()
        }
    }

    private mutating func members(depth: Int) throws(JSONProblem) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        var names: Set<String> = []
        try separated(until: UInt8(ascii: "}")) { reader throws(JSONProblem) in
            let name = try reader.string()
            guard names.insert(name).inserted else {
                throw JSONProblem(kind: .repeatedName, line: reader.line, message: String(name.prefix(40)))
            }
            try reader.expect(UInt8(ascii: ":"))
            members.append(JSONValue.Member(name: name, value: try reader.value(depth: depth + 1)))
        }
        return members
    }

    private mutating func items(depth: Int) throws(JSONProblem) -> [JSONValue] {
        var items: [JSONValue] = []
        try separated(until: UInt8(ascii: "]")) { reader throws(JSONProblem) in
            items.append(try reader.value(depth: depth + 1))
        }
        return items
    }

    /// Steps over the opening character, then reads elements between commas up to and including `end`.
    private mutating func separated(
        until end: UInt8, _ element: (inout JSONReader) throws(JSONProblem) -> Void
    ) throws(JSONProblem) {
        position += 1
        skipSpace()
        if next == end {
            position += 1
            return
        }
        while true {
            skipSpace()
            try element(&self)
            skipSpace()
            if next == end {
                position += 1
                return
            }
            try expect(UInt8(ascii: ","))
        }
    }

    private mutating func expect(_ byte: UInt8) throws(JSONProblem) {
        skipSpace()
        guard next == byte else {
            throw problem(String(Character(Unicode.Scalar(byte))), next == nil ? .unfinished : .signExpected)
        }
        position += 1
    }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
            if byte == 0x0A { line += 1 }
            position += 1
        }
    }

    private mutating func word() throws(JSONProblem) -> JSONValue.Content {
        let words: [(String, JSONValue.Content)] = [
            ("true", .boolean(true)), ("false", .boolean(false)), ("null", .null),
        ]
        for (word, content) in words where bytes[position...].starts(with: word.utf8) {
            position += word.utf8.count
            return content
        }
        throw next == nil ? problem("found the end of the file", .unfinished) : problem("found no JSON value")
    }

    private mutating func number() throws(JSONProblem) -> JSONValue.Content {
        while let byte = next, "+-.eE0123456789".utf8.contains(byte) { position += 1 }
        return .number
    }

    func problem(_ message: String, _ kind: JSONProblem.Kind = .notWellFormed) -> JSONProblem {
        JSONProblem(kind: kind, line: line, message: message)
    }
}

extension JSONReader {
    private mutating func string() throws(JSONProblem) -> String {
        guard next == UInt8(ascii: "\"") else { throw problem("\"", next == nil ? .unfinished : .signExpected) }
        position += 1
        var content: [UInt8] = []
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: content, as: UTF8.self) else {
                    throw problem("found bytes that are not UTF-8", .notUTF8)
                }
                return text
            case UInt8(ascii: "\\"): content += try escaped()
            case 0x0A, 0x0D: throw problem("\"", .signExpected)
            case 0..<0x20: throw problem("found a control character inside a text", .forbiddenCharacter)
            default: content.append(byte)
            }
        }
        throw problem("found the end of the file inside a text", .unfinished)
    }

    private mutating func escaped() throws(JSONProblem) -> [UInt8] {
        guard let byte = next else { throw problem("found the end of the file inside a text", .unfinished) }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw problem("found an unknown escape inside a text")
        }
    }

    /// Source: RFC 8259 §7, characters outside the first plane as a pair of surrogates.
    private mutating func unicodeEscape() throws(JSONProblem) -> [UInt8] {
        var value = try hexadecimal()
        if (0xD800..<0xDC00).contains(value), bytes[position...].starts(with: "\\u".utf8) {
            position += 2
            let low = try hexadecimal()
            guard (0xDC00..<0xE000).contains(low) else { throw problem("found half a pair of surrogates") }
            value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(value) else { throw problem("found half a pair of surrogates") }
        return Array(String(Character(scalar)).utf8)
    }

    private mutating func hexadecimal() throws(JSONProblem) -> UInt32 {
        let digits = bytes[position...].prefix(4)
        guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw problem("expected four hexadecimal digits after \\u") }
        position += 4
        return value
    }
}

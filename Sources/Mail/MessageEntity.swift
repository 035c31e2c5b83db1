/// A message, or a part of one: header fields and body, within bounds that no honest mail system exceeds.
///
/// Source: RFC 5322 §2.2, RFC 2045 §5.1, RFC 2046 §5.1.1.
struct MessageEntity {
    private static let maximumFieldCount = 500
    private static let maximumFieldByteCount = 8_192
    private static let maximumPartCount = 20

    /// By their names in lower case; of fields that stand there more than once, the first.
    let fields: [String: String]
    let body: ArraySlice<UInt8>

    /// - Throws: ``DeliveryReport/Problem/malformed`` when the header does not end within bounds, or holds what is no field.
    init(_ bytes: ArraySlice<UInt8>) throws(DeliveryReport.Problem) {
        var rest = bytes
        fields = try Self.group(&rest)
        body = rest
    }

    /// Whether the body is what it says, not encoded.
    var isPlain: Bool {
        let encoding = fields["content-transfer-encoding"]?.lowercased().filter { $0 != " " } ?? "7bit"
        return ["7bit", "8bit", "binary"].contains(encoding)
    }

    struct ContentType {
        /// In lower case.
        let name: String
        let parameters: [String: String]
    }

    /// `nil` when there is none that can be read.
    var contentType: ContentType? {
        guard let field = fields["content-type"] else { return nil }
        var pieces = Self.pieces(of: field)[...]
        guard let name = pieces.popFirst()?.trimmed.lowercased(), !name.isEmpty else { return nil }
        var parameters: [String: String] = [:]
        for piece in pieces {
            guard let sign = piece.firstIndex(of: "=") else { continue }
            let value = String(piece[piece.index(after: sign)...]).trimmed
            parameters[String(piece[..<sign]).trimmed.lowercased()] =
                value.count >= 2 && value.hasPrefix("\"") && value.hasSuffix("\"")
                ? String(value.dropFirst().dropLast()) : value
        }
        return ContentType(name: name, parameters: parameters)
    }

    /// The parts between the lines of a boundary; what stands before the first and after the last is for nobody.
    ///
    /// - Throws: ``DeliveryReport/Problem/malformed`` when the boundary is none, or there are too many parts.
    func parts(boundary: String) throws(DeliveryReport.Problem) -> [MessageEntity] {
        guard (1...70).contains(boundary.utf8.count) else { throw .malformed }
        let (opening, closing) = (Array("--\(boundary)".utf8), Array("--\(boundary)--".utf8))
        var parts: [MessageEntity] = []
        var start: Int?
        var rest = body
        while !rest.isEmpty {
            let begin = rest.startIndex
            let line = Self.line(&rest)
            guard line.elementsEqual(opening) || line.elementsEqual(closing) else { continue }
            if let start {
                guard parts.count < Self.maximumPartCount else { throw .malformed }
                parts.append(try MessageEntity(body[start..<begin]))
            }
            guard line.elementsEqual(opening) else { return parts }
            start = rest.startIndex
        }
        // Cut short: what was not ended is no part.
        return parts
    }

    /// Groups of fields with empty lines between them.
    static func fieldGroups(_ bytes: ArraySlice<UInt8>) throws(DeliveryReport.Problem) -> [[String: String]] {
        var groups: [[String: String]] = []
        var rest = bytes
        while !rest.isEmpty {
            let group = try group(&rest)
            guard !group.isEmpty else { continue }
            guard groups.count < maximumFieldCount else { throw .malformed }
            groups.append(group)
        }
        return groups
    }

    /// Fields up to an empty line or the end.
    private static func group(_ rest: inout ArraySlice<UInt8>) throws(DeliveryReport.Problem) -> [String: String] {
        var fields: [String: String] = [:]
        var count = 0
        var current: (name: String, value: [UInt8])?
        func note() {
            guard let current, fields[current.name] == nil else { return }
            fields[current.name] = String(decoding: current.value, as: UTF8.self).trimmed
        }
        while !rest.isEmpty {
            let line = line(&rest)
            if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { break }
            if line.first == 0x20 || line.first == 0x09 {
                guard let open = current, open.value.count + line.count <= maximumFieldByteCount else {
                    throw .malformed
                }
                current?.value += [0x20] + line
                continue
            }
            note()
            count += 1
            guard let colon = line.firstIndex(of: 0x3A), line.count <= maximumFieldByteCount,
                count <= maximumFieldCount,
                line[..<colon].allSatisfy({ (0x21...0x7E).contains($0) }), colon > line.startIndex
            else { throw .malformed }
            current = (String(decoding: line[..<colon], as: UTF8.self).lowercased(), Array(line[(colon + 1)...]))
        }
        note()
        return fields
    }

    /// Takes a line without its end, CRLF or LF.
    private static func line(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let end = rest.firstIndex(of: 0x0A) else {
            defer { rest = rest[rest.endIndex...] }
            return rest
        }
        let line = rest[rest.startIndex..<end]
        rest = rest[(end + 1)...]
        return line.last == 0x0D ? line.dropLast() : line
    }

    /// What stands between semicolons, but for those within quotes.
    private static func pieces(of field: String) -> [String] {
        var pieces = [""]
        var isQuoted = false
        for character in field {
            if character == "\"" { isQuoted.toggle() }
            if character == ";", !isQuoted { pieces.append("") } else { pieces[pieces.count - 1].append(character) }
        }
        return pieces
    }
}

extension String {
    fileprivate var trimmed: String {
        let tail = drop { $0 == " " || $0 == "\t" || $0 == "\r" }
        return String(tail.reversed().drop { $0 == " " || $0 == "\t" || $0 == "\r" }.reversed())
    }
}

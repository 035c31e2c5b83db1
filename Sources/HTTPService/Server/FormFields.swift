/// The fields of a submitted form.
///
/// Source: WHATWG URL Standard, application/x-www-form-urlencoded parsing; stricter: bytes that are not UTF-8 and
/// broken escapes are refused instead of replaced.
struct FormFields: Hashable, Sendable {
    /// More fields than any form of ours has, but for lists.
    private static let usualCount = 32

    private let values: [String: String]

    /// - Throws: ``RequestFailure/malformedForm`` when the bytes are not such a form, a name occurs twice or there are too many.
    init(_ bytes: [UInt8], maximumCount: Int = usualCount) throws(RequestFailure) {
        let pairs = bytes.split(separator: UInt8(ascii: "&"))
        guard pairs.count <= maximumCount else { throw .malformedForm }
        var values: [String: String] = [:]
        for pair in pairs {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = try Self.decode(parts[0])
            guard values[name] == nil else { throw .malformedForm }
            values[name] = try parts.count > 1 ? Self.decode(parts[1]) : ""
        }
        self.values = values
    }

    /// The field's value; empty when the form has no such field.
    subscript(_ name: String) -> String { values[name] ?? "" }

    /// What follows a prefix in the names of the fields that have it.
    func names(after prefix: String) -> [String] {
        values.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    }

    private static func decode(_ text: ArraySlice<UInt8>) throws(RequestFailure) -> String {
        var bytes: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"): bytes.append(try escaped(&rest))
            default: bytes.append(byte)
            }
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else { throw .malformedForm }
        return decoded
    }

    private static func escaped(_ rest: inout ArraySlice<UInt8>) throws(RequestFailure) -> UInt8 {
        guard let high = rest.popFirst().flatMap(hexadecimalValue), let low = rest.popFirst().flatMap(hexadecimalValue)
        else { throw .malformedForm }
        return high << 4 | low
    }

    private static func hexadecimalValue(_ byte: UInt8) -> UInt8? {
        Character(Unicode.Scalar(byte)).hexDigitValue.map { UInt8($0) }
    }
}

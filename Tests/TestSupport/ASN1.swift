/// Encodes ASN.1 without any rule: what is asked for is written, be it DER or not.
///
/// It shares nothing with the encoder under test.
package enum ASN1 {
    package static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] { [tag] + length(content.count) + content }

    package static func sequence(_ parts: [UInt8]...) -> [UInt8] { element(0x30, parts.flatMap(\.self)) }

    /// A SET OF in the order given.
    package static func set(_ parts: [[UInt8]], tag: UInt8 = 0x31) -> [UInt8] { element(tag, parts.flatMap(\.self)) }

    /// A SET OF in the order of DER.
    package static func sortedSet(_ parts: [[UInt8]], tag: UInt8 = 0x31) -> [UInt8] {
        set(parts.sorted { $0.lexicographicallyPrecedes($1) }, tag: tag)
    }

    /// Constructed, context-specific.
    package static func context(_ number: UInt8, _ content: [UInt8]) -> [UInt8] { element(0xA0 + number, content) }

    package static func integer(_ content: [UInt8]) -> [UInt8] { element(0x02, content) }
    package static func octets(_ content: [UInt8]) -> [UInt8] { element(0x04, content) }
    package static let null: [UInt8] = [0x05, 0x00]

    /// `20261123090000Z`
    package static func generalizedTime(_ text: String) -> [UInt8] { element(0x18, Array(text.utf8)) }
    package static func utcTime(_ text: String) -> [UInt8] { element(0x17, Array(text.utf8)) }

    package static func oid(_ dotted: String) -> [UInt8] {
        let arcs = dotted.split(separator: ".").compactMap { Int($0) }
        guard arcs.count >= 2 else { return element(0x06, []) }
        return element(0x06, ([arcs[0] * 40 + arcs[1]] + arcs.dropFirst(2)).flatMap(base128))
    }

    package static func algorithm(_ oid: String, _ parameters: [UInt8] = []) -> [UInt8] {
        sequence(Self.oid(oid), parameters)
    }

    private static func base128(_ value: Int) -> [UInt8] {
        var digits = [UInt8(value & 0x7F)]
        var rest = value >> 7
        while rest > 0 {
            digits.insert(UInt8(rest & 0x7F) | 0x80, at: 0)
            rest >>= 7
        }
        return digits
    }

    private static func length(_ count: Int) -> [UInt8] {
        guard count >= 0x80 else { return [UInt8(count)] }
        var digits: [UInt8] = []
        var rest = count
        while rest > 0 {
            digits.insert(UInt8(rest & 0xFF), at: 0)
            rest >>= 8
        }
        return [0x80 | UInt8(digits.count)] + digits
    }
}

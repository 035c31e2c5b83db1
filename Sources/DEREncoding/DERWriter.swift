/// Single elements in DER, for what is written once; ``DERBuilder`` writes whole structures.
///
/// Source: ITU-T X.690 §8, §10, §11.
package enum DERWriter {
    private static func written(_ capacity: Int, _ write: (inout DERBuilder) -> Void) -> [UInt8] {
        var builder = DERBuilder(capacity: capacity)
        write(&builder)
        return builder.bytes
    }

    package static func constructed(_ tag: DERTag, _ parts: [[UInt8]]) -> [UInt8] {
        written(parts.reduce(6) { $0 + $1.count }) { builder in
            builder.constructed(tag) { builder in for part in parts { builder.append(part) } }
        }
    }

    package static func sequence(_ parts: [[UInt8]]) -> [UInt8] { constructed(.sequence, parts) }

    /// A SET OF, its elements in the order that DER demands.
    package static func set(_ parts: [[UInt8]], tag: DERTag = .set) -> [UInt8] {
        written(parts.reduce(6) { $0 + $1.count }) { $0.set(parts, tag: tag) }
    }

    package static func primitive(_ tag: DERTag, _ content: [UInt8]) -> [UInt8] {
        written(content.count + 6) { $0.primitive(tag, content) }
    }

    package static func octetString(_ bytes: [UInt8]) -> [UInt8] { primitive(.octetString, bytes) }

    /// A BIT STRING of whole octets.
    package static func bitString(_ bytes: [UInt8]) -> [UInt8] { written(bytes.count + 6) { $0.bitString(bytes) } }

    package static let null: [UInt8] = [0x05, 0x00]

    /// A small number, such as a version.
    package static func integer(_ value: UInt8) -> [UInt8] { unsignedInteger([value]) }

    /// A number that is not negative, in as few octets as it takes.
    ///
    /// - Parameter bytes: Big-endian; leading zeros mean nothing.
    /// Source: ITU-T X.690 §8.3.2.
    package static func unsignedInteger(_ bytes: [UInt8]) -> [UInt8] {
        written(bytes.count + 6) { $0.unsignedInteger(bytes) }
    }

    /// An object identifier that stands in our own sources.
    package static func objectIdentifier(_ dotted: String) -> [UInt8] { written(16) { $0.objectIdentifier(dotted) } }

    /// - Parameter dotted: Decimal numbers with dots between them, such as `1.3.6.1.4.1.32473`.
    /// - Returns: `nil` when the text is none, or a number of it takes more than 62 bits.
    /// Source: ITU-T X.690 §8.19.
    package static func objectIdentifier(validating dotted: String) -> [UInt8]? {
        var builder = DERBuilder(capacity: 16)
        return builder.objectIdentifier(validating: dotted) ? builder.bytes : nil
    }
}

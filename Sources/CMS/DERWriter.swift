internal import SwiftASN1

/// Makes DER from parts that are DER already.
///
/// Source: ITU-T X.690 §8, §10, §11.6.
enum DERWriter {
    static func constructed(_ tag: DERTag, _ parts: [[UInt8]]) -> [UInt8] {
        var serializer = DER.Serializer()
        serializer.appendConstructedNode(identifier: tag.identifier) { inner in
            for part in parts { inner.serializeRawBytes(part) }
        }
        return serializer.serializedBytes
    }

    static func sequence(_ parts: [[UInt8]]) -> [UInt8] { constructed(.sequence, parts) }

    /// A SET OF, its elements in the order that DER demands.
    static func set(_ parts: [[UInt8]], tag: DERTag = .set) -> [UInt8] {
        constructed(tag, parts.sorted { $0.lexicographicallyPrecedes($1) })
    }

    static func primitive(_ tag: DERTag, _ bytes: [UInt8]) -> [UInt8] {
        var serializer = DER.Serializer()
        serializer.appendPrimitiveNode(identifier: tag.identifier) { $0.append(contentsOf: bytes) }
        return serializer.serializedBytes
    }

    static func octetString(_ bytes: [UInt8]) -> [UInt8] { primitive(.octetString, bytes) }

    static func integer(_ value: UInt8) -> [UInt8] {
        precondition(value < 0x80, "versions and tags are small")
        return primitive(.integer, [value])
    }

    static func objectIdentifier(_ dotted: String) -> [UInt8] {
        var serializer = DER.Serializer()
        guard let oid = try? ASN1ObjectIdentifier(dotRepresentation: dotted),
            (try? serializer.serialize(oid)) != nil
        else { preconditionFailure("an object identifier of ours is malformed") }
        return serializer.serializedBytes
    }
}

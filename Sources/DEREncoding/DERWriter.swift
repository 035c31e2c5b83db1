/// Makes DER from parts that are DER already.
///
/// Source: ITU-T X.690 §8, §10, §11.
package enum DERWriter {
    private static let constructedBit: UInt8 = 0x20

    package static func constructed(_ tag: DERTag, _ parts: [[UInt8]]) -> [UInt8] {
        let count = parts.reduce(0) { $0 + $1.count }
        var bytes = header(tag.octet | constructedBit, count)
        for part in parts { bytes += part }
        return bytes
    }

    package static func sequence(_ parts: [[UInt8]]) -> [UInt8] { constructed(.sequence, parts) }

    /// A SET OF, its elements in the order that DER demands.
    package static func set(_ parts: [[UInt8]], tag: DERTag = .set) -> [UInt8] {
        constructed(tag, parts.count < 2 ? parts : parts.sorted { $0.lexicographicallyPrecedes($1) })
    }

    package static func primitive(_ tag: DERTag, _ content: some Collection<UInt8>) -> [UInt8] {
        var bytes = header(tag.octet, content.count)
        bytes += content
        return bytes
    }

    package static func octetString(_ bytes: [UInt8]) -> [UInt8] { primitive(.octetString, bytes) }

    /// A BIT STRING of whole octets.
    package static func bitString(_ bytes: [UInt8]) -> [UInt8] { primitive(.bitString, [0] + bytes) }

    package static let null: [UInt8] = [0x05, 0x00]
    package static let `true`: [UInt8] = [0x01, 0x01, 0xFF]

    /// A small number, such as a version.
    package static func integer(_ value: UInt8) -> [UInt8] { unsignedInteger([value]) }

    /// A number that is not negative, in as few octets as it takes.
    ///
    /// - Parameter bytes: Big-endian; leading zeros mean nothing.
    /// Source: ITU-T X.690 §8.3.2.
    package static func unsignedInteger(_ bytes: [UInt8]) -> [UInt8] {
        let digits = bytes.drop { $0 == 0 }
        let isSigned = digits.first.map { $0 >= 0x80 } ?? true
        return primitive(.integer, isSigned ? [0] + digits : Array(digits))
    }

    /// An object identifier that stands in our own sources.
    package static func objectIdentifier(_ dotted: String) -> [UInt8] {
        guard let bytes = objectIdentifier(validating: dotted) else {
            preconditionFailure("an object identifier of ours is malformed")
        }
        return bytes
    }

    /// - Parameter dotted: Decimal numbers with dots between them, such as `1.3.6.1.4.1.32473`.
    /// - Returns: `nil` when the text is none, or a number of it takes more than 62 bits.
    /// Source: ITU-T X.690 §8.19.
    package static func objectIdentifier(validating dotted: String) -> [UInt8]? {
        var content: [UInt8] = []
        content.reserveCapacity(dotted.utf8.count)
        var (root, current): (UInt64?, UInt64?) = (nil, nil)
        var count = 0
        func endArc(_ arc: UInt64) -> Bool {
            count += 1
            if count == 1 {
                root = arc
                return arc <= 2
            }
            guard let first = root else {
                append(arc, to: &content)
                return true
            }
            guard first == 2 || arc < 40 else { return false }
            append(first * 40 + arc, to: &content)
            root = nil
            return true
        }
        for character in dotted.utf8 {
            if character == UInt8(ascii: "."), let arc = current {
                guard endArc(arc) else { return nil }
                current = nil
            } else if (0x30...0x39).contains(character), current != 0, (current ?? 0) < 1 << 59 {
                let arc = (current ?? 0) * 10 + UInt64(character - 0x30)
                // Just what is read: whatever a stranger's structure names is written again.
                guard arc < 1 << 62 else { return nil }
                current = arc
            } else {
                return nil
            }
        }
        guard let last = current, endArc(last), count >= 2 else { return nil }
        return primitive(.objectIdentifier, content)
    }

    /// Seven bits an octet, the highest first.
    private static func append(_ value: UInt64, to content: inout [UInt8]) {
        let groupCount = max(1, (UInt64.bitWidth - value.leadingZeroBitCount + 6) / 7)
        for group in (0..<groupCount).reversed() {
            content.append(UInt8(truncatingIfNeeded: value >> UInt64(group * 7)) & 0x7F | (group > 0 ? 0x80 : 0))
        }
    }

    /// Identifier and length, with room for the content behind them.
    private static func header(_ identifier: UInt8, _ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 6)
        bytes.append(identifier)
        if count < 0x80 {
            bytes.append(UInt8(count))
        } else {
            let octetCount = (Int.bitWidth - count.leadingZeroBitCount + 7) / 8
            bytes.append(0x80 | UInt8(octetCount))
            for octet in (0..<octetCount).reversed() { bytes.append(UInt8(truncatingIfNeeded: count >> (octet * 8))) }
        }
        return bytes
    }
}

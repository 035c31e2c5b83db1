/// Writes DER from front to back into one piece of memory.
///
/// How long a structure is shows when its content is there: one octet is kept for the length, and the content moves when it takes
/// more. That is far less work than to make each element by itself and put them together.
///
/// Source: ITU-T X.690 §8, §10.
package struct DERBuilder: Sendable {
    @usableFromInline static let constructedBit: UInt8 = 0x20

    package private(set) var bytes: [UInt8] = []

    /// - Parameter capacity: About how many bytes there will be.
    package init(capacity: Int) { bytes.reserveCapacity(capacity) }

    /// Writes a structure whose content `content` writes.
    @inlinable
    package mutating func constructed<Failure: Error>(
        _ tag: DERTag, _ content: (inout DERBuilder) throws(Failure) -> Void
    ) throws(Failure) {
        let start = begin(tag.octet | Self.constructedBit)
        try content(&self)
        end(start)
    }

    @inlinable
    package mutating func sequence<Failure: Error>(
        _ content: (inout DERBuilder) throws(Failure) -> Void
    ) throws(Failure) {
        try constructed(.sequence, content)
    }

    /// Writes an OCTET STRING that holds what `content` writes.
    @inlinable
    package mutating func octetString<Failure: Error>(
        holding content: (inout DERBuilder) throws(Failure) -> Void
    ) throws(Failure) {
        let start = begin(DERTag.octetString.octet)
        try content(&self)
        end(start)
    }

    /// Writes a SET OF, its elements in the order that DER demands.
    package mutating func set(_ elements: [[UInt8]], tag: DERTag = .set) {
        let start = begin(tag.octet | Self.constructedBit)
        let isSorted = elements.count < 2
        for element in isSorted ? elements : elements.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            bytes += element
        }
        end(start)
    }

    /// Writes something that is DER already.
    package mutating func append(_ element: [UInt8]) { bytes += element }

    /// Writes a structure that is DER already with another tag in place of its own, as IMPLICIT has it.
    package mutating func append(_ structure: [UInt8], tagged tag: DERTag) {
        bytes.append(tag.octet | Self.constructedBit)
        bytes += structure.dropFirst()
    }

    package mutating func primitive(_ tag: DERTag, _ content: [UInt8]) {
        let start = begin(tag.octet)
        bytes += content
        end(start)
    }

    package mutating func octetString(_ content: [UInt8]) { primitive(.octetString, content) }

    /// A BIT STRING of whole octets.
    package mutating func bitString(_ content: [UInt8]) {
        let start = begin(DERTag.bitString.octet)
        bytes.append(0)
        bytes += content
        end(start)
    }

    package mutating func null() { append(0x05, 0x00) }

    package mutating func `true`() { append(0x01, 0x01, 0xFF) }

    /// A small number, such as a version.
    package mutating func integer(_ value: UInt8) {
        precondition(value < 0x80, "a small number takes one octet")
        append(0x02, 0x01, value)
    }

    /// A number that is not negative, in as few octets as it takes.
    ///
    /// - Parameter digits: Big-endian; leading zeros mean nothing.
    /// Source: ITU-T X.690 §8.3.2.
    package mutating func unsignedInteger(_ digits: [UInt8]) {
        let start = begin(DERTag.integer.octet)
        let digits = digits.drop { $0 == 0 }
        if digits.first.map({ $0 >= 0x80 }) ?? true { bytes.append(0) }
        bytes += digits
        end(start)
    }

    /// An object identifier that stands in our own sources.
    package mutating func objectIdentifier(_ dotted: String) {
        guard objectIdentifier(validating: dotted) else {
            preconditionFailure("an object identifier of ours is malformed")
        }
    }

    /// - Parameter dotted: Decimal numbers with dots between them, such as `1.3.6.1.4.1.32473`.
    /// - Returns: `false`, and what was written is of no use, when the text is none, or a number of it takes more than 62 bits.
    /// Source: ITU-T X.690 §8.19.
    package mutating func objectIdentifier(validating dotted: String) -> Bool {
        let start = begin(DERTag.objectIdentifier.octet)
        var dotted = dotted
        guard dotted.withUTF8({ append(arcs: $0) }) else { return false }
        end(start)
        return true
    }

    private mutating func append(arcs dotted: UnsafeBufferPointer<UInt8>) -> Bool {
        var (arc, digitCount, arcCount, root) = (UInt64(0), 0, 0, UInt64(0))
        for character in dotted {
            let digit = character &- 0x30
            if digit < 10 {
                guard digitCount == 0 || arc > 0, arc < 1 << 59 else { return false }
                arc = arc * 10 + UInt64(digit)
                // Just what is read: whatever a stranger's structure names is written again.
                guard arc < 1 << 62 else { return false }
                digitCount += 1
            } else {
                guard character == UInt8(ascii: "."), digitCount > 0, append(arc, place: arcCount, root: &root) else {
                    return false
                }
                (arc, digitCount, arcCount) = (0, 0, arcCount + 1)
            }
        }
        return digitCount > 0 && arcCount > 0 && append(arc, place: arcCount, root: &root)
    }

    /// The first two numbers are written as one.
    private mutating func append(_ arc: UInt64, place: Int, root: inout UInt64) -> Bool {
        switch place {
        case 0:
            root = arc
            return arc <= 2
        case 1:
            guard root == 2 || arc < 40 else { return false }
            append(base128: root * 40 + arc)
        default: append(base128: arc)
        }
        return true
    }

    /// Seven bits an octet, the highest first.
    private mutating func append(base128 value: UInt64) {
        if value < 0x80 {
            bytes.append(UInt8(value))
            return
        }
        let groupCount = (UInt64.bitWidth - value.leadingZeroBitCount + 6) / 7
        for group in (0..<groupCount).reversed() {
            bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(group * 7)) & 0x7F | (group > 0 ? 0x80 : 0))
        }
    }

    private mutating func append(_ first: UInt8, _ second: UInt8, _ third: UInt8? = nil) {
        bytes.append(first)
        bytes.append(second)
        if let third { bytes.append(third) }
    }

    /// - Returns: Where the content begins.
    @usableFromInline
    mutating func begin(_ identifier: UInt8) -> Int {
        append(identifier, 0)
        return bytes.count
    }

    /// Puts the length before the content that begins at `start` and ends here.
    @usableFromInline
    mutating func end(_ start: Int) {
        let count = bytes.count - start
        if count < 0x80 {
            bytes[start - 1] = UInt8(count)
            return
        }
        let octetCount = (Int.bitWidth - count.leadingZeroBitCount + 7) / 8
        bytes[start - 1] = 0x80 | UInt8(octetCount)
        for octet in 0..<octetCount {
            bytes.insert(UInt8(truncatingIfNeeded: count >> (octet * 8)), at: start)
        }
    }
}

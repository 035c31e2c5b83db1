/// One element of bytes that are DER through and through: identifier, length, content.
///
/// The bytes stay where they are and available as they were read, because digests are computed over them.
///
/// Source: ITU-T X.690 §8.1, §10.1.
package struct DERElement: Sendable {
    /// How deep elements may nest.
    private static let depthLimit = 50
    private static let constructedBit: UInt8 = 0x20

    private let source: [UInt8]
    /// Where the element stands in ``source``.
    private let range: Range<Int>
    private let contentStart: Int

    /// - Throws: ``DERFault`` when the bytes are not exactly one element, every length in it in the shortest form.
    package init(der: [UInt8]) throws(DERFault) {
        self = try Self.element(in: der, at: 0, before: der.count)
        guard range.upperBound == der.count else { throw .bytesBehind(der.count - range.upperBound) }
        if isConstructed { try Self.checkContent(of: der, contentStart..<range.upperBound, depth: 1) }
    }

    private init(source: [UInt8], range: Range<Int>, contentStart: Int) {
        self.source = source
        self.range = range
        self.contentStart = contentStart
    }

    /// Identifier and length as they stand there, the content not yet looked into.
    private static func element(in source: [UInt8], at start: Int, before end: Int) throws(DERFault) -> DERElement {
        let content = try content(in: source, at: start, before: end)
        return DERElement(source: source, range: start..<content.upperBound, contentStart: content.lowerBound)
    }

    /// Where the content of the element stands that begins at a place; the element ends with it.
    @inline(__always)
    private static func content(
        in source: [UInt8], at start: Int, before end: Int
    ) throws(DERFault) -> Range<Int> {
        guard start + 2 <= end, source[start] != 0, source[start] & 0x1F != 0x1F else { throw .malformed }
        let first = Int(source[start + 1])
        guard first >= 0x80 else {
            guard start + 2 + first <= end else { throw .malformed }
            return start + 2..<start + 2 + first
        }
        let octetCount = first & 0x7F
        guard (1...4).contains(octetCount), start + 2 + octetCount <= end else { throw .malformed }
        var length = 0
        for place in start + 2..<start + 2 + octetCount { length = length << 8 | Int(source[place]) }
        let contentStart = start + 2 + octetCount
        let isShortest = length >= 0x80 && length >> ((octetCount - 1) * 8) > 0
        guard isShortest, length <= end - contentStart else { throw .malformed }
        return contentStart..<contentStart + length
    }

    /// Looks through everything inside a constructed element, of which no value is made for that.
    private static func checkContent(of source: [UInt8], _ range: Range<Int>, depth: Int) throws(DERFault) {
        guard depth < depthLimit else { throw .tooDeep }
        var position = range.lowerBound
        while position < range.upperBound {
            let inner = try content(in: source, at: position, before: range.upperBound)
            if source[position] & constructedBit != 0 { try checkContent(of: source, inner, depth: depth + 1) }
            position = inner.upperBound
        }
    }

    private var isConstructed: Bool { source[range.lowerBound] & Self.constructedBit != 0 }

    /// The whole element.
    package var bytes: [UInt8] { Array(source[range]) }
    /// The whole element, where it stands.
    package var slice: ArraySlice<UInt8> { source[range] }
    package var content: ArraySlice<UInt8> { source[contentStart..<range.upperBound] }
    /// Class, form and number.
    package var identifier: UInt8 { source[range.lowerBound] }

    package func hasTag(_ tag: DERTag) -> Bool { identifier & ~Self.constructedBit == tag.octet }

    /// The elements inside a constructed one.
    ///
    /// - Returns: `nil` when the element has another tag or is primitive.
    package func children(_ tag: DERTag) -> DERElements? {
        guard identifier == tag.octet | Self.constructedBit else { return nil }
        return DERElements(of: self)
    }

    /// - Returns: `nil` when the element has another tag or is constructed.
    package func content(_ tag: DERTag) -> ArraySlice<UInt8>? { identifier == tag.octet ? content : nil }

    /// The element behind this one, before the end of the one around them, which was looked through already.
    fileprivate static func checked(in source: [UInt8], at start: Int, before end: Int) -> DERElement? {
        start < end ? try? element(in: source, at: start, before: end) : nil
    }

    /// The elements of one constructed element, from first to last.
    package struct DERElements: Sendable {
        private let source: [UInt8]
        private var position: Int
        private let end: Int

        fileprivate init(of element: DERElement) {
            source = element.source
            position = element.contentStart
            end = element.range.upperBound
        }

        package var isAtEnd: Bool { position >= end }

        package mutating func next() -> DERElement? {
            guard let element = DERElement.checked(in: source, at: position, before: end) else { return nil }
            position = element.range.upperBound
            return element
        }

        /// The next element, if its tag is this one.
        package mutating func next(ifTagged tag: DERTag) -> DERElement? {
            guard let element = DERElement.checked(in: source, at: position, before: end), element.hasTag(tag) else {
                return nil
            }
            position = element.range.upperBound
            return element
        }
    }
}

/// Why bytes are not one element in DER.
package enum DERFault: Error, Hashable, Sendable {
    case malformed
    /// So many bytes follow the element.
    case bytesBehind(Int)
    case tooDeep
}

extension DERElement {
    /// Whether the element is an OBJECT IDENTIFIER with no number of more than 62 bits.
    ///
    /// Source: ITU-T X.690 §8.19.
    package var isObjectIdentifier: Bool {
        guard let content = content(.objectIdentifier), let last = content.last, last < 0x80 else { return false }
        var (arc, isStart): (UInt64, Bool) = (0, true)
        for octet in content {
            guard !(isStart && octet == 0x80), arc < 1 << 55 else { return false }
            isStart = octet < 0x80
            arc = isStart ? 0 : arc << 7 | UInt64(octet & 0x7F)
        }
        return true
    }

    /// Dotted form of an OBJECT IDENTIFIER.
    ///
    /// - Returns: `nil` when the element is none, or a number of it takes more than 62 bits.
    /// Source: ITU-T X.690 §8.19.
    package var objectIdentifier: String? {
        guard let content = content(.objectIdentifier), let last = content.last, last < 0x80 else { return nil }
        // Seven bits make three digits at most, and each number has a dot before it.
        var text: [UInt8] = []
        text.reserveCapacity(4 * content.count + 2)
        var (arc, isStart): (UInt64, Bool) = (0, true)
        for octet in content {
            // A number begins with no octet that adds nothing.
            guard !(isStart && octet == 0x80), arc < 1 << 55 else { return nil }
            arc = arc << 7 | UInt64(octet & 0x7F)
            isStart = octet < 0x80
            guard isStart else { continue }
            if text.isEmpty {
                let root = min(arc / 40, 2)
                text.append(0x30 + UInt8(root))
                arc -= root * 40
            }
            text.append(UInt8(ascii: "."))
            Self.append(arc, to: &text)
            arc = 0
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// In decimal digits, without a text of its own for each number: a signature and its time-stamp name some hundred identifiers.
    private static func append(_ number: UInt64, to text: inout [UInt8]) {
        if number >= 10 { append(number / 10, to: &text) }
        text.append(0x30 + UInt8(number % 10))
    }
}

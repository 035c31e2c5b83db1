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
        try checkInside(depth: 1)
    }

    private init(source: [UInt8], range: Range<Int>, contentStart: Int) {
        self.source = source
        self.range = range
        self.contentStart = contentStart
    }

    /// Identifier and length as they stand there, the content not yet looked into.
    private static func element(in source: [UInt8], at start: Int, before end: Int) throws(DERFault) -> DERElement {
        guard start + 2 <= end, source[start] != 0, source[start] & 0x1F != 0x1F else { throw .malformed }
        let first = Int(source[start + 1])
        guard first >= 0x80 else {
            guard start + 2 + first <= end else { throw .malformed }
            return DERElement(source: source, range: start..<start + 2 + first, contentStart: start + 2)
        }
        let octetCount = first & 0x7F
        guard (1...4).contains(octetCount), start + 2 + octetCount <= end else { throw .malformed }
        let length = source[start + 2..<start + 2 + octetCount].reduce(0) { $0 << 8 | Int($1) }
        let contentStart = start + 2 + octetCount
        let isShortest = length >= 0x80 && length >> ((octetCount - 1) * 8) > 0
        guard isShortest, length <= end - contentStart else { throw .malformed }
        return DERElement(source: source, range: start..<contentStart + length, contentStart: contentStart)
    }

    private func checkInside(depth: Int) throws(DERFault) {
        guard isConstructed else { return }
        guard depth < Self.depthLimit else { throw .tooDeep }
        var position = contentStart
        while position < range.upperBound {
            let inner = try Self.element(in: source, at: position, before: range.upperBound)
            try inner.checkInside(depth: depth + 1)
            position = inner.range.upperBound
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
        var text = ""
        var (arc, isFirst, isStart): (UInt64, Bool, Bool) = (0, true, true)
        for octet in content {
            // A number begins with no octet that adds nothing.
            guard !(isStart && octet == 0x80), arc < 1 << 55 else { return nil }
            arc = arc << 7 | UInt64(octet & 0x7F)
            isStart = octet < 0x80
            guard isStart else { continue }
            if isFirst {
                let root = min(arc / 40, 2)
                text = "\(root).\(arc - root * 40)"
            } else {
                text += ".\(arc)"
            }
            (arc, isFirst) = (0, false)
        }
        return text
    }
}

internal import DEREncoding

/// Reading with errors that name the structure an element belongs to.
extension DERElement {
    /// - Throws: ``CMSError`` when the bytes are not exactly one element in DER.
    init(der: [UInt8], of structure: String) throws(CMSError) {
        do throws(DERFault) {
            try self.init(der: der)
        } catch {
            throw CMSError(structure, found: "bytes that are not DER", expected: "one DER element and nothing after it")
        }
    }

    func children(_ tag: DERTag, of structure: String) throws(CMSError) -> DERChildren {
        guard let elements = children(tag) else { throw other(structure, expected: "a constructed \(tag)") }
        return DERChildren(elements: elements, structure: structure)
    }

    func content(_ tag: DERTag, of structure: String) throws(CMSError) -> [UInt8] {
        guard let content = content(tag) else { throw other(structure, expected: "a primitive \(tag)") }
        return Array(content)
    }

    func objectIdentifier(of structure: String) throws(CMSError) -> String {
        guard let oid = objectIdentifier else { throw other(structure, expected: "an OBJECT IDENTIFIER") }
        return oid
    }

    private func other(_ structure: String, expected: String) -> CMSError {
        CMSError(structure, found: "identifier 0x" + String(identifier, radix: 16), expected: expected)
    }

    /// A version: one byte, not negative.
    func version(of structure: String) throws(CMSError) -> UInt8 {
        let bytes = try content(.integer, of: structure)
        guard bytes.count == 1, bytes[0] < 0x80 else {
            throw CMSError(structure, found: "an INTEGER of \(bytes.count) bytes", expected: "a version of one byte")
        }
        return bytes[0]
    }

    /// A number of any length, without bytes that add nothing.
    ///
    /// Source: ITU-T X.690 §8.3.2.
    func number(of structure: String) throws(CMSError) -> [UInt8] {
        let bytes = try content(.integer, of: structure)
        let isMinimal =
            bytes.count == 1
            || (bytes.count > 1 && !(bytes[0] == 0 && bytes[1] < 0x80) && !(bytes[0] == 0xFF && bytes[1] >= 0x80))
        guard isMinimal else {
            throw CMSError(structure, found: "an INTEGER that is not in DER", expected: "the shortest encoding")
        }
        return bytes
    }
}

/// The elements inside a constructed one, taken from first to last.
struct DERChildren {
    private var elements: DERElement.DERElements
    private let structure: String

    init(elements: DERElement.DERElements, structure: String) {
        self.elements = elements
        self.structure = structure
    }

    var remaining: [DERElement] {
        var (rest, found) = (elements, [DERElement]())
        while let element = rest.next() { found.append(element) }
        return found
    }

    /// What is left, when it is not more than a reader may be made to work through.
    func remaining(atMost limit: Int) throws(CMSError) -> [DERElement] {
        let found = remaining
        guard found.count <= limit else {
            throw CMSError(structure, found: "\(found.count) elements", expected: "at most \(limit)")
        }
        return found
    }

    mutating func next() throws(CMSError) -> DERElement {
        guard let element = elements.next() else {
            throw CMSError(structure, found: "too few elements", expected: "one more")
        }
        return element
    }

    mutating func next(ifTagged tag: DERTag) -> DERElement? { elements.next(ifTagged: tag) }

    func expectEnd() throws(CMSError) {
        guard elements.isAtEnd else {
            throw CMSError(structure, found: "\(remaining.count) elements too many", expected: "the end")
        }
    }
}

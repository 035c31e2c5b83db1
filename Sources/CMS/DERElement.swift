internal import SwiftASN1

/// One element of a DER encoding, with errors that name the structure it belongs to.
///
/// The bytes of each element stay available as they were read, because digests are computed over them.
///
/// Source: ITU-T X.690 §10.
struct DERElement {
    private let node: ASN1Node

    /// - Throws: ``CMSError`` when the bytes are not exactly one element in DER.
    init(der: [UInt8], of structure: String) throws(CMSError) {
        do {
            node = try DER.parse(der)
        } catch {
            throw CMSError(structure, found: "bytes that are not DER", expected: "one DER element and nothing after it")
        }
    }

    private init(node: ASN1Node) { self.node = node }

    var bytes: [UInt8] { Array(node.encodedBytes) }

    func hasTag(_ tag: DERTag) -> Bool { node.identifier == tag.identifier }

    func children(_ tag: DERTag, of structure: String) throws(CMSError) -> DERChildren {
        guard node.identifier == tag.identifier, case .constructed(let nodes) = node.content else {
            throw CMSError(structure, found: "\(node.identifier)", expected: "a constructed \(tag)")
        }
        return DERChildren(elements: nodes.map(DERElement.init(node:)), structure: structure)
    }

    func content(_ tag: DERTag, of structure: String) throws(CMSError) -> [UInt8] {
        guard node.identifier == tag.identifier, case .primitive(let bytes) = node.content else {
            throw CMSError(structure, found: "\(node.identifier)", expected: "a primitive \(tag)")
        }
        return Array(bytes)
    }

    func objectIdentifier(of structure: String) throws(CMSError) -> String {
        guard let oid = try? ASN1ObjectIdentifier(derEncoded: node) else {
            throw CMSError(structure, found: "\(node.identifier)", expected: "an OBJECT IDENTIFIER")
        }
        return Self.dotted(oid)
    }

    /// The first two arcs share one number, in which only the arc 2 leaves room for a second above 39.
    ///
    /// Source: ITU-T X.690 §8.19.4.
    private static func dotted(_ oid: ASN1ObjectIdentifier) -> String {
        var arcs = oid.oidComponents
        if arcs[0] > 2 { (arcs[0], arcs[1]) = (2, arcs[1] + (arcs[0] - 2) * 40) }
        return arcs.map(String.init).joined(separator: ".")
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
    private var elements: ArraySlice<DERElement>
    private let structure: String

    init(elements: [DERElement], structure: String) {
        self.elements = elements[...]
        self.structure = structure
    }

    var remaining: [DERElement] { Array(elements) }

    /// What is left, when it is not more than a reader may be made to work through.
    func remaining(atMost limit: Int) throws(CMSError) -> [DERElement] {
        guard elements.count <= limit else {
            throw CMSError(structure, found: "\(elements.count) elements", expected: "at most \(limit)")
        }
        return Array(elements)
    }

    mutating func next() throws(CMSError) -> DERElement {
        guard let element = elements.popFirst() else {
            throw CMSError(structure, found: "too few elements", expected: "one more")
        }
        return element
    }

    mutating func next(ifTagged tag: DERTag) -> DERElement? {
        guard let first = elements.first, first.hasTag(tag) else { return nil }
        return elements.popFirst()
    }

    func expectEnd() throws(CMSError) {
        guard elements.isEmpty else {
            throw CMSError(structure, found: "\(elements.count) elements too many", expected: "the end")
        }
    }
}

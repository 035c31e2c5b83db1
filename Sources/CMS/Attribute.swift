internal import DEREncoding

/// A signed or unsigned attribute of a SignerInfo.
///
/// Source: RFC 5652 §5.3.
public struct Attribute: Hashable, Sendable {
    public let type: String
    /// Each value in DER.
    public let values: [[UInt8]]

    public init(type: String, values: [[UInt8]]) {
        self.type = type
        self.values = values
    }

    init(_ element: DERElement) throws(CMSError) {
        var children = try element.children(.sequence, of: "Attribute")
        type = try children.next().objectIdentifier(of: "Attribute")
        values = try children.next().children(.set, of: "Attribute").remaining(atMost: 8).map(\.bytes)
        try children.expectEnd()
    }

    var der: [UInt8] {
        var builder = DERBuilder(capacity: values.reduce(32) { $0 + $1.count })
        builder.sequence { builder in
            builder.objectIdentifier(type)
            builder.set(values)
        }
        return builder.bytes
    }

    /// The value of an attribute that has exactly one.
    public var singleValue: [UInt8]? { values.count == 1 ? values[0] : nil }
}

extension [Attribute] {
    /// The only attribute of a type; `nil` when there is none, or more than one.
    public func single(_ type: String) -> Attribute? {
        let matching = filter { $0.type == type }
        return matching.count == 1 ? matching[0] : nil
    }

    public func contains(type: String) -> Bool { contains { $0.type == type } }

    static func parse(_ elements: [DERElement]) throws(CMSError) -> [Attribute] {
        var attributes: [Attribute] = []
        for element in elements { attributes.append(try Attribute(element)) }
        return attributes
    }
}

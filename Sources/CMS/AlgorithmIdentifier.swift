internal import DEREncoding

/// An algorithm and its parameters.
///
/// Source: RFC 5280 §4.1.1.2.
public struct AlgorithmIdentifier: Hashable, Sendable {
    public let oid: String
    /// DER of the parameters; `nil` when they are absent, which is not the same as NULL.
    public let parameters: [UInt8]?

    public init(oid: String, parameters: [UInt8]? = nil) {
        self.oid = oid
        self.parameters = parameters
    }

    init(_ element: DERElement, of structure: String) throws(CMSError) {
        var children = try element.children(.sequence, of: structure)
        oid = try children.next().objectIdentifier(of: structure)
        parameters = children.remaining.first?.bytes
        if parameters != nil { _ = try children.next() }
        try children.expectEnd()
    }

    var der: [UInt8] {
        var builder = DERBuilder(capacity: 32)
        write(to: &builder)
        return builder.bytes
    }

    func write(to builder: inout DERBuilder) {
        builder.sequence { builder in
            builder.objectIdentifier(oid)
            if let parameters { builder.append(parameters) }
        }
    }

    /// Whether the parameters are absent or NULL, the two forms that mean "none".
    public var hasNoParameters: Bool { parameters == nil || parameters == [0x05, 0x00] }
}

/// Bounds that no file can make the reader exceed.
public struct PDFLimits: Hashable, Sendable {
    public var fileByteCount = 50 << 20
    public var revisionCount = 64
    public var objectCountPerRevision = 100_000
    /// Lines of all cross-reference tables together.
    public var entryCount = 250_000
    /// How deep arrays and dictionaries may nest.
    public var nestingDepth = 100
    /// Size of one indirect object, the data of a stream left out.
    public var objectByteCount = 2 << 20
    /// Size of one stream after its filters were undone.
    public var inflatedByteCount = 64 << 20

    public init() {}
}

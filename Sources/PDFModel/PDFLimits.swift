/// Bounds that no file can make the reader exceed.
public struct PDFLimits: Hashable, Sendable {
    public var fileByteCount = 50 << 20
    public var revisionCount = 64
    public var objectCountPerRevision = 100_000
    /// Lines of all cross-reference tables and rows of all cross-reference streams together, whether they say anything new or
    /// not; a stream that is named twice counts twice.
    public var entryCount = 250_000
    /// How deep arrays and dictionaries may nest.
    public var nestingDepth = 100
    /// Size of one indirect object, the data of a stream left out.
    public var objectByteCount = 2 << 20
    /// Size of one stream after its filters were undone.
    public var inflatedByteCount = 64 << 20
    /// How many filters one stream may have.
    public var filterCount = 4
    /// Size of one object stream after its filters were undone.
    public var objectStreamByteCount = 16 << 20
    /// Everything that is decoded while one document is read, streams that are decoded twice counted twice. Of a
    /// cross-reference stream, which is read before anything else is known, what goes into its filters and comes out of each.
    public var totalInflatedByteCount = 512 << 20
    /// How many object streams may extend each other in a row.
    public var extendsCount = 64

    public init() {}
}

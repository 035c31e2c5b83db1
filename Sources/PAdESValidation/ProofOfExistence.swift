/// The proof that some bytes existed at a time.
///
/// Source: ETSI EN 319 102-1 §5.6.2.3 (unchecked).
public struct ProofOfExistence: Hashable, Sendable {
    public enum Origin: Hashable, Sendable {
        /// A trusted time-stamp over the value of the signature itself.
        case signatureTimeStamp
        /// A trusted document time-stamp of a later revision, which covers everything before it.
        case documentTimeStamp(revision: Int)
        /// A trusted time-stamp that covers the token of this one.
        case laterTimeStamp
    }

    /// Unix time.
    public let time: Int64
    public let origin: Origin

    public init(time: Int64, origin: Origin) {
        self.time = time
        self.origin = origin
    }
}

/// How large a document may be before it is refused, whatever it says.
package struct XMLLimits: Hashable, Sendable {
    package var byteCount: Int
    /// Elements inside elements; the root has depth 1. More than 200 has no effect: libxml2 stops at 256.
    package var depth: Int
    /// Elements, texts and attributes together.
    package var nodeCount: Int

    /// Equals signs anywhere in the bytes, of which each attribute has one: the parser compares the attributes of an
    /// element pair by pair before anybody can count them.
    package var equalsSignCount: Int

    package init(byteCount: Int = 1 << 20, depth: Int = 32, nodeCount: Int = 50_000, equalsSignCount: Int = 10_000) {
        self.equalsSignCount = equalsSignCount
        self.byteCount = byteCount
        self.depth = depth
        self.nodeCount = nodeCount
    }
}

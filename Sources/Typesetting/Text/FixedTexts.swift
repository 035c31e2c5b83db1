private import Synchronization

/// The lines of texts that a template says in all its documents, set once; nothing of a document's data is among them.
final class FixedTexts: Sendable {
    /// A text and all that its lines depend on, beside the faces.
    private struct Key: Hashable {
        let text: [Inline]
        let isBold: Bool
        let isBalanced: Bool
        let width: Int

        static func == (left: Key, right: Key) -> Bool {
            left.width == right.width && left.isBold == right.isBold && left.isBalanced == right.isBalanced
                && left.text.count == right.text.count
                && zip(left.text, right.text).allSatisfy {
                    $0.style == $1.style && isSame($0.text.utf8, $1.text.utf8)
                }
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(width)
            for inline in text {
                let isDone: Void? = inline.text.utf8.withContiguousStorageIfAvailable {
                    hasher.combine(bytes: UnsafeRawBufferPointer($0))
                }
                if isDone == nil { hasher.combine(inline.text.utf8.count) }
            }
        }

        /// Byte by byte: texts that only mean the same are set differently. Without a way out in the middle, so that sixteen bytes
        /// are compared at a time.
        private static func isSame(_ left: String.UTF8View, _ right: String.UTF8View) -> Bool {
            guard left.count == right.count else { return false }
            let difference: UInt8?? = left.withContiguousStorageIfAvailable { left in
                right.withContiguousStorageIfAvailable { right in
                    left.indices.reduce(0) { $0 | (left[$1] ^ right[$1]) }
                }
            }
            return difference == 0
        }
    }

    /// A template has some two hundred; more than so many can only be a mistake, which must not fill the memory.
    private static let countLimit = 10_000

    private let lines = Mutex<[Key: [TextLine]]>([:])

    func lines(
        of text: [Inline], style: TextStyle, width: Int, breaking: () -> [TextLine]
    ) -> [TextLine] {
        let key = Key(text: text, isBold: style.isBold, isBalanced: style.isBalanced, width: width)
        if let known = lines.withLock({ $0[key] }) { return known }
        let made = breaking().map { line in
            TextLine(
                glyphs: line.glyphs, special: line.special, advance: line.advance,
                operators: ContentStream.operators(of: line))
        }
        lines.withLock { lines in
            if lines.count >= Self.countLimit { lines = [:] }
            lines[key] = made
        }
        return made
    }
}

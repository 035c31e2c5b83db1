/// Small mistakes: a letter too many, missing, wrong, or two that changed places.
package enum Spelling {
    /// How many mistakes are forgiven in writing a word; none in a short one, where each makes another word.
    package static func tolerance(of word: String) -> Int { tolerance(length: word.unicodeScalars.count) }

    private static func tolerance(length: Int) -> Int { length >= 8 ? 2 : length >= 4 ? 1 : 0 }

    /// The number of mistakes between two words, each letter touched once at most.
    ///
    /// Source: the optimal string alignment distance (Damerau, Levenshtein).
    package static func distance(_ left: String, _ right: String) -> Int {
        let (a, b) = (Array(left.unicodeScalars), Array(right.unicodeScalars))
        var before: [Int] = []
        var former = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1] + Array(repeating: 0, count: b.count)
            for j in b.indices {
                row[j + 1] = min(former[j + 1] + 1, row[j] + 1, former[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { row[j + 1] = min(row[j + 1], before[j - 1] + 1) }
            }
            (before, former) = (former, row)
        }
        return former[b.count]
    }

    /// Keys under which a word of an offer is noted: words that are close enough share one with ``keys(sought:)``.
    ///
    /// A key stands for the beginning of the word without as many letters as mistakes are forgiven.
    ///
    /// Source: the symmetric delete algorithm (W. Garbe, 2012).
    package static func keys(of word: String) -> Set<Int64> { keys(word, deletions: tolerance(of: word)) }

    /// - Parameter sought: A mistyped word.
    package static func keys(sought: String) -> Set<Int64> { keys(sought, deletions: 2) }

    private static func keys(_ word: String, deletions: Int) -> Set<Int64> {
        guard deletions > 0 else { return [] }
        var all: Set<[Unicode.Scalar]> = [Array(word.unicodeScalars.prefix(keyLength))]
        var newest = all
        for _ in 0..<deletions {
            newest = Set(
                newest.flatMap { text in
                    text.indices.map { index in
                        var shorter = text
                        shorter.remove(at: index)
                        return shorter
                    }
                })
            all.formUnion(newest)
        }
        return Set(all.map(hash))
    }

    private static let keyLength = 8

    /// Keys of different texts may be the same: whoever looks up compares the words.
    private static func hash(_ text: [Unicode.Scalar]) -> Int64 {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325
        for scalar in text { value = (value ^ UInt64(scalar.value)) &* 0x100_0000_01B3 }
        return Int64(truncatingIfNeeded: value)
    }
}

import TestSupport

/// Alters bytes in the ways that break readers; the same seed makes the same input.
struct Mutator {
    /// Well-formed inputs to begin with.
    let corpus: [[UInt8]]
    /// Words of the format, put where they do not belong.
    let words: [[UInt8]]

    init(corpus: [[UInt8]], words: [String] = []) {
        self.corpus = corpus
        self.words = words.map { Array($0.utf8) } + Self.everywhere
    }

    private static let everywhere: [[UInt8]] = [
        [0], [0xFF], [0x80, 0x80, 0x80, 0x80], [0x7F, 0xFF, 0xFF, 0xFF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
        Array("-1".utf8), Array("9223372036854775808".utf8), Array("99999999999999999999999999".utf8),
        Array("\u{FEFF}".utf8), Array("\u{202E}".utf8), Array("\r\n".utf8),
    ]

    func input(seed: UInt64) -> [UInt8] {
        var generator = SeededGenerator(seed: seed)
        var bytes = corpus.randomElement(using: &generator) ?? []
        for _ in 0..<(1 << Int.random(in: 0...4, using: &generator)) { alter(&bytes, &generator) }
        return bytes
    }

    private func alter(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        let end = min(bytes.count, place + (1 << Int.random(in: 0...8, using: &generator)))
        switch Int.random(in: 0..<9, using: &generator) {
        case 0, 1: flip(&bytes, place, &generator)
        case 2: if place < bytes.count { bytes[place] = UInt8.random(in: 0...255, using: &generator) }
        case 3: bytes.removeSubrange(place..<end)
        case 4: bytes.insert(contentsOf: bytes[place..<end], at: place)
        case 5: bytes.insert(contentsOf: words.randomElement(using: &generator) ?? [], at: place)
        case 6: replaceNumber(&bytes, from: place, &generator)
        case 7: splice(&bytes, place, &generator)
        default: if Bool.random(using: &generator) { bytes.removeSubrange(place...) }
        }
    }

    private func flip(_ bytes: inout [UInt8], _ place: Int, _ generator: inout SeededGenerator) {
        guard place < bytes.count else { return }
        bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    }

    /// Puts a word in place of the next decimal number: offsets, lengths and counts are what readers trust.
    private func replaceNumber(_ bytes: inout [UInt8], from place: Int, _ generator: inout SeededGenerator) {
        let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
        guard let start = bytes[place...].firstIndex(where: isDigit) else { return }
        let end = bytes[start...].firstIndex { !isDigit($0) } ?? bytes.count
        bytes.replaceSubrange(start..<end, with: words.randomElement(using: &generator) ?? [])
    }

    /// Goes on with the rest of another input.
    private func splice(_ bytes: inout [UInt8], _ place: Int, _ generator: inout SeededGenerator) {
        guard let other = corpus.randomElement(using: &generator) else { return }
        let from = Int.random(in: 0...other.count, using: &generator)
        bytes.replaceSubrange(place..., with: other[from...].prefix(1 << 20))
    }
}

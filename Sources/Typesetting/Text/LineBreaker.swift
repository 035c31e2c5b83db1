/// Chooses where the lines of a paragraph end so that its ragged edge is as calm as possible.
///
/// The breaks of a whole paragraph are chosen together: they minimise the sum of the squared gaps at the right,
/// so that no line is strikingly short for the sake of the one above it.
struct LineBreaker {
    let fonts: FontSet
    /// Thousandths of the type size.
    let width: Int
    /// Whether the last line counts like the others, as in a heading of two lines.
    var isBalanced = false

    func lines(of atoms: [TextAtom]) -> [TextLine] {
        let fitting = atoms.flatMap(split)
        let ends = lineEnds(of: fitting)
        return zip([0] + ends, ends).map { start, end in
            TextLine(fitting[start..<end], fonts: fonts, endsParagraph: end == fitting.count)
        }
    }

    /// For each line, the index after its last atom.
    private func lineEnds(of atoms: [TextAtom]) -> [Int] {
        let widths = atoms.map(\.advance)
        let spaces = atoms.map { atom in atom.space.map { fonts[$0].shape(" ").advance } ?? 0 }
        var best = [Double](repeating: .infinity, count: atoms.count + 1)
        var previous = [Int](repeating: 0, count: atoms.count + 1)
        best[0] = 0
        for end in atoms.indices.map({ $0 + 1 }) {
            var length = widths[end - 1]
            for start in (0..<end).reversed() {
                if start < end - 1 { length += widths[start] + spaces[start] }
                if length > width, start < end - 1 { break }
                let isLast = end == atoms.count
                let hyphen = isLast || atoms[end - 1].space != nil ? 0 : 0.01
                let cost = best[start] + hyphen + cost(ofLine: length, isLast: isLast, isOnly: start == 0)
                if cost < best[end] { (best[end], previous[end]) = (cost, start) }
            }
        }
        var ends: [Int] = []
        var end = atoms.count
        while end > 0 {
            ends.append(end)
            end = previous[end]
        }
        return ends.reversed()
    }

    private func cost(ofLine length: Int, isLast: Bool, isOnly: Bool) -> Double {
        let gap = Double(width - length) / Double(width)
        if isLast, isOnly { return 0 }
        if isLast, !isBalanced { return gap > 0.82 ? 0.04 : 0 }
        return gap * gap + 0.002
    }

    /// Cuts an atom that is wider than the line wherever its characters allow.
    private func split(_ atom: TextAtom) -> [TextAtom] {
        guard atom.advance > width else { return [atom] }
        var parts: [TextAtom] = []
        var room = 0
        for piece in atom.pieces {
            for fragment in fragments(of: piece, room: &room) {
                if fragment.startsLine || parts.isEmpty { parts.append(TextAtom()) }
                parts[parts.count - 1].pieces.append(fragment.piece)
            }
        }
        if !parts.isEmpty { parts[parts.count - 1].space = atom.space }
        return parts
    }

    private func fragments(
        of piece: TextAtom.Piece, room: inout Int
    ) -> [(piece: TextAtom.Piece, startsLine: Bool)] {
        var fragments: [(text: String, startsLine: Bool)] = []
        for character in piece.text {
            let advance = fonts[piece.style].shape(String(character)).advance
            let startsLine = advance > room
            if startsLine { room = width }
            room -= advance
            if startsLine || fragments.isEmpty {
                fragments.append((String(character), startsLine))
            } else {
                fragments[fragments.count - 1].text.append(character)
            }
        }
        return fragments.map { fragment in
            let word = fonts[piece.style].shape(fragment.text)
            return (TextAtom.Piece(style: piece.style, text: fragment.text, word: word), fragment.startsLine)
        }
    }
}

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

    func lines(of text: ShapedText) -> [TextLine] {
        let atoms =
            text.atoms.allSatisfy { $0.advance <= width } ? text.atoms : text.atoms.flatMap { split($0, of: text) }
        var lines: [TextLine] = []
        var start = 0
        for end in lineEnds(of: atoms) {
            lines.append(line(atoms[start..<end], of: text))
            start = end
        }
        return lines
    }

    private func line(_ atoms: ArraySlice<ShapedText.Atom>, of text: ShapedText) -> TextLine {
        guard let first = atoms.first, let last = atoms.last else {
            return TextLine(glyphs: [], special: [], advance: 0)
        }
        let end = last.glyphs.upperBound + (last.space == nil ? 0 : 1)
        let advance = atoms.dropLast().reduce(last.advance) { $0 + $1.advance + ($1.space ?? 0) }
        return TextLine(glyphs: text.glyphs[first.glyphs.lowerBound..<end], special: text.special, advance: advance)
    }

    /// For each line, the index after its last atom.
    private func lineEnds(of atoms: [ShapedText.Atom]) -> [Int] {
        guard atoms.reduce(0, { $0 + $1.advance + ($1.space ?? 0) }) > width else {
            return atoms.isEmpty ? [] : [atoms.count]
        }
        var best = [Double](repeating: .infinity, count: atoms.count + 1)
        var previous = [Int](repeating: 0, count: atoms.count + 1)
        best[0] = 0
        for end in 1...atoms.count {
            var length = atoms[end - 1].advance
            var start = end - 1
            while true {
                let isLast = end == atoms.count
                let hyphen = isLast || atoms[end - 1].space != nil ? 0 : 0.01
                let cost = best[start] + hyphen + cost(ofLine: length, isLast: isLast, isOnly: start == 0)
                // Of equal costs the later beginning counts, which was tried first.
                if cost < best[end] { (best[end], previous[end]) = (cost, start) }
                if start == 0 { break }
                start -= 1
                length += atoms[start].advance + (atoms[start].space ?? 0)
                if length > width { break }
            }
        }
        return ends(previous)
    }

    private func ends(_ previous: [Int]) -> [Int] {
        var ends: [Int] = []
        var end = previous.count - 1
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
    private func split(_ atom: ShapedText.Atom, of text: ShapedText) -> [ShapedText.Atom] {
        guard atom.advance > width else { return [atom] }
        var parts: [ShapedText.Atom] = []
        for index in atom.glyphs {
            let advance = advance(of: text.glyphs[index], in: text)
            let startsPart =
                parts.last.map { $0.advance + advance > width && begins(text.glyphs[index], in: text) } ?? true
            if startsPart {
                parts.append(.init(glyphs: index..<index + 1, advance: advance))
            } else {
                parts[parts.count - 1].glyphs = parts[parts.count - 1].glyphs.lowerBound..<index + 1
                parts[parts.count - 1].advance += advance
            }
        }
        parts[parts.count - 1].space = atom.space
        return parts
    }

    private func advance(of glyph: Glyph, in text: ShapedText) -> Int {
        if glyph.special >= 0 { return text.special[Int(glyph.special)].advance }
        return fonts[glyph.style].width(of: glyph.code) + Int(glyph.kerning)
    }

    /// Whether a line may begin with it: no mark is cut from its letter.
    private func begins(_ glyph: Glyph, in text: ShapedText) -> Bool {
        guard glyph.special >= 0, let first = text.special[Int(glyph.special)].key.text.unicodeScalars.first else {
            return true
        }
        switch first.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark, .format: return false
        default: return true
        }
    }
}

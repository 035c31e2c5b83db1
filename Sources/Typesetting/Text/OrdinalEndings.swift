/// The endings of French ordinals in figures, which stand above the line: « 1er », « 2de », « 3e ».
///
/// Source: *Lexique des règles typographiques en usage à l'Imprimerie nationale*, « Adjectifs numéraux ordinaux ».
func ordinalEndings(in scalars: [Unicode.Scalar]) -> [Range<Int>] {
    var endings: [Range<Int>] = []
    var index = 0
    while index < scalars.count {
        guard isFigure(scalars[index]) else {
            index += 1
            continue
        }
        let begins = index == 0 || !isWordCharacter(scalars[index - 1])
        while index < scalars.count, isFigure(scalars[index]) { index += 1 }
        let first = index
        while index < scalars.count, isWordCharacter(scalars[index]) { index += 1 }
        // None of them is longer; a text is made of few.
        if begins, (1...3).contains(index - first),
            ordinalLetters.contains(String(String.UnicodeScalarView(scalars[first..<index])))
        {
            endings.append(first..<index)
        }
    }
    return endings
}

/// Without superscript they would be read as « 1er » all the same, so that nothing depends on the font having them.
private let ordinalLetters: Set<String> = ["er", "re", "e", "d", "de", "nd", "nde", "es"]

func isFigure(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

private func isWordCharacter(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return isFigure(scalar) || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) }
    return scalar.properties.isAlphabetic
}

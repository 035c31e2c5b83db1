import Typesetting

/// The spaces, apostrophes and ellipses of French print, put into text that was typed without them.
///
/// Only spaces that were typed become spaces that do not break, so that « 09:30 » and addresses stay as they are;
/// beside guillemets a missing space is added.
///
/// Source: *Lexique des règles typographiques en usage à l'Imprimerie nationale*; the narrow space is used before the
/// colon too, as everywhere in these documents.
struct FrenchTypography {
    private struct Glyph {
        var scalar: Unicode.Scalar
        var style: Inline.Style
    }

    private static let narrow: Unicode.Scalar = "\u{202F}"
    private static let noBreak: Unicode.Scalar = "\u{A0}"

    /// Runs of one paragraph: white space collapsed, ends trimmed, neighbours in one style joined.
    static func set(_ runs: [Inline]) -> [Inline] {
        var glyphs = runs.flatMap { run in run.text.unicodeScalars.map { Glyph(scalar: $0, style: run.style) } }
        glyphs = collapsed(glyphs)
        glyphs = punctuated(glyphs)
        bind(&glyphs)
        return joined(glyphs)
    }

    static func set(_ text: String) -> String { set([Inline(text)]).map(\.text).joined() }

    // MARK: Steps

    private static func collapsed(_ glyphs: [Glyph]) -> [Glyph] {
        var result: [Glyph] = []
        for glyph in glyphs {
            guard isSpace(glyph.scalar) else {
                result.append(glyph)
                continue
            }
            if let last = result.last, last.scalar != " " { result.append(Glyph(scalar: " ", style: glyph.style)) }
        }
        if result.last?.scalar == " " { result.removeLast() }
        return result
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r"
    }

    /// Apostrophes, and the spaces of guillemets and of high punctuation.
    private static func punctuated(_ glyphs: [Glyph]) -> [Glyph] {
        var result: [Glyph] = []
        for glyph in glyphs {
            let before = result.last?.scalar
            switch glyph.scalar {
            case "'" where before.map(\.properties.isAlphabetic) == true:
                result.append(Glyph(scalar: "’", style: glyph.style))
            case ";", ":", "!", "?", "»", "%":
                if before == " " {
                    result[result.count - 1].scalar = narrow
                } else if glyph.scalar == "»", before != narrow, before != noBreak {
                    result.append(Glyph(scalar: narrow, style: glyph.style))
                }
                result.append(glyph)
            default:
                if before == "«", glyph.scalar != narrow, glyph.scalar != noBreak {
                    result.append(Glyph(scalar: narrow, style: glyph.style))
                    if glyph.scalar == " " { continue }
                }
                result.append(glyph)
            }
        }
        return result
    }

    /// Turns the space between words that belong together into one that does not break.
    private static func bind(_ glyphs: inout [Glyph]) {
        let spaces = glyphs.indices.filter { glyphs[$0].scalar == " " }
        let bounds = [-1] + spaces + [glyphs.count]
        let words = zip(bounds, bounds.dropFirst()).map { start, end in
            var word = String.UnicodeScalarView()
            word.append(contentsOf: glyphs[(start + 1)..<end].map(\.scalar))
            return String(word)
        }
        for (index, space) in spaces.enumerated() where belongTogether(words[index], words[index + 1]) {
            glyphs[space].scalar = noBreak
        }
    }

    private static func joined(_ glyphs: [Glyph]) -> [Inline] {
        var runs: [Inline] = []
        for glyph in glyphs {
            if runs.last?.style == glyph.style {
                runs[runs.count - 1].text.unicodeScalars.append(glyph.scalar)
            } else {
                runs.append(Inline(String(Character(glyph.scalar)), glyph.style))
            }
        }
        return runs
    }

    // MARK: Words that belong together

    private static let binders: Set<String> = [
        "n°", "N°", "nos", "art.", "p.", "L.", "R.", "D.", "§", "M.", "MM.", "Mme", "Mmes", "Mlle", "Me", "Dr",
    ]
    private static let units: Set<String> = ["h", "min", "km", "m", "€", "°C"]

    private static func belongTogether(_ left: String, _ right: String) -> Bool {
        let before = left.drop { "(«[’'\u{202F}".contains($0) }
        let bare = right.prefix { $0.isLetter || "€°".contains($0) }
        if binders.contains(String(before.suffix(while: { !"’'(".contains($0) }))) { return true }
        if before.last?.isNumber == true { return units.contains(String(bare)) || isDayBeforeMonth(before, bare) }
        if before == "1er" { return FrenchFormat.months.contains(String(bare)) }
        return before == "h" && right.first?.isNumber == true
    }

    private static func isDayBeforeMonth(_ left: Substring, _ right: Substring) -> Bool {
        guard let day = Int(left), (1...31).contains(day) else { return false }
        return FrenchFormat.months.contains(String(right))
    }
}

extension StringProtocol {
    /// The longest end of the text all of whose characters fulfil a condition.
    fileprivate func suffix(while holds: (Character) -> Bool) -> SubSequence {
        let start = lastIndex { !holds($0) }.map(index(after:)) ?? startIndex
        return self[start...]
    }
}

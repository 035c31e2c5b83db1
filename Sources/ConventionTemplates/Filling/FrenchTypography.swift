import Typesetting

/// The spaces, apostrophes and ellipses of French print, put into text that was typed without them.
///
/// Only spaces that were typed become spaces that do not break, so that « 09:30 » and addresses stay as they are;
/// beside guillemets a missing space is added.
///
/// Source: *Lexique des règles typographiques en usage à l'Imprimerie nationale*; the narrow space is used before the
/// colon too, as everywhere in these documents.
package struct FrenchTypography {
    private struct Glyph {
        var scalar: Unicode.Scalar
        var style: Inline.Style
    }

    private static let narrow: Unicode.Scalar = "\u{202F}"
    private static let noBreak: Unicode.Scalar = "\u{A0}"

    /// Runs of one paragraph: white space collapsed, ends trimmed, neighbours in one style joined.
    static func set(_ runs: [Inline]) -> [Inline] {
        var glyphs = punctuated(collapsed(runs))
        bind(&glyphs)
        return joined(glyphs)
    }

    package static func set(_ text: String) -> String { set([Inline(text)]).map(\.text).joined() }

    // MARK: Steps

    private static func collapsed(_ runs: [Inline]) -> [Glyph] {
        var result: [Glyph] = []
        result.reserveCapacity(runs.reduce(0) { $0 + $1.text.utf8.count })
        for run in runs {
            for scalar in run.text.unicodeScalars {
                if !isSpace(scalar) {
                    result.append(Glyph(scalar: scalar, style: run.style))
                } else if let last = result.last, last.scalar != " " {
                    result.append(Glyph(scalar: " ", style: run.style))
                }
            }
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
        result.reserveCapacity(glyphs.count + 8)
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
        for index in glyphs.indices where glyphs[index].scalar == " " {
            // Words that bind are short: looking further would only cost time.
            let left = word(before: index, in: glyphs)
            guard left.count <= longestBinder, mayBind(left) else { continue }
            if belongTogether(text(left), text(word(after: index, in: glyphs))) { glyphs[index].scalar = noBreak }
        }
    }

    private static let longestBinder = 9

    /// The end of the word before a space, up to an apostrophe, a bracket or a guillemet; cut when it is long.
    private static func word(before index: Int, in glyphs: [Glyph]) -> ArraySlice<Glyph> {
        var start = index
        while start > 0, index - start <= longestBinder, !isBoundary(glyphs[start - 1].scalar) { start -= 1 }
        return glyphs[start..<index]
    }

    /// The beginning of the word after a space, as much as a month is long.
    private static func word(after index: Int, in glyphs: [Glyph]) -> ArraySlice<Glyph> {
        let rest = glyphs[(index + 1)...].prefix(10)
        return rest.prefix { !isBoundary($0.scalar) }
    }

    /// By way of bytes, which is many times faster than adding one scalar after the other to a string.
    private static func text(_ glyphs: ArraySlice<Glyph>) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(glyphs.count + glyphs.count / 8)
        for glyph in glyphs {
            if glyph.scalar.isASCII {
                bytes.append(UInt8(truncatingIfNeeded: glyph.scalar.value))
            } else {
                bytes.append(contentsOf: UTF8.encode(glyph.scalar) ?? .init())
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isBoundary(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", narrow, noBreak, "(", "[", "«", "’", "'": true
        default: false
        }
    }

    /// Whether a word can be a binder: told from its ends and its length, before a string is made of it.
    private static func mayBind(_ word: ArraySlice<Glyph>) -> Bool {
        guard let first = word.first?.scalar, let last = word.last?.scalar else { return false }
        switch last {
        case "0"..."9", ".", "°", "§": return true
        default: return binderShapes.contains(WordShape(first: first, last: last, count: word.count))
        }
    }

    private struct WordShape: Hashable {
        let first: Unicode.Scalar
        let last: Unicode.Scalar
        let count: Int
    }

    /// Of all binders that are words; those that end with a figure or a point are not told by their shape.
    private static let binderShapes = Set(
        (binders.union(numbered).union(ordinals).union(FrenchFormat.months).union(["1er", "h"])).compactMap { word in
            let scalars = word.unicodeScalars
            return scalars.first.flatMap { first in
                scalars.last.map { WordShape(first: first, last: $0, count: scalars.count) }
            }
        })

    private static func joined(_ glyphs: [Glyph]) -> [Inline] {
        var runs: [Inline] = []
        var start = 0
        for index in glyphs.indices where index + 1 == glyphs.count || glyphs[index + 1].style != glyphs[start].style {
            runs.append(Inline(text(glyphs[start...index]), glyphs[start].style))
            start = index + 1
        }
        return runs
    }

    // MARK: Words that belong together

    private static let binders: Set<String> = [
        "n°", "N°", "nos", "art.", "p.", "L.", "R.", "D.", "§", "M.", "MM.", "Mme", "Mmes", "Mlle", "Me", "Dr",
        "Pr", "St", "Ste", "bd", "av.",
    ]
    /// Bound to the number or the code that follows: « article 6 », « titre II ».
    private static let numbered: Set<String> = ["article", "articles", "titre", "annexe", "page", "pages"]
    /// Classes: « 2de 4 », « 3e B ».
    private static let ordinals: Set<String> = ["6e", "5e", "4e", "3e", "2de", "1re"]
    private static let units: Set<String> = [
        "h", "min", "s", "km", "m", "cm", "mm", "kg", "g", "€", "°C", "heure", "heures", "minute", "minutes", "jour",
        "jours",
        "semaine", "semaines", "mois", "an", "ans", "euro", "euros",
    ]

    /// - Parameters:
    ///   - left: The word before the space, without what opens it.
    ///   - right: The beginning of the word after it.
    private static func belongTogether(_ left: String, _ right: String) -> Bool {
        if binders.contains(left) { return true }
        if let last = left.utf8.last, (0x30...0x39).contains(last) {
            let bare = bare(right)
            return units.contains(bare) || isDayBeforeMonth(left, bare) || isPostalCode(left, beforeTown: right)
        }
        if ordinals.contains(left) { return isClassName(right) }
        if left == "1er" { return FrenchFormat.months.contains(bare(right)) }
        if FrenchFormat.months.contains(left) { return right.prefix { $0.isNumber }.count == 4 }
        if numbered.contains(left) { return right.first.map { $0.isNumber || "IVXLRD".contains($0) } ?? false }
        if isInitial(left) { return right.first?.isUppercase == true }
        return left == "h" && right.first?.isNumber == true
    }

    /// A word without what follows it: « mai » of « mai, ».
    private static func bare(_ word: String) -> String {
        String(word.unicodeScalars.prefix { $0.properties.isAlphabetic || $0 == "€" || $0 == "°" })
    }

    /// « 4 », « B », « GT », « 12 »
    private static func isClassName(_ right: String) -> Bool {
        let name = right.prefix { $0.isLetter || $0.isNumber }
        return name.count == 1 || name.count <= 3 && name.allSatisfy { $0.isNumber || $0.isUppercase }
    }

    /// « 94999 Valmont »
    private static func isPostalCode(_ left: String, beforeTown right: String) -> Bool {
        left.utf8.count == 5 && left.allSatisfy(\.isNumber) && right.first?.isUppercase == true
    }

    /// « J. », « J.-P. »
    private static func isInitial(_ left: String) -> Bool {
        left.split(separator: "-").allSatisfy { $0.count == 2 && $0.last == "." && $0.first?.isUppercase == true }
    }

    private static func isDayBeforeMonth(_ left: String, _ right: String) -> Bool {
        guard let day = Int(left), (1...31).contains(day) else { return false }
        return FrenchFormat.months.contains(right)
    }
}

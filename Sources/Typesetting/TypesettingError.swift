package import HarfBuzzBridge

/// Why a document was not typeset; no part of it is ever produced then.
///
/// The messages name places and characters, never the text around them, because that text is about people.
package enum TypesettingError: Error, Hashable, Sendable {
    case fontUnusable(FontFileError, debianPackage: String)
    /// The face has no glyph for the character.
    case missingGlyph(Unicode.Scalar, face: Inline.Style, place: String)
    /// Control, bidirectional and invisible characters can make a text read otherwise than it is stored.
    case forbiddenCharacter(Unicode.Scalar, place: String)
    case emptyDocument
    /// A poster has no footer, and no verification mark in one.
    case footerOnPoster
    case emptyText(place: String)
    /// Levels start at 1, level 1 occurs once, and no level is skipped on the way down.
    case headingLevel(found: Int, allowed: ClosedRange<Int>, place: String)
    /// A list or note would cut the section that a heading opens in two.
    case headingInsideBlock(place: String)
    case unevenTable(place: String, expectedColumns: Int, foundColumns: Int)
    case badColumnWeights(place: String)
    case badFieldName(place: String)
    case repeatedFieldName(place: String)
    case badSpace(place: String)
    case badImageWidth(place: String)
    case badAssociatedFile(place: String)
    /// The address of the verification mark has no byte or too many.
    case badVerificationAddress(byteCount: Int, limit: Int)
    /// A line, row or box is taller than the page.
    case doesNotFit(heightInPoints: Int, availableInPoints: Int)
}

extension TypesettingError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .fontUnusable(let error, let package): "\(error); install the Debian package \(package)"
        case .missingGlyph, .forbiddenCharacter: characterDescription
        case .emptyDocument: "could not typeset the document: found no block, expected at least a title"
        case .footerOnPoster:
            "could not typeset the poster: found a footer or a verification mark, expected none on a poster"
        case .emptyText(let place): "could not typeset \(place): found no text, expected some"
        case .headingLevel(let found, let allowed, let place):
            "could not typeset \(place): found a heading of level \(found), expected \(list(allowed))"
        case .headingInsideBlock(let place):
            "could not typeset \(place): found a heading inside a list or note, expected it outside"
        case .unevenTable(let place, let expected, let found):
            "could not typeset \(place): found \(found) cells, expected \(expected) as in the header row"
        case .badColumnWeights(let place):
            "could not typeset \(place): expected one positive weight for each column"
        case .badFieldName(let place):
            "could not typeset \(place): found a field name that is empty or has other characters than ASCII "
                + "letters, digits, '-' and '_'; a period would make a hierarchy of fields"
        case .repeatedFieldName(let place):
            "could not typeset \(place): found a field name that an earlier box has, expected another"
        case .badSpace(let place): "could not typeset \(place): expected a space of 0 to 600 points"
        case .badImageWidth(let place): "could not typeset \(place): expected a picture 5 to 600 points wide"
        case .badAssociatedFile(let place):
            "could not typeset \(place): expected a name and a media type in ASCII and a name used once"
        case .badVerificationAddress(let count, let limit):
            "could not typeset the verification mark: found an address of \(count) bytes, expected 1 to \(limit)"
        case .doesNotFit(let height, let available):
            "could not typeset the document: found a line or box \(height) points high, expected at most \(available)"
        }
    }

    private var characterDescription: String {
        switch self {
        case .missingGlyph(let scalar, let face, let place):
            "could not typeset \(place): the \(face) face has no glyph for \(name(of: scalar))"
        case .forbiddenCharacter(let scalar, let place):
            "could not typeset \(place): found \(name(of: scalar)), expected no control, bidirectional or "
                + "invisible character"
        default: ""
        }
    }
}

/// « U+1F600 GRINNING FACE »
private func name(of scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let number = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    guard let name = scalar.properties.name ?? scalar.properties.nameAlias else { return number }
    return number + " " + name
}

private func list(_ range: ClosedRange<Int>) -> String {
    range.count == 1 ? "level \(range.lowerBound)" : "levels \(range.lowerBound) to \(range.upperBound)"
}

package import Parties
package import Typesetting

/// Whose name and address stand on the papers of a kit.
package struct KitEmployer: Hashable, Sendable {
    package static let nameRule = TextRule(maximumLength: 80)
    /// So that the modules of the code stay large.
    package static let longestAddress = 150

    /// As it is printed.
    package let name: String
    /// Where the QR code leads.
    package let address: String

    /// - Throws: ``KitError`` for a name that is empty, too long, holds how a person is reached or cannot be printed; for an address that
    ///   is none of the web.
    package init(name: String, address: String, typesetter: Typesetter) throws(KitError) {
        let name = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if let cause = Self.nameRule.problem(in: name) { throw .badName(cause) }
        if let scalar = typesetter.unprintable(in: name) { throw .unprintable(scalar) }
        let bytes = address.utf8
        guard address.hasPrefix("https://") || address.hasPrefix("http://"), bytes.count <= Self.longestAddress,
            bytes.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw .badAddress(byteCount: bytes.count) }
        (self.name, self.address) = (name, address)
    }

    /// For people without a camera: the page, without what is asked of it.
    var printedAddress: String {
        let page = address.prefix { $0 != "?" && $0 != "#" }
        return page.split(separator: "://", maxSplits: 1).last.map(String.init) ?? address
    }
}

/// Why a kit is not made.
package enum KitError: Error, Hashable, Sendable {
    case badName(ConventionFault.Cause)
    /// The faces lack this character.
    case unprintable(Unicode.Scalar)
    case badAddress(byteCount: Int)
    /// The name is so long that the paper would need a second page.
    case doesNotFit(KitPiece)
    case typesetting(TypesettingError)
}

extension KitError: CustomStringConvertible {
    package var description: String { text.english }

    /// As it is told to whoever typed the name.
    package var text: BilingualText {
        switch self {
        case .badName(let cause): Self.text(of: cause)
        case .unprintable(let scalar):
            BilingualText(
                "Le nom contient le caractère \(Self.name(of: scalar)), que la police n’a pas. Écrivez-le en lettres latines, "
                    + "grecques ou cyrilliques.",
                "The name holds the character \(Self.name(of: scalar)), which the typeface lacks; write it in Latin, Greek or "
                    + "Cyrillic letters")
        case .badAddress(let count):
            BilingualText(
                "L’adresse n’est pas celle d’une page web de \(KitEmployer.longestAddress) caractères au plus, sans accent ni "
                    + "espace.",
                "found an address of \(count) bytes, expected https://… with at most \(KitEmployer.longestAddress) ASCII "
                    + "characters and no space")
        case .doesNotFit(let piece):
            BilingualText(
                "Avec ce nom, le document «\u{202F}\(piece.rawValue)\u{202F}» ne tient pas sur une page. Raccourcissez le nom.",
                "with this name \(piece.fileName) needs a second page; shorten the name, or the text in kit/\(piece.rawValue).txt"
            )
        case .typesetting(let error): BilingualText("Ce document ne peut pas être composé.", "\(error)")
        }
    }

    private static func text(of cause: ConventionFault.Cause) -> BilingualText {
        switch cause.code {
        case .emptyText:
            BilingualText("Indiquez le nom de votre organisme.", "found no name, expected that of the employer")
        case .textTooLong:
            BilingualText(
                "Le nom a \(cause.found) caractères, au plus \(cause.expected.joined()) sont admis. Raccourcissez-le.",
                "found a name of \(cause.found) characters, expected at most \(cause.expected.joined()); shorten it")
        case .forbiddenCharacter:
            BilingualText(
                "Le nom contient le caractère \(cause.found), invisible ou trompeur. Retapez-le au clavier.",
                "The name holds the character \(cause.found), which is invisible or misleads; type it again")
        default:
            BilingualText(
                "Le nom contient une adresse électronique ou un numéro. Indiquez seulement le nom de l’organisme.",
                "The name holds an e-mail address or a number; give the employer's name alone")
        }
    }

    private static func name(of scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let number = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        return scalar.properties.name.map { "\(number) (\($0))" } ?? number
    }
}

/// A paper that an employer prints; the raw value stands in addresses and in names of files.
package enum KitPiece: String, Hashable, Sendable, CaseIterable {
    case poster = "affiche"
    case flyer = "tract"
    case welcome = "guide"
    case schedule = "programme"

    package var fileName: String { rawValue + ".pdf" }
}

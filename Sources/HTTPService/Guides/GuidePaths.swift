import Guides
import Offers

/// The addresses of the pages that explain.
enum GuidePaths {
    static let help = "/aide"
    static let answer = QuestionBook.answerPrefix
    static let employers = "/employeurs"
    /// Papers that are made when they are asked for; counted by the rate limit.
    static let kit = "/employeurs/kit/"
    static let sectors = "/secteurs"
    static let steps = "/guides"
    static let pictures = "/guides/images/"
    static let films = "/guides/films/"

    static func group(_ audience: Audience) -> String { "\(help)/\(audience.rawValue)" }

    static func sector(_ page: SectorPage) -> String { "\(sectors)/\(page.slug)" }

    /// The offers of a sector.
    static func offers(of sector: Sector) -> String { "\(offersOfAll)?secteur=\(sector.rawValue)" }

    static let offersOfAll = "/offres"
}

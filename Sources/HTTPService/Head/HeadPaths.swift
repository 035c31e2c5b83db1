import ConventionDomain
import Workflow

/// The addresses of the pages of those who sign for the school with an account.
enum HeadPaths {
    static let home = "/ecole"
    static let link = "/ecole/lien"
    static let linkSent = "/ecole/lien-envoye"
    static let entryPrefix = "/ecole/entrer/"
    static let leave = "/ecole/sortir"
    static let desk = "/ecole/conventions"
    static let batches = "/ecole/lots"

    static func reading(_ id: ConventionID) -> String { "\(desk)/\(id.text)" }
    static func batch(_ id: BatchID) -> String { "\(batches)/\(id.text)" }

    static func path(of page: HeadPage) -> String {
        switch page {
        case .home: home
        case .entry(let token): entryPrefix + token.text
        case .batch(let id): batch(id)
        }
    }
}

/// The names of the fields in the forms of these pages, beside those of the signing pages.
enum HeadFieldName {
    static let email = "courriel"
    static let query = "q"
    static let page = "page"
    static let ticked = "coche"
    static let all = "tout"
    /// Before the reference of a convention.
    static let choice = "c-"
}

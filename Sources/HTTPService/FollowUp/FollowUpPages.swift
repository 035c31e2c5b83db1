import Parties

/// The addresses of the pages of a school's follow-up.
enum FollowUpPaths {
    static let list = "/ecole/sans-stage"
    static let figures = "/ecole/chiffres"
    static let table = "/ecole/sans-stage/liste.csv"
    static let print = "/ecole/sans-stage/imprimer"
    /// Before the reference of a pupil.
    static let pupils = "/ecole/sans-stage/eleve"
    static let parameter = "eleve"

    static func pupil(_ reference: PupilReference) -> String { "\(pupils)/\(reference.text)" }
}

enum FollowUpFieldName {
    static let className = "classe"
    static let never = "jamais"
    static let page = "page"
    static let act = "acte"
    static let done = "fait"
    static let dispense = "dispenser"
    static let takeBack = "reprendre"
    static let closeToFamily = "fermer-famille"
    static let openToFamily = "ouvrir-famille"
}

/// A pupil in the list of those without a placement.
struct FollowedLine: Sendable {
    struct Offer: Sendable {
        let path: String
        let title: String
        let details: String
    }

    let path: String
    let name: String
    let className: String
    let status: String
    let counts: String
    let lastAct: String
    let offers: [Offer]
    let hasOffers: Bool
    /// Offers were looked for, and none fits.
    let hasNoOffer: Bool
}

/// A place whose convention is no placement any more.
struct LapsedPlaceLine: Sendable {
    let text: String
    let path: String
}

struct WithoutPlacementPage: Sendable {
    /// Pupils on one page.
    static let lineCount = 50

    struct Choice: Sendable {
        let path: String
        let label: String
        let isChosen: Bool
    }

    let page: PageFrame
    let bar: HeadBar
    let done: String?
    let lead: String
    let notes: [String]
    let isEmpty: Bool
    let choices: [Choice]
    let heading: String
    let nobody: Bool
    let lines: [FollowedLine]
    let previous: String?
    let next: String?
    let table: String
    let print: String
    let dispensed: [FollowedLine]
    let hasDispensed: Bool
}

struct WithoutPlacementPrintPage: Sendable {
    struct Group: Sendable {
        let className: String
        let lines: [FollowedLine]
    }

    let page: PageFrame
    let heading: String
    let lead: String
    let groups: [Group]
    let back: String
}

/// One pupil: what is known, and whether a placement is due.
struct FollowedPupilPage: Sendable {
    let page: PageFrame
    let bar: HeadBar
    let line: FollowedLine
    let lapsed: [LapsedPlaceLine]
    let action: String
    let formToken: String
    /// By whom and when; `nil` when a placement is due.
    let dispensation: String?
    /// Whether it can be said that the pupil does no placement: not of one who has it.
    let canDispense: Bool
    let isClosedToFamily: Bool
    /// Given back in the form: the other one of the two.
    let familyAct: String
    /// Who closed or opened last, and when.
    let lastFamilyAct: String?
    /// Mails to the pupil come to a legal representative too.
    let isMailboxShared: Bool
    let hasOpenConvention: Bool
    let back: String
}

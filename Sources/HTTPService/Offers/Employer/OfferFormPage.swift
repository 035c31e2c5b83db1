import Offers

/// The page on which an offer is written.
struct OfferFormPage: Sendable {
    let page: PageFrame
    let bar: VisitorBar
    let heading: String
    let back: String
    let action: String
    let formToken: String
    /// Of an offer that is not kept yet, so that a form that is sent twice makes one.
    let reference: String?
    /// Of the offer that is changed, as it was read.
    let version: String?
    let summary: ProblemSummary?
    /// Address of the offer as it is kept, when it was changed in another window meanwhile.
    let conflict: String?
    /// Nobody else has seen it yet: it may be kept as it is.
    let isDraft: Bool
    let employer: [HostPartPage.Field]
    let kinds: Choices
    let body: HostPartPage.Field
    let selects: [Select]
    let naf: HostPartPage.Field
    let nafEdition: Select
    let contact: [HostPartPage.Field]
    let what: [HostPartPage.Field]
    let grades: Choices
    let periodsProblem: String?
    let seconde: [Period]
    let weeks: [Period]
    let areWeeksOpen: Bool
    let sites: [Site]
    let siteCount: Int
    /// Number of the place that the button adds; `nil` when there are as many as there may be.
    let nextSite: String?
    let remote: Choices
    let hoursProblem: String?
    let days: [HostPartPage.Day]
    let conditions: HostPartPage.Field
    let features: Choices
    let accessibilityNote: HostPartPage.Field
    let audience: Choices
    let priorities: Choices
    let schools: HostPartPage.Field

    /// Boxes or buttons that belong together.
    struct Choices: Sendable {
        let id: String
        let legend: String
        let hint: String?
        let problem: String?
        let choices: [Choice]
    }

    struct Choice: Sendable {
        let id: String
        let name: String
        let type: String
        let value: String
        let label: String
        let isChosen: Bool
    }

    struct Select: Sendable {
        let id: String
        let name: String
        let label: String
        let hint: String?
        let problem: String?
        let prompt: String?
        let choices: [ChoiceLine]
    }

    struct Period: Sendable {
        let id: String
        let name: String
        let label: String
        let value: String
        let problem: String?
    }

    struct Site: Sendable {
        let id: String
        let legend: String
        let fields: [HostPartPage.Field]
    }

    /// The identifier of a field's element.
    static func id(_ name: String) -> String { "o-" + name }
}

/// What the page shows around the fields.
struct OfferFormFrame: Sendable {
    let page: PageFrame
    let bar: VisitorBar
    let heading: String
    let back: String
    let action: String
    let formToken: String
    var reference: OfferID?
    var version: Int?
    var conflict: String?
    var isDraft = true
    var problems: [OfferFormProblem] = []
    /// Places that pupils have, by period.
    var taken: [OfferPeriod: Int] = [:]
}

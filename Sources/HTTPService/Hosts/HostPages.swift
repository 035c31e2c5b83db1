import Parties

/// The directory of a school's hosts.
struct HostListPage: Sendable {
    struct Line: Sendable {
        let path: String
        let name: String
        let badge: String?
        let details: [String]
    }

    struct Choice: Sendable {
        let path: String
        let label: String
        let count: Int
        let isChosen: Bool
    }

    let page: PageFrame
    let bar: HeadBar
    /// What was just done.
    let done: String?
    let action: String
    let query: String
    let group: String
    let choices: [Choice]
    let lines: [Line]
    let isEmpty: Bool
    let nothingFound: Bool
    /// How many more there are than are shown.
    let others: String?
    let add: String
    let table: String
    /// Where those of the list are written to; `nil` where nobody is.
    let write: String?
    let messages: String
}

/// One host.
struct HostPage: Sendable {
    struct Year: Sendable {
        let heading: String
        let lines: [Line]
    }

    /// A pupil's way to this host.
    struct Line: Sendable {
        let pupil: String
        let period: String
        let standing: String
        let path: String?
    }

    /// One that stands, and may be taken back.
    struct Invitation: Sendable {
        let takeBack: String
        let edition: String
        /// Its mail did not arrive.
        let hasComeBack: Bool
    }

    /// One of its own that pupils of the school may see.
    struct Offer: Sendable {
        let path: String
        let title: String
        let facts: String
    }

    let page: PageFrame
    let bar: HeadBar
    let formToken: String
    let problem: String?
    let done: String?
    let list: String
    let heading: String
    /// That it is blocked, since when, by whom and why; `nil` when it is not.
    let blocked: [String]
    let isBlocked: Bool
    let openWhileBlocked: String?
    let facts: [OfferFact]
    let years: [Year]
    let isUnused: Bool
    let offers: [Offer]
    let hasOffers: Bool
    /// Where its name is typed anew; `nil` when documents name it.
    let rename: String?
    /// Where it is taken out of the directory; `nil` while it may not be.
    let remove: String?
    /// Where it is asked for an offer; `nil` while it may not be.
    let invite: String?
    /// From when on it may be asked again.
    let invitedUntil: String?
    let invitation: Invitation?
    let noteAction: String
    let noteEdition: String
    let note: HostPartPage.Field
    let block: String?
    let unblock: String?
    let history: [String]
    let hasHistory: Bool
}

/// The page on which a host is added by its number, or its name is typed anew.
struct HostFormPage: Sendable {
    let page: PageFrame
    let bar: HeadBar
    let summary: ProblemSummary?
    let heading: String
    let lead: String
    let button: String
    let action: String
    let formToken: String
    /// The number that the page has doubted already.
    let confirmed: String
    let fields: [HostPartPage.Field]
    let back: String
}

/// The page on which a host is kept from the pupils.
struct HostBlockPage: Sendable {
    let page: PageFrame
    let bar: HeadBar
    let problem: String?
    let heading: String
    let paragraphs: [String]
    let action: String
    let formToken: String
    let reason: HostPartPage.Field
    let back: String
}

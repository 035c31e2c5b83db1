/// One application in a list.
struct ApplicationLine: Sendable {
    let path: String
    let title: String
    let badge: String
    let details: [String]
    /// Who is awaited until when.
    let awaited: String?
}

/// Applications that stand alike.
struct ApplicationGroup: Sendable {
    let heading: String
    let lines: [ApplicationLine]
}

/// A pupil's applications.
struct PupilApplicationsPage: Sendable {
    let page: PageFrame
    let bar: VisitorBar
    let groups: [ApplicationGroup]
    let isEmpty: Bool
    let search: String
}

/// What the children of one family have sent.
struct FamilyApplicationsPage: Sendable {
    struct Child: Sendable {
        let name: String
        let groups: [ApplicationGroup]
        let isEmpty: Bool
    }

    let page: PageFrame
    let bar: VisitorBar
    let children: [Child]
}

/// Those that an employer has before it.
struct EmployerApplicationsPage: Sendable {
    let page: PageFrame
    let bar: VisitorBar
    let groups: [ApplicationGroup]
    let isEmpty: Bool
    let offers: String
}

/// Those of a school's pupils.
struct SchoolApplicationsPage: Sendable {
    struct Choice: Sendable {
        let path: String
        let label: String
        let count: Int
        let isChosen: Bool
    }

    let page: PageFrame
    let bar: HeadBar
    let action: String
    let query: String
    let group: String
    let choices: [Choice]
    let groups: [ApplicationGroup]
    let isEmpty: Bool
    let nothingFound: Bool
    /// How many are not shown.
    let others: String?
}

/// What was written in an application, and where to write.
struct ApplicationThread: Sendable {
    struct Message: Sendable {
        let author: String
        let writtenAt: String
        let paragraphs: [String]
    }

    let messages: [Message]
    let isSilent: Bool
    let form: MessageForm?
}

struct MessageForm: Sendable {
    let writeTo: String
    let addressee: String
    let typed: String
    let maximumMessage: Int
    let messageProblem: String?
}

/// A text that a pupil writes before it is sent.
struct MotivationForm: Sendable {
    let saveTo: String
    let typed: String
    let maximumMotivation: Int
    let motivationProblem: String?
}

/// A button that does one thing, and what it says before.
struct ApplicationAct: Sendable {
    let doAt: String
    let consequences: [String]
}

/// An application as the pupil sees it.
struct PupilApplicationPage: Sendable {
    let page: PageFrame
    let bar: VisitorBar
    let formToken: String
    let problem: String?
    let done: String?
    let title: String
    let employer: String
    let period: String
    let state: String
    let awaited: String?
    let notes: [String]
    /// `nil` while its page is not there.
    let offer: String?
    /// Where and when, for who has a place.
    let facts: [OfferFact]
    let hasFacts: Bool
    let draft: MotivationForm?
    let motivation: [String]
    let hasMotivation: Bool
    let take: ApplicationAct?
    let thread: ApplicationThread?
    let withdraw: String?
    let list: String
}

/// An application as the family sees it: nothing can be done there.
struct FamilyApplicationPage: Sendable {
    let page: PageFrame
    let bar: VisitorBar
    let title: String
    let lead: String
    let state: String
    let awaited: String?
    let notes: [String]
    /// `nil` while its page is not there for everybody.
    let offer: String?
    /// Where and when, for who has a place.
    let facts: [OfferFact]
    let hasFacts: Bool
    let motivation: [String]
    let hasMotivation: Bool
    let thread: ApplicationThread
    let list: String
}

/// An application as the employer sees it.
struct EmployerApplicationPage: Sendable {
    let page: PageFrame
    let bar: VisitorBar
    let formToken: String
    let problem: String?
    let done: String?
    let heading: String
    let state: String
    let awaited: String?
    let notes: [String]
    let facts: [OfferFact]
    let motivation: [String]
    let offerPlace: ApplicationAct?
    let thread: ApplicationThread
    let decline: String?
    let list: String
}

/// An application as the school sees it.
struct SchoolApplicationPage: Sendable {
    let page: PageFrame
    let bar: HeadBar
    let formToken: String
    let problem: String?
    let done: String?
    let heading: String
    let state: String
    let awaited: String?
    let notes: [String]
    let facts: [OfferFact]
    let motivation: [String]
    let hasMotivation: Bool
    let thread: ApplicationThread
    let history: [String]
    let cancel: String?
    let list: String
}

/// What is asked once more before it is done.
struct ApplicationQuestionPage: Sendable {
    let page: PageFrame
    let problem: String?
    let heading: String
    let paragraphs: [String]
    let action: String
    let formToken: String
    let legend: String?
    let reasons: [ChoiceLine]
    let button: String
    let back: String
}

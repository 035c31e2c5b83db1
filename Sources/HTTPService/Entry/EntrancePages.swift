import Placements

/// Where somebody asks for a link.
struct EntrancePage: Sendable {
    let page: PageFrame
    let action: String
    let formToken: String
    let problem: String?
    /// Of pupils only: the other way in.
    var claim: ClaimForm?
}

/// The form by which a pupil gives the code of the class; as it was typed, when something was wrong.
struct ClaimForm: Sendable {
    let action: String
    let formToken: String
    let problem: String?
    let classCode: String
    let familyName: String
    let givenName: String
    let birthDate: String
}

/// Behind a mailed link: what is asked before somebody enters.
struct EntryLinkPage: Sendable {
    let page: PageFrame
    let heading: String
    let lead: String
    let action: String
    let formToken: String
    let problem: String?
    let asksName: Bool
    let asksCode: Bool
}

/// As what somebody has entered.
struct VisitorAccountPage: Sendable {
    let page: PageFrame
    let bar: VisitorBar
    let heading: String
    let facts: [Fact]
    let note: String
    /// To what the account is for.
    var link: Message.Link?

    struct Fact: Sendable {
        let name: String
        let value: String
    }
}

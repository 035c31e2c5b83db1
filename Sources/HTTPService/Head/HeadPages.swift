import ConventionDomain
import Parties
import Workflow

/// Who entered, the way back to the list, and the way out.
struct HeadBar: Sendable {
    let name: String
    let leave: String
    let desk: String
    let deskLabel: String
    let formToken: String
}

/// Instead of the list, to who never signs.
struct HeadStaffPage: Sendable {
    let page: PageFrame
    let bar: HeadBar
}

struct HeadHomePage: Sendable {
    let page: PageFrame
    let action: String
    let formToken: String
    let problem: String?
}

struct HeadEntryPage: Sendable {
    let page: PageFrame
    let action: String
    let formToken: String
    let problem: String?
}

/// One convention in a list.
struct HeadLine: Sendable {
    let field: String
    let path: String
    let pupil: String
    let host: String
    let period: String
    let start: String
    let isTicked: Bool
    /// What became of it, or nothing yet.
    let status: String
}

struct HeadDeskPage: Sendable {
    /// Conventions on one page.
    static let rowCount = 200

    struct Earlier: Sendable {
        let path: String
        let text: String
    }

    let page: PageFrame
    let bar: HeadBar
    let problem: String?
    let lead: String
    let notes: [String]
    let query: String
    let isSearch: Bool
    let lines: [HeadLine]
    /// « Conventions 201 à 400 sur 474 »
    let caption: String
    let tickAll: String?
    let tickNone: String?
    let previous: String?
    let next: String?
    /// How many « all » are, when they are more than the page shows.
    let allCount: String?
    let action: String
    let earlier: [Earlier]
}

struct HeadReadingPage: Sendable {
    let page: PageFrame
    /// « Convention de stage d’Awa Diallo »
    let heading: String
    let noun: DocumentNoun
    let bar: HeadBar
    let placement: PlacementLines
    let parties: [PartyLine]
    let path: String
    let document: String?
}

struct HeadReviewPage: Sendable {
    let page: PageFrame
    let bar: HeadBar
    let problem: String?
    let count: String
    let isOne: Bool
    let lines: [HeadLine]
    let consent: ConsentLines
    let action: String
}

struct HeadBatchPage: Sendable {
    let page: PageFrame
    let bar: HeadBar
    let heading: String
    let isFinished: Bool
    let given: String
    let count: Int
    let settled: Int
    let signed: String
    let pending: String?
    let refused: [HeadLine]
    let hasRefused: Bool
    let done: [HeadLine]
    let path: String
    /// The page loads itself anew.
    let isFollowed: Bool
    let statement: String
    let listDigest: String
}

extension PageWriter {
    func line(
        _ id: ConventionID, _ outline: ConventionOutline?, daysLeft: Int? = nil, isTicked: Bool = false,
        status: String = ""
    ) -> HeadLine {
        HeadLine(
            field: HeadFieldName.choice + id.text, path: HeadPaths.reading(id),
            pupil: outline.map(Self.pupil(of:)) ?? "(données effacées)",
            host: outline?.host ?? "",
            period: outline.map { FrenchDates.period(from: $0.firstDay, to: $0.lastDay) } ?? "",
            start: daysLeft.map(Self.start) ?? "", isTicked: isTicked, status: status)
    }

    /// « Diallo Awa – avenant »
    private static func pupil(of outline: ConventionOutline) -> String {
        "\(outline.pupil.family) \(outline.pupil.given)" + (outline.follows == .amendment ? " – avenant" : "")
    }

    /// « dans 12 jours »
    private static func start(_ days: Int) -> String {
        switch days {
        case ..<(-1): "commencé il y a \(-days) jours"
        case -1: "commencé hier"
        case 0: "aujourd’hui"
        case 1: "demain"
        default: "dans \(days) jours"
        }
    }
}

/// « 1 convention », « 474 conventions »
func conventions(_ count: Int, _ tail: String = "", _ tails: String? = nil) -> String {
    count > 1 ? "\(count) conventions\(tails ?? tail)" : "\(count) convention\(tail)"
}

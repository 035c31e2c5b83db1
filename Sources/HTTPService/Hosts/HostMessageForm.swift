import Parties
import Placements

/// What was typed and chosen of a message to hosts.
struct HostMessageForm: Sendable {
    var subject: String
    var text: String
    /// The list out of which hosts are chosen.
    var query = ""
    var group = ""
    var sirets: Set<SIRET> = []
    /// Everybody of the list.
    var isAll = false

    /// What is proposed at first.
    init(school: String, weeks: String?) {
        let when = weeks.map { " \($0)" } ?? ""
        subject = "Places en stage de seconde" + (weeks.map { ", \($0)" } ?? "")
        text = """
            Bonjour,

            Les élèves de seconde de notre établissement cherchent un stage d’observation\(when).

            Pouvez-vous en accueillir un ou plusieurs, même pour une seule semaine\u{202F}? Une offre se publie en quelques minutes avec le lien ci-dessous, et la convention se signe ensuite en ligne.

            Merci pour nos élèves.
            \(school)
            """
    }

    init(_ fields: FormFields) {
        subject = fields[HostFieldName.subject].split(whereSeparator: \.isWhitespace).joined(separator: " ")
        text = fields.text(HostFieldName.text)
        query = String(fields[HostFieldName.query].prefix(100))
        group = fields[HostFieldName.group]
        isAll = !fields[HostFieldName.all].isEmpty
        let chosen = fields[HostFieldName.chosen].split(separator: " ").map(String.init)
        sirets = Set((fields.names(after: HostFieldName.choice) + chosen).compactMap { SIRET($0) })
    }

    var words: HostMessageWords { HostMessageWords(subject: subject, text: text) }
}

/// The form by which a school writes to several hosts.
struct HostMessagePage: Sendable {
    struct Choice: Sendable {
        let field: String
        let name: String
        let detail: String
        let isTicked: Bool
    }

    let page: PageFrame
    let bar: HeadBar
    let summary: ProblemSummary?
    let action: String
    let formToken: String
    let query: String
    let group: String
    let subject: HostPartPage.Field
    let text: HostPartPage.Field
    let choices: [Choice]
    /// How many of the list may be written to, where that is more than one.
    let all: String?
    let isAll: Bool
    let nobody: Bool
    let choiceProblem: String?
    /// Who of the list is not written to now, and why.
    let silent: [String]
    let hasSilent: Bool
    let back: String
}

/// A message before it leaves.
struct HostMessageReviewPage: Sendable {
    let page: PageFrame
    let bar: HeadBar
    let action: String
    let formToken: String
    let key: String
    let form: HostMessageForm
    let chosen: String
    let count: String
    let names: [String]
}

/// What a school has written to hosts.
struct HostMessagesPage: Sendable {
    struct Line: Sendable {
        let id: String
        let subject: String
        let facts: String
        let text: String
        let count: String
        let names: [String]
    }

    let page: PageFrame
    let bar: HeadBar
    let done: String?
    let lines: [Line]
    let list: String
}

/// Where a host asks a school to be left alone.
struct HostStopPage: Sendable {
    let page: PageFrame
    let action: String
    let formToken: String
    let school: String
}

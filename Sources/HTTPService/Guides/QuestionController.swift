import Guides
import Hummingbird

/// `/aide`: what people ask and the answers, by group, one by one, and by words. Says nothing of any convention.
struct QuestionController: Sendable {
    let book: QuestionBook
    let writer: PageWriter

    struct Line: Sendable {
        let path: String
        let question: String
        let anchor: String
    }

    struct Group: Sendable {
        let path: String
        let title: String
        let lead: String
        let count: String
    }

    struct HelpPage: Sendable {
        let page: PageFrame
        let typed: String
        let groups: [Group]
        /// `nil` as long as nothing is looked for.
        let found: Found?
        let isNothingFound: Bool
    }

    struct Found: Sendable {
        let summary: String
        let lines: [Line]
    }

    struct GroupPage: Sendable {
        let page: PageFrame
        let title: String
        let lead: String
        let lines: [Line]
        let answers: [Answer]
        let others: [Group]
    }

    struct Answer: Sendable {
        let anchor: String
        let path: String
        let question: String
        let html: String
        let doubt: String?
    }

    struct AnswerPage: Sendable {
        let page: PageFrame
        let answer: Answer
        let sources: [Source]
        let written: String
        let groups: [Group]
    }

    struct Source: Sendable {
        let label: String
        let address: String?
    }

    func addRoutes(to table: inout RouteTable) {
        table.add(GuidePaths.help, get: search)
        table.add("\(GuidePaths.help)/:audience", get: group)
        table.add("\(GuidePaths.answer):question", get: answer)
    }

    @Sendable private func search(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let typed = String(try FormFields(query: request)["mots"].prefix(Self.longestSearch))
        let isAsked = typed.contains { !$0.isWhitespace }
        let found = isAsked ? book.search(typed) : []
        let summary = found.count == 1 ? "1 réponse trouvée" : "\(found.count) réponses trouvées"
        let page = HelpPage(
            page: writer.frame(isAsked ? "Aide : recherche".french : "Aide"), typed: typed,
            groups: Audience.allCases.map(line),
            found: found.isEmpty ? nil : Found(summary: summary, lines: found.map(line)),
            isNothingFound: isAsked && found.isEmpty)
        return writer.templates.response(.help, page)
    }

    @Sendable private func group(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        guard let audience = context.parameters.get("audience").flatMap(Audience.init(rawValue:)) else {
            throw RequestFailure.notFound
        }
        let questions = book.questions(for: audience)
        let page = GroupPage(
            page: writer.frame("Aide : \(audience.title)".french), title: audience.title, lead: audience.lead,
            lines: questions.map(line), answers: questions.map { answer($0, headingLevel: 3) },
            others: Audience.allCases.filter { $0 != audience }.map(line))
        return writer.templates.response(.helpGroup, page)
    }

    @Sendable private func answer(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        guard let question = context.parameters.get("question").flatMap(book.question) else {
            throw RequestFailure.notFound
        }
        let page = AnswerPage(
            page: writer.frame(question.question), answer: answer(question, headingLevel: 2),
            sources: question.sources.map { Source(label: $0.label, address: $0.address) },
            written: FrenchDates.day(question.writtenOn), groups: question.audiences.map(line))
        return writer.templates.response(.helpAnswer, page)
    }

    private func line(_ question: Question) -> Line {
        Line(path: GuidePaths.answer + question.id, question: question.question, anchor: "#\(question.id)")
    }

    private func line(_ audience: Audience) -> Group {
        let count = book.questions(for: audience).count
        return Group(
            path: GuidePaths.group(audience), title: audience.title, lead: audience.lead, count: "\(count) réponses")
    }

    private func answer(_ question: Question, headingLevel: Int) -> Answer {
        Answer(
            anchor: question.id, path: GuidePaths.answer + question.id, question: question.question,
            html: GuideHTML.render(question.answer, headingLevel: headingLevel), doubt: question.doubt)
    }

    /// More than anybody types to find an answer.
    private static let longestSearch = 100
}

extension String {
    /// With the space before a colon that does not break.
    fileprivate var french: String { replacing(" :", with: "\u{A0}:") }
}

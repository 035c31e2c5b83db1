import HTTPTypes
import Hummingbird
import Parties
import Placements
import Workflow

/// The pages by which a school writes to several hosts: choose and write, read once more, send.
extension HostController {
    /// As many boxes to tick as anybody reads; a form has no more fields than ``HeadDeskPage/rowCount`` and some.
    private static let maximumChoices = 200

    @Sendable func askToWrite(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { session, school in
            let weeks = parts.secondeWeeks().map {
                FrenchDates.period(from: $0.lowerBound.iso8601, to: $0.upperBound.iso8601)
            }
            var form = HostMessageForm(school: parts.desk.schoolName(school), weeks: weeks)
            form.query = String(request.queryText(HostFieldName.query).prefix(100))
            form.group = request.queryText(HostFieldName.group)
            return try await messagePage(form, session, school)
        }
    }

    @Sendable func writeMessage(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { session, school in
            let fields = try await heads.fields(request, of: session)
            var form = HostMessageForm(fields)
            let act = fields[HostFieldName.act]
            guard act != "modifier" else { return try await messagePage(form, session, school) }
            if form.isAll {
                let all = try await parts.desk.hosts(of: school)
                form.sirets = Set(Self.shown(all, query: form.query, group: form.group).map(\.siret))
            }
            do throws(HostError) {
                if act == "envoyer", let id = HostMessage.ID(fields[HostFieldName.key]) {
                    let author = HostMessageAuthor(
                        account: session.account.id, mailbox: MailboxAddress(session.account.email))
                    try await parts.desk.send(form.words, as: id, to: form.sirets, of: school, by: author)
                    return .seeOther("\(HostPaths.messages)?\(HostFieldName.done)=envoye")
                }
                return reviewPage(
                    form, try await parts.desk.recipients(of: form.words, among: form.sirets, of: school), session)
            } catch {
                guard let problem = Self.messageProblem(error) else { throw error }
                return try await messagePage(form, session, school, problem)
            }
        }
    }

    private static func messageProblem(_ error: HostError) -> FormProblem? {
        switch error {
        case .text(let field, let cause):
            FormProblem(
                field: field == .subject ? HostFieldName.subject : HostFieldName.text,
                text: HostWords.problem(field, cause))
        case .nobodyChosen:
            FormProblem(field: HostFieldName.chosen, text: "Choisissez au moins une structure à qui écrire.")
        case .tooManyHosts(let most):
            FormProblem(
                field: HostFieldName.chosen,
                text: "Un message part à \(most)\u{A0}structures au plus\u{A0}: choisissez-en moins.")
        case .tooManyMessages:
            FormProblem(
                field: HostFieldName.chosen,
                text: "Votre établissement a déjà écrit deux fois aujourd’hui\u{A0}: envoyez ce message demain.")
        case .changedMeanwhile:
            FormProblem(
                field: HostFieldName.chosen,
                text: "Une des structures vient de changer. Rien n’est parti\u{A0}: relisez, puis envoyez de nouveau.")
        default: nil
        }
    }

    // MARK: Pages

    private func messagePage(
        _ form: HostMessageForm, _ session: HeadSession, _ school: UAI, _ problem: FormProblem? = nil
    ) async throws -> Response {
        let all = try await parts.desk.hosts(of: school)
        let listed = Self.shown(all, query: form.query, group: form.group)
        let reachable = parts.desk.reachable(listed, among: all)
        let (bar, silent) = (heads.bar(session), silent(listed, reachable))
        let heading = "Écrire à plusieurs structures"
        let model = HostMessagePage(
            page: writer.frame((problem == nil ? "" : "Erreur – ") + heading), bar: bar,
            summary: ProblemSummary(problem.map { [$0] } ?? []), action: HostPaths.write, formToken: bar.formToken,
            query: form.query, group: form.group,
            subject: Self.field(
                HostFieldName.subject, "Objet", form.subject, HostMessageWords.subjectRule, problem, isLong: false),
            text: Self.field(
                HostFieldName.text, "Message", form.text, HostMessageWords.textRule, problem, isLong: true),
            choices: reachable.prefix(Self.maximumChoices).map { host in
                HostMessagePage.Choice(
                    field: HostFieldName.choice + host.siret.digits, name: HostWords.name(host),
                    detail: HostWords.town(host), isTicked: form.sirets.contains(host.siret))
            }, all: reachable.count > 1 ? "\(reachable.count)" : nil, isAll: form.isAll, nobody: reachable.isEmpty,
            choiceProblem: problem.flatMap { $0.field == HostFieldName.chosen ? $0.text : nil },
            silent: silent, hasSilent: !silent.isEmpty, back: HostPaths.list)
        return writer.templates.response(
            .hostMessage, model, status: problem == nil ? .ok : .unprocessableContent)
    }

    private static func field(
        _ name: String, _ label: String, _ value: String, _ rule: TextRule, _ problem: FormProblem?, isLong: Bool
    ) -> HostPartPage.Field {
        HostPartPage.Field(
            name: name, id: name, label: label, hint: "\(rule.maximumLength)\u{A0}caractères au plus", type: "text",
            isLong: isLong, value: String(value.prefix(6000)),
            problem: problem.flatMap { $0.field == name ? $0.text : nil }, maximumLength: rule.maximumLength)
    }

    /// « Sans adresse connue : 3 »
    private func silent(_ listed: [HostEntry], _ reachable: [HostEntry]) -> [String] {
        let words: [(HostSilence?, String)] = [
            (.noMailbox, "Sans adresse connue"), (.writtenBefore, "Déjà contactées depuis moins de 7\u{A0}jours"),
            (.leftAlone, "Ne veulent plus de messages"), (.blocked, "Bloquées"),
            (nil, "Joignables à la même adresse qu’une autre"),
        ]
        let reached = Set(reachable.map(\.siret))
        let others = Dictionary(grouping: listed.filter { !reached.contains($0.siret) }, by: parts.desk.silence)
        return words.compactMap { silence, text in others[silence].map { "\(text)\u{A0}: \($0.count)" } }
    }

    private func reviewPage(_ form: HostMessageForm, _ hosts: [HostEntry], _ session: HeadSession) -> Response {
        let bar = heads.bar(session)
        return writer.templates.response(
            .hostMessageReview,
            HostMessageReviewPage(
                page: writer.frame("Relire avant l’envoi"), bar: bar, action: HostPaths.write,
                formToken: bar.formToken, key: parts.desk.newMessageID()?.text ?? "", form: form,
                chosen: hosts.map(\.siret.digits).joined(separator: " "),
                count: HostWords.count(hosts.count, "structure"), names: hosts.map(HostWords.name)))
    }

    @Sendable func showMessages(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { session, school in
            let messages = try await parts.desk.messages(of: school)
            let names = try await names(of: messages.map(\.account))
            let isDone = request.queryText(HostFieldName.done) == "envoye"
            return writer.templates.response(
                .hostMessages,
                HostMessagesPage(
                    page: writer.frame("Messages envoyés"), bar: heads.bar(session),
                    done: isDone ? "Votre message part dans un instant, à chacune séparément." : nil,
                    lines: messages.map { message in
                        HostMessagesPage.Line(
                            id: message.id.text, subject: message.words.subject,
                            facts: "\(writer.dates.moment(message.at)), par \(names[message.account] ?? Self.nobody)",
                            text: message.words.text, count: HostWords.count(message.recipients.count, "structure"),
                            names: message.recipients.map { $0.name.isEmpty ? $0.siret.digits : $0.name })
                    }, list: HostPaths.list))
        }
    }
}

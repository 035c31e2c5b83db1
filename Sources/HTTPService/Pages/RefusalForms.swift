import Workflow

/// What the form sends that confirms a refusal.
struct RefusalForm: Sendable {
    let attempt: AttemptID
    let code: String
    let reason: String

    init(_ fields: FormFields) throws(RequestFailure) {
        guard let attempt = AttemptID(fields[SigningFieldName.attempt]) else { throw .malformedForm }
        self.attempt = attempt
        code = fields[SigningFieldName.code]
        reason = fields[SigningFieldName.reason]
    }
}

/// The page on which a refusal is confirmed with the six digits, and its reason given.
struct RefusalPage: Sendable {
    let page: PageFrame
    let path: String
    let formToken: String
    let attempt: String
    /// Where the code went, masked; `nil` when the service no longer knows, after a restart.
    let sentTo: String?
    /// « par SMS, au numéro »
    let way: String
    let isSMS: Bool
    /// Until when the code is good, « 10 h 25 ».
    let validUntil: String?
    let problem: String?
    let reasonProblem: String?
    let reason: String
    let summary: ProblemSummary?
}

/// Why the page is shown again, and what was typed.
struct RefusalPageReturn: Sendable {
    var problem: String?
    var reasonProblem: String?
    var reason = ""

    static let first = RefusalPageReturn()

    var problems: [FormProblem] {
        let code = problem.map { FormProblem(field: "code", text: $0) }
        let reason = reasonProblem.map { FormProblem(field: "motif", text: $0) }
        return [code, reason].compactMap { $0 }
    }
}

extension PageWriter {
    func refusalPage(
        _ attempt: AttemptID, link: LinkForm, sent: SentCode?, shownAgain: RefusalPageReturn
    ) -> RefusalPage {
        let title = "Refuser de signer"
        return RefusalPage(
            page: frame(shownAgain.problems.isEmpty ? title : "Erreur – \(title)"), path: link.path,
            formToken: link.formToken, attempt: attempt.text, sentTo: sent?.maskedAddress,
            way: sent?.wayInWords ?? "", isSMS: sent?.isSMS ?? false,
            validUntil: (sent?.expiresAt).map(dates.time), problem: shownAgain.problem,
            reasonProblem: shownAgain.reasonProblem, reason: shownAgain.reason,
            summary: ProblemSummary(shownAgain.problems))
    }
}

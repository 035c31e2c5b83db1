import ConventionDomain
import Workflow

/// The page on which the six digits are typed.
struct CodePage: Sendable {
    let page: PageFrame
    let path: String
    let formToken: String
    let attempt: String
    let digest: String
    /// Where the code went, masked; `nil` when the service no longer knows, after a restart.
    let sentTo: String?
    /// « par SMS, au numéro »
    let way: String
    let isSMS: Bool
    /// Until when the code is good, « 10 h 25 ».
    let validUntil: String?
    let problem: String?
    let summary: ProblemSummary?
}

extension PageWriter {
    func codePage(
        _ attempt: AttemptForm, link: LinkForm, sent: SentCode?, problem: String? = nil
    ) -> CodePage {
        let title = "Saisir votre code"
        return CodePage(
            page: frame(problem == nil ? title : "Erreur – \(title)"), path: link.path, formToken: link.formToken,
            attempt: attempt.attempt.text, digest: attempt.digest.hexadecimal, sentTo: sent?.maskedAddress,
            way: sent?.wayInWords ?? "", isSMS: sent?.isSMS ?? false,
            validUntil: (sent?.expiresAt).map(dates.time), problem: problem,
            summary: problem.flatMap { ProblemSummary([FormProblem(field: "code", text: $0)]) })
    }
}

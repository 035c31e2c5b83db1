import ConventionDomain
import Parties
import Workflow

/// The page on which the host says what was done of a placement that is over.
struct AttestationPage: Sendable {
    let page: PageFrame
    let placement: PlacementLines
    let outcome: String
    let plannedDays: Int
    let path: String
    let formToken: String
    let days: String
    let appreciation: String
    let summary: ProblemSummary?
    /// Of the days, and of the words.
    let problem: String?
    let wordsProblem: String?

    static let pathEnd = "attestation"
    static let documentEnd = "attestation.pdf"

    enum Field {
        static let days = "jours"
        static let appreciation = "appreciation"
    }
}

/// What a reading page says of the attestation.
struct AttestationLines: Sendable {
    /// Where it can be read, once it is signed.
    let document: String?
    let signedOn: String?
    /// Where the host writes it.
    let form: String?

    /// - Returns: `nil` when there is nothing to read and nothing to write.
    init?(_ view: SigningView, path: String, _ dates: FrenchDates) {
        switch view.attestation {
        case .none: return nil
        case .signed(_, let date):
            (document, signedOn, form) = ("\(path)/\(AttestationPage.documentEnd)", dates.day(date), nil)
        case .awaited:
            guard view.signatory.role == .employer else { return nil }
            (document, signedOn, form) = (nil, nil, "\(path)/\(AttestationPage.pathEnd)")
        }
    }
}

extension PageWriter {
    /// - Parameters:
    ///   - entry: What was typed, when the page comes back.
    ///   - problem: What was wrong with it.
    func attestationPage(
        _ form: AttestationForm, link: LinkForm, days: String? = nil, appreciation: String = "",
        problem: FormProblem? = nil
    ) -> AttestationPage {
        let heading = "Attester la fin du stage"
        return AttestationPage(
            page: frame(problem == nil ? heading : "Erreur – \(heading)"),
            placement: PlacementLines(form.outline, form.convention), outcome: form.outcome.sentence,
            plannedDays: form.plannedDays, path: link.path, formToken: link.formToken,
            days: days ?? String(form.plannedDays), appreciation: appreciation,
            summary: ProblemSummary(problem.map { [$0] } ?? []),
            problem: problem.flatMap { $0.field == AttestationPage.Field.days ? $0.text : nil },
            wordsProblem: problem.flatMap { $0.field == AttestationPage.Field.appreciation ? $0.text : nil })
    }
}

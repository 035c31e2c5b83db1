/// What every page shows around its content.
struct PageFrame: Sendable {
    let title: String
    let isDemo: Bool
    let hasMailbox: Bool
    let operatorName: String
}

/// A place where a form has to be corrected, for the summary above it.
struct FormProblem: Sendable {
    /// Identifier of the field in the page.
    let field: String
    let text: String
}

/// What has to be corrected, said once above the form.
struct ProblemSummary: Sendable {
    let problems: [FormProblem]

    /// `nil` when there is nothing to correct.
    init?(_ problems: [FormProblem]) {
        guard !problems.isEmpty else { return nil }
        self.problems = problems
    }
}

/// One signatory in the list of who has signed.
struct PartyLine: Sendable {
    let name: String
    let capacity: String
    /// What the page says of the signature, in words.
    let status: String
    /// Class that colours the words: `done`, `now` or `later`.
    let kind: String
}

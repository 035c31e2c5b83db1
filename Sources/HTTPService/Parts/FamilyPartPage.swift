import Parties
import Workflow

/// The page on which the family looks at its data; it changes none of them.
struct FamilyPartPage: Sendable {
    let page: PageFrame
    let placement: PlacementLines
    let path: String
    let formToken: String
    let lines: [Line]
    /// What the family has objected to and the school has not corrected yet.
    let dispute: String?
    /// Somebody else of the family has objected: then only the school can go on.
    let isDisputedByOthers: Bool
    /// Whether the family has said that its data are right.
    let isAnswered: Bool
    /// Where it names the host; `nil` when the school did.
    let naming: HostNamingForm?
    /// Whether what it wrote of the host was kept a moment ago.
    let wasKept: Bool
    let summary: ProblemSummary?
    /// What is wrong with an objection. Fields of the form for the host have a `problem` of their own, and templates look outwards for what is not
    /// there.
    let objectionProblem: String?

    struct Line: Sendable {
        let label: String
        let value: String
    }
}

extension PageWriter {
    func familyPage(_ view: PartView, _ form: LinkForm, _ outcome: PartOutcome?) -> FamilyPartPage {
        let problem = outcome == .incomplete ? "Dites ce qui est à corriger, en 500 caractères au plus." : nil
        let problems =
            (problem.map { [FormProblem(field: "message", text: $0)] } ?? []) + namingProblems(view, outcome)
        let title = "Vos données pour la convention de stage"
        return FamilyPartPage(
            page: frame(problems.isEmpty ? title : "Erreur – \(title)"),
            placement: PlacementLines(view.outline, view.convention), path: form.path, formToken: form.formToken,
            lines: lines(of: view.family), dispute: view.dispute,
            isDisputedByOthers: view.isDisputedByOthers,
            isAnswered: view.isFamilyGiven,
            naming: view.naming.map { HostNamingForm($0, isMissingTold: outcome == .hostIncomplete) },
            wasKept: outcome == .hostKept, summary: ProblemSummary(problems), objectionProblem: problem)
    }

    private func namingProblems(_ view: PartView, _ outcome: PartOutcome?) -> [FormProblem] {
        guard let naming = view.naming, !naming.isProposed else { return [] }
        let missing = outcome == .hostIncomplete ? naming.assessment.missing.map { $0.line(isMissing: true) } : []
        return naming.assessment.faults.map { $0.line(isMissing: false) } + missing
    }

    private func lines(of family: PartView.FamilyData) -> [FamilyPartPage.Line] {
        var lines: [FamilyPartPage.Line] = [
            .init(label: "Élève", value: family.pupil.full),
            .init(label: "Date de naissance", value: FrenchDate.day(iso: family.birthDate)),
            .init(label: "Classe", value: family.className),
            .init(label: "Élève émancipé", value: family.isEmancipated ? "oui, signe sans responsable légal" : ""),
        ]
        lines += contacts("élève", family.contacts["student"])
        for (index, person) in family.representatives.enumerated() {
            let label = family.representatives.count > 1 ? "Responsable légal \(index + 1)" : "Responsable légal"
            lines.append(.init(label: label, value: "\(person.name.full), \(person.capacity)"))
            lines += contacts(label.lowercased(), family.contacts["representative-\(index + 1)"])
        }
        return lines.filter { !$0.value.isEmpty }
    }

    private func contacts(_ whose: String, _ contact: Contact?) -> [FamilyPartPage.Line] {
        guard let contact else { return [] }
        return [
            .init(label: "Adresse électronique (\(whose))", value: contact.email),
            .init(label: "Téléphone (\(whose))", value: contact.mobile ?? ""),
        ]
    }
}

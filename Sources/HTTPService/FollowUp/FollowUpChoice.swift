import Hummingbird
import Placements
import Rosters

/// Which of the pupils without a placement are shown.
struct FollowUpChoice: Sendable {
    let className: String
    let onlyNever: Bool
    let number: Int

    init(_ request: Request) {
        className = String(request.queryText(FollowUpFieldName.className).prefix(100))
        onlyNever = request.queryText(FollowUpFieldName.never) == "oui"
        number = Int(request.queryText(FollowUpFieldName.page).prefix(6)) ?? 1
    }

    private init(className: String, onlyNever: Bool) {
        (self.className, self.onlyNever, number) = (className, onlyNever, 1)
    }

    @Sendable func admits(_ pupil: PupilFollowUp) -> Bool {
        (className.isEmpty || pupil.pupil.details.className == className) && (!onlyNever || pupil.hasNeverApplied)
    }

    /// An address that shows the same.
    func path(_ base: String, _ number: Int? = nil) -> String {
        var query: [String] = []
        if !className.isEmpty { query.append("\(FollowUpFieldName.className)=\(className.queryEscaped)") }
        if onlyNever { query.append("\(FollowUpFieldName.never)=oui") }
        if let number { query.append("\(FollowUpFieldName.page)=\(number)") }
        return query.isEmpty ? base : base + "?" + query.joined(separator: "&")
    }

    /// An address from which the same part of the list is found again.
    func path(from base: String) -> String { path(base, number > 1 ? number : nil) }

    /// Everybody, those who never applied, and each class, with how many those are.
    func choices(among pupils: [PupilFollowUp]) -> [WithoutPlacementPage.Choice] {
        let classes = Set(pupils.map(\.pupil.details.className)).sorted()
        let all = FollowUpChoice(className: "", onlyNever: onlyNever)
        var choices = [
            choice(all, "Toutes les classes", pupils),
            choice(
                FollowUpChoice(className: className, onlyNever: !onlyNever),
                onlyNever ? "Aussi ceux qui ont candidaté" : "Seulement ceux qui n’ont jamais candidaté", pupils),
        ]
        choices += classes.map { name in
            choice(FollowUpChoice(className: name, onlyNever: onlyNever), name, pupils)
        }
        return choices
    }

    private func choice(
        _ choice: FollowUpChoice, _ label: String, _ pupils: [PupilFollowUp]
    ) -> WithoutPlacementPage.Choice {
        .init(
            path: choice.path(FollowUpPaths.list), label: "\(label)\u{A0}: \(pupils.count(where: choice.admits))",
            isChosen: choice.className == className && choice.onlyNever == onlyNever)
    }

    /// « 3e 2, jamais candidaté : 4 élèves »
    func heading(_ count: Int) -> String {
        let group = className.isEmpty ? "Toutes les classes" : className
        return group + (onlyNever ? ", jamais candidaté" : "") + "\u{A0}: "
            + (count > 1 ? "\(count) élèves" : "\(count) élève")
    }
}

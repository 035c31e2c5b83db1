import Offers
import Parties
import Placements

/// The addresses of the figures of départements.
enum DepartmentPaths {
    static let list = "/moderation/chiffres"
    static let parameter = "departement"

    static func figures(_ department: Department) -> String { "\(list)/\(department.code)" }
}

/// Départements of which there are figures.
struct DepartmentsPage: Sendable {
    struct Line: Sendable {
        let path: String
        let name: String
        let schools: String
    }

    let page: PageFrame
    let bar: VisitorBar
    let departments: [Line]
    let offers: String
}

/// The figures of one.
struct DepartmentFiguresPage: Sendable {
    let page: PageFrame
    let bar: VisitorBar
    let heading: String
    let lead: String
    let rule: String
    let list: String
    let sections: [FiguresSection]
    let computed: String
}

/// What the figures of a département are called.
enum DepartmentFiguresWords {
    static let rule =
        "Les nombres sont arrondis à \(PublicCount.step) près, et ce qui est plus petit n’est pas dit\u{A0}: personne ne peut y être reconnu. Leur somme peut donc différer un peu du total."

    static func schools(_ count: Int) -> String {
        count == 1 ? "1 établissement" : "\(count) établissements"
    }

    /// « Val-de-Marne (94) »
    static func name(_ department: Department) -> String { "\(department.name) (\(department.code))" }

    static func lead(_ figures: DepartmentFigures) -> String {
        "Année scolaire \(figures.year.text), \(schools(figures.schoolCount)) de ce service."
    }

    static func sections(_ figures: DepartmentFigures) -> [FiguresSection] {
        [
            grades(figures),
            counts(
                "voie", "Comment les stages ont été trouvés", "Stages par manière de trouver",
                SchoolFigures.Way.allCases.map { ($0.name, figures.ways[$0] ?? .none) }),
            counts(
                "accueil", "Qui accueille", "Stages par nature de l’organisme d’accueil",
                SchoolFigures.HostKind.allCases.map { ($0.name, figures.kinds[$0] ?? .none) }),
            counts(
                "secteurs", "Secteurs", "Stages par secteur d’activité",
                figures.sectors.map { ($0.key.name, $0.value) }
                    .sorted { ($1.1.length, $0.0) < ($0.1.length, $1.0) }
                    + [("Autre, ou non précisé", figures.otherSectors)].filter { $0.1 != .none }),
            counts(
                "conventions", "Conventions", "Conventions envoyées à la signature",
                [("Envoyées à la signature", figures.issued), ("Dont signées par tous", figures.signed)],
                unit: "Conventions", nothing: "Aucune convention n’a encore été envoyée à la signature."),
            curve(figures),
        ]
    }

    private static func grades(_ figures: DepartmentFigures) -> FiguresSection {
        FiguresSection(
            id: "niveaux", heading: "Par niveau",
            chart: Chart.bars(
                figures.groups.map {
                    .init(
                        label: OfferWords.grade($0.grade), value: $0.placed.length, whole: $0.count.length,
                        text: "\($0.placed) sur \($0.count)")
                }, id: "graphique-niveaux", title: "Élèves qui ont un stage, par niveau",
                description: figures.groups.map {
                    "\(OfferWords.grade($0.grade))\u{A0}: \($0.placed) sur \($0.count)"
                }.joined(separator: ", ") + "."),
            caption: "Élèves par niveau",
            headings: [
                "Niveau", "Élèves", "Avec stage", "Une semaine sur deux", "Sans stage", "Ne feront pas de stage",
            ],
            rows: figures.groups.map { group in
                .init(
                    name: OfferWords.grade(group.grade),
                    cells: [group.count, group.placed, group.partly, group.searching, group.dispensed]
                        .map(\.description))
            }, nothing: "Aucun élève n’est dans les listes des établissements.")
    }

    private static func counts(
        _ id: String, _ heading: String, _ title: String, _ counts: [(name: String, count: PublicCount)],
        unit: String = "Stages", nothing: String = "Aucun stage pour le moment."
    ) -> FiguresSection {
        let shown = counts.allSatisfy { $0.count == .none } ? [] : counts
        return FiguresSection(
            id: id, heading: heading,
            chart: Chart.bars(
                shown.map { .init(label: $0.name, value: $0.count.length, text: "\($0.count)") },
                id: "graphique-\(id)", title: title,
                description: shown.map { "\($0.name)\u{A0}: \($0.count)" }.joined(separator: ", ") + "."),
            caption: title, headings: ["Intitulé", unit],
            rows: shown.map { .init(name: $0.name, cells: [$0.count.description]) }, nothing: nothing)
    }

    /// Every week, and each day of the last.
    private static func curve(_ figures: DepartmentFigures) -> FiguresSection {
        let told = figures.curve.filter { $0.daysBefore.isMultiple(of: 7) || $0.daysBefore < 7 }
        let (first, last) = (figures.curve.first, figures.curve.last)
        return FiguresSection(
            id: "signees", heading: "Conventions signées par tous avant le début",
            chart: Chart.line(
                figures.curve.map { (-$0.daysBefore, Double($0.percent) / 100) }, id: "graphique-signees",
                title: "Part des conventions signées par tous, selon les jours qui restent avant le stage",
                description: last.map {
                    "À \(FiguresWords.days($0.daysBefore))\u{A0}: environ \($0.percent)\u{A0}%. Le tableau qui suit donne les autres jours."
                } ?? "",
                first: first.map { "à \(FiguresWords.days($0.daysBefore))" } ?? "",
                last: last.map { "à \(FiguresWords.days($0.daysBefore))" } ?? ""),
            caption: "Parmi les conventions dont le stage commence dans ce délai ou a commencé",
            headings: ["Avant le stage", "Signées par tous, environ"],
            rows: told.map { .init(name: FiguresWords.days($0.daysBefore), cells: ["\($0.percent)\u{A0}%"]) },
            nothing:
                "Moins de \(DepartmentFigures.leastForShare) conventions sont assez proches de leur stage\u{A0}: aucune part n’est donnée."
        )
    }
}

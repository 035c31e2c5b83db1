import Offers
import Parties
import Placements

/// A chart with its table.
struct FiguresSection: Sendable {
    struct Row: Sendable {
        let name: String
        let cells: [String]
    }

    let id: String
    let heading: String
    /// SVG that this service wrote; `nil` where there is nothing to draw.
    let chart: String?
    let caption: String
    let headings: [String]
    let rows: [Row]
    /// In place of both, when there is nothing to count.
    let nothing: String?

    init(
        id: String, heading: String, chart: String?, caption: String, headings: [String], rows: [Row],
        nothing: String
    ) {
        (self.id, self.heading, self.caption, self.headings) = (id, heading, caption, headings)
        self.chart = rows.isEmpty ? nil : chart
        self.rows = rows
        self.nothing = rows.isEmpty ? nothing : nil
    }
}

struct FiguresPage: Sendable {
    let page: PageFrame
    let bar: HeadBar
    let lead: String
    let notes: [String]
    let sections: [FiguresSection]
    let list: String
}

/// What figures are called.
enum FiguresWords {
    static func sections(_ figures: SchoolFigures, _ awaited: [Signatory.Role: Int]) -> [FiguresSection] {
        [
            groups(figures),
            counts(
                "voie", "Comment les stages ont été trouvés", "Stages par manière de trouver",
                SchoolFigures.Way.allCases.map { ($0.name, figures.ways[$0] ?? 0) }),
            counts(
                "accueil", "Qui accueille", "Stages par nature de l’organisme d’accueil",
                SchoolFigures.HostKind.allCases.map { ($0.name, figures.kinds[$0] ?? 0) }),
            counts(
                "secteurs", "Secteurs", "Stages par secteur d’activité",
                figures.sectors.map { ($0.key.name, $0.value) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
                    + (figures.otherSectors > 0 ? [("Autre, ou non précisé", figures.otherSectors)] : [])),
            curve(figures),
            counts(
                "attendus", "Qui doit signer maintenant", "Conventions qui attendent une signature",
                parties.compactMap { role, name in awaited[role].map { (name, $0) } }, unit: "Conventions",
                nothing: "Aucune convention n’attend de signature."),
        ]
    }

    private static func groups(_ figures: SchoolFigures) -> FiguresSection {
        let placed = figures.groups.reduce(0) { $0 + $1.placed }
        let all = figures.groups.reduce(0) { $0 + $1.count }
        return FiguresSection(
            id: "classes", heading: "Par classe",
            chart: Chart.bars(
                figures.groups.map {
                    .init(label: $0.className, value: $0.placed, whole: $0.count, text: "\($0.placed) sur \($0.count)")
                }, id: "graphique-classes", title: "Élèves qui ont un stage, par classe",
                description: "\(placed) élèves sur \(all) ont un stage. Le tableau qui suit donne chaque classe."),
            caption: "Élèves par classe",
            headings: ["Classe", "Avec stage", "Une semaine sur deux", "Sans stage", "Ne feront pas de stage"],
            rows: figures.groups.map {
                .init(name: $0.className, cells: [$0.placed, $0.partly, $0.searching, $0.dispensed].map(String.init))
            }, nothing: "La liste des élèves est vide.")
    }

    private static func counts(
        _ id: String, _ heading: String, _ title: String, _ counts: [(name: String, count: Int)],
        unit: String = "Stages", nothing: String = "Aucun stage pour le moment."
    ) -> FiguresSection {
        let total = counts.reduce(0) { $0 + $1.count }
        let shown = total == 0 ? [] : counts
        return FiguresSection(
            id: id, heading: heading,
            chart: Chart.bars(
                shown.map { .init(label: $0.name, value: $0.count, text: "\($0.count)") }, id: "graphique-\(id)",
                title: title, description: shown.map { "\($0.name)\u{A0}: \($0.count)" }.joined(separator: ", ") + "."),
            caption: title, headings: ["Intitulé", unit],
            rows: shown.map { .init(name: $0.name, cells: ["\($0.count)"]) }, nothing: nothing)
    }

    /// Every week, and each day of the last.
    private static func curve(_ figures: SchoolFigures) -> FiguresSection {
        let told = figures.curve.filter { $0.daysBefore.isMultiple(of: 7) || $0.daysBefore < 7 }
        let last = figures.curve.last
        return FiguresSection(
            id: "signees", heading: "Conventions signées par tous avant le début",
            chart: Chart.line(
                figures.curve.map { (-$0.daysBefore, $0.share) }, id: "graphique-signees",
                title: "Part des conventions signées par tous, selon les jours qui restent avant le stage",
                description: last.map {
                    "À \(days($0.daysBefore))\u{A0}: \($0.signed) sur \($0.count). Le tableau qui suit donne les autres jours."
                } ?? "",
                first: figures.curve.first.map { "à \(days($0.daysBefore))" } ?? "",
                last: last.map { "à \(days($0.daysBefore))" } ?? ""),
            caption: "Parmi les conventions dont le stage commence dans ce délai ou a commencé",
            headings: ["Avant le stage", "Signées par tous", "Conventions", "Part"],
            rows: told.map {
                .init(
                    name: days($0.daysBefore),
                    cells: ["\($0.signed)", "\($0.count)", "\(Int(($0.share * 100).rounded()))\u{A0}%"])
            }, nothing: "Aucune convention n’est assez proche de son stage.")
    }

    static func days(_ count: Int) -> String {
        switch count {
        case 0: "jour du début"
        case 1: "1 jour du début"
        default: "\(count) jours du début"
        }
    }

    /// « 3,5 jours »
    static func median(_ days: Double?) -> String? {
        guard let days else { return nil }
        let tenths = Int((days * 10).rounded())
        let time =
            tenths < 10
            ? "moins d’un jour" : "\(tenths / 10),\(tenths % 10) \(tenths < 20 ? "jour" : "jours") ou moins"
        return "La moitié des conventions signées par tous l’ont été en \(time) après l’envoi à la signature."
    }

    private static let parties: [(Signatory.Role, String)] = [
        (.student, "Élève"), (.representative, "Famille"), (.employer, "Organisme d’accueil"),
        (.school, "Établissement"), (.teacher, "Enseignant référent"), (.tutor, "Tuteur"),
    ]
}

import Foundation
import Hummingbird
import Parties
import Placements
import Rosters

/// What of a list is shown.
struct RosterListChoice: Sendable {
    let className: String
    let query: String

    init(_ request: Request) {
        func value(_ name: String) -> String {
            String(request.queryText(name).prefix(100))
        }
        (className, query) = (value(RosterFieldName.className), value(RosterFieldName.query))
    }
}

extension RosterListPage {
    init(_ pupils: [Pupil], _ choice: RosterListChoice, done: String?, page: PageFrame, bar: HeadBar) {
        let groups = Dictionary(grouping: pupils, by: \.details.className)
        let asked = ColumnMapping.folded(choice.query)
        let shown =
            choice.className.isEmpty && asked.isEmpty
            ? []
            : pupils.filter { pupil in
                (choice.className.isEmpty || pupil.details.className == choice.className)
                    && (asked.isEmpty || pupil.searchText.contains(asked))
            }
        let isChosen = !choice.className.isEmpty || !asked.isEmpty
        self.init(
            page: page, bar: bar, list: RosterPaths.list, upload: RosterPaths.upload, done: done,
            lead: pupils.count == 1 ? "Un élève." : "\(pupils.count) élèves, \(groups.count) classes.",
            isEmpty: pupils.isEmpty, query: choice.query,
            classes: groups.sorted { $0.key < $1.key }.map { name, pupils in
                Group(name: name, count: pupils.count, path: "\(RosterPaths.list)?classe=\(Self.escaped(name))")
            },
            heading: isChosen
                ? "\(choice.className.isEmpty ? "Résultats" : choice.className)\u{A0}: \(shown.count)" : nil,
            lines: shown.prefix(Self.maximumLineCount).map(Line.init),
            rest: RosterPreviewPage.rest(of: shown.count, beyond: Self.maximumLineCount),
            nobody: isChosen && shown.isEmpty,
            codesOf: shown.isEmpty || choice.className.isEmpty ? nil : choice.className, codes: RosterPaths.codes)
    }

    /// A class, or what a search may show at once.
    private static let maximumLineCount = 300

    private static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}

extension RosterListPage.Line {
    init(_ pupil: Pupil) {
        let details = pupil.details
        let adults = details.guardians.filter { $0.email != nil }.count
        let parts =
            (details.email == nil ? [] : ["l’élève"])
            + (adults == 0 ? [] : [adults == 1 ? "un responsable" : "\(adults) responsables"])
        self.init(
            path: FollowUpPaths.pupil(pupil.reference), name: "\(details.name.family) \(details.name.given)",
            className: details.className,
            reference: pupil.reference.text, reached: parts.isEmpty ? "personne" : parts.joined(separator: ", "))
    }
}

extension Pupil {
    fileprivate var searchText: String {
        ColumnMapping.folded("\(details.name.family) \(details.name.given) \(details.name.family) \(reference.text)")
    }

    fileprivate var shown: String { "\(details.name.family) \(details.name.given), \(details.className)" }
}

extension RosterColumnsPage {
    init(
        _ headings: [String], _ mapping: ColumnMapping, _ faults: [RosterFault], _ form: RosterForm, page: PageFrame,
        bar: HeadBar
    ) {
        let places = mapping.guess(in: headings).places
        let columns = headings.prefix(RosterForm.maximumColumnCount).enumerated().map { index, heading in
            let chosen = places.first { $0.value == index }?.key
            let choices =
                [Choice(value: RosterForm.unread, label: "ne pas lire", isSelected: chosen == nil)]
                + RosterColumn.allCases.map {
                    Choice(value: $0.rawValue, label: $0.label.french, isSelected: $0 == chosen)
                }
            return Column(
                field: RosterFieldName.column + String(index), letters: RosterFault.letters(ofColumn: index),
                heading: RosterFault.shown(heading), choices: choices)
        }
        self.init(
            page: page, bar: bar, action: RosterPaths.upload, upload: RosterPaths.upload, formToken: bar.formToken,
            content: form.content, faults: RosterPreviewPage.lines(of: faults), columns: columns)
    }
}

extension RosterPreviewPage {
    /// Enough to mend a file by.
    private static let maximumLineCount = 100

    static func lines(of faults: [RosterFault]) -> [String] {
        faults.prefix(maximumLineCount).map(\.text.french) + [rest(of: faults.count)].compactMap(\.self)
    }

    /// That a list goes on behind what is shown of it.
    static func rest(of count: Int, beyond shown: Int = maximumLineCount) -> String? {
        let rest = count - shown
        return rest > 0 ? "… et \(rest) \(rest > 1 ? "autres" : "autre")" : nil
    }

    init(_ preview: RosterPreview, _ form: RosterForm, notice: String?, page: PageFrame, bar: HeadBar) {
        let comparison = preview.comparison
        let isFine = comparison.faults.isEmpty
        self.init(
            page: page, bar: bar, notice: notice, action: RosterPaths.take, upload: RosterPaths.upload,
            formToken: bar.formToken, content: form.content, token: preview.token,
            columns: form.columns.sorted { $0.key < $1.key }.map {
                Hidden(name: RosterFieldName.column + String($0.key), value: $0.value)
            }, faults: Self.lines(of: comparison.faults), hasFaults: !isFine, canTake: isFine,
            counts: [
                "nouveaux\u{A0}: \(comparison.added.count)", "modifiés\u{A0}: \(comparison.changed.count)",
                "inchangés\u{A0}: \(comparison.unchanged.count)",
                "absents du fichier\u{A0}: \(comparison.missing.count)",
            ], notes: Self.notes(preview),
            added: comparison.added.prefix(Self.maximumLineCount).map { addition in
                let name = "\(addition.details.name.family) \(addition.details.name.given)"
                return Line(line: "ligne \(addition.line)", name: name, what: addition.details.className)
            }, restAdded: Self.rest(of: comparison.added.count), hasAdded: !comparison.added.isEmpty,
            changed: comparison.changed.prefix(Self.maximumLineCount).map { change in
                let what = (change.isBack ? ["de retour"] : []) + change.columns.map(\.label.french)
                return Line(line: "ligne \(change.line)", name: change.pupil.shown, what: what.joined(separator: ", "))
            }, restChanged: Self.rest(of: comparison.changed.count), hasChanged: !comparison.changed.isEmpty,
            missing: comparison.missing.prefix(Self.maximumLineCount).map {
                Line(line: $0.reference.text, name: $0.shown, what: "")
            }, restMissing: Self.rest(of: comparison.missing.count), hasMissing: !comparison.missing.isEmpty)
    }

    private static func notes(_ preview: RosterPreview) -> [String] {
        var notes: [String] = []
        if preview.passedOver > 0 {
            notes.append("Lignes de niveaux sans stage, qui ne seront pas importées\u{A0}: \(preview.passedOver).")
        }
        if !preview.unread.isEmpty {
            notes.append("Colonnes qui ne sont ni lues ni gardées\u{A0}: \(preview.unread.joined(separator: ", ")).")
        }
        if let note = renumbered(preview.comparison.renumbered.count) { notes.append(note) }
        if preview.comparison.isByName {
            notes.append(
                "Sans colonne de référence, les élèves sont reconnus par nom, prénom et date de naissance\u{A0}: qui change de nom est un nouvel élève."
            )
        }
        return notes
    }

    private static func renumbered(_ count: Int) -> String? {
        switch count {
        case 0: nil
        case 1:
            "Un élève a une autre référence qu’avant dans ce fichier\u{A0}: il est reconnu par nom, prénom et date de naissance, et garde la sienne."
        default:
            "\(count) élèves ont une autre référence qu’avant dans ce fichier\u{A0}: ils sont reconnus par nom, prénom et date de naissance, et gardent la leur."
        }
    }
}

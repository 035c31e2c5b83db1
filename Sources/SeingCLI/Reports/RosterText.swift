import Parties
import Placements
import Rosters
import Spreadsheets

/// A roster and imports of one, in words for a terminal.
struct RosterText {
    let language: Language

    /// Enough to mend a file by, and not a flood when the wrong file was named.
    private static let maximumLineCount = 100

    func lines(of faults: [RosterFault]) -> [String] {
        let lines = faults.prefix(Self.maximumLineCount).map { fault in
            "seing: \(language(fault.text.french, fault.text.english))"
        }
        let rest = faults.count - lines.count
        return lines + (rest > 0 ? [language("… et \(rest) autres", "… and \(rest) more")] : []) + hint(faults)
    }

    /// How to say at the command line which column is meant.
    private func hint(_ faults: [RosterFault]) -> [String] {
        for fault in faults {
            guard case .noColumn(let column) = fault.cause else { continue }
            let option = "--map 'Nom=\(column.rawValue)'"
            return [language("seing: par exemple : \(option)", "seing: for example: \(option)")]
        }
        return []
    }

    /// What an import would do, or did.
    func lines(of preview: RosterPreview, isDone: Bool, left: Bool) -> [String] {
        let comparison = preview.comparison
        var lines = [
            language("nouveaux : \(comparison.added.count)", "new: \(comparison.added.count)"),
            language("modifiés : \(comparison.changed.count)", "changed: \(comparison.changed.count)"),
        ]
        lines += comparison.changed.prefix(Self.maximumLineCount).map(line)
        lines.append(language("inchangés : \(comparison.unchanged.count)", "unchanged: \(comparison.unchanged.count)"))
        lines.append(missing(comparison.missing, isDone: isDone, left: left))
        if preview.passedOver > 0 {
            lines.append(
                language(
                    "lignes de niveaux sans stage, non importées : \(preview.passedOver)",
                    "rows of grades without placements, not imported: \(preview.passedOver)"))
        }
        if !preview.unread.isEmpty {
            let names = preview.unread.joined(separator: ", ")
            lines.append(language("colonnes non lues : \(names)", "columns that are not read: \(names)"))
        }
        if !comparison.renumbered.isEmpty {
            let count = comparison.renumbered.count
            lines.append(
                language(
                    "! reconnus par nom, prénom et date de naissance sous leur référence d’avant, que le fichier n’a plus : \(count)",
                    "! known by names and date of birth under the reference of before, which the file does not have any more: \(count)"
                ))
        }
        if comparison.isByName {
            lines.append(
                language(
                    "! sans colonne de référence, les élèves sont reconnus par nom, prénom et date de naissance : qui change de nom est un nouvel élève",
                    "! without a column of references pupils are known by names and date of birth: who changes name is a new pupil"
                ))
        }
        return lines + [
            isDone
                ? language("la liste est à jour", "the roster is up to date")
                : language(
                    "rien n’a été changé ; pour importer : la même commande avec --apply",
                    "nothing was changed; to import: the same command with --apply")
        ]
    }

    private func line(_ change: RosterComparison.Change) -> String {
        let columns = change.columns.map { language($0.label.french, $0.label.english) }
        let all = (change.isBack ? [language("de retour", "back")] : []) + columns
        return language(
            "  ligne \(change.line) (\(change.pupil.reference.text)) : ",
            "  line \(change.line) (\(change.pupil.reference.text)): ")
            + all.joined(separator: ", ")
    }

    private func missing(_ pupils: [Pupil], isDone: Bool, left: Bool) -> String {
        guard !pupils.isEmpty else { return language("absents du fichier : 0", "missing from the file: 0") }
        let names = pupils.prefix(Self.maximumLineCount).map(\.reference.text).joined(separator: ", ")
        switch (left, isDone) {
        case (true, true):
            return language(
                "partis de l’établissement : \(pupils.count) (\(names))", "left the school: \(pupils.count) (\(names))")
        case (true, false):
            return language(
                "seront notés partis : \(pupils.count) (\(names))", "will be marked as left: \(pupils.count) (\(names))"
            )
        default:
            return language(
                "absents du fichier, gardés (--left les dit partis) : \(pupils.count) (\(names))",
                "missing from the file, kept (--left says that they left): \(pupils.count) (\(names))")
        }
    }

    // MARK: Lists

    func lines(of pupils: [Pupil]) -> [String] {
        let classes = Dictionary(grouping: pupils, by: \.details.className)
        return classes.sorted { $0.key < $1.key }.flatMap { name, pupils in
            [language("\(name) : \(pupils.count)", "\(name): \(pupils.count)")]
                + pupils.map { "  \($0.details.name.family) \($0.details.name.given)  \($0.reference.text)" }
        }
    }

    /// Every column; cells that a spreadsheet would calculate are defused.
    func table(of pupils: [Pupil]) -> [UInt8] {
        let columns = RosterColumn.allCases
        let rows = pupils.map { pupil in
            columns.map { $0 == .reference ? pupil.reference.text : pupil.details.value($0) }
        }
        return SpreadsheetText.bytes([columns.map(\.rawValue)] + rows)
    }

    /// To be cut out and put up in a classroom.
    func sheet(of code: ClassCode) -> String {
        language(
            """
            \(code.className)
              code de la classe : \(code.printed)
              Sur la page des élèves, saisissez ce code, votre nom, votre prénom et votre date de naissance.

            """,
            """
            \(code.className)
              class code: \(code.printed)
              On the pupils’ page, enter this code, your names and your date of birth.

            """)
    }
}

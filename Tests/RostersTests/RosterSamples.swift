import Parties

@testable import Rosters

/// A roster of made-up people, as spreadsheets save one.
enum RosterSamples {
    static let heading = [
        "N° élève", "Nom", "Prénom", "Né(e) le", "Classe", "Courriel élève", "Responsable 1 Nom",
        "Responsable 1 Prénom",
        "Lien responsable 1", "Mail responsable 1", "Tél responsable 1", "Accepte SMS responsable 1",
    ]
    static let rows = [
        [
            "1001", "Diallo", "Awa", "03/02/2012", "3e 2", "awa@exemple.fr", "Diallo", "Mariam", "MERE",
            "mariam@exemple.fr", "06 39 98 12 34", "oui",
        ],
        [
            "1002", "Lefèvre", "Noé", "2012-07-14", "3e 2", "", "Lefèvre", "Odile", "Mère", "odile@exemple.fr",
            "+330639981235", "non",
        ],
        ["1003", "N’Guyen", "Zoé", "1/9/2011", "3e 1", "", "", "", "", "", "", ""],
    ]

    static func text(_ rows: [[String]] = rows, heading: [String] = heading, separator: String = ";") -> String {
        ([heading] + rows).map { $0.joined(separator: separator) + "\r\n" }.joined()
    }

    static func date(_ text: String) -> CalendarDate {
        guard let date = CalendarDate(iso8601: text) else { preconditionFailure("no date: \(text)") }
        return date
    }

    static let today = date("2026-11-28")

    static func file(
        _ rows: [[String]] = rows, heading: [String] = heading, mapping: ColumnMapping = ColumnMapping()
    ) throws(RosterRefusal) -> RosterFile {
        try RosterFile(Array(text(rows, heading: heading).utf8), mapping: mapping, today: today)
    }

    /// The first row with another value in one column.
    static func file(_ column: String, _ value: String) throws -> RosterFile {
        var row = rows[0]
        if let place = heading.firstIndex(of: column) { row[place] = value }
        return try file([row])
    }

    static func reference(_ text: String) -> PupilReference {
        guard let reference = PupilReference(text) else { preconditionFailure("no reference: \(text)") }
        return reference
    }

    /// The pupils of a file as an import leaves them.
    static func pupils(_ file: RosterFile) -> [Pupil] {
        file.rows.enumerated().map { index, row in
            Pupil(reference: row.reference ?? reference("s-\(index)"), details: row.details)
        }
    }
}

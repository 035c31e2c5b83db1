import Offers
package import Parties
import Spreadsheets

/// Something that keeps a table of places from being taken, and where.
package struct PlaceTableFault: Error, Hashable, Sendable {
    /// As a spreadsheet numbers it.
    package let row: Int
    /// From 0; `nil` for what is said of the row or of the table.
    package let column: Int?
    package let text: BilingualText
}

extension PlaceTableFault: CustomStringConvertible {
    /// « line 12, column C: … »; holds nothing of the table.
    package var description: String { place(line: "line", column: "column") + ": " + text.english }

    /// The same in French.
    package var frenchText: String { place(line: "ligne", column: "colonne") + "\u{A0}: " + text.french }

    private func place(line: String, column word: String) -> String {
        "\(line) \(row)" + (column.map { ", \(word) \(SpreadsheetText.letters(ofColumn: $0))" } ?? "")
    }
}

package struct PlaceTableFaults: Error, Hashable, Sendable {
    package let faults: [PlaceTableFault]
}

extension PlaceTable {
    package static let maximumRowCount = 100_000
    private static let maximumFaults = 20

    /// Reads a table as the *Base officielle des codes postaux* has it; columns are found by their headings, in any order.
    ///
    /// A commune without coordinates is left out, as some are in that table. A postal code that lost its zero to a spreadsheet gets it back.
    ///
    /// - Throws: Every fault, up to twenty; nothing is taken then.
    ///
    /// Source: La Poste, *Base officielle des codes postaux*, as published on data.gouv.fr.
    package static func read(_ bytes: [UInt8]) throws(PlaceTableFaults) -> PlaceTable {
        let rows: [[String]]
        do throws(SpreadsheetFault) {
            rows = try SpreadsheetText.rows(bytes, maximumRowCount: maximumRowCount)
        } catch { throw PlaceTableFaults(faults: [PlaceTableFault(row: error.row, column: nil, text: error.text)]) }
        let columns: PlaceColumns
        do throws(PlaceTableFault) { columns = try PlaceColumns(rows.first ?? []) } catch {
            throw PlaceTableFaults(faults: [error])
        }
        var (taken, faults): ([(row: Row, aliases: [String])], [PlaceTableFault]) = ([], [])
        for (index, cells) in rows.enumerated().dropFirst() where faults.count < maximumFaults {
            guard cells.contains(where: { !$0.isEmpty }) else { continue }
            do throws(PlaceTableFault) {
                if let entry = try columns.entry(cells, row: index + 1) { taken.append(entry) }
            } catch { faults.append(error) }
        }
        if faults.isEmpty, taken.isEmpty {
            faults.append(
                PlaceTableFault(
                    row: 1, column: nil,
                    text: BilingualText(
                        "aucune commune de ce tableau n’a de coordonnées", "no commune of this table has coordinates")))
        }
        guard faults.isEmpty else { throw PlaceTableFaults(faults: faults) }
        return PlaceTable(taken)
    }
}

extension SpreadsheetFault {
    fileprivate var text: BilingualText {
        switch code {
        case .tooManyRows:
            BilingualText(
                "plus de \(PlaceTable.maximumRowCount) lignes, ou un fichier trop gros",
                "more than \(PlaceTable.maximumRowCount) rows, or too large a file")
        case .tooManyColumns: BilingualText("trop de colonnes", "too many columns")
        case .utf16: BilingualText("enregistrez le tableau en CSV UTF-8", "save the table as CSV in UTF-8")
        case .unknownEncoding: BilingualText("ni UTF-8 ni Windows-1252", "neither UTF-8 nor Windows-1252")
        case .quoteUnfinished: BilingualText("un guillemet n’est pas fermé", "a quotation mark is not closed")
        }
    }
}

/// Which column of a table is which.
private struct PlaceColumns {
    private let commune: Int?
    private let name: Int
    private let postalCode: Int
    private let aliases: [Int]
    /// Latitude and longitude in one cell, or in two.
    private let coordinates: Coordinates

    private enum Coordinates {
        case together(Int)
        case apart(latitude: Int, longitude: Int)
    }

    /// Headings without case, accents and signs; of several that are there, the first one listed counts.
    private static let headings: [String: [String]] = [
        "commune": ["codecommuneinsee", "codecommune", "codeinsee", "insee"],
        "name": ["nomcommunecomplet", "nomdelacommune", "nomcommune", "nomcommunepostal", "commune", "nom"],
        "code": ["codepostal", "cp"],
        "post": ["libelledacheminement", "libelleacheminement"],
        "part": ["ligne5"],
        "point": ["geopoint", "coordonneesgeographiques", "coordonneesgps", "coordonnees"],
        "latitude": ["latitude", "lat"],
        "longitude": ["longitude", "lon", "lng", "long"],
    ]

    init(_ heading: [String]) throws(PlaceTableFault) {
        var places: [String: Int] = [:]
        for (index, cell) in heading.enumerated() {
            let name = SearchText.words(of: cell).joined()
            guard !name.isEmpty else { continue }
            guard places.updateValue(index, forKey: name) == nil else {
                throw PlaceTableFault(
                    row: 1, column: index,
                    text: BilingualText("cet en-tête figure deux fois", "this heading stands twice"))
            }
        }
        func column(_ meaning: String) -> Int? { Self.headings[meaning]?.lazy.compactMap { places[$0] }.first }
        guard let name = column("name") else { throw Self.missing("nom_de_la_commune") }
        guard let code = column("code") else { throw Self.missing("code_postal") }
        (self.name, postalCode, commune) = (name, code, column("commune"))
        aliases = [column("post"), column("part")].compactMap(\.self)
        if let latitude = column("latitude"), let longitude = column("longitude") {
            coordinates = .apart(latitude: latitude, longitude: longitude)
        } else if let point = column("point") {
            coordinates = .together(point)
        } else {
            throw Self.missing("latitude, longitude (_geopoint)")
        }
    }

    private static func missing(_ heading: String) -> PlaceTableFault {
        PlaceTableFault(
            row: 1, column: nil,
            text: BilingualText("il manque la colonne \(heading)", "the column \(heading) is missing"))
    }

    /// - Returns: `nil` for a commune without coordinates.
    func entry(
        _ cells: [String], row: Int
    ) throws(PlaceTableFault) -> (row: PlaceTable.Row, aliases: [String])? {
        let code = Self.padded(trimmed(cells, postalCode))
        guard code.utf8.count == 5, code.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw PlaceTableFault(
                row: row, column: postalCode,
                text: BilingualText(
                    "un code postal de cinq chiffres est attendu", "expected a postal code of five digits"))
        }
        let name = trimmed(cells, self.name)
        guard !SearchText.words(of: name).isEmpty, name.count <= 100 else {
            throw PlaceTableFault(
                row: row, column: self.name,
                text: BilingualText("le nom d’une commune est attendu", "expected the name of a commune"))
        }
        guard let point = try point(cells, row: row, code: code) else { return nil }
        return (
            PlaceTable.Row(
                commune: commune.map { Self.padded(trimmed(cells, $0)) } ?? "", name: name, postalCode: code,
                point: point), aliases.map { trimmed(cells, $0) }
        )
    }

    private func point(_ cells: [String], row: Int, code: String) throws(PlaceTableFault) -> GeoPoint? {
        let (latitude, longitude, column): (String, String, Int)
        switch coordinates {
        case .apart(let first, let second):
            column = first
            (latitude, longitude) = (trimmed(cells, first), trimmed(cells, second))
            if latitude.isEmpty, longitude.isEmpty { return nil }
        case .together(let place):
            column = place
            let cell = trimmed(cells, place)
            if cell.isEmpty { return nil }
            let parts = cell.split(separator: ",", omittingEmptySubsequences: false)
            (latitude, longitude) = parts.count == 2 ? (String(parts[0]), String(parts[1])) : ("", "")
        }
        guard let north = Self.number(latitude), let east = Self.number(longitude),
            let point = GeoPoint(latitude: north, longitude: east)
        else {
            throw PlaceTableFault(
                row: row, column: column,
                text: BilingualText(
                    "une latitude et une longitude en degrés sont attendues",
                    "expected a latitude and a longitude in degrees"))
        }
        guard Self.isPlausible(point, code) else {
            throw PlaceTableFault(
                row: row, column: column,
                text: BilingualText(
                    "ce point n’est pas en France métropolitaine\u{A0}: latitude et longitude sont-elles inversées\u{A0}?",
                    "this point is not in metropolitan France: are latitude and longitude the wrong way round?"))
        }
        return point
    }

    /// Two numbers the wrong way round would put all of France into the Indian Ocean.
    private static func isPlausible(_ point: GeoPoint, _ code: String) -> Bool {
        if code.hasPrefix("97") || code.hasPrefix("98") { return true }
        return (41...51.5).contains(point.latitude) && (-5.5...10).contains(point.longitude)
    }

    private static func number(_ text: String) -> Double? {
        Double(text.filter { $0 != " " }.replacing(",", with: "."))
    }

    /// A spreadsheet takes « 01000 » for a number.
    private static func padded(_ code: String) -> String { code.utf8.count == 4 ? "0" + code : code }

    private func trimmed(_ cells: [String], _ column: Int) -> String {
        guard column < cells.count else { return "" }
        let cell = cells[column]
        let start = cell.drop { $0.isWhitespace }
        return String(start.reversed().drop { $0.isWhitespace }.reversed())
    }
}

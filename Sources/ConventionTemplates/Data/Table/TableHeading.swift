import Parties
import Spreadsheets

/// The first row of a table: which column stands where.
struct TableHeading: Hashable {
    let columns: [TableColumn]
    private let headings: [String]

    /// - Throws: A refusal that names every column that is unknown, repeated or missing.
    init(_ cells: [String]) throws(ConventionTable.Refusal) {
        guard cells.count <= Self.mostCells else {
            throw Self.refusal([
                (nil, .init(.cellCountWrong, found: String(cells.count), expected: [String(TableColumn.all.count)]))
            ])
        }
        let names = cells.map(Self.name)
        let found = names.map { TableColumn.byHeading[$0.lowercased()] }
        guard found.contains(where: { $0 != nil }) else { throw Self.refusal([(nil, .init(.separatorUnknown))]) }
        var faults: [(Int?, ConventionFault.Cause)] = []
        var seen: Set<TableColumn> = []
        for (index, column) in found.enumerated() {
            if let column {
                if !seen.insert(column).inserted {
                    faults.append((index, .init(.repeatedColumn, found: column.name)))
                }
            } else {
                faults.append((index, .init(.unknownColumn, typed: cells[index])))
            }
        }
        faults += TableColumn.all.filter { $0.isRequired && !seen.contains($0) }.map {
            (nil, .init(.missingColumn, found: $0.name))
        }
        guard faults.isEmpty else { throw Self.refusal(faults) }
        columns = found.compactMap(\.self)
        headings = names
    }

    /// A few unknown columns are named one by one; a row of thousands is no heading.
    private static let mostCells = 2 * TableColumn.all.count

    /// White space at the ends and between words does not count.
    private static func name(_ cell: String) -> String { TextNormalisation.singleLine(cell) }

    func place(of column: TableColumn?) -> ConventionTable.Place? {
        guard let column else { return nil }
        // A fault of a column that the table does not have is told by the column's name alone.
        guard let index = columns.firstIndex(of: column) else {
            return ConventionTable.Place(letters: "–", name: column.name)
        }
        return ConventionTable.Place(letters: SpreadsheetText.letters(ofColumn: index), name: headings[index])
    }

    private static func refusal(_ faults: [(Int?, ConventionFault.Cause)]) -> ConventionTable.Refusal {
        ConventionTable.Refusal(
            faults: faults.map { index, cause in
                ConventionTable.Fault(
                    row: 1,
                    column: index.map {
                        .init(
                            letters: SpreadsheetText.letters(ofColumn: $0),
                            name: cause.found.isEmpty ? "?" : cause.found)
                    },
                    fault: ConventionFault(cause, at: "document", line: 1))
            })
    }
}

extension RowTree {
    /// The column that a path of the tree came from, or the first of what it holds.
    func column(of path: String) -> TableColumn? {
        if let column = columns[path] { return column }
        if let inner = columns.filter({ $0.key.hasPrefix(path + "/") }).min(by: { $0.value < $1.value }) {
            return inner.value
        }
        // Inside a cell, such as a slot in the hours of a day.
        let outer = columns.filter { path.hasPrefix($0.key + "/") }.max { $0.key.utf8.count < $1.key.utf8.count }
        return outer?.value
    }
}

extension TableColumn: Comparable {
    /// In the order of the data.
    package static func < (left: TableColumn, right: TableColumn) -> Bool {
        (positions[left] ?? 0) < (positions[right] ?? 0)
    }

    private static let positions = Dictionary(
        uniqueKeysWithValues: all.enumerated().map { ($0.element, $0.offset) })
}

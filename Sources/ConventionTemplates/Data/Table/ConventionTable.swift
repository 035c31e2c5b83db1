package import Parties
import XMLBridge

/// Many conventions in one table, one in each row, for spreadsheets.
package struct ConventionTable: Sendable {
    /// A convention as a row gives it.
    package struct Row: Hashable, Sendable {
        /// As a spreadsheet numbers it: the heading is 1.
        package let number: Int
        package let data: ConventionData
        /// `nil` when the row has none.
        package let contacts: ContactSheet?
        /// Whether the row says who is asked to sign and need not.
        package let saysWhoMaySign: Bool
        /// The convention's reference as it is written, when the table has the column and the cell is not empty.
        package var reference: String? {
            zip(heading.columns, cells).first { $0.0 == .reference && !$0.1.isBlank }.map { pair in
                pair.1.split(whereSeparator: \.isWhitespace).joined()
            }
        }
        fileprivate let cells: [String]
        fileprivate let heading: TableHeading

        /// A fault that was found in the data after they were read, with the column that it came from.
        package func placed(_ fault: ConventionFault) -> Fault {
            var tree = ConventionTable.tree(ConventionTable.filled(cells, heading), row: number)
            _ = tree.convention()
            return Fault(row: number, column: heading.place(of: tree.column(of: fault.path)), fault: fault)
        }
    }

    /// A fault with its column, when it has one.
    package struct Fault: Hashable, Sendable {
        package let row: Int
        package let column: Place?
        package let fault: ConventionFault
    }

    /// Where a column stands in the file.
    package struct Place: Hashable, Sendable {
        /// As a spreadsheet letters it: « AB ».
        package let letters: String
        package let name: String
    }

    /// Why nothing of a table was accepted; every fault, in the order of the rows.
    package struct Refusal: Error, Hashable, Sendable {
        package let faults: [Fault]
    }

    /// More than the largest lycée has pupils in a year, with room.
    package static let maximumRowCount = 5000

    private let conventionXML: ConventionXML
    private let contactSheetXML: ContactSheetXML

    package init(conventionXML: ConventionXML, contactSheetXML: ContactSheetXML) {
        self.conventionXML = conventionXML
        self.contactSheetXML = contactSheetXML
    }

    /// Reads the whole table, and gives either every row or every fault.
    package func read(_ bytes: [UInt8]) throws(Refusal) -> [Row] {
        let rows: [[String]]
        do throws(ConventionDataError) { rows = try CSVText.rows(bytes) } catch {
            throw Refusal(faults: error.faults.map { Fault(row: $0.line ?? 1, column: nil, fault: $0) })
        }
        let heading = try TableHeading(rows.first ?? [])
        var accepted: [Row] = []
        var faults: [Fault] = []
        for (index, cells) in rows.enumerated().dropFirst() {
            guard cells.contains(where: { !$0.isBlank }) else { continue }
            do throws(Refusal) { accepted.append(try row(cells, heading, number: index + 1)) } catch {
                faults += error.faults
            }
        }
        guard faults.isEmpty else { throw Refusal(faults: faults) }
        guard !accepted.isEmpty else { throw Self.refusal(.init(.noRows), row: 1) }
        return accepted
    }

    private func row(_ cells: [String], _ heading: TableHeading, number: Int) throws(Refusal) -> Row {
        guard cells.count == heading.columns.count else {
            let cause = ConventionFault.Cause(.cellCountWrong, found: cells.count, expected: heading.columns.count)
            throw Self.refusal(cause, row: number)
        }
        let filled = Self.filled(cells, heading)
        var tree = Self.tree(filled, row: number)
        let root = tree.convention()
        let (convention, faults) = self.convention(root, tree)
        let sheet = contacts(filled.filter(\.0.isContact), row: number)
        let all =
            faults.map { Fault(row: number, column: heading.place(of: tree.column(of: $0.path)), fault: $0) }
            + sheet.faults.map { Fault(row: number, column: heading.place(of: $0), fault: $1) }
        guard all.isEmpty, let convention else { throw Refusal(faults: all) }
        return Row(
            number: number, data: convention, contacts: sheet.sheet,
            saysWhoMaySign: ConventionXML.saysWhoMaySign(root), cells: cells, heading: heading)
    }

    private static func filled(_ cells: [String], _ heading: TableHeading) -> [(TableColumn, String)] {
        zip(heading.columns, cells).filter { !TableColumn.ofRow.contains($0.0) && !$0.1.isBlank }
    }

    private static func tree(_ filled: [(TableColumn, String)], row: Int) -> RowTree {
        RowTree(Dictionary(uniqueKeysWithValues: filled.filter { !$0.0.isContact }.map { ($0.0, $0.1) }), row: row)
    }

    /// Empty cells are told first; what the tree lacks because of them is not told again.
    private func convention(_ root: XMLElement, _ tree: RowTree) -> (ConventionData?, [ConventionFault]) {
        let empty = tree.missing.map { ConventionFault(.init(.emptyText), at: $0) } + tree.faults
        do throws(ConventionDataError) {
            let data = try conventionXML.parse(tree: root)
            return empty.isEmpty ? (data, []) : (nil, empty)
        } catch {
            let told = Set(empty.map(\.path))
            return (nil, empty + error.faults.filter { !told.contains($0.path) })
        }
    }

    private static func refusal(_ cause: ConventionFault.Cause, row: Int) -> Refusal {
        Refusal(faults: [Fault(row: row, column: nil, fault: ConventionFault(cause, at: "document", line: row))])
    }
}

extension ConventionTable {
    /// The contact sheet of a row, and its faults by column.
    private func contacts(
        _ cells: [(TableColumn, String)], row: Int
    ) -> (sheet: ContactSheet?, faults: [(TableColumn, ConventionFault)]) {
        guard !cells.isEmpty else { return (nil, []) }
        var items: [XMLNode] = []
        var columns: [String: TableColumn] = [:]
        for person in ContactSheet.Person.allCases {
            let own = cells.filter { $0.0.path.hasPrefix("\(person.rawValue)/") }
            guard !own.isEmpty else { continue }
            let values = own.map { ($0.0.contactValue, $0.1) }
            let place = "contacts/contact[\(items.count + 1)]"
            for (column, value) in zip(own.map(\.0), values) { columns["\(place)/\(value.0)"] = column }
            let children = [("of", person.rawValue)] + values
            items.append(.element(Self.element("contact", children.map { Self.element($0, [.text($1)]) }, row)))
        }
        let root = Self.element("contactSheet", [Self.element("contacts", items)], row)
        do throws(ConventionDataError) {
            return (try contactSheetXML.parse(tree: root), [])
        } catch {
            return (nil, error.faults.map { (columns[$0.path] ?? cells[0].0, $0) })
        }
    }

    private static func element(_ name: String, _ children: [XMLNode]) -> XMLElement {
        XMLElement(name, namespace: ContactSheetForm.format.namespace, children: children)
    }

    private static func element(_ name: String, _ children: [XMLElement], _ row: Int) -> XMLElement {
        var result = element(name, children.map(XMLNode.element))
        result.line = row
        return result
    }
}

extension ConventionTable.Fault {
    /// « ligne 3, colonne B (pupil.givenName) : … »
    package func text(in language: MessageLanguage, quotingValues: Bool = false) -> String {
        let statement = fault.statement(in: language, quotingValues: quotingValues)
        guard let column else {
            return language == .french ? "ligne \(row)\u{A0}: \(statement)" : "row \(row): \(statement)"
        }
        return language == .french
            ? "ligne \(row), colonne \(column.letters) (\(column.name))\u{A0}: \(statement)"
            : "row \(row), column \(column.letters) (\(column.name)): \(statement)"
    }
}

extension String {
    var isBlank: Bool { unicodeScalars.allSatisfy(\.properties.isWhitespace) }
}

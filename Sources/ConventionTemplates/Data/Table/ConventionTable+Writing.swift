package import Parties
import XMLBridge

extension ConventionTable {
    /// A convention to be written.
    package struct Entry: Sendable {
        let reference: String?
        /// The amendment in force that `data` are read with; `nil` for a convention as it was signed.
        let amendment: String?
        let data: ConventionData
        let contacts: ContactSheet?

        package init(
            reference: String? = nil, amendment: String? = nil, data: ConventionData, contacts: ContactSheet? = nil
        ) {
            self.reference = reference
            self.amendment = amendment
            self.data = data
            self.contacts = contacts
        }
    }

    /// A table of the usual columns and of those that a convention needs beyond them.
    package static func bytes(of entries: [Entry]) -> [UInt8] {
        let rows = entries.map(cells)
        let needed = Set(TableColumn.usual.filter { !$0.isContact })
        let columns = TableColumn.all.filter { column in
            needed.contains(column) || rows.contains { $0[column] != nil }
        }
        return CSVText.bytes([columns.map(\.name)] + rows.map { row in columns.map { row[$0] ?? "" } })
    }

    /// An empty table to fill in.
    ///
    /// - Parameter inFrench: Whether the columns have their French names, which are read as well.
    package static func template(inFrench: Bool) -> [UInt8] {
        CSVText.bytes([TableColumn.usual.map { inFrench ? $0.frenchName : $0.name }])
    }

    private static func cells(_ entry: Entry) -> [TableColumn: String] {
        let tree = ConventionWriter.tree(entry.data).normalised(in: ConventionForm.draft)
        var cells: [TableColumn: String] = [:]
        for column in TableColumn.all where !TableColumn.ofRow.contains(column) && !column.isContact {
            cells[column] = tree.element(at: column.path).flatMap { text(of: $0, column.kind) }
        }
        cells[.reference] = entry.reference
        cells[.amendment] = entry.amendment
        for contact in entry.contacts?.contacts ?? [] {
            for column in TableColumn.contacts where column.path.hasPrefix("\(contact.of.rawValue)/") {
                cells[column] =
                    switch column.contactValue {
                    case "email": contact.email
                    case "notice": contact.notice?.rawValue
                    default: contact.telephone
                    }
            }
        }
        return cells
    }

    private static func text(of element: XMLElement, _ kind: TableColumn.Kind) -> String? {
        switch kind {
        case .value, .date, .truth: element.text
        case .hours:
            element.elements.map { slot in
                "\(slot.element(named: "from")?.text ?? "")-\(slot.element(named: "to")?.text ?? "")"
            }.joined(separator: " ")
        case .signatures: element.elements.map(\.text).joined(separator: " ")
        }
    }
}

extension XMLElement {
    /// The element at a path such as `places/place[2]/address`, if there is one.
    func element(at path: String) -> XMLElement? {
        var element = self
        for step in path.split(separator: "/") {
            let parts = step.split(separator: "[")
            let index = parts.count > 1 ? (Int(parts[1].dropLast()) ?? 1) - 1 : 0
            let candidates = element.elements.filter { $0.name == parts[0] }
            guard candidates.indices.contains(index) else { return nil }
            element = candidates[index]
        }
        return element
    }
}

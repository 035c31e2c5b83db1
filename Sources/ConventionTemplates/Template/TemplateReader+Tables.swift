import Parties
import XMLBridge

extension TemplateReader {
    mutating func list(_ element: XMLElement, _ scope: ValueScope) -> BlockLeaf {
        allow(["style"], on: element)
        let style = word("style", of: element, default: ListStyleName.dashes)
        let context = LeafContext<ItemLeaf>(
            place: "inside a list", names: ["item"],
            read: { reader, item, scope in
                reader.allow([], on: item)
                return [.leaf(ItemLeaf(content: reader.inline(item, scope)))]
            })
        return .list(style.style, nodes(in: element, context, scope))
    }

    mutating func fields(_ element: XMLElement, _ scope: ValueScope) -> BlockLeaf {
        allow([], on: element)
        let context = LeafContext<FieldLeaf>(
            place: "inside fields", names: ["field"],
            read: { reader, field, scope in
                reader.allow(["label"], on: field)
                let label = reader.attribute("label", of: field)
                return [.leaf(FieldLeaf(label: label, content: reader.inline(field, scope)))]
            })
        return .fields(nodes(in: element, context, scope))
    }

    mutating func table(_ element: XMLElement, _ scope: ValueScope) -> BlockLeaf {
        allow(["caption", "row-headers"], on: element)
        if element.attributes["caption"] == "" {
            reportLater(
                element.line, .init("le titre (caption) du tableau est vide", "the caption of the table is empty"),
                .init("écrivez-en un, ou retirez l’attribut", "write one, or take the attribute out"))
        }
        let columns = child("columns", of: element).map { self.columns($0, scope) } ?? []
        let rows = nodes(in: element, rowContext(columnCount: columns.count), scope, skipping: ["columns"])
        let headers = word("row-headers", of: element, default: YesOrNo.no)
        return .table(
            TableLeaf(
                caption: element.attributes["caption"], columns: columns, rows: rows,
                firstColumnIsHeader: headers == .yes))
    }

    private mutating func columns(_ element: XMLElement, _ scope: ValueScope) -> [ColumnHeader] {
        allow([], on: element)
        refuseText(in: element)
        var columns: [ColumnHeader] = []
        for column in element.elements {
            guard column.name == "column" else {
                refuse(column, in: "inside columns", expected: ["column"])
                continue
            }
            allow(["weight"], on: column)
            let weight = Double(column.attributes["weight"] ?? "1") ?? 0
            if weight <= 0 {
                report(
                    column.line,
                    .init(
                        "le poids (weight) de la colonne n’est pas un nombre positif",
                        "the weight of the column is no positive number"),
                    .init("écrivez par exemple 1 ou 2.5", "write such as 1 or 2.5"))
            }
            columns.append(ColumnHeader(weight: weight, content: inline(column, scope), line: column.line))
        }
        if columns.isEmpty {
            report(
                element.line, .init("le tableau n’a aucune colonne", "the table has no column"),
                .init("ajoutez <column>…</column>", "add <column>…</column>"))
        }
        return columns
    }

    private func rowContext(columnCount: Int) -> LeafContext<RowLeaf> {
        LeafContext(
            place: "inside a table", names: ["row"],
            read: { reader, row, scope in
                reader.allow([], on: row)
                reader.refuseText(in: row)
                var cells: [InlineContent] = []
                for cell in row.elements {
                    guard cell.name == "cell" else {
                        reader.refuse(cell, in: "inside a row", expected: ["cell"])
                        continue
                    }
                    reader.allow([], on: cell)
                    cells.append(reader.inline(cell, scope))
                }
                if cells.count != columnCount {
                    reader.report(
                        row.line, .init("la ligne a \(cells.count) cellules", "the row has \(cells.count) cells"),
                        .init("donnez-lui-en \(columnCount), une par colonne", "give it \(columnCount), one a column"))
                }
                return [.leaf(RowLeaf(cells: cells))]
            })
    }

    /// One box for each role, in the order of the page.
    mutating func signatureBoxes(_ element: XMLElement, _ scope: ValueScope) -> BlockLeaf {
        allow([], on: element)
        refuseText(in: element)
        signatureBoxLines.append(element.line)
        let inner = scope.adding("signatory", ValueCatalogue.signatory.shape)
        var boxes: [SignatureBoxLeaf] = []
        for box in element.elements {
            guard box.name == "signature-box" else {
                refuse(box, in: "inside signature-boxes", expected: ["signature-box"])
                continue
            }
            boxes.append(signatureBox(box, inner))
        }
        for role in Signatory.Role.allCases where !boxCount(document, role).contains(boxes.count { $0.role == role }) {
            report(
                element.line,
                .init(
                    "il n’y a pas exactement une case pour le rôle \(role.rawValue)",
                    "there is not exactly one box for the role \(role.rawValue)"),
                .init("donnez-en une à chaque rôle", "give each role one"))
        }
        return .signatureBoxes(boxes)
    }

    /// How many boxes a role may have: everybody signs a convention, the parties concerned what follows from it.
    private func boxCount(_ document: TemplateDocument, _ role: Signatory.Role) -> ClosedRange<Int> {
        document.rolesThatSign.contains(role) ? 1...1 : 0...1
    }

    private mutating func signatureBox(_ element: XMLElement, _ scope: ValueScope) -> SignatureBoxLeaf {
        allow(["role"], on: element)
        refuseText(in: element)
        if element.attributes["role"] == nil { _ = attribute("role", of: element) }
        for child in element.elements where !Self.boxParts.contains(child.name) {
            refuse(child, in: "inside a signature-box", expected: Self.boxParts)
        }
        return SignatureBoxLeaf(
            role: word("role", of: element, default: Signatory.Role.student),
            title: inlineChild("title", of: element, scope), expected: inlineChild("expected", of: element, scope),
            placeholder: inlineChild("placeholder", of: element, scope),
            alternative: inlineChild("alternative", of: element, scope))
    }

    private static let boxParts = ["title", "expected", "placeholder", "alternative"]
}

enum YesOrNo: String, CaseIterable { case no, yes }

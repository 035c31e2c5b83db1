import Typesetting

/// All that a reader would read of a document, one block a line.
func plainText(_ blocks: [Block]) -> String { blocks.map(plainText).joined(separator: "\n") }

private func plainText(_ block: Block) -> String {
    switch block {
    case .heading(let level, let runs): String(repeating: "#", count: level) + " " + text(runs)
    case .paragraph(let runs, _): text(runs)
    case .list(_, let items): items.map { "- " + plainText($0) }.joined(separator: "\n")
    case .table(let table):
        ([table.caption ?? "", line(table.header)] + table.rows.map(line)).joined(separator: "\n")
    case .fields(let fields): fields.map { "\($0.label): \(text($0.value))" }.joined(separator: "\n")
    case .note(let inner), .keepTogether(let inner), .band(let inner): plainText(inner)
    case .image(let figure): figure.alternativeText ?? ""
    case .imageBeside(let figure, let lines): ([figure.alternativeText ?? ""] + lines.map(text)).joined(separator: "\n")
    case .signatureBoxes(let boxes):
        boxes.map {
            "[\($0.fieldName)] \($0.title) | \($0.expectedSignatory) | \($0.placeholder) | \($0.alternativeText)"
        }
        .joined(separator: "\n")
    case .pageBreak, .space: ""
    }
}

private func line(_ cells: [[Inline]]) -> String { cells.map(text).joined(separator: " | ") }

func text(_ runs: [Inline]) -> String { runs.map(\.text).joined() }

/// The blocks without the groups that only keep them together.
func flattened(_ blocks: [Block]) -> [Block] {
    blocks.flatMap { block in
        if case .keepTogether(let inner) = block { flattened(inner) } else { [block] }
    }
}

import Typesetting

// What a template says in every document is put into its typographic form once, when the template is read: texts without
// values, labels and captions.

extension TemplateNode {
    fileprivate func map(_ change: (Leaf) -> Leaf) -> TemplateNode {
        switch self {
        case .leaf(let leaf): .leaf(change(leaf))
        case .choice(let branches):
            .choice(branches.map { .init(condition: $0.condition, body: $0.body.map { $0.map(change) }) })
        case .each(let loop):
            .each(
                .init(
                    list: loop.list, variable: loop.variable, separator: loop.separator.map { $0.map(change) },
                    body: loop.body.map { $0.map(change) }))
        }
    }
}

extension BlockContent {
    /// The same content, with the typographic form of all fixed texts.
    var prepared: BlockContent { map { $0.map(\.prepared) } }
}

extension BlockLeaf {
    fileprivate var prepared: BlockLeaf {
        switch self {
        case .heading(let level, let content): .heading(level: level, content.prepared)
        case .paragraph(let content, let style): .paragraph(content.prepared, style)
        case .list(let style, let items):
            .list(style, items.map { $0.map { ItemLeaf(content: $0.content.prepared) } })
        case .fields(let fields):
            .fields(
                fields.map {
                    $0.map { FieldLeaf(label: FrenchTypography.set($0.label), content: $0.content.prepared) }
                })
        case .table(let table): .table(table.prepared)
        case .note(let content): .note(content.prepared)
        case .keepTogether(let content): .keepTogether(content.prepared)
        case .paragraphs, .logo, .signatureBoxes, .pageBreak, .space: self
        }
    }
}

extension TableLeaf {
    fileprivate var prepared: TableLeaf {
        TableLeaf(
            caption: caption.map { FrenchTypography.set($0) },
            columns: columns.map { ColumnHeader(weight: $0.weight, content: $0.content.prepared, line: $0.line) },
            rows: rows.map { $0.map { RowLeaf(cells: $0.cells.map(\.prepared)) } },
            firstColumnIsHeader: firstColumnIsHeader)
    }
}

extension InlineContent {
    /// One leaf with the finished runs, when no value is in the text.
    fileprivate var prepared: InlineContent {
        guard let runs = fixedRuns(.regular) else { return self }
        return [
            .leaf(.fixed(FrenchTypography.set(runs).map { Inline($0.text, $0.style, isFixed: true) }))
        ]
    }

    private func fixedRuns(_ style: Inline.Style) -> [Inline]? {
        var runs: [Inline] = []
        for node in self {
            guard case .leaf(let leaf) = node else { return nil }
            switch leaf {
            case .text(let text): runs.append(Inline(text, style))
            case .fixed(let fixed): runs += fixed
            case .value: return nil
            case .styled(let inner, let content):
                guard let more = content.fixedRuns(inner) else { return nil }
                runs += more
            }
        }
        return runs
    }
}

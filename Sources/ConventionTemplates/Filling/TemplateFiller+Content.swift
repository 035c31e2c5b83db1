import Parties
import Typesetting

extension TemplateFiller {
    // MARK: Inline content

    func inline(_ content: InlineContent) -> [Inline] {
        if content.count == 1, case .leaf(.fixed(let runs)) = content[0] { return runs }
        return FrenchTypography.set(runs(content, .regular))
    }

    func text(_ content: InlineContent) -> String { inline(content).map(\.text).joined() }

    private func runs(_ content: InlineContent, _ style: Inline.Style) -> [Inline] {
        let leaves = leaves(content)
        var runs: [Inline] = []
        runs.reserveCapacity(leaves.count)
        for (leaf, filler) in leaves {
            switch leaf {
            case .text(let text): runs.append(Inline(text, style))
            case .value(let path, let format): runs.append(Inline(filler.printed(path, format), style))
            case .styled(let inner, let content): runs += filler.runs(content, inner)
            case .fixed(let fixed): runs += fixed
            }
        }
        return runs
    }

    // MARK: Blocks

    func blocks(_ content: BlockContent) -> [Block] {
        leaves(content).flatMap { leaf, filler in filler.blocks(leaf) }
    }

    private func blocks(_ leaf: BlockLeaf) -> [Block] {
        switch leaf {
        case .heading(let level, let content): [.heading(level: level, inline(content))]
        case .paragraph(let content, let style): paragraph(inline(content), style)
        case .paragraphs(let path): paragraphs(path)
        case .list(let style, let items): list(style, items)
        case .fields(let fields): [.fields(leaves(fields).map { $1.field($0) })]
        case .table(let table): [.table(self.table(table))]
        case .note(let content): [.note(blocks(content))]
        case .logo(let logo): [.image(figure(logo))]
        case .signatureBoxes(let boxes): [.signatureBoxes(boxes.flatMap(self.boxes))]
        case .keepTogether(let content): [.keepTogether(blocks(content))]
        case .pageBreak: [.pageBreak]
        case .space(let points): [.space(points)]
        }
    }

    /// What stands above the title; `nil` when nothing of it is printed.
    func letterhead(_ content: HeaderContent) -> Letterhead? {
        var letterhead = Letterhead(logos: [], lines: [])
        for (leaf, filler) in leaves(content) {
            switch leaf {
            case .logo(let logo): letterhead.logos.append(figure(logo))
            case .line(let content): letterhead.lines.append(filler.inline(content))
            }
        }
        return letterhead.logos.isEmpty && letterhead.lines.isEmpty ? nil : letterhead
    }

    private func figure(_ logo: LogoLeaf) -> Figure {
        Figure(
            image: logo.image, width: logo.width, alignment: logo.alignment,
            alternativeText: logo.alternative.map { FrenchTypography.set($0) })
    }

    private func paragraph(_ runs: [Inline], _ style: ParagraphStyle) -> [Block] {
        runs.isEmpty ? [] : [.paragraph(runs, style)]
    }

    private func paragraphs(_ path: ValuePath) -> [Block] {
        printed(path, .standard).split(separator: "\n").flatMap { line in
            paragraph(FrenchTypography.set([Inline(String(line))]), .body)
        }
    }

    private func list(_ style: ListStyle, _ items: [TemplateNode<ItemLeaf>]) -> [Block] {
        let items = leaves(items).map { $1.paragraph($1.inline($0.content), .body) }.filter { !$0.isEmpty }
        return items.isEmpty ? [] : [.list(style, items: items)]
    }

    private func field(_ field: FieldLeaf) -> Field {
        Field(label: field.label, value: inline(field.content))
    }

    private func table(_ table: TableLeaf) -> Table {
        Table(
            caption: table.caption, header: table.columns.map { inline($0.content) },
            rows: leaves(table.rows).map { row, filler in row.cells.map(filler.inline) },
            columnWeights: table.columns.map(\.weight), firstColumnIsHeader: table.firstColumnIsHeader)
    }

    /// One box for each signatory in the box's role; none for a role in which nobody is asked.
    private func boxes(_ box: SignatureBoxLeaf) -> [SignatureBox] {
        source.data.signatories.filter { $0.role == box.role }.map { signatory in
            let filler = setting("signatory", to: ValueCatalogue.signatory.value(of: signatory))
            return SignatureBox(
                fieldName: signatory.fieldName, title: filler.text(box.title),
                expectedSignatory: filler.text(box.expected),
                placeholder: filler.text(box.placeholder), alternativeText: filler.text(box.alternative))
        }
    }
}

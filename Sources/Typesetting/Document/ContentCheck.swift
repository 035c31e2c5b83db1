/// Refuses what cannot be typeset, before anything is, with the place where it stands.
struct ContentCheck {
    let fonts: FontSet
    private var fieldNames: Set<String> = []
    private var lastLevel = 0
    /// How many lists and notes enclose the block that is checked.
    private var depth = 0

    init(fonts: FontSet) { self.fonts = fonts }

    mutating func check(_ content: DocumentContent) throws(TypesettingError) {
        guard !content.blocks.isEmpty else { throw .emptyDocument }
        guard !content.design.isPoster || content.footer.isEmpty && content.verification == nil else {
            throw .footerOnPoster
        }
        try checkMetadata(content.metadata)
        try checkDrawn(content.footer, faces: [.regular], place: "the footer")
        if let verification = content.verification { try check(verification) }
        try checkFiles(content.associatedFiles)
        if let letterhead = content.letterhead { try check(letterhead) }
        try check(content.blocks, place: "block")
    }

    private func checkMetadata(_ metadata: DocumentMetadata) throws(TypesettingError) {
        guard !metadata.title.isEmpty else { throw .emptyText(place: "the document's title") }
        guard !metadata.language.isEmpty else { throw .emptyText(place: "the document's language") }
        try checkStored(metadata.title, place: "the document's title")
        try checkStored(metadata.subject, place: "the document's subject")
        try checkStored(metadata.author, place: "the document's author")
        try checkStored(metadata.language, place: "the document's language")
    }

    private func check(_ verification: VerificationMark) throws(TypesettingError) {
        let (count, limit) = (verification.address.utf8.count, 150)
        guard (1...limit).contains(count) else { throw .badVerificationAddress(byteCount: count, limit: limit) }
        for text in [verification.printedText, verification.alternativeText] {
            guard !text.isEmpty else { throw .emptyText(place: "the verification mark") }
        }
        try checkStored(verification.address, place: "the verification mark")
        try checkDrawn(verification.printedText, faces: [.regular], place: "the verification mark")
        try checkStored(verification.alternativeText, place: "the verification mark")
    }

    private func checkFiles(_ files: [AssociatedFile]) throws(TypesettingError) {
        var names: Set<String> = []
        for (index, file) in files.enumerated() {
            let place = "associated file \(index + 1)"
            let isPlain = [file.name, file.mediaType].allSatisfy { text in
                !text.isEmpty && text.utf8.allSatisfy { (0x21..<0x7F).contains($0) }
            }
            guard isPlain, names.insert(file.name).inserted else { throw .badAssociatedFile(place: place) }
            try checkStored(file.description, place: place)
        }
    }

    private mutating func check(_ blocks: [Block], place: String) throws(TypesettingError) {
        for (index, block) in blocks.enumerated() { try check(block, place: "\(place) \(index + 1)") }
    }

    private mutating func check(_ block: Block, place: String) throws(TypesettingError) {
        switch block {
        case .heading(let level, let text): try checkHeading(level, text, place: place)
        case .paragraph(let text, _): try checkText(text, place: place)
        case .list(_, let items): try checkItems(items, place: place)
        case .table(let table): try checkTable(table, place: place)
        case .fields(let fields): try checkFields(fields, place: place)
        case .note(let blocks):
            depth += 1
            try check(blocks, place: "\(place), block")
            depth -= 1
        case .keepTogether(let blocks), .band(let blocks): try check(blocks, place: "\(place), block")
        case .image(let figure): try checkImage(figure, place: place)
        case .imageBeside(let figure, let paragraphs):
            try checkImage(figure, place: place)
            for paragraph in paragraphs { try checkText(paragraph, place: place) }
        case .signatureBoxes(let boxes): try checkBoxes(boxes, place: place)
        case .pageBreak: break
        case .space(let points): guard (0...600).contains(points) else { throw .badSpace(place: place) }
        }
    }

    private func check(_ letterhead: Letterhead) throws(TypesettingError) {
        for figure in letterhead.logos { try checkImage(figure, place: "the letterhead") }
        for (index, line) in letterhead.lines.enumerated() {
            for inline in line {
                try checkDrawn(inline.text, faces: [index == 0 ? .bold : inline.style], place: "the letterhead")
            }
        }
    }

    private func checkImage(_ figure: Figure, place: String) throws(TypesettingError) {
        guard (5...600).contains(figure.width) else { throw .badImageWidth(place: place) }
        guard let text = figure.alternativeText else { return }
        guard text.contains(where: { $0 != " " }) else { throw .emptyText(place: "\(place), alternative text") }
        try checkStored(text, place: "\(place), alternative text")
    }

    private mutating func checkItems(_ items: [[Block]], place: String) throws(TypesettingError) {
        guard !items.isEmpty else { throw .emptyText(place: place) }
        depth += 1
        for (index, item) in items.enumerated() {
            guard !item.isEmpty else { throw .emptyText(place: "\(place), item \(index + 1)") }
            try check(item, place: "\(place), item \(index + 1), block")
        }
        depth -= 1
    }

    private mutating func checkHeading(
        _ level: Int, _ text: [Inline], place: String
    ) throws(TypesettingError) {
        guard depth == 0 else { throw .headingInsideBlock(place: place) }
        let allowed = lastLevel == 0 ? 1...1 : 2...min(6, lastLevel + 1)
        guard allowed.contains(level) else {
            throw .headingLevel(found: level, allowed: allowed, place: place)
        }
        lastLevel = level
        guard text.contains(where: { $0.text.contains { $0 != " " } }) else { throw .emptyText(place: place) }
        for inline in text { try checkDrawn(inline.text, faces: [.bold], place: place) }
    }

    private func checkTable(_ table: Table, place: String) throws(TypesettingError) {
        let columns = table.header.count
        guard columns > 0, table.columnWeights.count == columns,
            table.columnWeights.allSatisfy({ $0.isFinite && $0 > 0 })
        else { throw .badColumnWeights(place: place) }
        if let caption = table.caption {
            guard !caption.isEmpty else { throw .emptyText(place: "\(place), caption") }
            try checkDrawn(caption, faces: [.bold], place: "\(place), caption")
        }
        for (index, row) in ([table.header] + table.rows).enumerated() {
            let rowPlace = index == 0 ? "\(place), header row" : "\(place), row \(index)"
            guard row.count == columns else {
                throw .unevenTable(place: rowPlace, expectedColumns: columns, foundColumns: row.count)
            }
            for (column, cell) in row.enumerated() {
                let isBold = index == 0 || column == 0 && table.firstColumnIsHeader
                let cellPlace = "\(rowPlace), column \(column + 1)"
                for inline in cell {
                    try checkDrawn(inline.text, faces: [isBold ? .bold : inline.style], place: cellPlace)
                }
            }
        }
    }

    private func checkFields(_ fields: [Field], place: String) throws(TypesettingError) {
        for (index, field) in fields.enumerated() {
            let fieldPlace = "\(place), field \(index + 1)"
            guard !field.label.isEmpty else { throw .emptyText(place: fieldPlace) }
            try checkDrawn(field.label, faces: [.regular], place: fieldPlace)
            try checkText(field.value, place: fieldPlace)
        }
    }

    private mutating func checkBoxes(_ boxes: [SignatureBox], place: String) throws(TypesettingError) {
        guard !boxes.isEmpty else { throw .emptyText(place: place) }
        for (index, box) in boxes.enumerated() {
            let boxPlace = "\(place), signature box \(index + 1)"
            guard isFieldName(box.fieldName) else { throw .badFieldName(place: boxPlace) }
            guard fieldNames.insert(box.fieldName).inserted else { throw .repeatedFieldName(place: boxPlace) }
            let texts = [box.title, box.expectedSignatory, box.placeholder, box.alternativeText]
            guard texts.allSatisfy({ !$0.isEmpty }) else { throw .emptyText(place: boxPlace) }
            // The signature that takes the place of the placeholder may use either face.
            for text in texts.dropLast() { try checkDrawn(text, faces: [.regular, .bold], place: boxPlace) }
            try checkStored(box.alternativeText, place: boxPlace)
        }
    }

    private func checkText(_ text: [Inline], place: String) throws(TypesettingError) {
        for inline in text { try checkDrawn(inline.text, faces: [inline.style], place: place) }
    }

    /// Text that is drawn: every character is allowed and every face has it.
    private func checkDrawn(
        _ text: String, faces: [Inline.Style], place: String
    ) throws(TypesettingError) {
        for style in faces {
            let face = fonts[style]
            if let scalar = face.firstUncovered(in: text) {
                if isForbidden(scalar) { throw .forbiddenCharacter(scalar, place: place) }
                throw .missingGlyph(scalar, face: style, place: place)
            }
        }
    }

    /// Text that is only stored, such as an alternative text.
    private func checkStored(_ text: String, place: String) throws(TypesettingError) {
        for scalar in text.unicodeScalars where isForbidden(scalar) {
            throw .forbiddenCharacter(scalar, place: place)
        }
    }
}

/// Source: ISO 32000-1 §12.7.3.2: a period separates the names of parents and kids.
private func isFieldName(_ name: String) -> Bool {
    !name.isEmpty
        && name.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
            default: false
            }
        }
}

/// Follows the chain of cross-reference sections from the end of the file to its beginning.
///
/// Source: ISO 32000-1 §7.5.4 to §7.5.6.
struct CrossReferenceReader {
    private struct Section {
        let offset: Int
        let entries: [Int: Revision.Entry]
        let trailer: PDFDictionary
        /// Behind the line end of this section's `%%EOF`.
        let end: Int
        let hasComments: Bool
    }

    let bytes: [UInt8]
    let limits: PDFLimits
    let mayGoOn: @Sendable () -> Bool

    /// The revisions, oldest first.
    func readRevisions() throws(PDFReadError) -> [Revision] {
        var sections: [Section] = []
        var entryCount = 0
        var next: Int? = try lastCrossReferenceOffset()
        while let offset = next {
            guard sections.count < limits.revisionCount else {
                throw PDFReadError(
                    .limitExceeded, found: "more than \(limits.revisionCount) revisions", expected: "fewer revisions")
            }
            // Strictly decreasing offsets also rule out a chain that runs in a circle.
            guard sections.last.map({ offset < $0.offset }) ?? true else {
                throw PDFReadError(
                    .noCrossReference, at: offset, found: "a /Prev that leads forward", expected: "an earlier section")
            }
            try PDFDocument.check(mayGoOn)
            let section = try readSection(at: offset)
            entryCount += section.entries.count
            guard entryCount <= limits.entryCount else {
                throw PDFReadError(
                    .limitExceeded, at: offset, found: "tables of more than \(limits.entryCount) objects",
                    expected: "fewer objects")
            }
            sections.append(section)
            next = try previousOffset(section.trailer)
        }
        return try revisions(sections.reversed())
    }

    private func revisions(_ sections: [Section]) throws(PDFReadError) -> [Revision] {
        var revisions: [Revision] = []
        var start = 0
        for (index, section) in sections.enumerated() {
            guard section.offset >= start else {
                throw PDFReadError(
                    .noCrossReference, at: section.offset, found: "a section inside an earlier revision",
                    expected: "each section in the bytes its revision appended")
            }
            revisions.append(
                Revision(
                    index: index, range: start..<section.end, crossReferenceOffset: section.offset,
                    entries: section.entries, trailer: section.trailer, hasComments: section.hasComments))
            start = section.end
        }
        return revisions
    }

    private func previousOffset(_ trailer: PDFDictionary) throws(PDFReadError) -> Int? {
        switch trailer["Prev"] {
        case nil: return nil
        case .integer(let value): return value
        default:
            throw PDFReadError(
                .noCrossReference, found: "a /Prev that is no direct integer", expected: "an offset in bytes")
        }
    }

    /// The number after the last `startxref`, looked for in the last 1,024 bytes.
    private func lastCrossReferenceOffset() throws(PDFReadError) -> Int {
        let marker = Array("startxref".utf8)
        var position = bytes.count - marker.count
        let lowest = max(0, bytes.count - 1024)
        while position >= lowest {
            if bytes[position] == marker[0], bytes[position..<position + marker.count].elementsEqual(marker) {
                var lexer = PDFLexer(bytes, at: position + marker.count)
                return try lexer.readInteger()
            }
            position -= 1
        }
        throw PDFReadError(
            .noCrossReference, found: "no 'startxref' in the last 1,024 bytes", expected: "the end of a PDF file")
    }

    private func readSection(at offset: Int) throws(PDFReadError) -> Section {
        var lexer = PDFLexer(bytes, at: offset, depthLimit: limits.nestingDepth)
        guard offset >= 0, offset < bytes.count, lexer.take(keyword: "xref") else {
            throw missingTable(at: offset)
        }
        let entries = try readTable(&lexer)
        lexer.skipWhiteSpaceAndComments()
        let trailer = try lexer.readDictionary().dictionary
        if trailer["Encrypt"] != nil {
            throw PDFReadError(.encrypted, found: "an encrypted document", expected: "one without a password")
        }
        if trailer["XRefStm"] != nil {
            throw PDFReadError(
                .unsupported, at: offset, found: "a hybrid-reference file", expected: "one kind of cross-reference")
        }
        lexer.skipWhiteSpaceAndComments()
        try lexer.expect(keyword: "startxref")
        let stated = try lexer.readInteger()
        guard stated == offset else {
            throw PDFReadError(
                .noCrossReference, at: offset, found: "startxref \(stated)", expected: "startxref \(offset)")
        }
        return Section(
            offset: offset, entries: entries, trailer: trailer, end: try readEndOfFile(&lexer),
            hasComments: lexer.hasSkippedComment)
    }

    private func missingTable(at offset: Int) -> PDFReadError {
        var lexer = PDFLexer(bytes, at: offset)
        if (0..<bytes.count).contains(offset), (try? lexer.readInteger()) != nil, (try? lexer.readInteger()) != nil {
            return PDFReadError(
                .unsupported, at: offset, found: "a cross-reference stream",
                expected: "a classical cross-reference table")
        }
        return PDFReadError(.noCrossReference, at: offset, found: "something else", expected: "'xref'")
    }

    /// Moves behind `%%EOF` and one line end.
    private func readEndOfFile(_ lexer: inout PDFLexer) throws(PDFReadError) -> Int {
        lexer.skipWhiteSpace()
        let marker = Array("%%EOF".utf8)
        guard lexer.position + marker.count <= bytes.count,
            bytes[lexer.position..<lexer.position + marker.count].elementsEqual(marker)
        else { throw lexer.failure(expected: "'%%EOF'") }
        lexer.advance(marker.count)
        if lexer.current == 0x0D { lexer.advance() }
        if lexer.current == 0x0A { lexer.advance() }
        return lexer.position
    }

    private func readTable(_ lexer: inout PDFLexer) throws(PDFReadError) -> [Int: Revision.Entry] {
        var entries: [Int: Revision.Entry] = [:]
        while true {
            lexer.skipWhiteSpaceAndComments()
            if lexer.take(keyword: "trailer") { return entries }
            let first = try lexer.readInteger()
            let count = try lexer.readInteger()
            guard first >= 0, count >= 0, entries.count + count <= limits.objectCountPerRevision else {
                throw PDFReadError(
                    .limitExceeded, at: lexer.position, found: "a table of \(count) objects",
                    expected: "at most \(limits.objectCountPerRevision)")
            }
            lexer.skipWhiteSpace()
            for number in first..<first + count {
                let entry = try readEntry(&lexer)
                guard number > 0 else {
                    try requireFree(entry, at: lexer.position)
                    continue
                }
                guard entries.updateValue(entry, forKey: number) == nil else {
                    throw PDFReadError(
                        .badSyntax, at: lexer.position, found: "object \(number) twice in one table",
                        expected: "each object once")
                }
            }
        }
    }

    /// Object 0 is the head of the list of free objects and nothing else.
    private func requireFree(_ entry: Revision.Entry, at position: Int) throws(PDFReadError) {
        if case .free = entry { return }
        throw PDFReadError(.badSyntax, at: position, found: "object 0 in use", expected: "object 0 free")
    }

    /// One line of exactly 20 bytes, `0000000017 00000 n` and two bytes of line end.
    private func readEntry(_ lexer: inout PDFLexer) throws(PDFReadError) -> Revision.Entry {
        let start = lexer.position
        guard start + 20 <= lexer.end else { throw lexer.failure(expected: "a cross-reference entry of 20 bytes") }
        let line = Array(bytes[start..<start + 20])
        guard let offset = decimal(line[0..<10]), let generation = decimal(line[11..<16]),
            line[10] == 0x20, line[16] == 0x20, isLineEnd(line[18], line[19])
        else { throw lexer.failure(expected: "a cross-reference entry of 20 bytes") }
        lexer.advance(20)
        switch line[17] {
        case UInt8(ascii: "n"): return .inUse(byteOffset: offset, generation: generation)
        case UInt8(ascii: "f"): return .free(generation: generation)
        default: throw PDFReadError(.badSyntax, at: start + 17, found: "another letter", expected: "'n' or 'f'")
        }
    }

    private func decimal(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for byte in digits {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }

    private func isLineEnd(_ first: UInt8, _ second: UInt8) -> Bool {
        (first == 0x20 && (second == 0x0A || second == 0x0D)) || (first == 0x0D && second == 0x0A)
    }
}

/// Reads one cross-reference section, of whatever form, with the end of file marker behind it.
struct CrossReferenceSectionReader {
    /// How much white space may stand between the place that is named and the section.
    static let whiteSpaceLimit = 32

    let bytes: [UInt8]
    let limits: PDFLimits

    /// - Parameter place: What `startxref` or `/Prev` says.
    func read(at place: Int) throws(PDFReadError) -> CrossReferenceSection {
        guard place >= 0, place < bytes.count else { throw missingSection(at: place) }
        var lexer = PDFLexer(bytes, at: place, depthLimit: limits.nestingDepth)
        lexer.skipWhiteSpace(atMost: Self.whiteSpaceLimit)
        let offset = lexer.position
        var section = lexer.take(keyword: "xref") ? try readTable(at: offset, &lexer) : try readStream(&lexer)
        if offset > place { section.irregularities.insert(.offsetBeforeSection) }
        (section.endOfMarker, section.end) = (lexer.position, lexer.position)
        lexer.skipWhiteSpaceAndComments()
        if !lexer.take(keyword: "startxref") {
            guard section.form == .stream else { throw lexer.failure(expected: "'startxref'") }
            return section
        }
        section.stated = try lexer.readInteger()
        (section.endOfMarker, section.end) = try readEndOfFile(&lexer)
        section.hasComments = section.hasComments || lexer.hasSkippedComment
        return section
    }

    private func missingSection(at offset: Int) -> PDFReadError {
        PDFReadError(
            .noCrossReference, at: offset, found: "something else", expected: "'xref' or a cross-reference stream")
    }

    /// Moves behind `%%EOF` and one line end.
    private func readEndOfFile(_ lexer: inout PDFLexer) throws(PDFReadError) -> (marker: Int, end: Int) {
        lexer.skipWhiteSpace()
        let marker = Array("%%EOF".utf8)
        guard lexer.position + marker.count <= bytes.count,
            bytes[lexer.position..<lexer.position + marker.count].elementsEqual(marker)
        else { throw lexer.failure(expected: "'%%EOF'") }
        lexer.advance(marker.count)
        let end = lexer.position
        if lexer.current == 0x0D { lexer.advance() }
        if lexer.current == 0x0A { lexer.advance() }
        return (end, lexer.position)
    }

    private func refuseEncryption(_ trailer: PDFDictionary) throws(PDFReadError) {
        guard trailer["Encrypt"] == nil else {
            throw PDFReadError(.encrypted, found: "an encrypted document", expected: "one without a password")
        }
    }

    // MARK: Streams

    private func readStream(_ lexer: inout PDFLexer) throws(PDFReadError) -> CrossReferenceSection {
        let offset = lexer.position
        let (stream, object) = try crossReferenceStream(at: offset)
        lexer.advance(object.range.count)
        var section = CrossReferenceSection(
            offset: offset, form: .stream, entries: stream.entries, trailer: stream.trailer,
            lineCount: stream.rowCount)
        section.hasComments = object.hasComments
        section.decodedByteCount = stream.decodedByteCount
        section.streamNumbers = [stream.reference.number]
        section.isPlain = stream.isPlain && endsPlainly(object)
        if stream.isTooLong { section.irregularities.insert(.streamTooLong) }
        return section
    }

    /// Whether nothing stands between a stream's data and the offset behind `startxref` but what our writer puts there.
    private func endsPlainly(_ object: IndirectObject) -> Bool {
        guard let data = object.object.streamValue?.encodedBytes else { return false }
        return bytes[data.endIndex...].starts(with: Self.streamEnd)
    }

    private static let streamEnd = Array("\nendstream\nendobj\nstartxref\n".utf8)

    /// - Throws: ``PDFReadError`` also when its `/Length` is given by reference: that could be looked up only with the
    ///   table that is being read.
    private func crossReferenceStream(
        at offset: Int
    ) throws(PDFReadError) -> (stream: CrossReferenceStream, object: IndirectObject) {
        var lexer = PDFLexer(
            bytes, at: offset, end: offset + limits.objectByteCount, depthLimit: limits.nestingDepth)
        var ahead = lexer
        guard (try? ahead.readInteger()) != nil, (try? ahead.readInteger()) != nil else {
            throw missingSection(at: offset)
        }
        let object = try lexer.readIndirectObject(dataEnd: bytes.count) { _ throws(PDFReadError) in
            throw PDFReadError(
                .badSyntax, at: offset, found: "a cross-reference stream whose /Length is a reference",
                expected: "a direct number")
        }
        if let dictionary = object.object.streamValue?.dictionary { try refuseEncryption(dictionary) }
        return (try CrossReferenceStream(object, limits: limits), object)
    }

    // MARK: Tables

    private func readTable(
        at offset: Int, _ lexer: inout PDFLexer
    ) throws(PDFReadError) -> CrossReferenceSection {
        var irregularities: Set<CrossReference.Irregularity> = []
        let entries = try readEntries(&lexer, &irregularities)
        lexer.skipWhiteSpaceAndComments()
        let trailer = try lexer.readDictionary().dictionary
        try refuseEncryption(trailer)
        var section = CrossReferenceSection(
            offset: offset, form: .table, entries: entries, trailer: trailer, lineCount: entries.count)
        section.irregularities = irregularities
        if let place = trailer["XRefStm"] {
            guard let place = place.integerValue, place >= 0, place < offset else {
                throw PDFReadError(
                    .noCrossReference, at: offset, found: "an /XRefStm that leads nowhere",
                    expected: "the offset of a stream in front of the table")
            }
            section.add(hidden: try crossReferenceStream(at: place).stream)
        }
        return section
    }

    private func readEntries(
        _ lexer: inout PDFLexer, _ irregularities: inout Set<CrossReference.Irregularity>
    ) throws(PDFReadError) -> ObjectTable {
        var entries = ObjectTable()
        while true {
            lexer.skipWhiteSpaceAndComments()
            if lexer.take(keyword: "trailer") {
                try finish(&entries, at: lexer.position)
                return entries
            }
            let first = try lexer.readInteger()
            let count = try lexer.readInteger()
            guard first >= 0, count >= 0, entries.count + count <= limits.objectCountPerRevision else {
                throw PDFReadError(
                    .limitExceeded, at: lexer.position, found: "a table of \(count) objects",
                    expected: "at most \(limits.objectCountPerRevision)")
            }
            lexer.skipWhiteSpace()
            // No more than there are bytes for: what a table promises costs no memory.
            if entries.isEmpty { entries.reserveCapacity(min(count, (lexer.end - lexer.position) / 18)) }
            for number in first..<first + count {
                let entry = try readEntry(&lexer, &irregularities)
                guard number > 0 else {
                    try requireFree(entry, at: lexer.position)
                    continue
                }
                entries.append(entry, for: number)
            }
        }
    }

    /// One line of exactly 20 bytes, `0000000017 00000 n` and two bytes of line end; or, irregularly, the same numbers
    /// with other white space.
    private func readEntry(
        _ lexer: inout PDFLexer, _ irregularities: inout Set<CrossReference.Irregularity>
    ) throws(PDFReadError) -> Revision.Entry {
        let start = lexer.position
        if let entry = standardEntry(at: start, end: lexer.end) {
            lexer.advance(20)
            return entry
        }
        irregularities.insert(.lineOfOtherLength)
        let offset = try lexer.readInteger()
        let generation = try lexer.readInteger()
        lexer.skipWhiteSpace()
        guard offset >= 0, (0...65_535).contains(generation) else {
            throw PDFReadError(
                .badSyntax, at: start, found: "other numbers", expected: "a cross-reference entry of 20 bytes")
        }
        let isInUse = lexer.take(keyword: "n")
        if !isInUse { try lexer.expect(keyword: "f") }
        lexer.skipWhiteSpace(atMost: 3)
        return isInUse ? .inUse(byteOffset: offset, generation: generation) : .free(generation: generation)
    }

    private func standardEntry(at start: Int, end: Int) -> Revision.Entry? {
        guard start + 20 <= end else { return nil }
        let line = bytes.span.extracting(start..<start + 20)
        guard line[10] == 0x20, line[16] == 0x20, isLineEnd(line[18], line[19]),
            let offset = decimal(line.extracting(0..<10)), let generation = decimal(line.extracting(11..<16))
        else { return nil }
        switch line[17] {
        case UInt8(ascii: "n"): return .inUse(byteOffset: offset, generation: generation)
        case UInt8(ascii: "f"): return .free(generation: generation)
        default: return nil
        }
    }

    /// At most ten digits, and nothing else.
    @inline(__always)
    private func decimal(_ digits: Span<UInt8>) -> Int? {
        var (value, areDigits) = (0, true)
        for index in digits.indices {
            let digit = digits[index] &- 0x30
            areDigits = areDigits && digit < 10
            value = value &* 10 &+ Int(digit)
        }
        return areDigits ? value : nil
    }

    private func isLineEnd(_ first: UInt8, _ second: UInt8) -> Bool {
        (first == 0x20 && (second == 0x0A || second == 0x0D)) || (first == 0x0D && second == 0x0A)
    }
}

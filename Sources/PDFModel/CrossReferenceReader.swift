/// Follows the chain of cross-reference sections from the end of the file to its beginning.
///
/// Source: ISO 32000-1 §7.5.4 to §7.5.8, annex F.
struct CrossReferenceReader {
    let bytes: [UInt8]
    let limits: PDFLimits
    let mayGoOn: @Sendable () -> Bool

    /// What was read and decoded so far, of all sections.
    private struct Cost {
        var lineCount = 0
        var decodedByteCount = 0
    }

    /// The revisions, oldest first, and how many bytes were decoded to read them.
    func readRevisions() throws(PDFReadError) -> (revisions: [Revision], decodedByteCount: Int) {
        var chain: [CrossReferenceSection] = []
        var cost = Cost()
        var next: Int? = try lastCrossReferenceOffset()
        while let offset = next {
            guard chain.count < limits.revisionCount else {
                throw PDFReadError(
                    .limitExceeded, found: "more than \(limits.revisionCount) revisions", expected: "fewer revisions")
            }
            try PDFDocument.check(mayGoOn)
            // Offsets that only decrease also rule out a chain that runs in a circle.
            let isForward = chain.last.map { offset >= $0.offset } ?? false
            guard !isForward || isLinearized() else { throw leadsForward(at: offset) }
            let section = try CrossReferenceSectionReader(bytes: bytes, limits: limits).read(at: offset)
            try add(section, to: &cost)
            if isForward, let first = chain.popLast() {
                return (try revisions(chain.reversed(), linearized: (first, section)), cost.decodedByteCount)
            }
            chain.append(section)
            next = try previousOffset(section)
        }
        return (try revisions(chain.reversed(), linearized: nil), cost.decodedByteCount)
    }

    private func add(_ section: CrossReferenceSection, to cost: inout Cost) throws(PDFReadError) {
        cost.lineCount += section.lineCount
        cost.decodedByteCount += section.decodedByteCount
        guard cost.lineCount <= limits.entryCount else {
            throw PDFReadError(
                .limitExceeded, at: section.offset, found: "cross-references of more than \(limits.entryCount) objects",
                expected: "fewer objects")
        }
        guard cost.decodedByteCount <= limits.totalInflatedByteCount else {
            throw PDFReadError(
                .limitExceeded, at: section.offset,
                found: "cross-reference streams of more than \(limits.totalInflatedByteCount) bytes",
                expected: "fewer compressed data")
        }
    }

    private func leadsForward(at offset: Int) -> PDFReadError {
        PDFReadError(.noCrossReference, at: offset, found: "a /Prev that leads forward", expected: "an earlier section")
    }

    private func revisions(
        _ sections: [CrossReferenceSection],
        linearized parts: (first: CrossReferenceSection, main: CrossReferenceSection)?
    ) throws(PDFReadError) -> [Revision] {
        var revisions: [Revision] = []
        if let parts { revisions.append(try linearizedRevision(parts.first, parts.main)) }
        for section in sections {
            let start = revisions.last?.range.upperBound ?? 0
            guard section.offset >= start else {
                throw PDFReadError(
                    .noCrossReference, at: section.offset, found: "a section inside an earlier revision",
                    expected: "each section in the bytes its revision appended")
            }
            try check(stated: section.stated, for: section.offset)
            revisions.append(revision(behind: revisions, start: start, [section]))
        }
        return revisions
    }

    /// The two sections of a linearized file describe one save: the first for the first page, in front of everything,
    /// the main one for the rest, at the end.
    ///
    /// Source: ISO 32000-1 annex F.3.
    private func linearizedRevision(
        _ first: CrossReferenceSection, _ main: CrossReferenceSection
    ) throws(PDFReadError) -> Revision {
        guard main.previous == nil, main.offset >= first.end else { throw leadsForward(at: main.offset) }
        guard first.stated == nil || first.stated == 0 else { throw misplaced(stated: first.stated, for: first.offset) }
        try check(stated: main.stated, for: first.offset)
        return revision(behind: [], start: 0, [first, main])
    }

    /// - Parameter sections: One, or the two of a linearized file, of which the first has the trailer that counts.
    private func revision(
        behind earlier: [Revision], start: Int, _ sections: [CrossReferenceSection]
    ) -> Revision {
        let (first, last) = (sections[0], sections[sections.count - 1])
        var entries = last.entries
        if sections.count > 1 { entries = entries.overridden(by: first.entries) }
        var trailer = first.trailer
        if sections.count > 1 { trailer["Prev"] = nil }
        var irregularities = first.irregularities.union(last.irregularities)
        if let size = trailer["Size"]?.integerValue, (entries.largestNumber ?? 0) >= size {
            irregularities.insert(.numberBeyondSize)
        }
        let forms = Set(sections.map(\.form))
        let crossReference = CrossReference(
            form: forms.contains(.hybrid) ? .hybrid : forms.contains(.stream) ? .stream : .table,
            offset: first.offset, sections: sections.map { $0.offset..<$0.end }, isLinearized: sections.count > 1,
            irregularities: irregularities, streamNumbers: first.streamNumbers.union(last.streamNumbers),
            hiddenObjects: first.hiddenObjects.union(last.hiddenObjects), tableEntries: Self.tableEntries(sections),
            isMixed: forms.contains(.stream) && forms.count > 1,
            isPlain: sections.allSatisfy { $0.isPlain && Self.hasNextNumber($0, behind: earlier) })
        return Revision(
            index: earlier.count, range: start..<last.end, endOfMarker: last.endOfMarker,
            crossReference: crossReference,
            entries: entries, trailer: trailer, hasComments: first.hasComments || last.hasComments)
    }

    /// Whether a stream behind others has the number that ours has: the next one behind all that are used or counted.
    private static func hasNextNumber(_ section: CrossReferenceSection, behind earlier: [Revision]) -> Bool {
        guard let last = earlier.last, let number = section.streamNumbers.first else { return true }
        let own = section.entries.largestNumber(besides: number) ?? 0
        let used = earlier.reduce(own) { max($0, $1.entries.largestNumber ?? 0) }
        return number == max(last.trailer["Size"]?.integerValue ?? 0, used + 1)
    }

    /// What readers of tables alone see, where others see more; of a linearized file, in either of its sections.
    private static func tableEntries(_ sections: [CrossReferenceSection]) -> ObjectTable? {
        guard sections.contains(where: { $0.form == .hybrid }) else { return nil }
        return sections.reversed().reduce(ObjectTable()) { table, section in
            section.form == .stream ? table : table.overridden(by: section.tableEntries ?? section.entries)
        }
    }

    private func previousOffset(_ section: CrossReferenceSection) throws(PDFReadError) -> Int? {
        switch section.previous {
        case nil: return nil
        case .integer(let value): return value
        default:
            throw PDFReadError(
                .noCrossReference, found: "a /Prev that is no direct integer", expected: "an offset in bytes")
        }
    }

    /// The number behind `startxref` names the section, or white space right in front of it.
    private func check(stated: Int?, for offset: Int) throws(PDFReadError) {
        guard let stated, stated <= offset, stated >= 0,
            offset - stated <= CrossReferenceSectionReader.whiteSpaceLimit,
            bytes[stated..<offset].allSatisfy(isWhiteSpace)
        else { throw misplaced(stated: stated, for: offset) }
    }

    private func misplaced(stated: Int?, for offset: Int) -> PDFReadError {
        let found = stated.map { "startxref \($0)" } ?? "no startxref"
        return PDFReadError(.noCrossReference, at: offset, found: found, expected: "startxref \(offset)")
    }

    /// Whether the file's first object says that the file is linearized.
    ///
    /// Source: ISO 32000-1 annex F.3.3: within the first 1,024 bytes.
    private func isLinearized() -> Bool {
        var lexer = PDFLexer(bytes, at: 0, end: 1024, depthLimit: limits.nestingDepth)
        guard (try? lexer.readInteger()) != nil, (try? lexer.readInteger()) != nil else { return false }
        lexer.skipWhiteSpaceAndComments()
        guard lexer.take(keyword: "obj") else { return false }
        lexer.skipWhiteSpaceAndComments()
        return (try? lexer.readDictionary())?.dictionary["Linearized"] != nil
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
}

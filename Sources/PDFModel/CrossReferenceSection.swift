/// One cross-reference section as it stands in the file, with its trailer and the end of file marker behind it.
///
/// Source: ISO 32000-1 §7.5.4, §7.5.5, §7.5.8.
struct CrossReferenceSection {
    let offset: Int
    var form: CrossReference.Form
    /// What a reader sees that knows tables and streams.
    var entries: ObjectTable
    var trailer: PDFDictionary
    var irregularities: Set<CrossReference.Irregularity> = []
    var hasComments = false
    var streamNumbers: Set<Int> = []
    var hiddenObjects: Set<Int> = []
    /// Whether it is a table, or a stream that says no more than a table could, in the way that Seing writes it.
    var isPlain = true
    var tableEntries: ObjectTable?
    /// Lines of its table and rows of its stream, whether they say anything new or not.
    var lineCount: Int
    /// What was decoded for it, in bytes.
    var decodedByteCount = 0
    /// The number behind its `startxref`; `nil` when there is none, which is right only in the first section of a
    /// linearized file.
    var stated: Int?
    /// Behind the last letter of its `%%EOF`.
    var endOfMarker = 0
    /// Behind the line end of its `%%EOF`.
    var end = 0

    var previous: PDFObject? { trailer["Prev"] }

    /// Puts the stream beside a table, to which the table's trailer refers.
    ///
    /// The table's objects in use come first; what it declares free or does not name, the stream may define.
    ///
    /// Source: ISO 32000-1 §7.5.8.4.
    mutating func add(hidden stream: CrossReferenceStream) {
        tableEntries = entries
        form = .hybrid
        lineCount += stream.rowCount
        decodedByteCount += stream.decodedByteCount
        streamNumbers.insert(stream.reference.number)
        if stream.isTooLong { irregularities.insert(.streamTooLong) }
        var hidden = ObjectTable()
        func hide(_ number: Int, _ entry: Revision.Entry) {
            hidden.append(entry, for: number)
            hiddenObjects.insert(number)
        }
        for (number, entry) in stream.entries {
            guard let listed = entries[number] else {
                if case .free = entry { continue }
                hide(number, entry)
                continue
            }
            switch (listed, entry) {
            case (.free, .free): continue
            case (.free, _): hide(number, entry)
            default: if listed != entry { hiddenObjects.insert(number) }
            }
        }
        entries = entries.overridden(by: hidden)
    }
}

/// - Throws: ``PDFReadError`` when an object stands twice.
func finish(_ entries: inout ObjectTable, at position: Int) throws(PDFReadError) {
    do throws(ObjectTable.Repetition) { try entries.finish() } catch {
        throw PDFReadError(
            .badSyntax, at: position, found: "object \(error.number) twice in one cross-reference section",
            expected: "each object once")
    }
}

/// Object 0 is the head of the list of free objects and nothing else.
func requireFree(_ entry: Revision.Entry, at position: Int) throws(PDFReadError) {
    if case .free = entry { return }
    throw PDFReadError(.badSyntax, at: position, found: "object 0 in use", expected: "object 0 free")
}

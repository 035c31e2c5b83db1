/// Writes a cross-reference section, its trailer and the end of the file.
///
/// Source: ISO 32000-1 §7.5.4, §7.5.5, §7.5.8.
struct CrossReferenceWriter {
    private typealias Entry = (reference: PDFReference, offset: Int)

    private let form: CrossReference.Form
    private var entries: [Entry] = []
    private var hasFreeListHead = false

    /// - Parameter form: A table or a stream; the form of the section before, when there is one.
    init(_ form: CrossReference.Form) {
        precondition(form != .hybrid, "what some readers do not see is never written")
        self.form = form
    }

    /// Adds object 0, which every first section of a file begins with.
    mutating func appendFreeListHead() { hasFreeListHead = true }

    mutating func append(_ reference: PDFReference, offset: Int) { entries.append((reference, offset)) }

    /// - Parameters:
    ///   - trailer: Its `/Size` counts what was appended; a stream, which takes the next number, counts itself.
    ///   - base: Offset in the file of the first byte of `output`.
    func write(to output: inout PDFSerializer, trailer: PDFDictionary, base: Int = 0) {
        write(to: &output, trailer: trailer, base: base) { _ in }
    }

    /// Writes the same with an `/ID` of two equal halves whose bytes are zero.
    ///
    /// - Returns: Where in `output` the hexadecimal digits of each half begin.
    func write(to output: inout PDFSerializer, trailer: PDFDictionary, identifierByteCount: Int) -> [Int] {
        var places: [Int] = []
        write(to: &output, trailer: trailer, base: 0) { output in
            output.append("/ID[")
            for _ in 0..<2 {
                output.append(hexadecimal: [UInt8](repeating: 0, count: identifierByteCount))
                places.append(output.bytes.count - 2 * identifierByteCount - 1)
            }
            output.append("]")
        }
        return places
    }

    /// - Parameter more: Writes what else the trailer holds.
    private func write(
        to output: inout PDFSerializer, trailer: PDFDictionary, base: Int, more: (inout PDFSerializer) -> Void
    ) {
        let start = base + output.bytes.count
        let entries = entries.sorted { $0.reference.number < $1.reference.number }
        switch form {
        case .table, .hybrid:
            writeTable(entries, to: &output)
            output.append("trailer\n<<")
            output.append(entries: trailer)
            more(&output)
            output.append(">>")
        case .stream: writeStream(entries, at: start, to: &output, trailer: trailer, more: more)
        }
        output.append("\nstartxref\n")
        output.append(start)
        output.append("\n%%EOF\n")
    }
}

// MARK: Tables

extension CrossReferenceWriter {
    private func writeTable(_ entries: [Entry], to output: inout PDFSerializer) {
        output.append("xref\n")
        var next = 0
        if hasFreeListHead {
            // Object 0 and what follows it are one subsection.
            next = Self.endOfRun(in: entries, at: 0, following: 1)
            Self.writeHead(of: 0, count: next + 1, to: &output)
            output.append("0000000000 65535 f \n")
            for entry in entries[..<next] { Self.write(entry, to: &output) }
        }
        while next < entries.count {
            let end = Self.endOfRun(in: entries, at: next, following: entries[next].reference.number)
            Self.writeHead(of: entries[next].reference.number, count: end - next, to: &output)
            for entry in entries[next..<end] { Self.write(entry, to: &output) }
            next = end
        }
    }

    /// Where consecutive object numbers, which one subsection of the table holds, come to their end.
    private static func endOfRun(in entries: [Entry], at start: Int, following number: Int) -> Int {
        var end = start
        while end < entries.count, entries[end].reference.number == number + end - start { end += 1 }
        return end
    }

    private static func writeHead(of first: Int, count: Int, to output: inout PDFSerializer) {
        output.append(first)
        output.append(" ")
        output.append(count)
        output.append("\n")
    }

    /// Twenty bytes.
    private static func write(_ entry: Entry, to output: inout PDFSerializer) {
        output.append(entry.offset, width: 10)
        output.append(" ")
        output.append(entry.reference.generation, width: 5)
        output.append(" n \n")
    }
}

// MARK: Streams

extension CrossReferenceWriter {
    /// Below this, naming the filter takes what it gains.
    private static let plainByteCount = 200

    /// The stream is the last object and lists itself.
    private func writeStream(
        _ entries: [Entry], at start: Int, to output: inout PDFSerializer, trailer: PDFDictionary,
        more: (inout PDFSerializer) -> Void
    ) {
        guard let number = trailer["Size"]?.integerValue else { preconditionFailure("a trailer counts the objects") }
        var rows = CrossReferenceRows(hasFreeListHead: hasFreeListHead, reservingCapacity: entries.count + 2)
        for (reference, offset) in entries {
            rows.append(.inUse(byteOffset: offset, generation: reference.generation), for: reference.number)
        }
        rows.append(.inUse(byteOffset: start, generation: 0), for: number)
        var dictionary: PDFDictionary = ["Type": .name("XRef"), "W": .array(rows.widths.map(PDFObject.integer))]
        if rows.runs != [0, number + 1] { dictionary["Index"] = .array(rows.runs.map(PDFObject.integer)) }
        var data = rows.data
        if data.count > Self.plainByteCount {
            dictionary["Filter"] = .name("FlateDecode")
            dictionary["DecodeParms"] = .dictionary(rows.predictor)
            data = Flate.deflate(Predictor.up(data, columns: rows.byteCount), .low)
        }
        dictionary["Length"] = .integer(data.count)
        var trailer = trailer
        trailer["Size"] = .integer(number + 1)
        output.append(PDFReference(number: number))
        output.append(" obj\n<<")
        output.append(entries: dictionary)
        output.append(entries: trailer)
        more(&output)
        output.append(">>\nstream\n")
        output.append(bytes: data)
        output.append("\nendstream\nendobj")
    }
}

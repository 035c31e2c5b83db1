/// Writes a classical cross-reference section, its trailer and the end of the file.
///
/// Source: ISO 32000-1 §7.5.4, §7.5.5.
struct CrossReferenceTableWriter {
    private typealias Entry = (reference: PDFReference, offset: Int)

    private var entries: [Entry] = []
    private var hasFreeListHead = false

    /// Adds object 0, which every first section of a file begins with.
    mutating func appendFreeListHead() { hasFreeListHead = true }

    mutating func append(_ reference: PDFReference, offset: Int) { entries.append((reference, offset)) }

    /// - Parameter base: Offset in the file of the first byte of `output`.
    func write(to output: inout PDFSerializer, trailer: PDFDictionary, base: Int = 0) {
        let start = base + output.bytes.count
        writeTable(to: &output)
        output.append("trailer\n")
        output.append(.dictionary(trailer))
        writeEnd(to: &output, start: start)
    }

    /// Writes the same with an `/ID` of two equal halves whose bytes are zero.
    ///
    /// - Returns: Where in `output` the hexadecimal digits of each half begin.
    func write(to output: inout PDFSerializer, trailer: PDFDictionary, identifierByteCount: Int) -> [Int] {
        let start = output.bytes.count
        writeTable(to: &output)
        output.append("trailer\n<<")
        output.append(entries: trailer)
        output.append("/ID[")
        let places = [0, 1].map { _ in
            output.append(hexadecimal: [UInt8](repeating: 0, count: identifierByteCount))
            return output.bytes.count - 2 * identifierByteCount - 1
        }
        output.append("]>>")
        writeEnd(to: &output, start: start)
        return places
    }

    private func writeEnd(to output: inout PDFSerializer, start: Int) {
        output.append("\nstartxref\n")
        output.append(start)
        output.append("\n%%EOF\n")
    }

    private func writeTable(to output: inout PDFSerializer) {
        output.append("xref\n")
        let entries = entries.sorted { $0.reference.number < $1.reference.number }
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

/// Writes a classical cross-reference section, its trailer and the end of the file.
///
/// Source: ISO 32000-1 §7.5.4, §7.5.5.
struct CrossReferenceTableWriter {
    private var entries: [(reference: PDFReference, offset: Int)] = []
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
        for (key, value) in trailer {
            output.append(.name(key))
            output.append(" ")
            output.append(value)
        }
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
        output.append(integer: start)
        output.append("\n%%EOF\n")
    }

    /// Runs of consecutive object numbers are the subsections of the table.
    private func writeTable(to output: inout PDFSerializer) {
        output.append("xref\n")
        let sorted = entries.sorted { $0.reference.number < $1.reference.number }
        var start = 0
        if hasFreeListHead {
            while start < sorted.count, sorted[start].reference.number == start + 1 { start += 1 }
            output.append("0 \(start + 1)\n0000000000 65535 f \n")
            for entry in sorted[..<start] { write(entry, to: &output) }
        }
        while start < sorted.count {
            let first = sorted[start].reference.number
            var end = start
            while end < sorted.count, sorted[end].reference.number == first + end - start { end += 1 }
            output.append("\(first) \(end - start)\n")
            for entry in sorted[start..<end] { write(entry, to: &output) }
            start = end
        }
    }

    private func write(_ entry: (reference: PDFReference, offset: Int), to output: inout PDFSerializer) {
        output.append(integer: entry.offset, width: 10)
        output.append(" ")
        output.append(integer: entry.reference.generation, width: 5)
        output.append(" n \n")
    }
}

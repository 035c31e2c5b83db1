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
        output.append("xref\n")
        for run in runs() {
            output.append("\(run.first) \(run.lines.count)\n")
            for line in run.lines { output.append(line) }
        }
        output.append("trailer\n")
        output.append(.dictionary(trailer))
        output.append("\nstartxref\n\(start)\n%%EOF\n")
    }

    /// Runs of consecutive object numbers, as the subsections of the table.
    private func runs() -> [(first: Int, lines: [String])] {
        var runs: [(first: Int, lines: [String])] = []
        if hasFreeListHead { runs.append((0, ["0000000000 65535 f \n"])) }
        for entry in entries.sorted(by: { $0.reference.number < $1.reference.number }) {
            let line = "\(padded(entry.offset, 10)) \(padded(entry.reference.generation, 5)) n \n"
            if let last = runs.last, last.first + last.lines.count == entry.reference.number {
                runs[runs.count - 1].lines.append(line)
            } else {
                runs.append((entry.reference.number, [line]))
            }
        }
        return runs
    }
}

private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

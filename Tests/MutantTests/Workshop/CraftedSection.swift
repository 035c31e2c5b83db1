@testable import PDFModel

/// A cross-reference section with its trailer and the end of the file, written without any rule: what is asked for is written.
struct CraftedSection {
    /// What a cross-reference stream has besides.
    struct Stream {
        /// The first number that is not used unless set.
        var number: Int?
        /// Changes the rows, each an object number and three fields; that of the stream itself is among them.
        var alterRows: (inout [[Int]]) -> Void = { _ in }
        /// The widths of the fields; the least that hold all numbers unless set.
        var widths: [Int]?
        /// `/Index`, given the numbers of the rows.
        var index: ([Int]) -> [Int] = CraftedSection.runs
        /// Filter and parameters as text, and what is done to the data, given how many bytes a row has.
        var filter: (_ rowByteCount: Int) -> String = { _ in "" }
        var encode: ([UInt8], _ rowByteCount: Int) -> [UInt8] = { data, _ in data }
        /// The value of `/Length`, given the right one.
        var length: (Int) -> String = { String($0) }
    }

    var form: CrossReference.Form
    var entries: [(number: Int, entry: Revision.Entry)] = []
    var hasFreeListHead = false
    var trailer: PDFDictionary
    /// More entries of the trailer, as text.
    var trailerText = ""
    /// Stands behind a table, or in front of a stream's dictionary.
    var beforeTrailer = ""
    var beforeStartxref = ""
    /// The number after `startxref`, given where the section is.
    var startxref: (Int) -> String = { String($0) }
    /// Lines of a table in place of those that the entries need.
    var table: String?
    /// Of the trailer; enough for all entries unless set.
    var size: Int?
    var stream = Stream()

    /// - Parameter start: Where in the file it is to stand.
    func bytes(at start: Int) throws -> [UInt8] {
        let section = form == .stream ? try streamBytes(at: start) : tableBytes()
        return section + Array("\(beforeStartxref)startxref\n\(startxref(start))\n%%EOF\n".utf8)
    }

    private var largestNumber: Int { entries.map(\.number).max() ?? 0 }

    /// The trailer with a size that counts at least so many objects.
    private func trailerEntries(size: Int) -> [UInt8] {
        var trailer = trailer
        trailer["Size"] = .integer(self.size ?? max(trailer["Size"]?.integerValue ?? 0, size))
        return serialized(.dictionary(trailer)).dropFirst(2).dropLast(2) + Array(trailerText.utf8)
    }

    private func tableBytes() -> [UInt8] {
        let lines = entries.sorted { $0.number < $1.number }.map { "\($0.number) 1\n\(Self.line($0.entry))" }.joined()
        let head = hasFreeListHead ? "0 1\n\(CraftedRevision.line(0, 65_535, "f"))" : ""
        return Array("xref\n\(table ?? head + lines)\(beforeTrailer)trailer\n<<".utf8)
            + trailerEntries(size: largestNumber + 1)
            + Array(">>\n".utf8)
    }

    private static func line(_ entry: Revision.Entry) -> String {
        switch entry {
        case .inUse(let offset, let generation): CraftedRevision.line(offset, generation, "n")
        case .free(let generation): CraftedRevision.line(0, generation, "f")
        case .compressed: ""
        }
    }

    private func streamBytes(at start: Int) throws -> [UInt8] {
        let known = (trailer["Size"]?.integerValue).map { trailer["Prev"] == nil ? 0 : $0 } ?? 0
        let number = stream.number ?? max(known, largestNumber + 1)
        var rows = entries.map { Self.row($0.number, $0.entry) } + [[number, 1, start, 0]]
        if hasFreeListHead { rows.append([0, 0, 0, 65_535]) }
        rows.sort { $0[0] < $1[0] }
        stream.alterRows(&rows)
        let widths = stream.widths ?? (1...3).map { field in Self.width(rows.map { $0[field] }.max() ?? 0) }
        let rowByteCount = widths.reduce(0, +)
        let data = stream.encode(rows.flatMap { Self.bytes($0.dropFirst(), widths) }, rowByteCount)
        let index = stream.index(rows.map { $0[0] }).map(String.init).joined(separator: " ")
        let head =
            "\(number) 0 obj\n\(beforeTrailer)<</Type/XRef/W[\(widths.map(String.init).joined(separator: " "))]"
            + "/Index[\(index)]\(stream.filter(rowByteCount))/Length \(stream.length(data.count))"
        return Array(head.utf8) + trailerEntries(size: max(number, largestNumber) + 1) + Array(">>\nstream\n".utf8)
            + data
            + Array("\nendstream\nendobj\n".utf8)
    }

    private static func row(_ number: Int, _ entry: Revision.Entry) -> [Int] {
        switch entry {
        case .free(let generation): [number, 0, 0, generation]
        case .inUse(let offset, let generation): [number, 1, offset, generation]
        case .compressed(let container, let index): [number, 2, container, index]
        }
    }

    private static func width(_ largest: Int) -> Int {
        var width = 1
        while largest >> (8 * width) > 0 { width += 1 }
        return width
    }

    private static func bytes(_ fields: ArraySlice<Int>, _ widths: [Int]) -> [UInt8] {
        zip(fields, widths).flatMap { field, width in
            (0..<width).reversed().map { UInt8(truncatingIfNeeded: field >> (8 * $0)) }
        }
    }

    /// First number and count of each run of consecutive numbers.
    static func runs(_ numbers: [Int]) -> [Int] {
        numbers.reduce(into: []) { runs, number in
            if runs.count >= 2, runs[runs.count - 2] + runs[runs.count - 1] == number {
                runs[runs.count - 1] += 1
            } else {
                runs += [number, 1]
            }
        }
    }
}

extension Workshop {
    /// Revision 0 with a cross-reference section made as told, unsigned.
    ///
    /// - Parameters:
    ///   - form: Of the document that is altered.
    ///   - text: What stands between the objects and the section.
    func base(
        _ form: CrossReference.Form = .stream, before text: String = "",
        _ alter: (inout CraftedSection) throws -> Void
    ) throws -> [UInt8] {
        let base = form == .stream ? base : try withTables(after: 0)
        let revision = try PDFDocument(bytes: base).revisions[0]
        var section = CraftedSection(form: form, hasFreeListHead: true, trailer: revision.trailer)
        section.entries = revision.entries.filter { !revision.crossReference.streamNumbers.contains($0.key) }
            .map { ($0.key, $0.value) }
        section.trailer["Size"] = nil
        try alter(&section)
        let start = base[..<revision.crossReferenceOffset] + Array(text.utf8)
        return start + (try section.bytes(at: start.count))
    }

    /// ``finishedWithTables`` as it was after so many signatures.
    func withTables(after count: Int) throws -> [UInt8] {
        let revisions = try PDFDocument(bytes: finishedWithTables).revisions
        return Array(finishedWithTables[..<revisions[count].range.upperBound])
    }
}

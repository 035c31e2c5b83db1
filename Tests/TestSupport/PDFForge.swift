import PDFModel

/// Writes PDF files in the forms that other programs write, and in forms that nobody should.
///
/// Objects are given as their text, so that a test shows the bytes it is about. Nothing is checked.
package struct PDFForge {
    package enum Form: Sendable { case table, stream, hybrid }

    /// How a revision is written; every deviation that a test needs has its place here.
    package struct Style {
        package var form = Form.table
        /// Filter of object streams and cross-reference streams, as entries of their dictionaries.
        package var filter = ""
        package var encode: ([UInt8], _ rowByteCount: Int) -> [UInt8] = { data, _ in data }
        package var widths = [1, 4, 2]
        /// More entries of object streams.
        package var objectStreamText = ""
        /// More entries of the trailer.
        package var trailerText = ""
        /// What ends a line of a table, two bytes in a proper one.
        package var tableLineEnd = " \n"
        /// Added to the number behind `startxref`.
        package var startxrefShift = 0
        package var end = "\n%%EOF\n"
        package var alterRows: ([[Int]]) -> [[Int]] = { $0 }
        package init() {}
    }

    package var output: [UInt8]
    private var previous: Int?
    private var size = 1
    private var root = 1

    /// Begins a file.
    package init(header: String = "%PDF-1.7\n%\u{80}\u{80}\n") { output = Array(header.utf8) }

    /// Goes on with a file.
    package init(on bytes: [UInt8]) throws {
        output = bytes
        let last = try PDFDocument(bytes: bytes).lastRevision
        previous = last.crossReferenceOffset
        size = last.trailer["Size"]?.integerValue ?? 1
        root = last.trailer["Root"]?.referenceValue?.number ?? 1
    }

    /// A whole file of one revision.
    package static func bytes(
        _ objects: [Int: String], compressed: [Int: String] = [:], _ alter: (inout Style) -> Void = { _ in }
    ) -> [UInt8] {
        var forge = PDFForge()
        forge.appendRevision(objects, compressed: compressed, alter)
        return forge.output
    }

    /// The text of a stream object.
    package static func stream(_ dictionary: String, _ data: [UInt8]) -> [UInt8] {
        Array("<<\(dictionary)/Length \(data.count)>>\nstream\n".utf8) + data + Array("\nendstream".utf8)
    }

    /// - Parameter compressed: Objects that are put into one object stream; in a hybrid revision, the hidden ones.
    package mutating func appendRevision(
        _ objects: [Int: String], compressed: [Int: String] = [:], _ alter: (inout Style) -> Void = { _ in }
    ) {
        appendRevision(bytes: objects.mapValues { Array($0.utf8) }, compressed: compressed, alter)
    }

    package mutating func appendRevision(
        bytes objects: [Int: [UInt8]], compressed: [Int: String] = [:], _ alter: (inout Style) -> Void = { _ in }
    ) {
        var style = Style()
        alter(&style)
        var rows: [[Int]] = previous == nil ? [[0, 0, 0, 65_535]] : []
        size = max(size, (objects.keys.max() ?? 0) + 1, (compressed.keys.max() ?? 0) + 1)
        for (number, body) in objects.sorted(by: { $0.key < $1.key }) {
            rows.append([number, 1, output.count, 0])
            append(number, body)
        }
        var hidden: [[Int]] = []
        if !compressed.isEmpty {
            let container = size
            size += 1
            hidden.append([container, 1, output.count, 0])
            append(container, objectStream(compressed, style))
            for (index, number) in compressed.keys.sorted().enumerated() {
                hidden.append([number, 2, container, index])
            }
        }
        appendSections(rows, hidden, style)
    }

    private mutating func append(_ number: Int, _ body: [UInt8]) {
        output += Array("\(number) 0 obj\n".utf8) + body + Array("\nendobj\n".utf8)
    }

    private func objectStream(_ objects: [Int: String], _ style: Style) -> [UInt8] {
        var (header, content) = ("", "")
        for (number, body) in objects.sorted(by: { $0.key < $1.key }) {
            header += "\(number) \(content.utf8.count) "
            content += body + "\n"
        }
        let data = style.encode(Array((header + content).utf8), 1)
        let entries =
            "/Type/ObjStm/N \(objects.count)/First \(header.utf8.count)\(style.filter)\(style.objectStreamText)"
        return Self.stream(entries.replacing("COLUMNS", with: "1"), data)
    }

    private mutating func appendSections(_ rows: [[Int]], _ hidden: [[Int]], _ style: Style) {
        var trailer = "/Root \(root) 0 R" + (previous.map { "/Prev \($0)" } ?? "") + style.trailerText
        var start = output.count
        switch style.form {
        case .table: appendTable(rows, trailer, style)
        case .stream: appendCrossReferenceStream(rows + hidden, trailer, style)
        case .hybrid:
            appendCrossReferenceStream(hidden, "", style)
            trailer += "/XRefStm \(start)"
            start = output.count
            appendTable(rows + hidden.map { [$0[0], 0, 0, 0] }, trailer, style)
        }
        output += Array("startxref\n\(start + style.startxrefShift)\(style.end)".utf8)
        previous = start
    }

    private mutating func appendTable(_ rows: [[Int]], _ trailer: String, _ style: Style) {
        output += Array("xref\n".utf8)
        for row in style.alterRows(rows).sorted(by: { $0[0] < $1[0] }) {
            let line = "\(padded(row[2], 10)) \(padded(row[3], 5)) \(row[1] == 0 ? "f" : "n")\(style.tableLineEnd)"
            output += Array("\(row[0]) 1\n\(line)".utf8)
        }
        output += Array("trailer\n<</Size \(size)\(trailer)>>\n".utf8)
    }

    private mutating func appendCrossReferenceStream(_ rows: [[Int]], _ trailer: String, _ style: Style) {
        let number = size
        size += 1
        let all = style.alterRows((rows + [[number, 1, output.count, 0]]).sorted { $0[0] < $1[0] })
        var data: [UInt8] = []
        for row in all {
            for (index, width) in style.widths.enumerated() {
                for byte in 0..<max(0, width) where index < 3 {
                    let shift = 8 * (width - 1 - byte)
                    data.append(shift < 63 ? UInt8(truncatingIfNeeded: row[index + 1] >> shift) : 0)
                }
            }
        }
        let width = style.widths.reduce(0, +)
        let index = all.map { "\($0[0]) 1" }.joined(separator: " ")
        let text =
            "/Type/XRef/Size \(size)/W[\(style.widths.map(String.init).joined(separator: " "))]/Index[\(index)]"
            + style.filter.replacing("COLUMNS", with: String(width)) + trailer
        append(number, Self.stream(text, style.encode(data, width)))
    }

    private func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

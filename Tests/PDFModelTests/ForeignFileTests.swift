import Foundation
import PDFModel
import TestSupport
import Testing
import ToolSupport

/// Files that other programs wrote, and files by hand that other programs read: everybody sees the same objects.
@Suite("A file of another program")
struct ForeignFileTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    /// Objects of every kind, and two pages.
    private static let objects: [Int: String] = [
        1: "<</Type/Catalog/Pages 2 0 R/Lang(fr)/Other 7 0 R>>", 2: "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>",
        3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595.5 842]/Contents 5 0 R/Resources<<>>>>",
        4: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents[6 0 R 5 0 R]/Resources<<>>>>",
        5: "<</Length 12>>\nstream\n0 0 9 9 re f\nendstream",
        6: "<</Length 8 0 R>>\nstream\n1 0 0 RG\nendstream",
        7: "[null true -17 +4 .25 (a\\(b\\)\\n\\101) <48656C6C6F> /A#42 <</K[/V]/N 3>>]", 8: "8",
    ]

    @Test(arguments: [
        [], ["--object-streams=generate"], ["--linearize"], ["--linearize", "--object-streams=generate"], ["--qdf"],
        ["--qdf", "--object-streams=generate"], ["--object-streams=generate", "--stream-data=uncompress"],
        ["--newline-before-endstream"],
    ])
    func `as qpdf writes it has the objects that qpdf sees`(options: [String]) throws {
        let source = try directory.write("source.pdf", PDFForge.bytes(Self.objects))
        let written = directory.file("written.pdf")
        #expect(try Command.run("qpdf", options + [source, written]).succeeded)
        try expectSameObjects(written)
        let document = try PDFDocument(bytes: directory.read("written.pdf"))
        #expect(document.revisions.count == 1)
        let crossReference = document.lastRevision.crossReference
        #expect(crossReference.isLinearized == options.contains("--linearize"))
        #expect(crossReference.form == (options.contains("--object-streams=generate") ? .stream : .table))
        #expect(document.lastRevision.range == 0..<document.bytes.count)
        #expect(crossReference.irregularities.isEmpty)
    }

    @Test func `is encrypted, and refused in words`() throws {
        let source = try directory.write("source.pdf", PDFForge.bytes(Self.objects))
        for streams in ["generate", "disable"] {
            let written = directory.file("written.pdf")
            let arguments = ["--encrypt", "", "owner", "256", "--", "--object-streams=\(streams)", source, written]
            #expect(try Command.run("qpdf", arguments).succeeded)
            #expect(code { try PDFDocument(bytes: directory.read("written.pdf")) } == .encrypted)
        }
    }

    @Test(arguments: [PDFForge.Form.table, .stream, .hybrid], ["", "flate", "png", "lines"])
    func `may be by hand: qpdf sees the same objects`(form: PDFForge.Form, style: String) throws {
        var forge = PDFForge()
        let hidden = form == .table ? [:] : Self.objects.filter { [7, 8].contains($0.key) }
        forge.appendRevision(Self.objects.filter { hidden[$0.key] == nil }, compressed: hidden) {
            choose(form, style, &$0)
        }
        forge.appendRevision([3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Rotate 90>>"]) {
            choose(form, style, &$0)
        }
        try expectSameObjects(try directory.write("forged.pdf", forge.output), mayWarn: style == "lines")
    }

    private func choose(_ form: PDFForge.Form, _ style: String, _ result: inout PDFForge.Style) {
        result.form = form
        switch style {
        case "flate":
            result.filter = "/Filter/FlateDecode"
            result.encode = { data, _ in Flate.deflate(data) }
        case "png":
            result.filter = "/Filter[/FlateDecode]/DecodeParms[<</Predictor 12/Columns COLUMNS>>]"
            result.encode = { data, width in Flate.deflate(pngUp(data, width)) }
        case "lines": result.tableLineEnd = "\n"
        default: break
        }
    }

    /// Filters as other programs undo them.
    @Test func `has its filters undone as qpdf does`() throws {
        let lzw: [UInt8] = [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01]
        let rows: [UInt8] = [0, 10, 20, 30, 1, 1, 2, 3, 2, 5, 5, 5, 3, 10, 0, 0, 4, 1, 2, 250]
        let png = "/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 3>>"
        let tiff = "/Filter/FlateDecode/DecodeParms<</Predictor 2/Columns 5/Colors 2>>"
        let chain = "/Filter[/ASCIIHexDecode/LZWDecode]/DecodeParms[null<</EarlyChange 1>>]"
        var objects: [Int: [UInt8]] = Self.objects.mapValues { Array($0.utf8) }
        objects[10] = PDFForge.stream("/Filter/LZWDecode", lzw)
        objects[11] = PDFForge.stream(png, Flate.deflate(rows))
        objects[12] = PDFForge.stream(tiff, Flate.deflate(Array(0..<20)))
        objects[13] = PDFForge.stream("/Filter/ASCII85Decode", Array("87cURD]i,\"Ebo80~>".utf8))
        objects[14] = PDFForge.stream("/Filter/RunLengthDecode", [2, 1, 2, 3, 254, 9, 128])
        objects[15] = PDFForge.stream(chain, Array("800B6050220C0C8501>".utf8))
        var forge = PDFForge()
        forge.appendRevision(bytes: objects)
        try expectSameObjects(try directory.write("filters.pdf", forge.output))
    }

    @Test(arguments: [PDFForge.Form.table, .stream])
    func `as pyHanko appends to it is read as pyHanko reads it`(form: PDFForge.Form) throws {
        let hidden = form == .table ? [:] : Self.objects.filter { [7, 8].contains($0.key) }
        let bytes = PDFForge.bytes(Self.objects.filter { hidden[$0.key] == nil }, compressed: hidden) { $0.form = form }
        let source = try directory.write("source.pdf", bytes)
        let written = directory.file("written.pdf")
        let script = PythonTool.script("read-pdf-with-pyhanko.py")
        let appended = try Command.run(try PythonTool.interpreter().path, script, "append", source, written)
        #expect(appended.succeeded, "\(appended.output)")
        let document = try PDFDocument(bytes: directory.read("written.pdf"))
        #expect(document.revisions.count == 2)
        #expect(document.lastRevision.crossReference.form == (form == .table ? .table : .stream))
        #expect(document.revisions[0].range == 0..<bytes.count)
        try expectSameObjects(written)
        try expectSameReading(written)
    }

    @Test(arguments: [PDFForge.Form.table, .stream, .hybrid])
    func `may be by hand: pyHanko sees the same pages`(form: PDFForge.Form) throws {
        let hidden = form == .table ? [:] : Self.objects.filter { [7, 8].contains($0.key) }
        let bytes = PDFForge.bytes(Self.objects.filter { hidden[$0.key] == nil }, compressed: hidden) { $0.form = form }
        try expectSameReading(try directory.write("forged.pdf", bytes))
    }

    /// Keys of the catalog, number of pages and their contents, as pyHanko reads them and as we do.
    private func expectSameReading(_ path: String) throws {
        let script = PythonTool.script("read-pdf-with-pyhanko.py")
        let read = try Command.run(try PythonTool.interpreter().path, script, "read", path)
        #expect(read.succeeded, "\(read.output)")
        let theirs = try JSONDecoder().decode(Reading.self, from: Data(read.output.utf8))
        let document = try PDFDocument(bytes: Array(try Data(contentsOf: URL(filePath: path))))
        #expect(try Reading(document) == theirs)
    }

    private func expectSameObjects(_ path: String, mayWarn: Bool = false) throws {
        let arguments = [
            "--json=2", "--json-key=qpdf", "--json-stream-data=inline", "--decode-level=generalized", path,
        ]
        let result = try Command.run("qpdf", arguments)
        #expect(result.status == 0 || (mayWarn && result.status == 3), "\(result.output)")
        let theirs = try QPDFObjects(result.output)
        let document = try PDFDocument(bytes: Array(try Data(contentsOf: URL(filePath: path))))
        let last = document.lastRevision.index
        #expect(theirs.objects.count >= 7)
        for (reference, value) in theirs.objects {
            let ours = try document.indirectObject(reference, asOf: last).object
            if let difference = QPDFObjects.difference(ours, value) {
                Issue.record("object \(reference): \(difference)")
            }
        }
    }
}

/// What pyHanko and we say of a file.
private struct Reading: Codable, Equatable {
    var catalog: [String]
    var pages: [String]

    init(_ document: PDFDocument) throws {
        let last = document.lastRevision.index
        let root = try document.catalog(asOf: last)
        catalog = root.keys.map(\.rawValue).sorted()
        pages = []
        let kids = try document.array(document.dictionary(root["Pages"], asOf: last)?["Kids"], asOf: last)
        for kid in kids ?? [] {
            let contents = try document.resolve(document.dictionary(kid, asOf: last)?["Contents"], asOf: last)
            var data: [UInt8] = []
            for part in contents.arrayValue ?? [contents] {
                let stream = try document.resolve(part, asOf: last).streamValue
                data += try stream.map { try document.decode($0, limit: 1 << 20) } ?? []
            }
            pages.append(
                data.map { String($0, radix: 16).count == 1 ? "0" + String($0, radix: 16) : String($0, radix: 16) }
                    .joined())
        }
    }
}

/// The objects of qpdf's JSON, version 2.
private struct QPDFObjects {
    var objects: [PDFReference: Any] = [:]

    struct Malformed: Error {}

    init(_ text: String) throws {
        // Warnings stand behind the JSON.
        let json = text[
            ..<(text.range(of: "\n}\n").map { text.index(after: text.index(after: $0.lowerBound)) } ?? text.endIndex)]
        let top = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        guard let parts = top?["qpdf"] as? [[String: Any]], parts.count == 2 else { throw Malformed() }
        for (key, value) in parts[1] where key.hasPrefix("obj:") {
            let numbers = key.dropFirst(4).split(separator: " ").compactMap { Int($0) }
            objects[PDFReference(number: numbers[0], generation: numbers[1])] = value
        }
    }

    /// What differs between our object and theirs; `nil` when nothing does.
    static func difference(_ ours: PDFObject, _ theirs: Any) -> String? {
        guard let entry = theirs as? [String: Any] else { return "no object" }
        if let stream = entry["stream"] as? [String: Any] { return streamDifference(ours, stream) }
        return isSame(ours, entry["value"] ?? NSNull()) ? nil : "\(ours) is not \(entry)"
    }

    private static func streamDifference(_ ours: PDFObject, _ theirs: [String: Any]) -> String? {
        guard let stream = ours.streamValue, let dictionary = theirs["dict"] as? [String: Any],
            let data = (theirs["data"] as? String).flatMap({ Data(base64Encoded: $0) })
        else { return "no stream" }
        var rest = stream.dictionary
        if dictionary["/Filter"] == nil { rest["Filter"] = nil }
        if dictionary["/DecodeParms"] == nil { rest["DecodeParms"] = nil }
        guard isSame(.dictionary(rest), dictionary) else { return "\(rest) is not \(dictionary)" }
        let decoded = dictionary["/Filter"] == nil ? try? stream.decoded(limit: 1 << 20) : stream.data
        return decoded == Array(data) ? nil : "\(decoded ?? []) is not \(Array(data))"
    }

    private static func isSame(_ ours: PDFObject, _ theirs: Any) -> Bool {
        switch ours {
        case .null: theirs is NSNull
        case .boolean(let value): theirs as? Bool == value
        case .integer(let value): theirs as? Int == value
        case .real(let value): (theirs as? Double).map { abs($0 - value) < 1e-9 } ?? false
        case .name(let name): theirs as? String == "/" + name.rawValue
        case .reference(let reference): theirs as? String == reference.description
        case .string(let bytes): isSame(bytes, theirs as? String ?? "")
        case .array(let elements):
            (theirs as? [Any]).map { $0.count == elements.count && zip(elements, $0).allSatisfy(isSame) } ?? false
        case .dictionary(let dictionary):
            (theirs as? [String: Any]).map { others in
                others.count == dictionary.count
                    && dictionary.allSatisfy { isSame($0.value, others["/" + $0.key.rawValue] ?? NSNull()) }
            } ?? false
        case .stream: false
        }
    }

    /// `u:` and text, or `b:` and hexadecimal digits.
    private static func isSame(_ ours: [UInt8], _ theirs: String) -> Bool {
        if theirs.hasPrefix("u:") { return Array(theirs.dropFirst(2).utf8) == ours }
        return theirs == "b:" + ours.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

/// Rows with the difference from the row above.
private func pngUp(_ data: [UInt8], _ width: Int) -> [UInt8] {
    var output: [UInt8] = []
    for start in stride(from: 0, to: data.count, by: width) {
        output.append(2)
        for index in start..<start + width { output.append(data[index] &- (index >= width ? data[index - width] : 0)) }
    }
    return output
}

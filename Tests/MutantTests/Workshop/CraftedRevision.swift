import TestSupport

@testable import PDFModel

/// The bytes of one more revision, written without any rule: what is asked for is written, be it PDF or not.
struct CraftedRevision {
    struct Object {
        var number: Int
        var generation = 0
        /// What stands between `obj` and `endobj`.
        var body: [UInt8]

        init(_ number: Int, generation: Int = 0, _ object: PDFObject) {
            self.init(number, generation: generation, body: serialized(object))
        }

        init(_ number: Int, generation: Int = 0, body: [UInt8]) {
            self.number = number
            self.generation = generation
            self.body = body
        }
    }

    /// The document that the revision is appended to.
    let document: PDFDocument
    var objects: [Object] = []
    /// Object numbers that the table declares free.
    var freed: [Int] = []
    /// Further lines of the table: number and offset.
    var pointers: [(number: Int, offset: Int)] = []
    /// Lines of the table in place of those that the objects need.
    var table: String?
    var trailer: PDFDictionary
    /// More entries of the trailer, as text.
    var trailerText = ""
    var beforeObjects = ""
    var afterFirstObject = ""
    var beforeTable = ""
    var beforeTrailer = ""
    var beforeStartxref = ""
    /// The number after `startxref`, given where the table is.
    var startxref: (Int) -> String = { String($0) }

    init(on bytes: [UInt8]) throws {
        document = try PDFDocument(bytes: bytes)
        let previous = document.lastRevision
        trailer = previous.trailer
        trailer["Prev"] = .integer(previous.crossReferenceOffset)
    }

    /// The number of a new object, counted from the first that is not used yet.
    func newNumber(_ index: Int = 0) throws -> Int {
        try (document.lastRevision.trailer["Size"]?.integerValue).orThrow("no size") + index
    }

    /// The newest state of an object.
    func object(_ number: Int) throws -> PDFObject {
        try document.indirectObject(PDFReference(number: number), asOf: document.lastRevision.index).object
    }

    /// The whole file.
    func bytes() throws -> [UInt8] {
        var output = document.bytes + Array(beforeObjects.utf8)
        var offsets: [(number: Int, generation: Int, offset: Int)] = []
        for (index, object) in objects.enumerated() {
            offsets.append((object.number, object.generation, output.count))
            output += Array("\(object.number) \(object.generation) obj\n".utf8) + object.body + Array("\nendobj\n".utf8)
            if index == 0 { output += Array(afterFirstObject.utf8) }
        }
        output += Array(beforeTable.utf8)
        let start = output.count
        let entries = offsets + pointers.map { ($0.number, 0, $0.offset) }
        var trailer = trailer
        let size = trailer["Size"]?.integerValue ?? 0
        trailer["Size"] = .integer(max(size, (entries.map(\.number).max() ?? 0) + 1))
        output += Array("xref\n".utf8) + Array((table ?? lines(entries)).utf8) + Array(beforeTrailer.utf8)
        output +=
            Array("trailer\n".utf8) + serialized(.dictionary(trailer)).dropLast(2) + Array("\(trailerText)>>\n".utf8)
        return output + Array("\(beforeStartxref)startxref\n\(startxref(start))\n%%EOF\n".utf8)
    }

    private func lines(_ entries: [(number: Int, generation: Int, offset: Int)]) -> String {
        let used = entries.map { (number: $0.number, line: Self.line($0.offset, $0.generation, "n")) }
        let free = freed.map { (number: $0, line: Self.line(0, 1, "f")) }
        return (used + free).sorted { $0.number < $1.number }.map { "\($0.number) 1\n\($0.line)" }.joined()
    }

    static func line(_ offset: Int, _ generation: Int, _ letter: String) -> String {
        padded(offset, 10) + " " + padded(generation, 5) + " \(letter) \n"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

func serialized(_ object: PDFObject) -> [UInt8] {
    var serializer = PDFSerializer()
    serializer.append(object)
    return serializer.bytes
}

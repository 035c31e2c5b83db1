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
    /// Object numbers that are declared free.
    var freed: [Int] = []
    /// Further entries: number and offset.
    var pointers: [(number: Int, offset: Int)] = []
    /// In the form of the section before unless told otherwise.
    var section: CraftedSection
    var beforeObjects = ""
    var afterFirstObject = ""
    var beforeTable = ""
    var trailer: PDFDictionary {
        get { section.trailer }
        set { section.trailer = newValue }
    }

    init(on bytes: [UInt8]) throws {
        document = try PDFDocument(bytes: bytes)
        let previous = document.lastRevision
        section = CraftedSection(form: previous.crossReference.form, trailer: previous.trailer)
        section.trailer["Prev"] = .integer(previous.crossReferenceOffset)
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
        var section = section
        section.entries += offsets.map { ($0.number, .inUse(byteOffset: $0.offset, generation: $0.generation)) }
        section.entries += pointers.map { ($0.number, .inUse(byteOffset: $0.offset, generation: 0)) }
        section.entries += freed.map { ($0, .free(generation: 1)) }
        return output + (try section.bytes(at: output.count))
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

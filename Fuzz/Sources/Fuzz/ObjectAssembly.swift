@testable import PDFModel

/// Makes a PDF of objects that the input gives as text.
///
/// Offsets are written here, so that an input that moved everything by a byte is still read to its end.
struct ObjectAssembly {
    private static let numberLimit = 10_000

    private let objects: [UInt8]
    /// Where each object begins in the input; the first of a number counts.
    private var offsets: [Int: Int] = [:]

    /// - Parameter objects: Each begins on a line of its own, as `12 0 obj`.
    init(_ objects: [UInt8]) {
        self.objects = objects
        var start = 0
        while start < objects.count {
            if let number = Self.number(in: objects, at: start), offsets[number] == nil { offsets[number] = start }
            start = (objects[start...].firstIndex(of: 0x0A) ?? objects.count) + 1
        }
    }

    private static func number(in objects: [UInt8], at start: Int) -> Int? {
        guard (0x31...0x39).contains(objects[start]) else { return nil }
        var lexer = PDFLexer(objects, at: start, end: min(objects.count, start + 20))
        guard let number = try? lexer.readInteger(), (1..<numberLimit).contains(number),
            (try? lexer.readInteger()) == 0
        else { return nil }
        lexer.skipWhiteSpace()
        return lexer.take(keyword: "obj") ? number : nil
    }

    /// A file of nothing else; object 1 is the catalog.
    var document: [UInt8] {
        bytes(behind: Array("%PDF-1.7\n".utf8), .stream, trailer: ["Root": .reference(PDFReference(number: 1))])
    }

    /// Another document with these objects as its next revision.
    func update(of document: PDFDocument) -> [UInt8] {
        let previous = document.lastRevision
        var trailer = previous.trailer
        trailer["Prev"] = .integer(previous.crossReferenceOffset)
        return bytes(behind: document.bytes, previous.crossReference.form, trailer: trailer)
    }

    private func bytes(behind start: [UInt8], _ form: CrossReference.Form, trailer: PDFDictionary) -> [UInt8] {
        var output = PDFSerializer()
        output.append(bytes: start)
        output.append(bytes: objects)
        output.append("\n")
        var table = CrossReferenceWriter(form)
        if trailer["Prev"] == nil { table.appendFreeListHead() }
        for (number, offset) in offsets {
            table.append(PDFReference(number: number), offset: start.count + offset)
        }
        var trailer = trailer
        let known = trailer["Size"]?.integerValue ?? 0
        trailer["Size"] = .integer(max(known, (offsets.keys.max() ?? 0) + 1))
        table.write(to: &output, trailer: trailer)
        return output.bytes
    }
}

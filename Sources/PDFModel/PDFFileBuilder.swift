/// Collects the objects of a new file and writes revision 0.
///
/// ```swift
/// var file = PDFFileBuilder()
/// let pages = file.reserve()
/// let catalog = file.add(.dictionary(["Type": .name("Catalog"), "Pages": .reference(pages)]))
/// file.set(.dictionary([...]), at: pages)
/// let bytes = file.serialize(root: catalog, info: nil, identifier: digest)
/// ```
///
/// Every object stands in the file itself, in the order of their numbers, and none in an object stream: whoever checks a file
/// sees each where it is. A cross-reference stream behind them says where; it is a tenth of the classical table.
public struct PDFFileBuilder: Sendable {
    private enum Body {
        case object(PDFObject)
        /// A part of `texts`.
        case text(Range<Int>)
    }

    private var objects: [Body?] = []
    private var texts = PDFSerializer(style: .compact)
    private let form: CrossReference.Form

    /// - Parameter form: A stream, or a table as files had it that were made before there were streams in ours.
    public init(crossReference form: CrossReference.Form = .stream) { self.form = form }

    /// Takes the next object number; ``set(_:at:)`` gives it a value later.
    public mutating func reserve() -> PDFReference {
        objects.append(nil)
        return PDFReference(number: objects.count)
    }

    public mutating func add(_ object: PDFObject) -> PDFReference {
        objects.append(.object(object))
        return PDFReference(number: objects.count)
    }

    public mutating func set(_ object: PDFObject, at reference: PDFReference) {
        set(.object(object), at: reference)
    }

    private mutating func set(_ body: Body, at reference: PDFReference) {
        precondition(objects.indices.contains(reference.number - 1), "the reference comes from another builder")
        objects[reference.number - 1] = body
    }

    /// Sets an object by writing it.
    ///
    /// A document has some hundred elements of its structure, all small: a dictionary of each takes longer to make and to take
    /// apart than all of them take to be written.
    ///
    /// - Parameter write: Appends exactly one object, in the syntax of the file.
    package mutating func set(at reference: PDFReference, writing write: (inout PDFSerializer) -> Void) {
        let start = texts.bytes.count
        write(&texts)
        set(.text(start..<texts.bytes.count), at: reference)
    }

    /// Writes header, objects, cross-reference section and trailer.
    ///
    /// - Parameters:
    ///   - root: The catalog.
    ///   - info: The document information dictionary, if there is one.
    ///   - identifier: Both halves of `/ID`; 16 bytes that differ from document to document.
    public func serialize(root: PDFReference, info: PDFReference?, identifier: [UInt8]) -> [UInt8] {
        write(root: root, info: info, identifierByteCount: identifier.count) { _ in identifier }
    }

    /// Writes the same with an identifier that follows from everything else in the file.
    ///
    /// - Parameter identifier: Makes 16 bytes from the whole file, in which those of both identifiers are zero.
    public func serialize(
        root: PDFReference, info: PDFReference?, identifier: ([UInt8]) -> [UInt8]
    ) -> [UInt8] {
        write(root: root, info: info, identifierByteCount: 16, identifier: identifier)
    }

    private func write(
        root: PDFReference, info: PDFReference?, identifierByteCount: Int, identifier: ([UInt8]) -> [UInt8]
    ) -> [UInt8] {
        var output = PDFSerializer(reservingCapacity: 1 << 16, style: .compact)
        output.append("%PDF-1.7\n%")
        output.append(bytes: [0xE2, 0xE3, 0xCF, 0xD3, 0x0A])
        var table = CrossReferenceWriter(form)
        table.appendFreeListHead()
        for (index, object) in objects.enumerated() {
            let reference = PDFReference(number: index + 1)
            guard let object else { preconditionFailure("object \(reference) was reserved and never set") }
            table.append(reference, offset: output.bytes.count)
            switch object {
            case .object(let object): output.append(indirect: object, as: reference)
            case .text(let range): output.append(indirectText: texts.bytes[range], as: reference)
            }
        }
        var trailer: PDFDictionary = ["Size": .integer(objects.count + 1), "Root": .reference(root)]
        if let info { trailer["Info"] = .reference(info) }
        let place = table.write(to: &output, trailer: trailer, identifierByteCount: identifierByteCount)
        let digits = Self.hexadecimal(identifier(output.bytes))
        precondition(digits.count == 2 * identifierByteCount, "the identifier has another length than was said")
        for offset in place { output.overwrite(at: offset, with: digits) }
        return output.bytes
    }

    private static func hexadecimal(_ identifier: [UInt8]) -> [UInt8] {
        identifier.flatMap { byte in [byte >> 4, byte & 15].map { $0 < 10 ? 0x30 + $0 : 0x37 + $0 } }
    }
}

/// A stream that holds other objects, decoded.
///
/// Source: ISO 32000-1 §7.5.7.
struct ObjectStream: Sendable {
    let reference: PDFReference
    /// Where the stream stands in the file.
    let range: Range<Int>
    /// The object stream that this one says it extends.
    let extends: PDFReference?
    private let bytes: [UInt8]
    private let numbers: [Int]
    /// Where each object begins, and at last where the last one ends.
    private let boundaries: [Int]

    var byteCount: Int { bytes.count }

    /// - Throws: ``PDFReadError`` when the object is no object stream, its header makes no sense, or a limit is
    ///   exceeded.
    init(_ object: IndirectObject, limits: PDFLimits) throws(PDFReadError) {
        reference = object.reference
        range = object.range
        let place = object.range.lowerBound
        let dictionary = object.object.streamValue?.dictionary ?? [:]
        guard let stream = object.object.streamValue, dictionary["Type"] == .name("ObjStm"), dictionary["F"] == nil,
            let count = dictionary["N"]?.integerValue, let first = dictionary["First"]?.integerValue
        else {
            throw PDFReadError(
                .badSyntax, at: place, found: "an object that is no object stream", expected: "an object stream")
        }
        extends = try Self.extends(dictionary, at: place)
        guard (0...limits.objectCountPerRevision).contains(count) else {
            throw PDFReadError(
                .limitExceeded, at: place, found: "an object stream of \(count) objects",
                expected: "at most \(limits.objectCountPerRevision)")
        }
        bytes = try stream.decode(limit: limits.objectStreamByteCount, limits: limits, allowsLineEnd: true).bytes
        (numbers, boundaries) = try Self.header(bytes, count: count, first: first, at: place)
    }

    static func extends(_ dictionary: PDFDictionary, at place: Int) throws(PDFReadError) -> PDFReference? {
        switch dictionary["Extends"] {
        case nil, .null: return nil
        case .reference(let reference): return reference
        default: throw PDFReadError(.badSyntax, at: place, found: "another /Extends", expected: "a reference")
        }
    }

    /// Pairs of an object's number and its offset behind `first`; offsets increase, so no object lies in another one.
    private static func header(
        _ bytes: [UInt8], count: Int, first: Int, at place: Int
    ) throws(PDFReadError) -> (numbers: [Int], boundaries: [Int]) {
        guard first >= 0, first <= bytes.count else {
            throw PDFReadError(.badSyntax, at: place, found: "a /First of \(first)", expected: "at most \(bytes.count)")
        }
        var lexer = PDFLexer(bytes, at: 0, end: first)
        var numbers: [Int] = []
        var boundaries: [Int] = []
        for _ in 0..<count {
            numbers.append(try lexer.readInteger())
            let offset = try lexer.readInteger()
            guard offset >= 0, offset <= bytes.count - first, boundaries.last.map({ first + offset > $0 }) ?? true
            else {
                throw PDFReadError(
                    .badSyntax, at: place, found: "an object stream with an offset of \(offset)",
                    expected: "offsets that increase")
            }
            boundaries.append(first + offset)
        }
        return (numbers, boundaries + [bytes.count])
    }

    /// Reads one object.
    ///
    /// - Throws: ``PDFReadError`` when the index is not one, another number stands there, or more than one object that
    ///   is no stream does.
    func read(_ number: Int, at index: Int, depthLimit: Int) throws(PDFReadError) -> IndirectObject {
        guard numbers.indices.contains(index), numbers[index] == number else {
            throw PDFReadError(
                .badSyntax, at: range.lowerBound, found: "an object stream without object \(number) at index \(index)",
                expected: "what the cross-reference stream says")
        }
        let bounds = boundaries[index]..<boundaries[index + 1]
        var lexer = PDFLexer(bytes, at: bounds.lowerBound, end: bounds.upperBound, depthLimit: depthLimit)
        let object: PDFObject
        do throws(PDFReadError) {
            object = try lexer.readObject()
        } catch {
            // Offsets of the decoded stream are none of the file.
            throw PDFReadError(error.code, at: range.lowerBound, found: error.found, expected: error.expected)
        }
        lexer.skipWhiteSpaceAndComments()
        guard lexer.isAtEnd else {
            let isStream = lexer.take(keyword: "stream")
            throw PDFReadError(
                .badSyntax, at: range.lowerBound,
                found: isStream ? "a stream inside an object stream" : "more than one object at one place",
                expected: "one object that is no stream")
        }
        return IndirectObject(
            reference: PDFReference(number: number), object: object, range: range,
            origin: .objectStream(reference, bounds), hasComments: lexer.hasSkippedComment, strings: [])
    }
}

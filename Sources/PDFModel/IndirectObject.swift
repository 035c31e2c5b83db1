/// An indirect object as it stands in the file.
public struct IndirectObject: Hashable, Sendable {
    /// Where the bytes of an object come from.
    public enum Origin: Hashable, Sendable {
        /// From the file itself.
        case file
        /// From an object stream: the bytes are those of the stream with its filters undone.
        case objectStream(PDFReference, Range<Int>)
    }

    public let reference: PDFReference
    public let object: PDFObject
    /// From the object number to the end of `endobj`; of an object in an object stream, the range of that stream.
    public let range: Range<Int>
    public let origin: Origin
    /// Whether comments stand among its tokens.
    public let hasComments: Bool
    /// Where the strings of a dictionary stand; empty for other objects and for those in object streams.
    let strings: [PDFDictionaryInFile.PlacedString]

    /// Length of the object's own text, the data of a stream included, in bytes.
    public var byteCount: Int {
        switch origin {
        case .file: range.count
        case .objectStream(_, let bytes): bytes.count
        }
    }

    /// Where in the file the string stands that is the value of a dictionary's key; `nil` when there is none, it is no string, or
    /// it stands in an object stream and so nowhere in the file.
    ///
    /// A signature covers all bytes but one string, so it matters exactly which bytes that string is.
    public func stringRange(of key: PDFName) -> Range<Int>? { strings.first { $0.key == key }?.range }
}

extension PDFLexer {
    /// Reads `12 0 obj … endobj`.
    ///
    /// - Parameters:
    ///   - dataEnd: Where the object has to end; the lexer's own end bounds everything but a stream's data.
    ///   - lengthOf: Finds the `/Length` of a stream that is given by reference.
    /// Source: ISO 32000-1 §7.3.8, §7.3.10.
    mutating func readIndirectObject(
        dataEnd: Int, lengthOf: (PDFReference) throws(PDFReadError) -> Int
    ) throws(PDFReadError) -> IndirectObject {
        let start = position
        let reference = PDFReference(number: try readInteger(), generation: try readInteger())
        skipWhiteSpaceAndComments()
        try expect(keyword: "obj")
        skipWhiteSpaceAndComments()
        var object: PDFObject
        var strings: [PDFDictionaryInFile.PlacedString] = []
        if current == UInt8(ascii: "<"), peek(1) == UInt8(ascii: "<") {
            let parsed = try readDictionary()
            object = .dictionary(parsed.dictionary)
            strings = parsed.strings
        } else {
            object = try readObject()
        }
        skipWhiteSpaceAndComments()
        if case .dictionary(let dictionary) = object, take(keyword: "stream") {
            extend(to: dataEnd)
            object = .stream(try readStreamData(dictionary, lengthOf: lengthOf))
            strings = []
            skipWhiteSpaceAndComments()
        }
        try expect(keyword: "endobj")
        return IndirectObject(
            reference: reference, object: object, range: start..<position, origin: .file,
            hasComments: hasSkippedComment, strings: strings)
    }

    private mutating func readStreamData(
        _ dictionary: PDFDictionary, lengthOf: (PDFReference) throws(PDFReadError) -> Int
    ) throws(PDFReadError) -> PDFStream {
        if current == 0x0D { advance() }
        guard current == 0x0A else { throw failure(expected: "a line end after 'stream'") }
        advance()
        let length: Int
        switch dictionary["Length"] {
        case .integer(let value): length = value
        case .reference(let reference): length = try lengthOf(reference)
        default: throw failure(expected: "a /Length in the stream's dictionary")
        }
        guard length >= 0, length <= end - position else {
            throw PDFReadError(
                .badSyntax, at: position, found: "a stream /Length of \(length)", expected: "at most \(end - position)")
        }
        let data = bytes[position..<position + length]
        advance(length)
        skipWhiteSpace()
        guard take(keyword: "endstream") else {
            throw PDFReadError(
                .badSyntax, at: position, found: "a stream /Length of \(length) behind which something else stands",
                expected: "'endstream'")
        }
        var rest = dictionary
        rest["Length"] = nil
        return PDFStream(dictionary: rest, encodedBytes: data)
    }
}

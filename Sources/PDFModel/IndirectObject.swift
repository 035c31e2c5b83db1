/// An indirect object as it stands in the file.
public struct IndirectObject: Hashable, Sendable {
    public let reference: PDFReference
    public let object: PDFObject
    /// From the object number to the end of `endobj`.
    public let range: Range<Int>
    /// Where the values of a dictionary stand; empty for other objects.
    ///
    /// A signature covers all bytes but one value, so it matters exactly which bytes that value is.
    public let valueRanges: [PDFName: Range<Int>]
    /// Whether comments stand among its tokens.
    public let hasComments: Bool
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
        var valueRanges: [PDFName: Range<Int>] = [:]
        if current == UInt8(ascii: "<"), peek(1) == UInt8(ascii: "<") {
            let parsed = try readDictionary()
            object = .dictionary(parsed.dictionary)
            valueRanges = parsed.valueRanges
        } else {
            object = try readObject()
        }
        skipWhiteSpaceAndComments()
        if case .dictionary(let dictionary) = object, take(keyword: "stream") {
            extend(to: dataEnd)
            object = .stream(try readStreamData(dictionary, lengthOf: lengthOf))
            skipWhiteSpaceAndComments()
        }
        try expect(keyword: "endobj")
        return IndirectObject(
            reference: reference, object: object, range: start..<position, valueRanges: valueRanges,
            hasComments: hasSkippedComment)
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
        let data = Array(bytes[position..<position + length])
        advance(length)
        skipWhiteSpace()
        try expect(keyword: "endstream")
        var rest = dictionary
        rest["Length"] = nil
        return PDFStream(dictionary: rest, data: data)
    }
}

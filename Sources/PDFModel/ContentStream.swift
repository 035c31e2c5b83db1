/// One operator of a content stream, with the operands before it.
///
/// Source: ISO 32000-1 §7.8.2.
public struct ContentOperation: Hashable, Sendable {
    public let name: String
    public let operands: [PDFObject]
}

/// Splits what paints a page or an appearance into its operations; it paints nothing.
public enum ContentStream {
    private static let operationCountLimit = 500_000

    /// - Parameter bytes: The stream's data, filters undone.
    /// - Returns: The operations in order; of an inline image only the operator `BI`.
    /// - Throws: ``PDFReadError`` when a token cannot be read, or there are more operations than any page has.
    public static func operations(in bytes: [UInt8]) throws(PDFReadError) -> [ContentOperation] {
        var lexer = PDFLexer(bytes)
        var operations: [ContentOperation] = []
        var operands: [PDFObject] = []
        while true {
            lexer.skipWhiteSpaceAndComments()
            guard let byte = lexer.current else { return operations }
            guard isOperator(byte), let name = readOperator(&lexer) else {
                operands.append(try lexer.readObject())
                continue
            }
            operations.append(ContentOperation(name: name, operands: operands))
            operands = []
            if name == "BI" { skipInlineImage(&lexer) }
            guard operations.count < operationCountLimit else {
                throw PDFReadError(
                    .limitExceeded, found: "more than \(operationCountLimit) operations", expected: "a simpler page")
            }
        }
    }

    private static func isOperator(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "'")
            || byte == UInt8(ascii: "\"")
    }

    /// - Returns: `nil` for `true`, `false` and `null`, which are operands.
    private static func readOperator(_ lexer: inout PDFLexer) -> String? {
        var length = 0
        var name = String.UnicodeScalarView()
        while let byte = lexer.peek(length), isRegular(byte) {
            name.append(Unicode.Scalar(byte))
            length += 1
        }
        guard !["true", "false", "null"].contains(String(name)) else { return nil }
        lexer.advance(length)
        return String(name)
    }

    /// Behind the `EI` that ends the data.
    ///
    /// Source: ISO 32000-1 §8.9.7.
    private static func skipInlineImage(_ lexer: inout PDFLexer) {
        while let byte = lexer.current {
            if byte == UInt8(ascii: "E"), lexer.peek(1) == UInt8(ascii: "I"), lexer.peek(2).map(isWhiteSpace) ?? true {
                return lexer.advance(2)
            }
            lexer.advance()
        }
    }
}

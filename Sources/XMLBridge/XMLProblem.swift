/// What is wrong with an XML document, and where.
///
/// The message comes from the parser or from a schema: it may name elements and attributes and, in schema messages,
/// repeat values. Show it to whoever wrote the document; log only ``code``, ``line`` and ``column``.
package struct XMLProblem: Error, Hashable, Sendable {
    package enum Code: String, Hashable, Sendable {
        case notWellFormed
        /// A DOCTYPE was found; none is read, so that no entity is ever declared.
        case documentTypeRefused
        case tooLarge
        case tooDeep
        case tooManyNodes
        /// The schema itself cannot be used.
        case badSchema
        /// The document is well formed, but not as the schema says.
        case invalid
        case outOfMemory
    }

    /// What people most often do wrong; the parser's message is for programmers.
    package enum Mistake: Hashable, Sendable {
        case emptyFile, notUTF8, forbiddenCharacter, unescapedSign, tagMismatch, unfinished
        case textAfterEnd, attributeRepeated, unknownPrefix, comment
    }

    package let code: Code
    /// For documents that are not well formed, where it is known.
    package let mistake: Mistake?
    /// From 1; 0 when the problem has no place.
    package let line: Int
    /// From 1; 0 when unknown, as for every message of a schema.
    package let column: Int
    package let message: String

    package init(_ code: Code, line: Int = 0, column: Int = 0, _ message: String, mistake: Mistake? = nil) {
        self.code = code
        self.mistake = mistake
        self.line = line
        self.column = column
        self.message = message
    }
}

extension XMLProblem: CustomStringConvertible {
    package var description: String {
        guard line > 0 else { return message }
        return column > 0 ? "line \(line), column \(column): \(message)" : "line \(line): \(message)"
    }
}

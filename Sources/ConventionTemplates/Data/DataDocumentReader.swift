import Parties
import XMLBridge

/// Reads a file of one of our data formats, XML or JSON, into a tree that has the right form.
struct DataDocumentReader: Sendable {
    let format: DataFormat
    let schema: RelaxNGSchema

    /// Our own check speaks first, because it names line, path and cause; the schema has the last word.
    func tree(xml bytes: [UInt8]) throws(ConventionDataError) -> XMLElement {
        let document = try Self.parse(bytes)
        try Self.check(document.root, format)
        try Self.refuse(schema.problems(in: document).map(Self.fault))
        return document.root
    }

    func tree(json bytes: [UInt8]) throws(ConventionDataError) -> XMLElement {
        let json: JSONValue
        do throws(JSONProblem) { json = try JSONReader.read(bytes) } catch {
            throw ConventionDataError([Self.fault(error)])
        }
        let tree = try JSONMapping(format: format).tree(from: json)
        try require(tree)
        return tree
    }

    /// Checks a tree that was not read from XML, by form and schema.
    func require(_ tree: XMLElement) throws(ConventionDataError) {
        try Self.check(tree, format)
        let document = try Self.parse(XMLWriter.bytes(of: tree.normalised(in: format)))
        // Lines of the XML made here would mean nothing to whoever wrote something else.
        try Self.refuse(
            schema.problems(in: document).map {
                ConventionFault(.schemaRefused, at: format.root.name, found: $0.message)
            })
    }

    /// The same without the schema, for a file that was written by us and is read by its values alone.
    static func tree(xml bytes: [UInt8], format: DataFormat) throws(ConventionDataError) -> XMLElement {
        let document = try parse(bytes)
        try check(document.root, format)
        return document.root
    }

    private static func check(_ tree: XMLElement, _ format: DataFormat) throws(ConventionDataError) {
        try refuse(DataFormChecker(format: format).faults(in: tree))
    }

    private static func refuse(_ faults: [ConventionFault]) throws(ConventionDataError) {
        if !faults.isEmpty { throw ConventionDataError(faults) }
    }

    private static func parse(_ bytes: [UInt8]) throws(ConventionDataError) -> XMLDocument {
        do throws(XMLProblem) { return try XMLDocument(parsing: bytes) } catch {
            throw ConventionDataError([fault(error)])
        }
    }

    private static func fault(_ problem: XMLProblem) -> ConventionFault {
        let code: ConventionFault.Code =
            switch problem.code {
            case .documentTypeRefused: .documentTypeRefused
            case .tooLarge, .tooManyNodes, .outOfMemory: .tooLarge
            case .tooDeep: .tooDeep
            case .notWellFormed: code(of: problem.mistake)
            case .invalid, .badSchema: .schemaRefused
            }
        let cause = ConventionFault.Cause(code, found: problem.message)
        return ConventionFault(cause, at: "document", line: problem.line > 0 ? problem.line : nil)
    }

    private static func code(of mistake: XMLProblem.Mistake?) -> ConventionFault.Code {
        switch mistake {
        case .emptyFile: .emptyFile
        case .notUTF8: .notUTF8
        case .forbiddenCharacter: .forbiddenByte
        case .unescapedSign: .unescapedSign
        case .tagMismatch: .tagMismatch
        case .unfinished: .unfinishedFile
        case .textAfterEnd: .textAfterEnd
        case .attributeRepeated, .unknownPrefix, .comment, nil: .notWellFormed
        }
    }

    static func fault(_ problem: JSONProblem) -> ConventionFault {
        let code: ConventionFault.Code =
            switch problem.kind {
            case .notWellFormed: .notWellFormed
            case .notUTF8: .notUTF8
            case .forbiddenCharacter: .forbiddenByte
            case .unfinished: .unfinishedFile
            case .textAfterEnd: .textAfterEnd
            case .tooDeep: .tooDeep
            case .tooLarge: .tooLarge
            case .repeatedName: .repeatedElement
            case .signExpected: .signExpected
            }
        return ConventionFault(
            .init(code, found: problem.message), at: "document", line: problem.line > 0 ? problem.line : nil)
    }
}

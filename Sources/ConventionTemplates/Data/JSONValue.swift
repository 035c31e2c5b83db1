/// A JSON value with the line on which it starts, from 1.
struct JSONValue: Hashable, Sendable {
    indirect enum Content: Hashable, Sendable {
        /// Members in the order of the file; names are unique.
        case object([Member])
        case array([JSONValue])
        case string(String)
        case boolean(Bool)
        case number
        case null
    }

    struct Member: Hashable, Sendable {
        let name: String
        let value: JSONValue
    }

    let content: Content
    let line: Int
    /// Where it stands in the file.
    let range: Range<Int>
}

/// Why a text is not JSON that we accept.
struct JSONProblem: Error, Hashable {
    enum Kind: Hashable {
        case notWellFormed, notUTF8, forbiddenCharacter, unfinished, textAfterEnd, tooDeep, tooLarge
        /// The message is the name.
        case repeatedName
        /// The message is the sign.
        case signExpected
    }

    let kind: Kind
    let line: Int
    let message: String
}

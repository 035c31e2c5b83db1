/// What sort of value a template finds at a path, known before there is any data.
indirect enum ValueKind: Hashable, Sendable {
    case text
    /// Text in which line feeds separate paragraphs.
    case paragraphs
    case date
    case time
    case duration
    case siret
    case uai
    case telephone
    case email
    case money
    case count
    /// One of a few words, each with a French label.
    case choice([String])
    case record(RecordShape)
    /// Items of one shape, and how many there may be.
    case list(of: RecordShape, count: ClosedRange<Int>)
}

/// The names inside a record and what each holds.
struct RecordShape: Hashable, Sendable {
    struct Entry: Hashable, Sendable {
        let kind: ValueKind
        let isOptional: Bool
    }

    let entries: [String: Entry]
}

/// How a value is written.
enum ValueFormat: String, Hashable, Sendable, CaseIterable {
    /// The usual way of its kind.
    case standard
    /// « lundi 14 juin 2027 »
    case weekday
    /// « 14/06/2027 »
    case numeric
    /// A text that begins with a small letter, as inside a sentence: « gérante ».
    case inText = "in-text"

    func fits(_ kind: ValueKind) -> Bool {
        switch self {
        case .standard: true
        case .weekday, .numeric: kind == .date
        case .inText: kind == .text
        }
    }
}

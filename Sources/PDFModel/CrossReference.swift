/// How a revision says where its objects are.
///
/// Source: ISO 32000-1 §7.5.4, §7.5.8, annex F.
public struct CrossReference: Hashable, Sendable {
    public enum Form: String, Hashable, Sendable {
        /// A classical table, which every reader understands.
        case table
        /// A stream, which readers since PDF 1.5 understand.
        case stream
        /// A table and a stream beside it: readers of tables alone do not see what only the stream names.
        case hybrid
    }

    /// What departs from the standard and is nevertheless understood in one way only.
    public enum Irregularity: String, Hashable, Sendable, CaseIterable {
        /// `startxref` or `/Prev` names white space in front of the section.
        case offsetBeforeSection
        /// A line of a table has not the 20 bytes that it has to have.
        case lineOfOtherLength
        /// A cross-reference stream is longer than its entries.
        case streamTooLong
        /// An object's number is not below `/Size`, so that some readers see it and others do not.
        case numberBeyondSize
    }

    public let form: Form
    /// Where the section begins that `startxref` names.
    public let offset: Int
    /// The bytes of each section, from the keyword `xref` or the stream's object number up to the line end behind its
    /// end of file marker; two for a linearized file, in the order of the file.
    public let sections: [Range<Int>]
    /// Whether the revision is the first of a linearized file, which one section for the first page and one for the
    /// others describe together.
    public let isLinearized: Bool
    public let irregularities: Set<Irregularity>
    /// Numbers of the cross-reference streams themselves.
    public let streamNumbers: Set<Int>
    /// Of a hybrid section: objects that its stream names and its table does not, or names otherwise. Two readers may
    /// see two different documents in them.
    public let hiddenObjects: Set<Int>
    /// Of a hybrid section: what its table alone says.
    let tableEntries: ObjectTable?
    /// Whether one section of a linearized file is a stream and the other is not, so that no reader of tables sees all of it.
    public let isMixed: Bool
    /// Whether a stream says no more than a table could, and says it as Seing writes it.
    let isPlain: Bool

    /// Of a hybrid section: objects that both its table and its stream name, and not in the same way. This reader follows
    /// the table, as the standard has it; others follow the stream.
    public var contradictedObjects: Set<Int> {
        hiddenObjects.filter { number in
            if case .inUse? = tableEntries?[number] { true } else { false }
        }
    }

    /// Whether the revision has one section of a form that Seing writes, written as Seing writes it: a classical table, or a
    /// stream in which every object in use is named with its place in the file, the stream itself among them, and nothing else
    /// stands. Not a byte is left for another reader to understand otherwise, but for how hard a stream was compressed.
    ///
    /// Its size is not looked at: whether that is right is a question of its own.
    public var isOrdinary: Bool {
        !isLinearized && irregularities.isSubset(of: [.numberBeyondSize])
            && (form == .table || form == .stream && isPlain)
    }
}

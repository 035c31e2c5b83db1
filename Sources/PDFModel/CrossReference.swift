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
    /// Whether a stream says no more than a table could, and says it as Seing writes it; of a table, nothing.
    let isPlain: Bool

    /// More than any trailer's `/Size` may be: readers need not know larger numbers of objects, and those of more digits than
    /// ours reads could not be updated.
    ///
    /// Source: ISO 32000-1 annex C.2, table C.1: 8,388,607 indirect objects.
    public static let sizeLimit = 8_388_609

    /// Of a hybrid section: objects that both its table and its stream name, and not in the same way. This reader follows
    /// the table, as the standard has it; others follow the stream.
    public var contradictedObjects: Set<Int> {
        hiddenObjects.filter { number in
            if case .inUse? = tableEntries?[number] { true } else { false }
        }
    }

    /// Whether the revision has one section, of a form that Seing writes.
    ///
    /// Of a stream is compared with what our writer would have made of the same entries: widths, runs and every byte of the rows,
    /// with their prediction, once they are inflated; filter and parameters; its own entry and its own number, which is the next
    /// one; and what stands between its data and the offset behind `startxref`. None of its entries lies in an object stream,
    /// and in revision 0 none is free and no number is left out. How hard it was compressed is not looked at, nor how its dictionary
    /// is spelt (`/Index` may name what would be understood without it, a name may have `#` escapes, white space may
    /// differ): that is read in one way by all.
    ///
    /// Of a table is known that each line has its twenty bytes and `startxref` names its first letter; subsections may be divided otherwise
    /// than ours.
    ///
    /// Its size is not looked at: whether that is right is a question of its own.
    public var isOrdinary: Bool {
        !isLinearized && irregularities.isSubset(of: [.numberBeyondSize])
            && (form == .table || form == .stream && isPlain)
    }
}

/// A column of a table that is narrower than a word in it, so that the word is cut between two letters or overflows.
package struct NarrowColumn: Hashable, Sendable {
    /// The table as the document has it.
    package let table: Table
    /// From 0.
    package let index: Int
    /// The widest of its words.
    package let word: String
    /// In points, with the space beside the text.
    package let width: Double
    package let neededWidth: Double
}

extension Typesetter {
    /// The columns of a document's tables that are too narrow for what stands in them.
    ///
    /// Such a document is set all the same: somebody's name may be longer than any column. In made-up data it is a mistake of
    /// the template.
    package func narrowColumns(in content: DocumentContent) -> [NarrowColumn] {
        let composer = BlockComposer(fonts: fonts.forOneDocument(), design: content.design)
        return Self.tables(in: content.blocks, width: content.design.geometry.columnWidth).flatMap {
            composer.narrowColumns(of: $0.table, width: $0.width)
        }
    }

    private static func tables(in blocks: [Block], width: Double) -> [(table: Table, width: Double)] {
        blocks.flatMap { block -> [(table: Table, width: Double)] in
            switch block {
            case .table(let table): [(table, width)]
            case .note(let inner): tables(in: inner, width: width - 2 * BlockComposer.notePadding)
            case .keepTogether(let inner), .band(let inner): tables(in: inner, width: width)
            default: []
            }
        }
    }
}

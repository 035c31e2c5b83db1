import PDFModel

extension Inspection {
    /// One object that a revision defines or frees.
    struct ChangeLine: Encodable {
        let object: Int
        /// `new`, `changed` or `freed`.
        let change: String
        /// What the object is for, by a name that stays.
        let kind: String
        /// Number of the page concerned, 1 the first.
        let page: Int?
        let field: String?
        let subject: ObjectKind

        private enum CodingKeys: String, CodingKey { case object, change, kind, page, field }
    }

    /// What revisions changed, object by object, at most so many in a revision: a list that nobody reads helps nobody.
    static let changeLimit = 100

    /// - Returns: Nothing for revision 0, in which everything is new.
    static func changes(in document: PDFDocument, _ revision: Revision) -> [ChangeLine] {
        guard revision.index > 0 else { return [] }
        let after = DocumentLandmarks(document, asOf: revision.index)
        let before = DocumentLandmarks(document, asOf: revision.index - 1)
        return revision.entries.prefix(changeLimit).map { number, entry in
            if case .free(let generation) = entry {
                return line(number, "freed", before.kind(of: number, generation: max(0, generation - 1)))
            }
            var generation = 0
            if case .inUse(_, let used) = entry { generation = used }
            let isNew = document.entry(of: number, asOf: revision.index - 1) == nil
            return line(number, isNew ? "new" : "changed", after.kind(of: number, generation: generation))
        }
    }

    private static func line(_ number: Int, _ change: String, _ kind: ObjectKind) -> ChangeLine {
        ChangeLine(
            object: number, change: change, kind: kind.name, page: kind.page, field: kind.field, subject: kind)
    }
}

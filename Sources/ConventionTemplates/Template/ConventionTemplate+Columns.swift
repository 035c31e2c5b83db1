package import Typesetting

extension ConventionTemplate {
    /// The line of a column of a table that was made from the template: of the first table with its caption and weights.
    package func line(ofColumn index: Int, of table: Table) -> Int? {
        let found = Self.tables(in: body).first {
            $0.caption == table.caption && $0.columns.map(\.weight) == table.columnWeights
        }
        guard let found, found.columns.indices.contains(index) else { return nil }
        return found.columns[index].line
    }

    private static func tables(in content: BlockContent) -> [TableLeaf] {
        content.flatMap { node -> [TableLeaf] in
            switch node {
            case .leaf(.table(let table)): [table]
            case .leaf(.note(let inner)), .leaf(.keepTogether(let inner)): tables(in: inner)
            case .leaf: []
            case .choice(let branches): branches.flatMap { tables(in: $0.body) }
            case .each(let loop): tables(in: loop.body)
            }
        }
    }
}

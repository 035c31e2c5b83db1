package import Parties

extension ConsentStatement {
    /// Reads a statement's file: `Id:` and `Version:` on two lines, an empty line, the text.
    ///
    /// - Throws: ``TextError`` with file and line.
    package init(role: Signatory.Role, file text: String) throws(TextError) {
        let file = "Consents/fr/\(role.rawValue).txt"
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let id = try Self.header("Id", in: lines, at: 0, file: file)
        let version = try Self.header("Version", in: lines, at: 1, file: file)
        guard lines.count > 3, lines[2].isEmpty else {
            throw TextError(file: file, line: 3, problem: "found text, expected an empty line before the statement")
        }
        let statement = lines[3...].joined(separator: "\n").trimmed
        guard !statement.isEmpty else { throw TextError(file: file, line: 4, problem: "the statement is empty") }
        self.init(id: id, version: version, role: role, text: statement, textDigest: digest(of: Array(statement.utf8)))
    }

    private static func header(
        _ name: String, in lines: [String], at index: Int, file: String
    ) throws(TextError) -> String {
        let prefix = "\(name): "
        guard lines.indices.contains(index), lines[index].hasPrefix(prefix), lines[index].count > prefix.count else {
            throw TextError(file: file, line: index + 1, problem: "found no \(name), expected « \(prefix)… »")
        }
        return String(lines[index].dropFirst(prefix.count)).trimmed
    }
}

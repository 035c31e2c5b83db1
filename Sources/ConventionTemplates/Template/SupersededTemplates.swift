import Foundation
import Parties

/// Which templates another one took the place of, so that new conventions are no longer made from them.
///
/// The file `superseded.txt` beside the templates has one line for each: its identifier, and that of the template that took
/// its place; a line that begins with `#` is a remark. It stands outside of the template's text on purpose: that a text is
/// superseded is learnt when it is published already and nothing of it may change, and it holds for its earlier versions too.
struct SupersededTemplates {
    static let fileName = "superseded.txt"

    struct Entry {
        let successor: String
        let file: String
        let line: Int
    }

    private(set) var entries: [String: Entry] = [:]

    /// Adds the lines of one file; they count more than those of files that were read before.
    ///
    /// - Throws: ``TemplateError`` with the first line that is not made of two identifiers.
    mutating func add(_ text: String, file: String) throws(TemplateError) {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() where !line.hasPrefix("#") {
            let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
            if words.isEmpty { continue }
            guard words.count == 2 else {
                throw Self.problem(
                    file, index + 1,
                    .init(
                        "la ligne n’est pas faite de deux noms de modèles",
                        "the line is not made of two names of templates"),
                    .init(
                        "écrivez le modèle remplacé, une espace, puis celui qui le remplace",
                        "write the superseded template, a space, then the one that took its place"))
            }
            entries[words[0]] = Entry(successor: words[1], file: file, line: index + 1)
        }
    }

    static func problem(
        _ file: String, _ line: Int, _ cause: BilingualText, _ remedy: BilingualText
    ) -> TemplateError {
        TemplateError(file: file, problems: [TemplateProblem(line: line, cause: cause, remedy: remedy)])
    }
}

extension TemplateStore {
    /// The template from which new conventions are to be made in place of this one.
    ///
    /// A school may say so of its own templates and of those that came with the program, in a list beside its own.
    ///
    /// - Returns: `nil` while no other took its place; the last one where several followed each other.
    /// - Throws: ``TemplateError`` for a list that cannot be read, names a template that is not there, or goes round in a circle.
    package func successor(of identifier: String) throws(TemplateError) -> String? {
        var superseded = SupersededTemplates()
        for folder in [shipped] + (own.map { [$0] } ?? []) {
            let file = folder.appending(path: SupersededTemplates.fileName)
            guard Self.exists(file) else { continue }
            try superseded.add(
                String(decoding: try Self.read(file), as: UTF8.self), file: file.path(percentEncoded: false))
        }
        var passed = [identifier]
        let known = identifiers()
        while let entry = superseded.entries[passed[passed.count - 1]] {
            guard known.contains(entry.successor) else {
                throw SupersededTemplates.problem(
                    entry.file, entry.line,
                    .init("il n’y a pas de modèle \(entry.successor)", "there is no template \(entry.successor)"),
                    .init(
                        "corrigez ce nom ; voyez : seing template list", "correct this name; see: seing template list"))
            }
            guard !passed.contains(entry.successor) else {
                throw SupersededTemplates.problem(
                    entry.file, entry.line,
                    .init(
                        "les modèles \(passed.joined(separator: ", ")) se remplacent l’un l’autre",
                        "the templates \(passed.joined(separator: ", ")) take the place of each other"),
                    .init("retirez la ligne du texte en vigueur", "take out the line of the text in force"))
            }
            passed.append(entry.successor)
        }
        return passed.count > 1 ? passed.last : nil
    }
}

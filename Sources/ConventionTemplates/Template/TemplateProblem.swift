package import Parties

/// One thing wrong in a template: where, what, and how to mend it.
package struct TemplateProblem: Hashable, Sendable {
    /// From 1; 0 when the problem has no place.
    package let line: Int
    package let cause: BilingualText
    /// Empty when the cause says it all.
    package let remedy: BilingualText

    package init(line: Int, cause: BilingualText, remedy: BilingualText) {
        self.line = line
        self.cause = cause
        self.remedy = remedy
    }
}

/// Why a template cannot be used; holds every problem found, in the order of the file.
package struct TemplateError: Error, Hashable, Sendable {
    /// Name of the file as the reader of the message knows it.
    package let file: String
    package let problems: [TemplateProblem]

    package init(file: String, problems: [TemplateProblem]) {
        self.file = file
        self.problems = problems
    }
}

extension TemplateError: CustomStringConvertible {
    package var description: String { text(in: .english) }

    /// A line for each problem: file and line, cause, remedy.
    package func text(in language: MessageLanguage) -> String {
        let semicolon = language == .french ? " ; " : "; "
        return problems.map { problem in
            let place = problem.line > 0 ? "\(file):\(problem.line)" : file
            let remedy = problem.remedy(in: language)
            // File and line as compilers write them: editors find them so.
            return "\(place): \(problem.cause(in: language))" + (remedy.isEmpty ? "" : semicolon + remedy)
        }.joined(separator: "\n")
    }
}

extension TemplateError {
    /// A template whose text may still change makes demonstrations only.
    package static func unpublished(_ identifier: String) -> TemplateError {
        TemplateError(
            file: identifier,
            problems: [
                TemplateProblem(
                    line: 0,
                    cause: .init("ce modèle n’est pas publié", "this template is not published"),
                    remedy: .init(
                        "relisez-le, puis : seing template publish \(identifier)",
                        "read it again, then: seing template publish \(identifier)"))
            ])
    }

    package var isUnpublished: Bool { self == .unpublished(file) }

    package var bilingual: BilingualText { BilingualText(text(in: .french), text(in: .english)) }
}

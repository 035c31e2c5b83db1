/// One thing wrong in a template: where, what, and how to mend it.
package struct TemplateProblem: Hashable, Sendable {
    /// From 1; 0 when the problem has no place.
    package let line: Int
    package let cause: String
    package let remedy: String

    package init(line: Int, cause: String, remedy: String) {
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
    package var description: String {
        problems.map { problem in
            let place = problem.line > 0 ? "\(file):\(problem.line)" : file
            return problem.remedy.isEmpty
                ? "\(place): \(problem.cause)" : "\(place): \(problem.cause); \(problem.remedy)"
        }.joined(separator: "\n")
    }
}

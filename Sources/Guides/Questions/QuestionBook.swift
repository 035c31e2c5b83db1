/// All questions and answers, in the order in which they are shown, and what finds them.
package struct QuestionBook: Sendable {
    package let questions: [Question]
    private let index: QuestionIndex

    /// Reads a folder of files, one a question, in the order of their names.
    ///
    /// - Throws: ``GuideFaults`` with every mistake: also a link to an answer that there is none of, and an audience without an answer.
    package init(directory: String) throws(GuideFaults) {
        var questions: [Question] = []
        var faults: [GuideFault] = []
        for path in try GuideFile.paths(in: directory) {
            do throws(GuideFault) { questions.append(try Question(path: path)) } catch { faults.append(error) }
        }
        faults += Self.deadLinks(in: questions, directory) + Self.doubles(questions, directory)
        for audience in Audience.allCases where !questions.contains(where: { $0.audiences.contains(audience) }) {
            faults.append(
                GuideFault(directory, 1, "no question has the audience \(audience.rawValue)", "write one"))
        }
        guard faults.isEmpty else { throw GuideFaults(faults) }
        self.init(questions)
    }

    init(_ questions: [Question]) {
        self.questions = questions
        index = QuestionIndex(questions)
    }

    package func question(_ id: String) -> Question? { questions.first { $0.id == id } }

    package func questions(for audience: Audience) -> [Question] {
        questions.filter { $0.audiences.contains(audience) }
    }

    /// The questions that a search finds, best first; none when no word is found.
    package func search(_ words: String) -> [Question] { index.search(words).map { questions[$0] } }

    package static let answerPrefix = "/aide/question/"

    /// A question twice would have one page for two answers.
    private static func doubles(_ questions: [Question], _ directory: String) -> [GuideFault] {
        Dictionary(grouping: questions, by: \.id).filter { $0.value.count > 1 }.keys.sorted().map { id in
            GuideFault(directory, 1, "two files have the id \(id)", "rename one of them")
        }
    }

    private static func deadLinks(in questions: [Question], _ directory: String) -> [GuideFault] {
        let known = Set(questions.map(\.id))
        return questions.flatMap { question in
            question.answer.addresses.compactMap { address in
                guard address.hasPrefix(answerPrefix), !known.contains(String(address.dropFirst(answerPrefix.count)))
                else { return nil }
                return GuideFault(
                    directory, 1, "the link \(address) of \(question.id) leads to no answer",
                    "write the id of a question, or delete the link")
            }
        }
    }
}

/// Many files in a table, a line a file as it is done, then what has to be looked at and a count.
struct TableReport: ReportWriter {
    private let language: Language
    private let columns: TableColumns
    private let facts: RunFacts
    private let explains: Bool
    private var toSee: [String] = []
    private var toKnow: [String] = []

    /// - Parameter width: Columns of the terminal; `nil` in a file or a pipe, where nothing is cut.
    init(
        files: [FileSearch.Found], _ facts: RunFacts, width: Int?, in language: Language, explains: Bool
    ) {
        self.language = language
        self.explains = explains
        self.facts = facts
        let longest = files.map { DisplayWidth.of(facts.shown($0.path)) }.max() ?? 0
        columns = TableColumns(longestPath: longest, width: width, language: language)
        if let folder = facts.folder { Console.print(Printable.text(folder)) }
        Console.print(columns.heading)
    }

    mutating func write(_ report: FileReport) {
        Console.print(columns.line(report, shownAs: facts.shown(report.path)))
        let notices = report.judged.map { NoticeTexts($0, in: language).lines } ?? []
        if !notices.isEmpty {
            toKnow.append((["  \(facts.shown(report.path))"] + notices.map { "    • \($0)" }).joined(separator: "\n"))
        }
        guard report.status != .done else { return }
        let answer = PlainAnswer(report, in: language).text
        let causes = report.judged.map { judged in
            explains
                ? ExplainText(judged, in: language).lines : PlainCauses(judged, in: language).lines.map { "  ! \($0)" }
        }
        toSee.append(
            (["  \(facts.shown(report.path))", "    \(answer)"] + (causes ?? []).map { "  \($0)" })
                .joined(separator: "\n"))
    }

    func finish(_ end: RunEnd) {
        if !toSee.isEmpty {
            Console.print("\n" + language("À revoir", "To be looked at"))
            for entry in toSee { Console.print(entry) }
        }
        if !toKnow.isEmpty {
            Console.print("\n" + language("À savoir", "To be known"))
            for entry in toKnow { Console.print(entry) }
        }
        Console.print("\n" + Self.summary(end, in: language))
    }

    static func summary(_ end: RunEnd, in language: Language) -> String {
        let counts = [ExitStatus.done, .failed, .undetermined, .unreadable].map { end.statuses[$0] ?? 0 }
        let texts = language == .french ? french(counts) : english(counts)
        let shown = zip(counts, texts).filter { $0.0 > 0 }.map(\.1).joined(separator: ", ")
        guard end.isInterrupted else {
            return language("\(end.fileCount) fichiers : \(shown).", "\(end.fileCount) files: \(shown).")
        }
        return language(
            "Interrompu : \(end.doneCount) fichiers sur \(end.fileCount) vérifiés",
            "Interrupted: \(end.doneCount) of \(end.fileCount) files checked")
            + (shown.isEmpty ? "." : language(" : \(shown).", ": \(shown)."))
    }

    private static func french(_ counts: [Int]) -> [String] {
        [
            "\(counts[0]) en ordre", "\(counts[1]) à refuser ou à compléter",
            "\(counts[2]) impossible\(counts[2] > 1 ? "s" : "") à vérifier entièrement",
            "\(counts[3]) illisible\(counts[3] > 1 ? "s" : "")",
        ]
    }

    private static func english(_ counts: [Int]) -> [String] {
        [
            "\(counts[0]) in order", "\(counts[1]) to refuse or to complete",
            "\(counts[2]) that could not be fully checked", "\(counts[3]) unreadable",
        ]
    }
}

extension FileSearch.Found {
    /// `nil` for a folder that gives nothing.
    var filePath: String? {
        if case .file(let path) = self { path } else { nil }
    }

    var path: String {
        switch self {
        case .file(let path): path
        case .nothing(let folder, _): folder
        }
    }
}

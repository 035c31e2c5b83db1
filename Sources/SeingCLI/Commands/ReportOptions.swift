import ArgumentParser

/// In which form `seing verify` gives its result.
struct ReportOptions: ParsableArguments {
    @Flag(help: "One JSON document; its schema is Templates/Schemas/verification.schema.json.")
    var json = false

    @Flag(help: "One line of JSON a file, as it is done.")
    var jsonl = false

    @Flag(help: "A table for spreadsheets: semicolons, UTF-8 with a byte order mark.")
    var csv = false

    @Flag(help: "Tell every check and every finding, with its name and its clause of the standard.")
    var explain = false

    @Option(
        help: "Write a page for the screen and for paper as well, in French and English.",
        completion: .file(extensions: ["html"]))
    var html: String?

    @Option(help: "Language of the report: fr or en; by default that of the locale.")
    var lang: Language?

    /// Whether a form is asked for that only the verification of files has.
    var isMoreThanJSON: Bool { jsonl || csv || explain || html != nil }

    func validate() throws {
        if [json, jsonl, csv].filter(\.self).count > 1 {
            throw ValidationError("choose one of --json, --jsonl and --csv")
        }
    }

    /// One file that is named gets a report of its own, several and a folder a table.
    func writers(
        for found: [FileSearch.Found], _ facts: RunFacts
    ) throws -> [any ReportWriter] {
        let page = html.map { HTMLReport(path: $0, first: lang ?? .ofLocale, facts) }
        let isOneFile = found.count == 1 && facts.folder == nil
        let isTable = !isOneFile && !json && !jsonl && !csv
        let views = isTable ? [AmendedViews(in: lang ?? .ofLocale)] : []
        return [standardOutput(found, isOneFile: isOneFile, facts)] + views + [page].compactMap(\.self)
    }

    private func standardOutput(
        _ found: [FileSearch.Found], isOneFile: Bool, _ facts: RunFacts
    ) -> any ReportWriter {
        let language = lang ?? .ofLocale
        if json { return JSONReport(facts) }
        if jsonl { return JSONLinesReport() }
        if csv { return CSVReport(in: language) }
        if isOneFile { return OneFileReport(language: language, explains: explain) }
        let width = Terminal.output.isTerminal ? Terminal.output.columns : nil
        return TableReport(files: found, facts, width: width, in: language, explains: explain)
    }
}

/// The report on the one file that was named.
struct OneFileReport: ReportWriter {
    let language: Language
    let explains: Bool

    func write(_ report: FileReport) {
        Console.print(TextReport(report, in: language, explains: explains).text)
    }

    func finish(_ end: RunEnd) { if end.isInterrupted { Console.note(TableReport.summary(end, in: language)) } }
}

import Foundation

/// The report as one page that works offline, for the screen and for paper: first in the reader's language, then in the
/// other one. It holds no script and loads nothing.
struct HTMLReport: ReportWriter {
    private let path: String
    private let languages: [Language]
    private let facts: RunFacts
    private var sections: [HTMLSection]

    init(path: String, first language: Language, _ facts: RunFacts) {
        self.path = path
        self.facts = facts
        languages = [language] + Language.allCases.filter { $0 != language }
        sections = languages.map { HTMLSection(language: $0, facts: facts) }
    }

    mutating func write(_ report: FileReport) {
        for index in sections.indices { sections[index].add(report) }
    }

    func finish(_ end: RunEnd) throws {
        try Data(page(end).utf8).write(to: URL(filePath: path), options: .atomic)
    }

    private func page(_ end: RunEnd) -> String {
        let title = HTMLText.escape(languages[0]("Vérification de conventions", "Verification of conventions"))
        return """
            <!DOCTYPE html>
            <html lang="\(languages[0].rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="referrer" content="no-referrer">
            <title>\(title)</title>
            <style>\(HTMLStyle.sheet)</style>
            </head>
            <body>
            <main>
            \(sections.indices.map { section($0, end) }.joined(separator: "\n"))
            </main>
            </body>
            </html>

            """
    }

    private func section(_ index: Int, _ end: RunEnd) -> String {
        let other = sections[1 - index].language
        let link = """
            <p class="other"><a href="#\(other.rawValue)" lang="\(other.rawValue)" \
            hreflang="\(other.rawValue)">\(other == .french ? "Version française" : "English version")</a></p>
            """
        return sections[index].html(end, link: link)
    }
}

/// How the page looks: one column that fits a phone, black on white, and no colour that alone says something.
enum HTMLStyle {
    static let sheet = """

        :root { color-scheme: light; }
        body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: #161616; background: #fff; }
        main { max-width: 70rem; margin: 0 auto; padding: 1rem; }
        h1 { font-size: 1.5rem; line-height: 1.25; margin: 0.5rem 0; }
        h2 { font-size: 1.2rem; margin: 2rem 0 0.5rem; }
        h3 { font-size: 1rem; margin: 1.5rem 0 0.25rem; overflow-wrap: anywhere; }
        .answer { font-size: 1.2rem; font-weight: 600; border-left: 0.35rem solid #161616; padding-left: 0.75rem; }
        .good { border-color: #18753c; } .bad { border-color: #b80000; } .open { border-color: #6a4a00; }
        table { border-collapse: collapse; width: 100%; }
        caption { text-align: left; font-weight: 600; padding: 0.5rem 0; }
        th, td { border: 1px solid #767676; padding: 0.35rem 0.5rem; text-align: left; vertical-align: top; }
        thead th { background: #eee; }
        tbody th { font-weight: normal; overflow-wrap: anywhere; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1rem; margin: 0.5rem 0; }
        dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
        a { color: #003a8c; } a:focus-visible { outline: 3px solid #003a8c; outline-offset: 2px; }
        .other { text-align: right; margin: 0; } .other a { display: inline-block; padding: 0.4rem 0; }
        section + section { border-top: 2px solid #161616; margin-top: 3rem; padding-top: 1rem; }
        tbody td:last-child { white-space: nowrap; }
        @media screen and (max-width: 45rem) {
          table, tbody, tr, th, td { display: block; } thead { position: absolute; left: -9999px; }
          caption { display: block; } tr { border: 1px solid #767676; margin-bottom: 0.75rem; }
          th, td { border: 0; padding: 0.15rem 0.5rem; }
          td::before { content: attr(data-label) "\\00a0: "; font-weight: 600; }
          tbody th { font-weight: 600; background: #eee; }
          dl { display: block; } dd { margin: 0 0 0.5rem; }
        }
        @media print {
          @page { size: A4; margin: 15mm; }
          body { font-size: 9pt; } main { max-width: none; padding: 0 1px; } th, td { padding: 0.15rem 0.3rem; }
          tbody th { min-width: 8rem; }
          .other { display: none; } thead { display: table-header-group; } tr, article { break-inside: avoid; }
          h2, h3 { break-after: avoid; } section + section { break-before: page; border: 0; margin: 0; padding: 0; }
        }

        """
}

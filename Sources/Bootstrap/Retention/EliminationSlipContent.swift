import Parties
import Typesetting
import Workflow

/// A *bordereau d'élimination* for people: on the first page what is asked, with the places for signature and visa; then every file.
struct EliminationSlipContent {
    let slip: EliminationSlip
    /// Who runs the service.
    let organisation: String

    static func typesetter() throws -> Typesetter { Typesetter(fonts: try FontSet()) }

    var document: DocumentContent {
        DocumentContent(
            metadata: DocumentMetadata(
                title: "Bordereau d’élimination \(slip.number)", subject: "Archives publiques, visa d’élimination",
                author: slip.school, creationTime: creationTime),
            blocks: request + list, footer: "Bordereau d’élimination \(slip.number)")
    }

    private var creationTime: Int64 { Int64(CalendarDate(iso8601: slip.madeOn)?.dayNumber ?? 0) * 86_400 }

    private var request: [Block] {
        [
            .heading(level: 1, [Inline("Bordereau d’élimination d’archives publiques")]),
            .fields([
                field("Numéro", slip.number), field("Service producteur", slip.school),
                field("Établi le", FrenchDate.day(iso: slip.madeOn)),
                field("Conservées par", "\(organisation), service numérique de signature des conventions de stage"),
                field("Support", "documents électroniques (PDF signés, XML)"),
            ]),
            .paragraph(
                [
                    Inline(
                        "Code du patrimoine, articles L. 212-2 et R. 212-14\u{A0}; instruction n°\u{A0}2005-003 du 22 février 2005 "
                            + "(MENA0501142J). Les durées sont celles que l’établissement a fixées.")
                ], .small),
            .table(lines),
            .paragraph([Inline(Self.explanation)], .body),
            .keepTogether([
                .signatureBoxes([
                    box("producer", "Le responsable du service producteur", "la cheffe ou le chef d’établissement"),
                    box("visa", "Visa d’élimination", "la directrice ou le directeur des Archives départementales"),
                ])
            ]),
        ]
    }

    private static let explanation =
        "Les personnes ne sont pas nommées\u{A0}: chaque dossier est désigné par sa référence dans la liste qui suit. L’élimination détruit la clé "
        + "du dossier et son contenu\u{A0}; il en reste la référence, les dates et la nature des actes, ainsi qu’un procès-verbal scellé."

    private var lines: Table {
        Table(
            caption: "Ce dont l’élimination est demandée",
            header: ["Intitulé", "Dates extrêmes", "Nombre", "Volume", "DUA"].map { [Inline($0)] },
            rows: slip.lines.map { line in
                [
                    line.title, "\(FrenchDate.day(iso: line.firstDay)) – \(FrenchDate.day(iso: line.lastDay))",
                    "\(line.count)", Self.size(line.byteCount), line.duration,
                ].map { [Inline($0)] }
            }, columnWeights: [30, 24, 10, 12, 24], firstColumnIsHeader: true)
    }

    private var list: [Block] {
        [
            .pageBreak, .heading(level: 2, [Inline("Liste des dossiers")]),
            .table(
                Table(
                    header: ["Référence", "Stage", "Compté depuis", "Conservé jusqu’au"].map { [Inline($0)] },
                    rows: slip.entries.map { entry in
                        [
                            entry.item.convention, "\(day(entry.firstDay)) – \(day(entry.lastDay))",
                            day(entry.item.from), day(entry.item.keptUntil),
                        ].map { [Inline($0)] }
                    }, columnWeights: [32, 28, 20, 20], firstColumnIsHeader: true)),
        ]
    }

    /// For a spreadsheet: one line a file. French programs split at semicolons and need the byte order mark.
    ///
    /// Source: RFC 4180 §2 (line ends).
    var table: String {
        let header = "référence;série;début du stage;fin du stage;compté depuis;conservé jusqu’au;octets;DUA"
        let rows = slip.entries.map { entry in
            [
                entry.item.convention, entry.item.series.frenchTitle.replacing(";", with: ","), entry.firstDay,
                entry.lastDay, entry.item.from, entry.item.keptUntil, String(entry.byteCount),
                slip.durations[entry.item.series.rawValue] ?? "",
            ].joined(separator: ";")
        }
        return "\u{FEFF}" + ([header] + rows).map { $0 + "\r\n" }.joined()
    }

    private func field(_ label: String, _ value: String) -> Field { Field(label: label, value: [Inline(value)]) }

    private func box(_ name: String, _ title: String, _ whom: String) -> SignatureBox {
        SignatureBox(
            fieldName: name, title: title, expectedSignatory: whom, placeholder: "date et signature",
            alternativeText: "\(title), \(whom)")
    }

    /// « 15/06/2027 »
    private func day(_ iso: String) -> String {
        let parts = iso.split(separator: "-")
        return parts.count == 3 ? "\(parts[2])/\(parts[1])/\(parts[0])" : iso
    }

    static func size(_ bytes: Int64) -> String {
        if bytes < 10_000 { return "\(bytes)\u{A0}octets" }
        return bytes < 10_000_000 ? "\(bytes / 1_000)\u{A0}ko" : "\(bytes / 1_000_000)\u{A0}Mo"
    }
}

import ConventionVerification
import PAdESValidation
import Parties
import Workflow

/// Below a table: each convention as it stands with the amendments that were given beside it.
///
/// An amendment counts when everything about it and about the convention is good, and it is bound to that convention; of several the one
/// signed last says all that holds.
struct AmendedViews: ReportWriter {
    let language: Language
    private var conventions: [String: ConventionDeclaration] = [:]
    private var amendments: [(declaration: ConventionDeclaration, signedAt: Int64)] = []

    init(in language: Language) { self.language = language }

    mutating func write(_ report: FileReport) {
        guard let judged = report.judged, judged.verdict == .passed, let declaration = judged.declaration else {
            return
        }
        guard declaration.kind != .attestation else { return }
        guard declaration.amends != nil else { return conventions[declaration.conventionID] = declaration }
        guard judged.binding == .bound, let signedAt = judged.provenTime else { return }
        amendments.append((declaration, signedAt))
    }

    func finish(_ end: RunEnd) {
        if !lines.isEmpty { Console.print("") }
        for line in lines { Console.print(line) }
    }

    var lines: [String] {
        conventions.values.sorted { $0.conventionID < $1.conventionID }.flatMap { convention in
            let own = amendments.filter { $0.declaration.amends?.conventionID == convention.conventionID }
            return own.max { $0.signedAt < $1.signedAt }.map { lines(convention, $0.declaration, $0.signedAt) } ?? []
        }
    }

    private func lines(
        _ convention: ConventionDeclaration, _ amendment: ConventionDeclaration, _ signedAt: Int64
    ) -> [String] {
        let (id, amending) = (Printable.text(convention.conventionID), Printable.text(amendment.conventionID))
        let moment = Moment.text(signedAt, in: language)
        return [
            language(
                "Convention \(id), telle que modifiée par l’avenant \(amending), signé par tous le \(moment) :",
                "Convention \(id), as amended by \(amending), signed by all on \(moment):")
        ] + facts(amendment.placement)
    }

    private func facts(_ placement: ConventionData.Placement) -> [String] {
        let (start, end) = (placement.start.iso8601, placement.end.iso8601)
        let places = placement.places.map { Printable.text($0.address.singleLine) }.joined(separator: " ; ")
        return [
            language(
                "  séquence du \(FrenchDate.day(iso: start)) au \(FrenchDate.day(iso: end))",
                "  placement \(start) to \(end)"),
            language("  lieu : \(places)", "  place: \(places)"),
        ]
            + placement.timetable.map { day in
                let slots = day.slots.map { "\($0.from.iso8601)–\($0.to.iso8601)" }.joined(separator: ", ")
                let date = day.date.iso8601
                return "  \(language(FrenchDate.day(iso: date), date))\(language(" : ", ": "))\(slots)"
            }
    }
}

package import Offers
package import Parties

/// A table of offers: one row each, by the same rules as an offer that a program tells.
package struct PartnerTable: Hashable, Sendable {
    /// One offer of the table.
    package struct Line: Hashable, Sendable {
        /// As a spreadsheet numbers it.
        package let row: Int
        package let name: RemoteOfferID
        package let offer: Offer
    }

    /// Something wrong, where it stands, and nothing of what stands there.
    package struct Fault: Hashable, Sendable {
        package let row: Int
        /// From 0; `nil` for what is said of the whole row.
        package let column: Int?
        /// The heading, also of a column that is not there.
        package let heading: String?
        package let text: BilingualText
    }

    package struct Faults: Error, Hashable, Sendable {
        package let faults: [Fault]
    }

    package static let maximumRowCount = 10_000

    /// Of those headings that are known.
    private let places: [String: Int]

    package let lines: [Line]

    /// - Parameters:
    ///   - rows: With the heading, as a spreadsheet saves them.
    ///   - desk: Judges each offer.
    /// - Throws: Everything that is wrong with all rows.
    package init(_ rows: [[String]], judgedBy desk: OfferDesk) throws(Faults) {
        let headings = (rows.first ?? []).map(Self.trimmed)
        places = Dictionary(zip(headings, headings.indices).filter { !$0.0.isEmpty }) { first, _ in first }
        let faults = Self.faults(ofHeading: headings)
        guard faults.isEmpty else { throw Faults(faults: faults) }
        let reading = Self.read(rows, places, headings.count, desk)
        guard reading.faults.isEmpty else { throw Faults(faults: reading.faults) }
        lines = reading.lines
    }

    /// The fault in the row of an offer, for what only the store knows.
    package func fault(_ fault: PartnerFault, in line: Line) -> Fault {
        Self.fault(fault, row: line.row, places)
    }

    // MARK: Reading

    private static func read(
        _ rows: [[String]], _ places: [String: Int], _ width: Int, _ desk: OfferDesk
    ) -> (lines: [Line], faults: [Fault]) {
        var (lines, faults): ([Line], [Fault]) = ([], [])
        var names: [RemoteOfferID: Int] = [:]
        for (index, cells) in rows.enumerated().dropFirst() where cells.contains(where: { !trimmed($0).isEmpty }) {
            let row = PartnerRow(number: index + 1, cells: cells.map(trimmed), places: places)
            if cells.dropFirst(width).contains(where: { !trimmed($0).isEmpty }) {
                faults.append(
                    Fault(
                        row: row.number, column: width, heading: nil,
                        text: BilingualText("Une cellule n’a pas de titre de colonne.", "A cell has no heading.")))
            }
            guard let name = row.name else {
                faults.append(fault(PartnerRow.noName, row: row.number, places))
                continue
            }
            if let former = names.updateValue(row.number, forKey: name) {
                faults.append(fault(PartnerRow.twice(former), row: row.number, places))
            }
            do throws(PartnerFaults) {
                lines.append(Line(row: row.number, name: name, offer: try desk.read(try row.offer())))
            } catch { faults += error.faults.map { fault($0, row: row.number, places) } }
        }
        return (lines, faults)
    }

    private static func fault(_ fault: PartnerFault, row: Int, _ places: [String: Int]) -> Fault {
        let heading = PartnerColumn.heading(of: fault.pointer)
        return Fault(row: row, column: heading.flatMap { places[$0] }, heading: heading, text: fault.text)
    }

    private static func faults(ofHeading headings: [String]) -> [Fault] {
        var faults: [Fault] = []
        for (index, heading) in headings.enumerated() where !heading.isEmpty {
            if !PartnerColumn.all.contains(heading) {
                // What stands there may be somebody's data in a file without headings.
                let text = BilingualText("Titre de colonne inconnu.", "Unknown heading of a column.")
                faults.append(Fault(row: 1, column: index, heading: nil, text: text))
            } else if headings[..<index].contains(heading) {
                let text = BilingualText("Ce titre figure deux fois.", "This heading stands there twice.")
                faults.append(Fault(row: 1, column: index, heading: heading, text: text))
            }
        }
        let missing = PartnerColumn.required.filter { !headings.contains($0) }
        return faults
            + missing.map { heading in
                let text = BilingualText("Colonne absente.", "Missing column.")
                return Fault(row: 1, column: nil, heading: heading, text: text)
            }
    }

    private static func trimmed(_ text: String) -> String {
        guard let first = text.firstIndex(where: { !$0.isWhitespace }),
            let last = text.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(text[first...last]).replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    }
}

/// The columns of a table of offers: the names of the members that a program sends.
package enum PartnerColumn {
    package static let required = [
        "remoteId", "title", "employer.legalName", "employer.siret", "employer.kind", "employer.sector",
        "employer.size", "grades", "periods", "site1.street", "site1.postalCode", "site1.city", "tasks",
        "contact.givenName", "contact.familyName", "contact.capacity", "contact.email",
    ]

    package static let all: Set<String> = {
        let sites = (1...OfferFault.maximumSites).flatMap { number in
            ["street", "complement", "postalCode", "city"].map { "site\(number).\($0)" }
        }
        let others = [
            "employer.body", "employer.naf", "employer.nafEdition", "conditions", "accessibility", "accessibilityNote",
            "isRemote", "audience.priority", "audience.schools", "contact.phone",
        ]
        return Set(required + sites + others + PartnerOffer.Hours.days.map { "hours.\($0)" })
    }()

    /// `/sites/1/street` stands in `site2.street`; `nil` for the whole row.
    static func heading(of pointer: String) -> String? {
        let steps = pointer.split(separator: "/").map(String.init)
        switch (steps.first, steps.dropFirst().first) {
        case (nil, _): return nil
        case ("sites", let number):
            return "site\((number.flatMap { Int($0) } ?? 0) + 1).\(steps.count > 2 ? steps[2] : "street")"
        case ("hours", let day): return "hours.\(day ?? PartnerOffer.Hours.days[0])"
        case ("audience", let part): return "audience.\(part ?? "priority")"
        case ("employer", .some(let member)): return "employer.\(member)"
        case ("contact", .some(let member)): return "contact.\(member)"
        case (.some(let first), _): return first
        }
    }
}

import Offers
import Parties
import Spreadsheets

/// A directory as a spreadsheet reads it. It holds no name of a pupil, no address of a person, and nothing of a note or a block's reason: those are read
/// on the page.
package enum HostTable {
    private static let headings = [
        "SIRET", "Nom", "Adresse", "Code postal", "Ville", "Secteur", "Stages signés", "Dernière année scolaire",
        "Dernier jour", "En cours", "Bloqué",
    ]

    package static func bytes(_ hosts: [HostEntry]) -> [UInt8] {
        SpreadsheetText.bytes([headings] + hosts.map(row))
    }

    private static func row(_ host: HostEntry) -> [String] {
        let placements = host.placements
        return [
            host.siret.digits, host.name, host.address?.street ?? "", host.address?.postalCode ?? "", host.city,
            host.sector ?? "", String(placements.reduce(0) { $0 + $1.count }),
            placements.first.map { "\($0.year.start)-\($0.year.start + 1)" } ?? "", host.lastDay?.iso8601 ?? "",
            String(host.openCount), host.isBlocked ? "oui" : "",
        ]
    }
}

import ConventionDomain

import struct Foundation.Date

/// How a convention was signed of which one party signed on paper, in French.
package struct PaperWords: Hashable, Sendable {
    private let electronicCount: Int
    private let paper: AttestedPaper
    private let timeZone: SchoolTimeZone

    package init(electronicCount: Int, _ paper: AttestedPaper, _ timeZone: SchoolTimeZone) {
        self.electronicCount = electronicCount
        self.paper = paper
        self.timeZone = timeZone
    }

    /// « 3 signatures électroniques, 1 sur papier attestée par Hélène Roussel, proviseure, le 9 juin 2026 »
    package var signatures: String {
        let signatures =
            switch electronicCount {
            case 0: "aucune signature électronique"
            case 1: "1 signature électronique"
            default: "\(electronicCount) signatures électroniques"
            }
        return "\(signatures), 1 sur papier \(attested)"
    }

    /// « attestée par Hélène Roussel, proviseure, le 9 juin 2026 »
    package var attested: String {
        let day = FrenchDate(timeZone: timeZone).day(paper.at)
        return "attestée par \(paper.attestation.attestedBy), \(paper.attestation.function), le \(day)"
    }

    /// The day that stands on the paper: « 8 juin 2026 ».
    package var signedOn: String { FrenchDate.day(iso: paper.attestation.signedOn) }
}

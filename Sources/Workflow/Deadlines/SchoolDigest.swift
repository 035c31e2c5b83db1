import ConventionDomain
import Parties

/// What the school is told of its conventions every business day.
///
/// Only what needs somebody is told one by one: what is not covered, what begins soon, mails that did not arrive. All others are counted.
struct SchoolDigest {
    /// Conventions told one by one in each part.
    private static let longestPart = 50
    /// Business days before a placement from which a preparation that lacks a part is told.
    private static let preparationStep = 10

    let school: String
    private var uncovered: [String] = []
    private var urgent: [String] = []
    private var failed: [String] = []
    private var awaited: [Signatory.Role: Int] = [:]
    private var drafts = 0
    private var toApprove: [String] = []
    private var disputed: [String] = []
    private var stuck: [String] = []
    private var inPreparation = 0

    init(school: String) { self.school = school }

    var isEmpty: Bool {
        [uncovered, urgent, failed, toApprove, disputed, stuck].allSatisfy(\.isEmpty) && awaited.isEmpty
    }

    /// - Parameter failures: Field names of those to whom a mail could not be delivered.
    mutating func note(_ dossier: Dossier, failures: Set<String>, on today: CalendarDate) {
        switch dossier.state {
        case .completing(let progress):
            inPreparation += 1
            // Given, but what the school corrected since does not fit: only the school can go on.
            if progress.missing.isEmpty { toApprove.append(line(dossier)) }
            if progress.dispute != nil { disputed.append(line(dossier)) }
            if dossier.isStuck || isSoon(dossier, on: today) { stuck.append(line(dossier)) }
        case .toApprove: toApprove.append(line(dossier))
        case .draft: drafts += 1
        case .expired(let progress, _):
            guard let deadlines = SigningDeadlines(dossier.drafting.outline), today <= deadlines.lastDay else { return }
            uncovered.append(line(dossier, missing: progress.missing))
        case .signing(let progress):
            if let deadlines = SigningDeadlines(dossier.drafting.outline),
                today >= deadlines.businessDay(SigningDeadlines.alarmStep)
            {
                urgent.append(line(dossier, missing: progress.missing))
            }
            for role in dossier.roles(of: progress.awaited) { awaited[role, default: 0] += 1 }
        case .notBegun, .completed, .ended, .interrupted, .refused, .cancelled, .erased: break
        }
        let unreached = failures.union(dossier.awaited.filter(dossier.isDisowned))
        if !unreached.isEmpty {
            failed.append("\(placement(dossier)) : \(dossier.names(of: Array(unreached)))\(reference(dossier))")
        }
    }

    /// Each part with its heading, and an empty line between two.
    var text: String {
        let counts = [
            count(awaited[.student] ?? 0, "l’élève"), count(awaited[.representative] ?? 0, "la famille"),
            count(awaited[.school] ?? 0, "l’établissement"), count(awaited[.employer] ?? 0, "l’organisme d’accueil"),
            inPreparation > 0 ? "Conventions en préparation : \(inPreparation)" : nil,
            drafts > 0 ? "Brouillons, pas encore émis : \(drafts)" : nil,
        ].compactMap { $0 }
        let parts = [
            part("Stages non couverts, l’élève ne doit pas commencer", uncovered),
            part("À signer d’ici le début du stage, dans trois jours ouvrables au plus", urgent),
            part("À approuver ou à rendre à l’organisme d’accueil", toApprove),
            part("La famille signale une erreur, à corriger", disputed),
            part("En préparation, sans réponse après trois rappels ou à dix jours ouvrables du stage", stuck),
            part("Messages non remis, ou reçus par une autre personne : adresse à corriger", failed),
            counts.isEmpty ? nil : counts.joined(separator: "\n"),
        ]
        return parts.compactMap { $0 }.joined(separator: "\n\n")
    }

    private func count(_ number: Int, _ whom: String) -> String? {
        number > 0 ? "Conventions qui attendent \(whom) : \(number)" : nil
    }

    private func part(_ heading: String, _ lines: [String]) -> String? {
        guard !lines.isEmpty else { return nil }
        var shown = lines.prefix(Self.longestPart).map { "– " + $0.onOneLine }
        if lines.count > shown.count {
            shown.append("– et \(lines.count - shown.count) autres : seing convention list")
        }
        return (["\(heading) (\(lines.count)) :"] + shown).joined(separator: "\n")
    }

    private func line(_ dossier: Dossier, missing: [String]) -> String {
        "\(placement(dossier)) ; manque : \(dossier.names(of: missing))\(reference(dossier))"
    }

    private func isSoon(_ dossier: Dossier, on today: CalendarDate) -> Bool {
        SigningDeadlines(dossier.drafting.outline).map { today >= $0.businessDay(Self.preparationStep) } ?? false
    }

    private func line(_ dossier: Dossier) -> String { placement(dossier) + reference(dossier) }

    private func placement(_ dossier: Dossier) -> String {
        let outline = dossier.drafting.outline
        return "\(outline.pupil.full), \(outline.host), du \(FrenchDate.day(iso: outline.firstDay)) au "
            + FrenchDate.day(iso: outline.lastDay)
    }

    private func reference(_ dossier: Dossier) -> String { " (\(dossier.id.text))" }
}

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
    private var unamended: [String] = []
    private var unattested: [String] = []
    private var urgent: [String] = []
    private var failed: [String] = []
    private var awaited: [Signatory.Role: Int] = [:]
    private var drafts = 0
    private var toApprove: [String] = []
    private var proposed: [String] = []
    private var disputed: [String] = []
    private var stuck: [String] = []
    private var undelegated: [String] = []
    private var onHold: [String] = []
    private var inPreparation = 0
    /// What a person of the school cannot mend.
    private var faults: [String] = []
    /// Conventions of the whole service whose journal cannot be read: nobody knows whose they are.
    var unreadable = 0
    /// Software of the whole service that is to be told of conventions and does not answer.
    var silentSoftware: [String] = []

    init(school: String) { self.school = school }

    var isEmpty: Bool {
        [
            uncovered, unamended, unattested, urgent, failed, toApprove, proposed, disputed, stuck, undelegated, onHold,
            faults,
        ].allSatisfy(\.isEmpty) && awaited.isEmpty && unreadable == 0 && silentSoftware.isEmpty
    }

    /// Whatever keeps a convention from going on by itself is told: every ``StuckReason`` has a line here.
    mutating func note(_ dossier: Dossier, _ context: StuckContext) {
        let (reasons, today) = (dossier.stuckReasons(context), context.today)
        if reasons.contains(.toApprove) { toApprove.append(line(dossier)) }
        if reasons.contains(.hostProposed) { proposed.append(line(dossier)) }
        if reasons.contains(.disputed) { disputed.append(line(dossier)) }
        for fault in StuckReason.allCases.filter(reasons.contains).compactMap(\.frenchFault) {
            faults.append("\(placement(dossier)) : \(fault)\(reference(dossier))")
        }
        if let delegation = context.delegation {
            undelegated.append("\(placement(dossier)) : \(delegation.frenchCause)\(reference(dossier))")
        }
        switch dossier.state {
        case .completing:
            inPreparation += 1
            if reasons.contains(.silent) || isSoon(dossier, on: today) { stuck.append(line(dossier)) }
        case .draft: drafts += 1
        case .expired(let progress, _):
            // Without an amendment the convention applies unchanged: the placement is covered.
            if reasons.contains(.notCovered) { uncovered.append(line(dossier, missing: progress.missing)) }
            if reasons.contains(.notAmended) { unamended.append(line(dossier, missing: progress.missing)) }
        case .signing(let progress):
            if let deadlines = dossier.deadlines,
                today >= deadlines.businessDay(SigningDeadlines.alarmStep)
            {
                urgent.append(line(dossier, missing: progress.missing))
            }
            if reasons.contains(.onHold) { onHold.append(line(dossier)) }
            // Nobody waits for an attestation that its author has not finished.
            guard dossier.drafting.follows?.kind != .attestation else { break }
            for role in dossier.roles(of: dossier.awaited) { awaited[role, default: 0] += 1 }
        case .ended, .interrupted: if reasons.contains(.notAttested) { unattested.append(line(dossier)) }
        case .notBegun, .toApprove, .completed, .amended, .refused, .cancelled, .superseded,
            .erased:
            break
        }
        if reasons.contains(.unreached) {
            let unreached = dossier.unreached(context.failures)
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
            part("Attestations de fin de stage demandées deux fois à l’organisme d’accueil, sans réponse", unattested),
            part("Avenants non signés à temps, la convention s’applique sans changement", unamended),
            part(
                "À signer d’ici le début du stage, ou la date d’effet de l’avenant, dans trois jours ouvrables au plus",
                urgent),
            part("À approuver ou à rendre à l’organisme d’accueil", toApprove),
            part("Organisme d’accueil proposé par la famille, à vérifier (seing convention show)", proposed),
            part("La famille signale une erreur, à corriger", disputed),
            part("En préparation, sans réponse après trois rappels ou à dix jours ouvrables du stage", stuck),
            part(
                "À la signature, sans délégation en vigueur pour qui signe au nom du chef d’établissement", undelegated),
            part("Suspendues par l’opposition d’un parent", onHold),
            part("Messages non remis, ou reçus par une autre personne : adresse à corriger", failed),
            part("Bloquées, à signaler à qui fait fonctionner le service", faults),
            part(
                "Logiciels à prévenir qui ne répondent plus, à signaler à qui fait fonctionner le service",
                silentSoftware),
            unreadable > 0
                ? "Conventions illisibles, à signaler à qui fait fonctionner le service : \(unreadable)" : nil,
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

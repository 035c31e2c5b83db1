import Offers
import Parties
import Placements

/// How the pages of employers and moderation tell where an offer stands and what happened to it.
enum OfferStateWords {
    /// « En relecture »
    static func state(_ state: OfferState, isHeld: Bool) -> String {
        switch state {
        case .notBegun, .draft: "Brouillon"
        case .submitted: "En relecture"
        case .published: "Publiée"
        case .full: "Complète"
        case .paused: isHeld ? "Suspendue par la modération" : "En pause"
        case .expired: "Terminée"
        case .withdrawn: "Retirée"
        case .refusedByModeration: "Refusée par la modération"
        }
    }

    /// What the employer can do, or waits for.
    static func next(_ state: OfferState, isHeld: Bool) -> String {
        switch state {
        case .notBegun, .draft:
            "Vous seul voyez ce brouillon. Complétez-le, puis proposez-le à la modération."
        case .submitted:
            "La modération vérifie le SIRET et les adresses. Vous n’avez rien à faire\u{A0}; les élèves ne voient rien jusque-là."
        case .published: "Les élèves des classes choisies la voient et l’établissement vous met en relation."
        case .full: "Toutes les places sont prises. Pour accueillir davantage, ajoutez des places."
        case .paused where isHeld:
            "La modération regarde cette offre. Les élèves ne la voient pas, et elle seule peut la montrer de nouveau."
        case .paused: "Les élèves ne la voient pas. Reprenez quand vous voulez."
        case .expired: "Sa dernière période est passée. Vous pouvez la copier pour en écrire une autre."
        case .withdrawn: "Vous l’avez retirée. Vous pouvez la copier pour en écrire une autre."
        case .refusedByModeration: "Corrigez-la, puis proposez-la de nouveau."
        }
    }

    /// What an event says; `nil` for what the employer is not told.
    ///
    /// - Parameter forModeration: Reports are told to moderation alone: an employer might look for who has made one.
    static func event(_ entry: OfferEntry, forModeration: Bool) -> String? {
        switch entry.event {
        case .drafted: entry.actor == .school ? "Commencée par un établissement" : "Commencée"
        case .edited(let edit): edit.needsModeration ? "Modifiée, à relire par la modération" : "Modifiée"
        case .submitted: "Proposée à la modération"
        case .published:
            entry.actor == .service ? "Publiée\u{A0}: l’employeur était déjà vérifié" : "Acceptée par la modération"
        case .refused(let reason): "Refusée par la modération\u{A0}: \(reason)"
        case .filled: "Toutes les places sont prises"
        case .freed: "Une place est de nouveau libre"
        case .paused: entry.actor == .employer ? "Mise en pause par l’employeur" : "Suspendue par la modération"
        case .resumed: entry.actor == .employer ? "Reprise par l’employeur" : "Montrée de nouveau par la modération"
        case .expired: "Terminée"
        case .withdrawn: "Retirée par l’employeur"
        case .reported(let kind): forModeration ? "Signalée\u{A0}: \(OfferWords.abuse(kind))" : nil
        }
    }

    /// « 1 place prise sur 2 »
    static func taken(_ taken: Int, of places: Int) -> String {
        let text = places == 1 ? "1\u{A0}place" : "\(places)\u{A0}places"
        return taken == 0 ? text : taken == 1 ? "1 place prise sur \(places)" : "\(taken) places prises sur \(places)"
    }

    /// « aujourd’hui », « depuis 3 jours »
    static func since(_ days: Int) -> String {
        days <= 0 ? "depuis aujourd’hui" : days == 1 ? "depuis hier" : "depuis \(days)\u{A0}jours"
    }

    static func title(_ posting: PublicOffer) -> String { posting.title.isEmpty ? "Offre sans titre" : posting.title }

    /// « 356 000 000 00048 »
    static func siret(_ siret: SIRET) -> String {
        let digits = Array(siret.digits)
        return [digits[0..<3], digits[3..<6], digits[6..<9], digits[9..<14]].map { String($0) }
            .joined(separator: "\u{A0}")
    }

    static let wrongChecksum =
        "La clé de contrôle du SIRET ne correspond pas à ses chiffres\u{A0}: vérifiez le numéro dans l’annuaire des entreprises."
}

/// What a page says of an offer as pupils see it, with all its periods.
struct OfferBody: Sendable {
    let badges: [String]
    let tasks: [String]
    let periods: [OfferPeriodLine]
    let facts: [OfferFact]
}

/// One thing that happened to an offer.
struct OfferHistoryLine: Sendable {
    let when: String
    let what: String
}

extension OfferPageWriter {
    /// For whoever has to know how many places are taken.
    func body(of stored: StoredOffer) -> OfferBody {
        let posting = stored.offer.posting
        return OfferBody(
            badges: Self.badges(posting, isReserved: stored.offer.audience != .everyone),
            tasks: paragraphs(posting.tasks),
            periods: posting.periods.map { offered in
                OfferPeriodLine(
                    text: OfferWords.period(offered.period, calendar),
                    places: OfferStateWords.taken(stored.taken[offered.period] ?? 0, of: offered.places))
            },
            facts: (facts(of: posting) + Self.audience(stored.offer.audience)).map { fact in
                // A draft may lack anything.
                let lines = fact.lines.filter { !$0.isEmpty }
                return OfferFact(name: fact.name, lines: lines.isEmpty ? ["à remplir"] : lines)
            })
    }

    private static func audience(_ audience: OfferAudience) -> [OfferFact] {
        switch audience {
        case .everyone: []
        case .priority(let kinds):
            [
                OfferFact(
                    name: "Réservée à l’éducation prioritaire",
                    lines: [
                        (kinds.contains(.rep), "REP"), (kinds.contains(.repPlus), "REP+"),
                        (kinds.contains(.qpv), "QPV"),
                    ].filter(\.0).map(\.1))
            ]
        case .schools(let schools):
            [OfferFact(name: "Réservée aux établissements", lines: schools.map(\.text).sorted())]
        }
    }

    /// How the host is reached: never for a page that pupils see.
    func contact(_ contact: OfferContact) -> OfferFact {
        let name = [contact.name.full, contact.capacity].filter { !$0.isEmpty }.joined(separator: ", ")
        return OfferFact(
            name: "Contact",
            lines: [name, contact.email.text, contact.phone?.e164 ?? ""].filter { !$0.isEmpty })
    }

    /// Newest first.
    func history(_ entries: [OfferEntry], forModeration: Bool) -> [OfferHistoryLine] {
        entries.reversed().compactMap { entry in
            OfferStateWords.event(entry, forModeration: forModeration).map {
                OfferHistoryLine(when: writer.dates.moment(entry.at), what: $0)
            }
        }.prefix(Self.historyLength).map(\.self)
    }

    private static let historyLength = 50
}

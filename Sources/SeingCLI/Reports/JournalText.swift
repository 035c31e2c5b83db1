import Persistence

/// What is found of the journal, for people.
struct JournalText {
    /// A day and the time of two tries: events that waited longer should have been time-stamped.
    private static let patience: Int64 = 86_400 + 600

    private let report: ChainReport
    /// Unix time.
    private let now: Int64
    private let language: Language

    init(_ report: ChainReport, now: Int64, in language: Language) {
        self.report = report
        self.now = now
        self.language = language
    }

    /// `nil` when nothing was altered.
    var fault: String? {
        report.fault.map { fault in
            language(
                "le journal a été modifié : \(fault.french) ; événements intacts avant lui : \(report.eventCount)",
                "the journal was altered: \(fault); \(report.eventCount) before it are good")
        }
    }

    var advice: String {
        language(
            "Ne corrigez rien : mettez de côté une copie du dossier de données tel qu’il est, puis comparez avec la dernière "
                + "sauvegarde et avec les empreintes notées ailleurs.",
            "Correct nothing: put aside a copy of the data directory as it is, then compare with the last backup and with the "
                + "hashes noted elsewhere.")
    }

    /// Whether everything could be checked, and nothing waits for a time-stamp that should have come.
    var isSettled: Bool { report.anchors.untrustedCount == 0 && overdueSince == nil }

    /// Of a journal without fault.
    var lines: [String] { [whole] + erased + [anchored] + untrusted + overdue }

    private var whole: String {
        let last = hexadecimal(report.headHash)
        return language(
            "le journal est intact : \(report.eventCount) événements, empreinte du dernier : \(last)",
            "the journal is whole: \(report.eventCount) events, the last one \(last)")
    }

    private var erased: [String] {
        guard report.erasedConventions > 0 else { return [] }
        return [
            language(
                "conventions dont les données personnelles ont été effacées, et dont la chaîne est intacte : "
                    + "\(report.erasedConventions)",
                "conventions whose personal data were erased, and whose chain is whole: \(report.erasedConventions)")
        ]
    }

    private var anchored: String {
        let anchors = report.anchors
        guard let newest = anchors.newest, let time = anchors.newestTime else {
            return report.eventCount == 0
                ? language("rien à horodater encore", "nothing to time-stamp yet")
                : language(
                    "le journal n’a pas encore été horodaté ; le service le fait dans la minute qui suit son démarrage",
                    "the journal has not been time-stamped yet; the service does it within a minute of its start")
        }
        return language(
            "dernier horodatage du journal : événement \(newest.sequence), le \(Moment.text(time, in: language)) ; "
                + "événements enregistrés depuis : \(anchors.eventsAfter) ; horodatages en tout : \(anchors.count)",
            "newest time-stamp of the journal: event \(newest.sequence), \(Moment.text(time, in: language)); events recorded "
                + "since: \(anchors.eventsAfter); time-stamps in all: \(anchors.count)")
    }

    private var untrusted: [String] {
        let anchors = report.anchors
        guard anchors.untrustedCount > 0 else { return [] }
        return [
            language(
                "attention : horodatages intacts, mais dont l’autorité ne peut pas être reconnue aujourd’hui : "
                    + "\(anchors.untrustedCount) sur \(anchors.count) ; regardez les certificats et les listes de révocation du dossier "
                    + "pki/trust (seing pki status)",
                "warning: time-stamps that are intact, but whose authority cannot be trusted today: \(anchors.untrustedCount) of "
                    + "\(anchors.count); look at the certificates and revocation lists in pki/trust (seing pki status)")
        ]
    }

    private var overdueSince: Int64? { report.anchors.oldestAfter.flatMap { now - $0 > Self.patience ? $0 : nil } }

    private var overdue: [String] {
        guard let overdueSince else { return [] }
        let since = Moment.text(overdueSince, in: language)
        return [
            language(
                "attention : des événements attendent d’être horodatés depuis plus d’un jour (depuis le \(since)) ; le service "
                    + "tourne-t-il ? Ses messages disent quelle autorité n’a pas répondu.",
                "warning: events have waited to be time-stamped for more than a day (since \(since)); is the service running? "
                    + "Its log says which authority did not answer.")
        ]
    }
}

extension ChainFault {
    fileprivate var french: String {
        switch kind {
        case .gap: "l’événement \(sequence) n’est pas celui qui devait suivre : il en manque un, ou il a été ajouté"
        case .brokenLink: "l’événement \(sequence) ne fait pas suite au précédent"
        case .alteredHeader: "l’en-tête de l’événement \(sequence) a été modifié"
        case .alteredPayload: "le contenu de l’événement \(sequence) n’est plus celui qui avait été enregistré"
        case .rewritten: "l’événement \(sequence) n’est pas celui qui a été horodaté : le journal a été réécrit"
        case .cutOff: "l’événement \(sequence), qui a été horodaté, n’existe plus : la fin du journal a été coupée"
        case .alteredAnchor:
            "l’horodatage de l’événement \(sequence) ne porte pas sur lui et sur les horodatages précédents, ou sa signature est fausse"
        }
    }
}

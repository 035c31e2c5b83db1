import PAdESValidation
import ProofFiles

/// What a proof file shows and what it does not, for people: the answer first.
struct ProofCheckText {
    private let check: ProofCheck
    private let report: ProofReport
    private let language: Language

    init(_ check: ProofCheck, in language: Language) {
        (self.check, report, self.language) = (check, check.report, language)
    }

    var text: String { ([answer] + faults + circumstances + meaning).joined(separator: "\n") }

    private var answer: String {
        guard report.seal.isIntact, report.faults.isEmpty else {
            return isOfAnother
                ? language(
                    "Ce dossier de preuve n’est pas celui de cette convention.",
                    "This proof file is not about this convention.")
                : language("Ne vous fiez pas à ce dossier de preuve.", "Do not rely on this proof file.")
        }
        switch report.seal.identity {
        case .trusted: return bound
        case .undetermined, .none:
            return language(
                "Ce dossier est tel qu’il a été scellé, mais l’auteur du sceau n’a pas pu être vérifié : indiquez avec --trust le "
                    + "dossier de confiance de la plateforme, à jour.",
                "This file is as it was sealed, but who sealed it could not be checked: name the platform’s trust folder of today "
                    + "with --trust.")
        case .untrusted, .revoked, .expired:
            return language(
                "Le sceau de ce dossier n’est pas celui d’une plateforme reconnue : ne vous y fiez pas.",
                "The seal of this file is not that of a trusted platform: do not rely on it.")
        }
    }

    private var isOfAnother: Bool { report.seal.isIntact && report.faults == [.document] }

    private var bound: String {
        switch (report.binding, check.conventionIsSound) {
        case (.notAsked, _):
            language(
                "Ce dossier de preuve est authentique. Nommez aussi la convention pour savoir si c’est bien d’elle qu’il parle.",
                "This proof file is genuine. Name the convention as well to learn whether it is the one it is about.")
        case (_, false?):
            language(
                "Ce dossier de preuve est authentique et parle de cette convention, mais les signatures de la convention ne sont pas "
                    + "en ordre : vérifiez-la seule avec seing verify.",
                "This proof file is genuine and about this convention, but the convention’s signatures are not in order: check it "
                    + "alone with seing verify.")
        default:
            language(
                "Ce dossier de preuve est authentique, et c’est bien de cette convention qu’il parle.",
                "This proof file is genuine, and it is about this convention.")
        }
    }

    private var faults: [String] { report.faults.map { "  ✗ " + fault($0) } }

    private func fault(_ fault: ProofReport.Fault) -> String {
        switch fault {
        case .schema:
            language(
                "il n’a pas la forme d’un dossier de preuve scellé : quelque chose y manque, y est en trop ou déplacé",
                "it has not the form of a sealed proof file: something is missing, too much or moved")
        case .seal:
            language(
                "ce n’est pas ce qui a été scellé : le contenu ou le sceau a changé",
                "it is not what was sealed: the content or the seal has changed")
        case .content: language("une valeur ne peut pas être celle du service", "a value cannot be the service’s")
        case .journal:
            language("les événements du journal ne s’enchaînent pas", "the events of the journal are not a chain")
        case .payload:
            language(
                "le contenu d’un événement n’est pas celui que le journal a fixé",
                "what an event says is not what the journal commits to")
        case .facts:
            language("ce qui est raconté n’est pas ce que dit le journal", "what is told is not what the journal says")
        case .statement:
            language(
                "une déclaration n’est pas celle qui a été acceptée", "a statement is not the one that was agreed to")
        case .anchor:
            language(
                "l’horodatage du journal ne porte pas sur ces événements",
                "the time-stamp over the journal is not over these events")
        case .document:
            language(
                "le PDF nommé n’est à aucun moment celui dont parle le dossier",
                "the PDF named is at no time the one that the file is about")
        case .signature:
            language(
                "une signature du PDF n’est pas celle que nomme le dossier",
                "a signature of the PDF is not the one that the file names")
        }
    }

    private var circumstances: [String] {
        guard report.seal.isIntact, let title = report.title else { return [] }
        let name = report.seal.certificate.map { Printable.text($0.commonName) } ?? "?"
        let time = report.seal.provenTime.map { Moment.text($0, in: language) }
        let when = time.map { language(", le \($0) (heure prouvée)", ", \($0) (proven time)") } ?? ""
        return [
            "  " + language("Convention : ", "Convention: ") + title.reference
                + (title.isDemo
                    ? language(" (démonstration, sans valeur juridique)", " (demonstration, no legal value)") : ""),
            "  " + language("Dossier : ", "File: ") + whose(title.scope),
            "  " + language("Scellé par : ", "Sealed by: ") + name + when,
            "  " + language("Signatures : ", "Signatures: ") + String(title.signatureCount),
            "  " + language("Journal : ", "Journal: ") + journal(title),
        ] + [binding].compactMap(\.self)
    }

    private func whose(_ scope: ProofScope) -> String {
        switch scope {
        case .convention: language("de la convention entière", "of the whole convention")
        case .signatory(let field):
            language("d’un signataire – ", "of one signatory – ") + SignatoryWords.name(ofField: field, in: language)
        }
    }

    private func journal(_ title: ProofReport.Title) -> String {
        let events = language(
            "\(title.eventCount) événements enchaînés, dont \(title.openCount) donnés en entier",
            "\(title.eventCount) events in a chain, \(title.openCount) of them given whole")
        switch report.anchoring {
        case .none:
            return events
                + language(" ; les derniers n’étaient pas encore horodatés", "; the last were not time-stamped yet")
        case .proven(let time):
            let moment = Moment.text(time, in: language)
            return events + language(" ; horodatés le \(moment)", "; time-stamped \(moment)")
        case .untrusted:
            return events
                + language(
                    " ; l’auteur de leur horodatage n’a pas pu être vérifié",
                    "; who time-stamped them could not be checked")
        }
    }

    private var binding: String? {
        switch report.binding {
        case .notAsked, .same, .different: nil
        case .earlier:
            "  "
                + language(
                    "Le PDF nommé est un état antérieur du fichier : il lui manque ce qui est venu après.",
                    "The PDF named is an earlier state of the file: what came later is missing.")
        case .later:
            "  "
                + language(
                    "Le PDF nommé a été complété depuis : le dossier ne parle pas de ce qui est venu après.",
                    "The PDF named has gone on since: the file does not speak of what came later.")
        }
    }

    private var meaning: [String] {
        guard report.seal.isIntact, report.faults.isEmpty else { return [] }
        return [
            language(
                "Le dossier montre ce que la plateforme a enregistré : qui a été invité, a donné son accord, à quoi, et a signé, et quand. "
                    + "Il ne montre ni qui lisait le courriel, ni une pièce d’identité : aucune n’a été vérifiée.",
                "The file shows what the platform recorded: who was invited, agreed to what, and signed, and when. It shows neither who "
                    + "read the mail nor identity papers: none were checked.")
        ]
    }
}

import ConventionDomain
import Foundation
import Parties
import Workflow

/// Who a signature field is for, as `seing convention` says it.
enum SignatoryWords {
    /// Every field that a convention can have.
    static let fields = [
        "student", "representative-1", "representative-2", "school", "employer", "referent-teacher", "tutor",
    ]

    /// « responsable légal 1 » of `representative-1`; what is no field of ours is shown as it is.
    static func name(ofField field: String, in language: Language) -> String {
        if field == ConventionData.OptionalSignature.referentTeacher.rawValue {
            return VerdictNames(language: language).role(.teacher)
        }
        let parts = field.split(separator: "-", maxSplits: 1)
        guard let role = parts.first.flatMap({ Signatory.Role(rawValue: String($0)) }) else {
            return Printable.text(field)
        }
        let name = VerdictNames(language: language).role(role)
        return parts.count > 1 ? "\(name) \(Printable.text(String(parts[1])))" : name
    }

    /// The same with what options such as `--signatory` call it.
    static func nameAndField(_ field: String, in language: Language) -> String {
        let name = name(ofField: field, in: language)
        return name == field ? name : "\(name) (\(field))"
    }
}

extension ConventionOutline {
    /// « du 15 juin 2026 au 19 juin 2026 »
    func period(in language: Language) -> String {
        language(
            "du \(FrenchDate.day(iso: firstDay)) au \(FrenchDate.day(iso: lastDay))", "\(firstDay) to \(lastDay)")
    }
}

extension ConventionSummary.Status {
    func name(in language: Language) -> String {
        switch self {
        case .completing: language("en préparation", "being prepared")
        case .toApprove: language("à approuver", "to approve")
        case .draft: language("brouillon", "draft")
        case .signing: language("à la signature", "signing")
        case .expired: language("non signée à temps", "expired")
        case .completed: language("signée par tous", "completed")
        case .amended: language("signée par tous, modifiée par avenant", "completed, amended")
        case .ended: language("stage terminé", "placement over")
        case .interrupted: language("stage interrompu", "placement interrupted")
        case .refused: language("refusée", "refused")
        case .cancelled: language("annulée", "cancelled")
        case .superseded: language("remplacée", "superseded")
        case .erased: language("effacée", "erased")
        }
    }
}

extension ConventionEvent.Kind {
    private static func pendingSignature(in language: Language) -> String {
        language(
            "accord confirmé, signature en attente d’horodatage",
            "consent confirmed, signature waits for its time-stamp")
    }

    func name(in language: Language) -> String {
        switch self {
        case .prepared: language("préparation commencée", "preparation begun")
        case .partRequested: language("part demandée", "part asked for")
        case .partSaved: language("part enregistrée", "part kept")
        case .partGiven: language("part transmise", "part given")
        case .partDisputed: language("erreur signalée par la famille", "family objects")
        case .handedBack: language("rendue à l’organisme d’accueil", "handed back to the host")
        case .partCorrected: language("corrigée par l’établissement", "corrected by the school")
        case .hostProposed, .proposalReturned, .hostConfirmed: nameOfHostNaming(in: language)
        case .readied: language("complète, à approuver", "complete, to approve")
        case .drafted: language("saisie", "entered")
        case .issued: language("émise", "issued")
        case .invited: language("invitation", "invitation")
        case .opened: language("page ouverte", "page opened")
        case .consentGiven: language("accord donné", "consent given")
        case .codeSent: language("code envoyé", "code sent")
        case .signaturePending: Self.pendingSignature(in: language)
        case .consentLapsed: language("accord caduc", "consent lapsed")
        case .linkRenewed: language("nouveau lien", "new link")
        case .contactCorrected: language("adresse corrigée", "address corrected")
        case .disowned: language("« Ce n’est pas moi »", "“This is not me”")
        case .reminded: language("rappel", "reminder")
        case .alarmed: language("alerte à l’établissement", "school alerted")
        case .expired: language("non signée à temps", "expired")
        case .reopened: language("rouverte par l’établissement", "reopened by the school")
        case .signed: language("signature", "signature")
        case .completed: language("signée par tous", "signed by all")
        case .archived: language("archivage", "archived")
        case .amendmentBegun, .amended, .ended, .interrupted, .resumed, .attestationRequested, .attestationBegun,
            .attested:
            nameAfterSigning(in: language)
        case .refused: language("refus", "refusal")
        case .paperChosen, .paperAttested, .paperWithdrawn, .parentNotified, .objected, .objectionWithdrawn, .declined:
            nameBesideSigning(in: language)
        case .cancelled: language("annulation", "cancelled")
        case .superseded: language("remplacée par une version corrigée", "superseded by a corrected version")
        case .legalHoldPlaced, .legalHoldLifted, .erased: nameOfKeeping(in: language)
        }
    }

    /// Who the host is, where the family says it.
    private func nameOfHostNaming(in language: Language) -> String {
        switch self {
        case .hostProposed: language("organisme d’accueil indiqué par la famille", "host named by the family")
        case .proposalReturned: language("indication rendue à la famille", "naming handed back to the family")
        default: language("organisme d’accueil confirmé", "host confirmed")
        }
    }

    /// How long the file is kept.
    private func nameOfKeeping(in language: Language) -> String {
        switch self {
        case .legalHoldPlaced: language("gel de la conservation", "legal hold placed")
        case .legalHoldLifted: language("fin du gel de la conservation", "legal hold lifted")
        default: language("effacement", "erased")
        }
    }

    /// What happens beside the signatures on a screen: on paper, and by a parent who does not sign.
    private func nameBesideSigning(in language: Language) -> String {
        switch self {
        case .paperChosen: language("préfère signer sur papier", "would rather sign on paper")
        case .paperAttested: language("signature sur papier attestée", "signature on paper attested")
        case .paperWithdrawn: language("attestation de signature sur papier retirée", "statement about paper withdrawn")
        case .declined: language("ne signe pas, ce qui est facultatif", "does not sign, and need not")
        case .parentNotified: language("parent informé", "parent told")
        case .objected: language("opposition d’un parent", "a parent objects")
        case .objectionWithdrawn: language("opposition retirée", "objection taken back")
        default: rawValue
        }
    }

    /// Of what comes after the last signature.
    private func nameAfterSigning(in language: Language) -> String {
        switch self {
        case .amendmentBegun: language("avenant commencé", "amendment begun")
        case .amended: language("modifiée par avenant", "amended")
        case .ended: language("stage terminé", "placement over")
        case .interrupted: language("stage interrompu", "placement interrupted")
        case .resumed: language("interruption retirée", "interruption taken back")
        case .attestationRequested: language("attestation de fin de stage demandée", "attestation asked for")
        case .attestationBegun: language("attestation de fin de stage rédigée", "attestation written")
        case .attested: language("attestation de fin de stage signée", "attestation signed")
        default: rawValue
        }
    }
}

import ConventionDomain
import Parties

import struct Foundation.Date

/// What a proof file says in French.
struct ProofWords {
    private let tell: (Date) -> String

    init(moment: @escaping (Date) -> String) { tell = moment }

    /// - Parameter seconds: Unix time.
    func moment(_ seconds: Int64) -> String { tell(Date(unixSeconds: seconds)) }

    /// « 15/06/2026 »
    func day(_ iso: String) -> String {
        let parts = iso.split(separator: "-")
        return parts.count == 3 ? "\(parts[2])/\(parts[1])/\(parts[0])" : iso
    }

    func role(_ role: Signatory.Role) -> String {
        switch role {
        case .student: "Élève"
        case .representative: "Responsable légal"
        case .school: "Établissement"
        case .employer: "Organisme d’accueil"
        case .teacher: "Enseignant référent (facultatif)"
        case .tutor: "Tuteur (facultatif)"
        }
    }

    /// The role, with a number where there are two.
    func title(of party: ProofParty) -> String {
        party.fieldName == ConventionData.RequiredSignature.representative2.rawValue
            ? "Second responsable légal" : role(party.role)
    }

    func state(_ state: ConventionState.Phase) -> String {
        switch state {
        case .notBegun, .completing, .toApprove, .draft: "en préparation, aucune signature demandée"
        case .signing: "signatures en cours\u{A0}: il en manque"
        case .expired: "pas signée par tous à temps"
        case .completed: "signée par tous"
        case .amended: "signée par tous, modifiée depuis par un avenant"
        case .ended: "signée par tous, stage terminé"
        case .interrupted: "signée par tous, stage interrompu"
        case .refused: "refusée par un signataire"
        case .cancelled: "annulée par l’établissement"
        case .superseded: "remplacée par une version corrigée, avant toute signature"
        case .erased: "effacée"
        }
    }

    func origin(of revision: ProofRevision, parties: [ProofParty]) -> String {
        switch revision.kind {
        case .base: "la convention, avant toute signature"
        case .signature(let field):
            "la signature\u{A0}: "
                + (parties.first { $0.fieldName == field }.map { title(of: $0).lowercasedFirst } ?? field)
        case .archive(let level, let until): "l’archivage (\(level)), probant jusqu’au \(moment(until))"
        }
    }

    func identification(_ method: IdentificationMethod) -> String {
        switch method {
        case .emailCode: "code à usage unique envoyé par courriel"
        case .smsCode: "code à usage unique envoyé par SMS"
        case .accountWithTOTP: "compte avec second facteur"
        case .accessToken: "jeton d’accès remis à une personne nommée"
        case .schoolKey: "clé du logiciel de l’établissement, autorisée à signer"
        }
    }

    static func halves(of digest: DocumentDigest) -> String {
        "\(digest.hexadecimal.prefix(32)) \(digest.hexadecimal.suffix(32))"
    }

    func sentence(for event: ProofEvent) -> String { "\(moment(event.at))\u{A0}: \(fact(event.event))." }

    /// A new kind of event has to be placed here on purpose.
    private func fact(_ event: ConventionEvent) -> String {
        switch event {
        case .invited: "invitation à signer envoyée"
        case .opened(let opening):
            "page ouverte, qui montrait le fichier d’empreinte \(Self.halves(of: opening.shownDigest))"
        case .consentGiven(let consent): fact(consent)
        case .codeSent(let dispatch):
            "\(identification(dispatch.channel)), valable jusqu’au \(moment(dispatch.expiresAt.unixSeconds))"
        case .signaturePending(let pending):
            "décision de signer confirmée (\(identification(pending.identification)))\u{A0}; la signature attend un horodatage"
        case .consentLapsed(let lapse): "accord devenu caduc\u{A0}: \(reason(lapse.reason))"
        case .linkRenewed: "nouveau lien envoyé"
        case .contactCorrected: "adresse corrigée par l’établissement"
        case .disowned: "la personne jointe a dit n’être pas le signataire"
        case .reminded(let reminder):
            "rappel envoyé, \(reminder.businessDaysBefore) jour\(reminder.businessDaysBefore > 1 ? "s ouvrés" : " ouvré") avant le stage"
        case .signed(let record): fact(record)
        case .refused(let refusal):
            "refus de signer (\(identification(refusal.identification)))\u{A0}; motif\u{A0}: «\u{A0}\(refusal.reason)\u{A0}»"
        case .declined: "a indiqué ne pas signer, ce qui est facultatif"
        case .parentNotified: "information d’un parent qui ne signe pas"
        case .objected(let objection): "opposition (\(identification(objection.identification)))"
        case .objectionWithdrawn(let withdrawal): "opposition retirée (\(identification(withdrawal.identification)))"
        case .attestationRequested: "demande de l’attestation de fin de stage"
        case .partRequested: "demande de remplir ou de vérifier sa partie"
        case .partGiven: "partie transmise ou déclarée exacte"
        case .partDisputed: "erreur signalée à l’établissement avant l’émission"
        case .hostProposed: "organisme d’accueil indiqué à l’établissement"
        case .paperChosen: "souhait de signer sur papier"
        case .paperAttested(let attestation):
            "signature sur papier du \(day(attestation.signedOn)), attestée par \(attestation.attestedBy), \(attestation.function)\u{A0};"
                + " attestation d’empreinte \(Self.halves(of: attestation.statementDigest))"
        case .paperWithdrawn(let withdrawal):
            "attestation de signature sur papier retirée par l’établissement\u{A0}; motif\u{A0}: «\u{A0}\(withdrawal.reason)\u{A0}»"
        case .prepared, .partSaved, .handedBack, .partCorrected, .proposalReturned, .hostConfirmed, .readied, .drafted,
            .issued, .alarmed, .expired,
            .reopened, .completed, .archived, .amendmentBegun, .amended, .ended, .interrupted, .resumed,
            .attestationBegun, .attested, .cancelled, .superseded, .legalHoldPlaced, .legalHoldLifted, .erased:
            event.kind.rawValue
        }
    }

    private func fact(_ consent: Consent) -> String {
        let list = consent.batch.map {
            ", dans une liste de \($0.count) conventions acceptée le \(moment($0.givenAt.unixSeconds))"
        }
        return
            "accord donné à la déclaration \(consent.statementID), version \(consent.statementVersion), sur le fichier d’empreinte "
            + Self.halves(of: consent.shownDigest) + (list ?? "")
            + (consent.userAgent.map { ", avec le navigateur «\u{A0}\($0)\u{A0}»" } ?? "")
    }

    private func fact(_ record: SignatureRecord) -> String {
        let tries =
            switch record.codeTries {
            case 0: ""
            case 1: ", code exact au premier essai"
            default: ", code exact au bout de \(record.codeTries) essais"
            }
        let stamp = record.timeStampedBy.map { ", horodatage par \($0)" } ?? ""
        let act = record.delegation.map {
            ", pour le chef d’établissement et par délégation (\($0.function)\u{A0}: \($0.act), \($0.scope), du \(day($0.from)) au"
                + " \(day($0.to)))"
        }
        return "signature faite (\(identification(record.identification))\(tries)\(stamp))\(act ?? "")"
    }

    private func reason(_ reason: ConsentLapse.Reason) -> String {
        switch reason {
        case .aged: "trop ancien"
        case .contactCorrected: "l’adresse a été corrigée"
        case .disowned: "la personne jointe a dit n’être pas le signataire"
        }
    }
}

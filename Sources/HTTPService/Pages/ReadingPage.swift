import Parties
import Workflow

/// The page behind a reading link: the convention, who has signed it, the reader's own receipt.
struct ReadingPage: Sendable {
    let page: PageFrame
    let heading: String
    let situation: String
    /// What became of the placement, once it is over or has stopped.
    let outcome: String?
    let relation: RelationLines?
    let noun: DocumentNoun
    /// What the host has attested, or may attest.
    let attestation: AttestationLines?
    /// « Télécharger la convention signée »
    let download: String
    /// All have signed: the document is what the reader came for.
    let isComplete: Bool
    let placement: PlacementLines
    let parties: [PartyLine]
    let path: String
    let formToken: String
    /// The employer's signature is awaited: a new access token or a refusal can be asked for.
    let mayAct: Bool
    /// Where this person enters to sign, whose signature is awaited and whom no link lets sign.
    let account: String?
    /// What the employer declares by countersigning.
    let statement: String
    let document: String?
    let sheets: SheetLines?
    let receipt: ReceiptLines?
    /// Who has signed on paper, and the school's statement.
    let paper: PaperLines?
    /// Whether the reader may sign a printed copy.
    let offersPaper: Bool
}

extension PageWriter {
    func readingPage(_ view: SigningView, document: String?, link: LinkForm) -> ReadingPage {
        let (situation, receipt) = text(of: view)
        let heading = view.relation.title
        let isComplete =
            switch view.situation {
            case .completed, .onPaper(_, isComplete: true): true
            default: false
            }
        return ReadingPage(
            page: frame(heading), heading: heading, situation: situation, outcome: view.outcome?.sentence,
            relation: RelationLines(view.relation, path: link.path, dates), noun: view.relation.noun,
            attestation: AttestationLines(view, path: link.path, dates), download: view.download,
            isComplete: isComplete,
            placement: PlacementLines(view.outline, view.convention),
            parties: lines(of: view.parties, reader: view.signatory), path: link.path,
            formToken: link.formToken, mayAct: view.isAwaitedByToken,
            account: view.situation == .toSign && view.mustUseAccount ? HeadPaths.home : nil,
            statement: view.consent.text, document: document,
            sheets: SheetLines(view.sheets, path: link.path), receipt: receipt.map(lines(of:)),
            paper: PaperLines(view.parties, path: link.path, settings.timeZone),
            offersPaper: view.signatory.role == .employer && view.offersPaper)
    }

    private func text(of view: SigningView) -> (String, SigningReceipt?) {
        if view.isAmendment, let told = view.situation.ofAnAmendment { return told }
        return switch view.situation {
        case .toSign where view.signatory.role == .employer:
            ("C’est au tour de votre organisme de signer, avec le jeton d’accès reçu par courriel.", nil)
        case .toSign where view.mustUseAccount:
            ("C’est votre tour de signer, avec votre compte et votre application de codes.", nil)
        case .toSign: ("Votre signature est attendue, avec le lien de signature reçu par courriel.", nil)
        case .pending: ("Votre accord est enregistré, la signature est en cours.", nil)
        case .waiting(let roles): ("Des signatures sont attendues avant la vôtre\u{A0}: \(roles.frenchList).", nil)
        case .signed(let receipt): ("Vous avez signé. D’autres signatures sont encore attendues.", receipt)
        case .completed(let receipt) where view.isAttestation: ("L’attestation est signée.", receipt)
        case .completed(let receipt): ("La convention est signée par tous.", receipt)
        case .onPaper(_, isComplete: true): ("La convention est signée par tous.", nil)
        case .onPaper: ("Vous avez signé sur papier. D’autres signatures sont encore attendues.", nil)
        case .noLongerNeeded:
            ("La convention est complète\u{A0}: votre signature, facultative, n’est plus demandée.", nil)
        case .expired(let receipt):
            (
                "Cette convention n’a pas été signée par tous à temps. L’élève ne doit pas commencer son stage tant que"
                    + " l’établissement n’a pas décidé de la suite.", receipt
            )
        case .onHold(let receipt):
            (
                "L’établissement examine cette convention\u{A0}: personne ne peut la signer pour le moment. Vous n’avez rien à faire, vous"
                    + " recevrez un message.", receipt
            )
        case .refused: ("La signature de cette convention a été refusée\u{A0}: elle n’ira pas plus loin.", nil)
        case .cancelled: ("L’établissement a annulé cette convention.", nil)
        case .superseded: ("Une version corrigée remplace cette convention.", nil)
        }
    }
}

extension SigningView.Situation {
    /// What became of an amendment: whatever it is, the convention goes on as it was agreed. `nil` where the words are those of any document.
    fileprivate var ofAnAmendment: (String, SigningReceipt?)? {
        let unchanged = "la convention s’applique sans changement"
        return switch self {
        case .completed(let receipt): ("L’avenant est signé par toutes les parties concernées.", receipt)
        case .onPaper(_, isComplete: true): ("L’avenant est signé par toutes les parties concernées.", nil)
        case .expired(let receipt): ("Cet avenant n’a pas été signé par tous à temps\u{A0}: \(unchanged).", receipt)
        case .onHold(let receipt):
            (
                "L’établissement examine cet avenant\u{A0}: personne ne peut le signer pour le moment, et \(unchanged). Vous n’avez rien à"
                    + " faire, vous recevrez un message.", receipt
            )
        case .refused: ("La signature de cet avenant a été refusée\u{A0}: \(unchanged).", nil)
        case .cancelled: ("L’établissement a annulé cet avenant\u{A0}: \(unchanged).", nil)
        case .superseded: ("Une version corrigée remplace cet avenant.", nil)
        // Nobody may sign one who need not.
        case .toSign, .pending, .waiting, .signed, .onPaper, .noLongerNeeded: nil
        }
    }
}

extension DocumentRelation {
    /// The heading of a page on which the document is read.
    var title: String {
        switch self {
        case .none, .amended: "Convention de stage"
        case .amends: "Avenant à la convention de stage"
        case .attests: "Attestation de fin de stage"
        }
    }
}

extension SigningView {
    fileprivate var download: String {
        switch relation {
        case .none, .amended: "Télécharger la convention signée"
        case .amends: "Télécharger l’avenant signé"
        case .attests: "Télécharger l’attestation signée"
        }
    }

    fileprivate var isAwaitedByToken: Bool { signatory.role == .employer && situation == .toSign }
}

import ConventionDomain
import Parties
import Workflow

/// What a signatory sees for having signed.
struct ReceiptPage: Sendable {
    let page: PageFrame
    let receipt: ReceiptLines
    let placement: PlacementLines
    let isComplete: Bool
    /// What was signed: « la convention de stage ».
    let document: String
    let noun: DocumentNoun
}

/// The facts of one signature.
struct ReceiptLines: Sendable {
    let name: String
    let capacity: String
    let signedAt: String
    let identification: String
    let shownDigest: String
    let revisionDigest: String
    let certificate: String
    let level: String
}

extension PageWriter {
    func receiptPage(_ view: SigningView, _ receipt: SigningReceipt, isComplete: Bool) -> ReceiptPage {
        ReceiptPage(
            page: frame("Votre signature est enregistrée"), receipt: lines(of: receipt),
            placement: PlacementLines(view.outline, view.convention), isComplete: isComplete,
            document: view.relation.signedDocument, noun: view.relation.noun)
    }

    func lines(of receipt: SigningReceipt) -> ReceiptLines {
        ReceiptLines(
            name: receipt.signatory.name.full, capacity: receipt.signatory.capacity,
            signedAt: dates.moment(receipt.signedAt), identification: receipt.frenchIdentification,
            shownDigest: receipt.shownDigest.hexadecimal, revisionDigest: receipt.revisionDigest.hexadecimal,
            certificate: receipt.certificate.serialNumber, level: receipt.certificate.level)
    }
}

extension SigningReceipt {
    fileprivate var frenchIdentification: String {
        switch certificate.ownCertificate {
        case nil: identification.frenchName
        case .signature: "\(identification.frenchName), et signature avec son propre certificat"
        case .seal: "\(identification.frenchName), et cachet de l’organisme"
        }
    }
}

extension IdentificationMethod {
    fileprivate var frenchName: String {
        switch self {
        case .emailCode: "code à six chiffres envoyé par courriel"
        case .smsCode: "code à six chiffres envoyé par SMS"
        case .accountWithTOTP: "compte avec second facteur"
        case .accessToken: "jeton d’accès remis à cette personne"
        case .schoolKey: "clé du logiciel de l’établissement"
        }
    }
}

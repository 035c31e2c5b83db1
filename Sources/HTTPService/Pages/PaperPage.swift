import ConventionDomain
import Parties
import Workflow

/// The page for who would rather sign a printed copy.
struct PaperPage: Sendable {
    /// What its address ends with.
    static let pathEnd = "papier"

    let page: PageFrame
    let heading: String
    let name: String
    let school: String
    let path: String
    let action: String
    let formToken: String
    /// Whether the wish is recorded already.
    let isChosen: Bool
    let isEmployer: Bool
    /// Whose signatures come first; `nil` when it is this signatory's turn.
    let waitingFor: String?
}

/// What a page says of a signature on paper, with a link to the school's statement.
struct PaperLines: Sendable {
    static let statementName = "attestation-papier.pdf"

    let path: String
    let fileName = PaperLines.statementName
    let name: String
    let signedOn: String
    /// « attestée par Hélène Roussel, proviseure, le 9 juin 2026 »
    let attested: String

    /// - Returns: `nil` when nobody has signed on paper.
    init?(_ parties: [PartyStatus], path: String, _ timeZone: SchoolTimeZone) {
        guard let party = parties.first(where: { $0.paper != nil }), let paper = party.paper else { return nil }
        let words = PaperWords(electronicCount: parties.count - 1, paper, timeZone)
        self.path = path
        name = party.signatory.name.full
        (signedOn, attested) = (words.signedOn, words.attested)
    }
}

extension PageWriter {
    func paperPage(_ view: SigningView, link: LinkForm) -> PaperPage {
        let heading = "Signer sur papier"
        let waitingFor: String? = if case .waiting(let roles) = view.situation { roles.frenchList } else { nil }
        return PaperPage(
            page: frame(heading), heading: heading, name: view.signatory.name.full, school: view.outline.school,
            path: link.path, action: "\(link.path)/\(PaperPage.pathEnd)", formToken: link.formToken,
            isChosen: view.prefersPaper, isEmployer: view.signatory.role == .employer, waitingFor: waitingFor)
    }
}

extension SigningView {
    /// The school signs itself, and one party of a convention may sign on paper.
    var offersPaper: Bool {
        guard signatory.role != .school, !signatory.isOptional, parties.allSatisfy({ $0.paper == nil }) else {
            return false
        }
        return switch situation {
        case .toSign, .waiting: true
        default: false
        }
    }

    /// Whether the reader has said to prefer paper.
    var prefersPaper: Bool { parties.first { $0.signatory.fieldName == signatory.fieldName }?.prefersPaper ?? false }
}

import ConventionDomain
import Parties
import Workflow

/// The page on which a signatory reads, agrees and asks for the code, for signing or for refusing.
struct SignPage: Sendable {
    let page: PageFrame
    let heading: String
    let name: String
    let lead: String
    /// As the convention has it, and for whom when that does not say it.
    let capacity: String
    let capacityNote: String?
    let placement: PlacementLines
    let relation: RelationLines?
    let noun: DocumentNoun
    let parties: [PartyLine]
    let path: String
    /// The convention as HTML; `nil` when only the PDF can be shown.
    let document: String?
    let sheets: SheetLines?
    let formToken: String
    let digest: String
    let consent: ConsentLines
    let expires: String
    /// Whose signatures come first; `nil` when it is this signatory's turn.
    let waitingFor: String?
    /// « par SMS, au numéro que l’établissement a enregistré »
    let codeWay: String
    /// Asked for instead of the number on file.
    let byMail: Bool
    /// Where this person enters to sign, whom no link lets sign.
    let account: String?
    let summary: ProblemSummary?
    let consentProblem: String?
    /// Said above everything when the page came back for another cause than a mistake.
    let notice: String?
    /// What the school has to know about the template.
    let templateNotices: [String]
    /// Whether a printed copy may be signed instead, and whether that was said.
    let offersPaper: Bool
    let prefersPaper: Bool
    /// Whether the signature need not be given, and whether its signatory has said not to give it.
    let isOptional: Bool
    let hasDeclined: Bool
}

/// The facts of the placement that a signatory checks first.
struct PlacementLines: Sendable {
    let pupil: String
    /// « d’Awa Diallo »
    let ofPupil: String
    let host: String
    let school: String
    let period: String
    let reference: String

    init(_ outline: ConventionOutline, _ convention: ConventionID) {
        pupil = outline.pupil.full
        ofPupil = outline.pupil.full.afterOf
        host = outline.host
        school = outline.school
        period = FrenchDates.period(from: outline.firstDay, to: outline.lastDay)
        reference = convention.text
    }
}

struct ConsentLines: Sendable {
    let id: String
    let version: String
    let text: String
}

/// Why the page is shown again, and what was typed.
struct SignPageReturn: Sendable {
    var consentProblem: String?
    var notice: String?
    /// « Je n’ai plus ce numéro » was followed.
    var byMail = false

    static let first = SignPageReturn()

    var problems: [FormProblem] {
        consentProblem.map { [FormProblem(field: "accord", text: $0)] } ?? []
    }
}

extension PageWriter {
    func signPage(
        _ view: SigningView, document: String?, link: LinkForm, shownAgain: SignPageReturn
    ) -> SignPage {
        let heading = view.signingHeading
        let waitingFor: String? = if case .waiting(let roles) = view.situation { roles.frenchList } else { nil }
        return SignPage(
            page: frame(shownAgain.problems.isEmpty ? heading : "Erreur – \(heading)"), heading: heading,
            name: view.signatory.name.full, lead: view.lead,
            capacity: view.signatory.capacity, capacityNote: view.capacityNote,
            placement: PlacementLines(view.outline, view.convention),
            relation: RelationLines(view.relation, path: link.path, dates),
            noun: view.relation.noun,
            parties: lines(of: view.parties, reader: view.signatory), path: link.path, document: document,
            sheets: SheetLines(view.sheets, path: link.path), formToken: link.formToken,
            digest: view.documentDigest.hexadecimal,
            consent: ConsentLines(id: view.consent.id, version: view.consent.version, text: view.consent.text),
            expires: dates.day(view.linkExpiresAt), waitingFor: waitingFor,
            codeWay: view.codeWay(byMail: shownAgain.byMail), byMail: shownAgain.byMail,
            account: view.mustUseAccount ? HeadPaths.home : nil,
            summary: ProblemSummary(shownAgain.problems),
            consentProblem: shownAgain.consentProblem, notice: shownAgain.notice,
            templateNotices: view.notices.map(\.french), offersPaper: view.offersPaper,
            prefersPaper: view.prefersPaper, isOptional: view.signatory.isOptional, hasDeclined: view.hasDeclined)
    }
}

/// Where the forms of a link's pages go, and the token they carry.
struct LinkForm: Sendable {
    /// `/s/…` or `/r/…`.
    let path: String
    let formToken: String
}

extension SigningView {
    /// Whether the document changes another one.
    var isAmendment: Bool { relation.isOfAnAmendment }

    /// Whether the host says in it what was done.
    var isAttestation: Bool { if case .attests = relation { true } else { false } }

    var signingHeading: String {
        switch relation {
        case .none, .amended: "Signer la convention de stage"
        case .amends: "Signer l’avenant à la convention de stage"
        case .attests: "Signer l’attestation de fin de stage"
        }
    }
}

extension SigningView {
    /// Who asks for what, in one sentence.
    fileprivate var lead: String {
        if isAttestation { return "Relisez l’attestation, puis signez-la pour \(outline.host)." }
        let convention = (isAmendment ? "l’avenant à " : "") + "la convention de stage \(outline.pupil.full.afterOf)"
        return switch signatory.role {
        case .student where isAmendment:
            "\(outline.school) vous demande de lire et de signer l’avenant à votre convention de stage."
        case .student: "\(outline.school) vous demande de lire et de signer votre convention de stage."
        case .teacher, .tutor:
            "\(outline.school) vous propose de lire et de signer \(convention). Votre signature est facultative."
        case .representative, .employer: "\(outline.school) vous demande de lire et de signer \(convention)."
        case .school: "\(convention.prefix(1).uppercased())\(convention.dropFirst()) attend votre signature."
        }
    }

    fileprivate func codeWay(byMail: Bool) -> String {
        codeMethod == .smsCode && !byMail
            ? "par SMS, au numéro que l’établissement a enregistré à votre nom"
            : "par courriel, à l’adresse que l’établissement a enregistrée à votre nom"
    }

    fileprivate var capacityNote: String? {
        switch signatory.role {
        case .student: nil
        case .representative: "pour \(outline.pupil.full)"
        case .school, .teacher: outline.school
        case .employer, .tutor: outline.host
        }
    }
}

import Bootstrap
import ConventionVerification
import PAdESValidation
import Parties

/// The sentence that most people read: what the document is worth, or what is wrong and what to do. It holds no word of
/// the trade.
struct PlainAnswer {
    private let report: FileReport
    private let language: Language

    init(_ report: FileReport, in language: Language) {
        self.report = report
        self.language = language
    }

    var text: String {
        switch report.outcome {
        case .unopened(let fault): fault.text(in: language)
        case .notPDF(isEmpty: true):
            language(
                "Ce fichier est vide : ce n’est pas un PDF. Demandez-le de nouveau.",
                "This file is empty: it is no PDF. Ask for it again.")
        case .notPDF(isEmpty: false):
            language(
                "Ce fichier n’est pas un PDF. Demandez la convention en PDF.",
                "This file is no PDF. Ask for the convention as a PDF.")
        case .damaged(let error), .beyondLimits(let error): ReadErrorText(error: error, language: language).answer
        case .judged(let judged): answer(judged)
        }
    }

    private func answer(_ judged: JudgedDocument) -> String {
        switch (judged.verdict, judged.integrity) {
        case (_, .none): unsigned(judged)
        case (_, .changed), (_, .broken):
            language(
                "Ce document a été modifié après signature : ne vous y fiez pas, redemandez l’original.",
                "This document was changed after it was signed: do not rely on it, ask for the original.")
        case (.passed, _): reproduced ?? passed(judged)
        case (.undetermined, _): hasOtherText ? reproduced ?? undetermined(judged) : undetermined(judged)
        case (.failed, _): failure(judged)
        }
    }

    private var hasOtherText: Bool {
        switch report.reproduction {
        case .different: true
        default: false
        }
    }

    private var reproduced: String? { report.reproduction.flatMap { ReproductionText($0, in: language).answer } }

    private func passed(_ judged: JudgedDocument) -> String {
        guard judged.isJudgedAsConvention else { return passedDocument(judged) }
        let words = DocumentWords(judged.declaration?.kind ?? .convention)
        if !judged.onPaper.isEmpty {
            let how = PaperText(language: language).signatures(judged)
            return language(
                "\(words.this) est \(words.agreed("signé")) par toutes les parties (\(how)) et n’a pas été "
                    + "\(words.agreed("modifié")) depuis.",
                "This \(words.english) is signed by all parties (\(how)) and has not been changed since.")
        }
        guard judged.requiredSignatures.count > 1 else {
            let role = judged.declaration?.signatories.first?.role ?? .employer
            let who = VerdictNames(language: language).role(role)
            return language(
                "\(words.this) est \(words.agreed("signé")) (\(who)) et n’a pas été \(words.agreed("modifié")) depuis.",
                "This \(words.english) is signed (\(who)) and has not been changed since.")
        }
        return language(
            "\(words.this) est \(words.agreed("signé")) par les \(judged.requiredSignatures.count) parties et n’a pas été "
                + "\(words.agreed("modifié")) depuis.",
            "This \(words.english) is signed by all \(judged.requiredSignatures.count) parties and has not been changed since."
        )
    }

    /// Somebody's signed PDF, which is no convention.
    private func passedDocument(_ judged: JudgedDocument) -> String {
        let count = judged.signatures.count
        guard count > 1 else {
            return language(
                "Ce document est signé par une personne et n’a pas été modifié depuis.",
                "This document is signed by one person and has not been changed since.")
        }
        return language(
            "Ce document porte \(count) signatures et n’a pas été modifié depuis.",
            "This document bears \(count) signatures and has not been changed since.")
    }

    private func unsigned(_ judged: JudgedDocument) -> String {
        guard judged.documentTimeStamps.isEmpty else {
            return language(
                "Personne n’a signé ce document, qui ne porte qu’une preuve de date : demandez la version signée.",
                "Nobody has signed this document, which bears a proof of its date only: ask for the signed one.")
        }
        return judged.declaration == nil
            ? language(
                "Personne n’a signé ce document : demandez la version signée.",
                "Nobody has signed this document: ask for the signed one.")
            : language(
                "Personne n’a encore signé cette convention : attendez les signatures ou relancez les parties.",
                "Nobody has signed this convention yet: wait for the signatures or remind the parties.")
    }

    private func undetermined(_ judged: JudgedDocument) -> String {
        if judged.findings.contains(where: { $0.code == .noTrustAnchor }) {
            return language(
                "Rien n’indique une modification, mais l’identité des signataires n’a pas pu être vérifiée : "
                    + "indiquez le dossier de confiance de la plateforme avec --trust.",
                "Nothing was changed as far as can be seen, but the signatories’ identity could not be checked: "
                    + "name the platform’s trust folder with --trust.")
        }
        if judged.integrity == .undetermined {
            return language(
                "Une signature est d’une sorte que Seing ne sait pas vérifier : demandez l’avis d’un spécialiste.",
                "A signature is of a kind that Seing cannot check: ask a specialist.")
        }
        return language(
            "Rien n’indique une modification, mais l’identité des signataires n’a pas pu être vérifiée : "
                + "redemandez le dossier de confiance à la plateforme, à jour.",
            "Nothing was changed as far as can be seen, but the signatories’ identity could not be checked: "
                + "ask the platform for its trust folder of today.")
    }

    private func failure(_ judged: JudgedDocument) -> String {
        if judged.isJudgedAsConvention, judged.declaration == nil {
            return language(
                "Ce document n’est pas une convention de Seing : demandez la convention d’origine.",
                "This document is not a convention made by Seing: ask for the original convention.")
        }
        if judged.isOnlyBoundToAnother {
            return language(
                "Cet avenant n’a pas été modifié, mais la convention fournie n’est pas celle qu’il modifie : "
                    + "demandez la convention d’origine.",
                "This amendment has not been changed, but the convention given is not the one that it amends: "
                    + "ask for the original convention.")
        }
        if let text = paperFailure(judged) { return text }
        if judged.isOnlyIncomplete {
            let words = DocumentWords(judged.declaration?.kind ?? .convention)
            return language(
                "\(words.this) n’a pas été \(words.agreed("modifié")), mais toutes les parties n’ont pas signé : "
                    + "il manque \(missing(judged)).",
                "This \(words.english) has not been changed, but not all parties have signed: \(missing(judged)) missing."
            )
        }
        if [.untrusted, .revoked, .expired].contains(judged.identity) {
            return language(
                "\(judged.declaration == nil ? "Ce document n’a pas été modifié" : "Cette convention n’a pas été modifiée"), "
                    + "mais un signataire n’est pas reconnu : ne l’acceptez pas, demandez à la plateforme.",
                "This \(judged.declaration == nil ? "document" : "convention") has not been changed, "
                    + "but a signatory is not recognised: do not accept it, ask the platform.")
        }
        return language(
            "Les signatures de ce document ne peuvent pas être acceptées : faites signer de nouveau la convention.",
            "The signatures of this document cannot be accepted: have the convention signed again.")
    }

    /// What is wrong with a statement about a signature on paper, or that one may be wanting.
    private func paperFailure(_ judged: JudgedDocument) -> String? {
        if judged.conventionFindings.contains(where: { $0.code.isAboutStatement }) {
            return language(
                "L’attestation de signature sur papier fournie ne convient pas à ce document : redemandez les deux fichiers à l’établissement.",
                "The statement about a signature on paper does not fit this document: ask the school for both files.")
        }
        if judged.isPerhapsOnPaper, !judged.isOnlyIncomplete {
            return language(
                "Ce document n’a pas été modifié, mais une signature y manque (\(missing(judged))) et d’autres ont été données après "
                    + "elle : si elle est sur papier, demandez l’attestation de l’établissement et vérifiez-la avec --with.",
                "This document has not been changed, but a signature is missing in it (\(missing(judged))) for which others should have "
                    + "waited: if it is on paper, ask the school for its statement and verify it with --with.")
        }
        return nil
    }

    /// Two people in the same role are two.
    private func missing(_ judged: JudgedDocument) -> String {
        let names = VerdictNames(language: language)
        return judged.missing.map { names.role($0.role) }.joined(separator: ", ")
    }
}

/// What a document is called, with the gender that French sentences need.
private struct DocumentWords {
    let this: String
    let english: String
    private let isFeminine: Bool

    init(_ kind: ConventionData.DocumentKind) {
        switch kind {
        case .convention: (this, english, isFeminine) = ("Cette convention", "convention", true)
        case .amendment: (this, english, isFeminine) = ("Cet avenant", "amendment", false)
        case .attestation: (this, english, isFeminine) = ("Cette attestation", "attestation", true)
        }
    }

    func agreed(_ participle: String) -> String { isFeminine ? participle + "e" : participle }
}

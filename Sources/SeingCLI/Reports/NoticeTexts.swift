import ConventionVerification
import Parties

/// What a reader should know of a convention that is neither better nor worse for it.
struct NoticeTexts {
    private let judged: JudgedDocument
    private let language: Language

    init(_ judged: JudgedDocument, in language: Language) { (self.judged, self.language) = (judged, language) }

    var lines: [String] { judged.notices.map(line) }

    private func line(_ notice: ConventionNotice) -> String {
        switch notice.code {
        case .sameNameTwice:
            language(
                "le même nom figure pour deux signataires : une personne signe à deux titres, ou deux personnes portent ce nom",
                "two signatories are listed by one name: a person signs in two roles, or two persons bear it")
                + who(notice.fieldName)
        case .sealInsteadOfSignature:
            language(
                "un cachet engage l’organisme d’accueil ; il ne dit pas quelle personne l’a apposé",
                "a seal commits the host; it does not tell which person set it")
                + who(notice.fieldName)
        case .amendmentBound where judged.declaration?.kind == .attestation:
            language(
                "attestation pour la convention \(amended), qui est parmi les fichiers et n’est pas une autre",
                "attestation about convention \(amended), which is among the files and is no other one")
        case .amendedConventionMissing where judged.declaration?.kind == .attestation:
            language(
                "attestation pour la convention \(amended), qui n’a pas été fournie : vérifiez les deux fichiers ensemble",
                "attestation about convention \(amended), which was not given: verify both files together")
        case .amendmentBound:
            language(
                "avenant à la convention \(amended), qui est parmi les fichiers et n’est pas une autre",
                "amendment to convention \(amended), which is among the files and is no other one")
        case .amendedConventionMissing:
            language(
                "avenant à la convention \(amended), qui n’a pas été fournie : vérifiez les deux fichiers ensemble",
                "amendment to convention \(amended), which was not given: verify both files together")
        }
    }

    private var amended: String { Printable.text(judged.declaration?.amends?.conventionID ?? "?") }

    private func who(_ field: String?) -> String {
        let signatory = judged.declaration?.signatories.first { $0.fieldName == field }
        return signatory.map { " (\(Printable.text($0.name.full)))" } ?? ""
    }
}

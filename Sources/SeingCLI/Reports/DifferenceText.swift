import PAdESValidation
import Parties

/// What each revision changed, in words: what happened, then the objects concerned.
struct DifferenceText {
    private let inspection: Inspection
    private let language: Language

    init(_ inspection: Inspection, in language: Language) {
        self.inspection = inspection
        self.language = language
    }

    var text: String {
        ([Printable.text(inspection.file)] + inspection.revisions.map(section)).joined(separator: "\n\n")
    }

    private func section(_ revision: Inspection.RevisionLine) -> String {
        let title = language("Révision \(revision.index) : ", "Revision \(revision.index): ") + event(revision)
        let objects = (revision.changes ?? []).map(line)
        let hidden = revision.newObjects + revision.changedObjects + revision.freedObjects - objects.count
        let rest =
            hidden > 0 && revision.index > 0
            ? [language("  … et \(hidden) autres objets", "  … and \(hidden) other objects")] : []
        return ([title] + objects + rest + unexplained(revision)).joined(separator: "\n")
    }

    private func event(_ revision: Inspection.RevisionLine) -> String {
        if revision.index == 0 {
            let fields = inspection.fields.count
            return language(
                "document d’origine, objets : \(revision.newObjects), champs de signature : \(fields)",
                "original document, objects: \(revision.newObjects), signature fields: \(fields)")
        }
        if let field = revision.signedField { return signing(field) }
        let kinds = Set((revision.changes ?? []).map(\.subject))
        var events: [String] = []
        if kinds.contains(.validationData) {
            events.append(language("données de validation ajoutées", "validation data added"))
        }
        if kinds.contains(.documentTimeStamp) {
            events.append(language("horodatage du document ajouté", "document time-stamp added"))
        }
        return events.isEmpty ? language("autre chose", "something else") : events.joined(separator: ", ")
    }

    private func signing(_ field: String) -> String {
        let signature = inspection.signatures.first { $0.field == field }
        let names = VerdictNames(language: language)
        let role = signature?.role.flatMap(Signatory.Role.init).map { ", " + names.role($0) } ?? ""
        let shown = Printable.text(field)
        guard let name = signature?.signatory.map(Printable.text), !name.isEmpty else {
            return language("champ « \(shown) » signé", "field '\(shown)' signed")
        }
        return language("champ « \(shown) » signé par \(name)\(role)", "field '\(shown)' signed by \(name)\(role)")
    }

    private func line(_ change: Inspection.ChangeLine) -> String {
        let what = change.subject.text(in: language)
        return switch change.change {
        case "new": language("  objet \(change.object) ajouté : \(what)", "  object \(change.object) added: \(what)")
        case "freed":
            language("  objet \(change.object) supprimé : \(what)", "  object \(change.object) deleted: \(what)")
        default: language("  objet \(change.object) modifié : \(what)", "  object \(change.object) changed: \(what)")
        }
    }

    /// What signing one declared field does not explain, in the words of the verdict.
    private func unexplained(_ revision: Inspection.RevisionLine) -> [String] {
        revision.modifications.map { modification in
            let parts = modification.split(separator: " ").map(String.init)
            let code = parts.first.flatMap(FindingCode.init) ?? .severalFieldsSigned
            let text = language(code.text.french, code.text.english)
            let place = parts.count > 1 ? language(" (objet \(parts[1]))", " (object \(parts[1]))") : ""
            return "  ! \(text)\(place)"
        }
    }
}

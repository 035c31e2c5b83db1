import Parties

/// An inspection for people: first what the file is, then revision by revision, then who seems to have signed.
struct InspectionText {
    private let inspection: Inspection
    private let language: Language

    init(_ inspection: Inspection, in language: Language) {
        self.inspection = inspection
        self.language = language
    }

    var text: String {
        let parts = [heading] + inspection.revisions.map(lines) + [fields] + inspection.signatures.map(lines)
        return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }

    private var heading: [String] {
        let kind = inspection.version.map { "PDF \(Printable.text($0))" } ?? language("pas un PDF", "no PDF")
        var lines = [
            Printable.text(inspection.file),
            "  \(kind), \(size(inspection.byteCount)), "
                + language("marques de fin : ", "end of file markers: ") + "\(inspection.endOfFileCount)",
            "  " + language("SHA-256 du fichier : ", "SHA-256 of the file: ") + inspection.sha256,
        ]
        if let base = inspection.baseSha256 {
            lines.append(
                "  " + language("SHA-256 du contenu à signer : ", "SHA-256 of the content to sign: ") + base)
        }
        if let error = inspection.readError {
            lines.append("  ! " + ReadErrorText(error: error, language: language).reason)
        }
        return lines
    }

    private func size(_ byteCount: Int) -> String { language("\(byteCount) octets", "\(byteCount) bytes") }

    private func lines(_ revision: Inspection.RevisionLine) -> [String] {
        let title = language("Révision \(revision.index)", "Revision \(revision.index)")
        var lines = [
            "\(title)\(language(" : ", ": "))\(kind(revision)), \(size(revision.end - revision.begin)) "
                + "(\(revision.begin)–\(revision.end))",
            "  " + language("objets nouveaux : ", "new objects: ") + "\(revision.newObjects)"
                + language(" ; changés : ", "; changed: ") + "\(revision.changedObjects)"
                + language(" ; supprimés : ", "; freed: ") + "\(revision.freedObjects)",
            "  " + language("SHA-256 jusqu’ici : ", "SHA-256 up to here: ") + revision.sha256,
        ]
        if !revision.modifications.isEmpty {
            lines.append(
                "  ! " + language("inexpliqué : ", "unexplained: ") + revision.modifications.joined(separator: ", "))
        }
        return lines
    }

    private func kind(_ revision: Inspection.RevisionLine) -> String {
        if let field = revision.signedField.map(Printable.text) {
            return language("signe « \(field) »", "signs '\(field)'")
        }
        if revision.kind == "archival" { return language("archivage", "archival") }
        return revision.index == 0
            ? language("document d’origine", "original") : language("autre chose", "something else")
    }

    private var fields: [String] {
        guard !inspection.fields.isEmpty else { return [] }
        let states = inspection.fields.map { field in
            "  \(Printable.text(field.name))\(language(" : ", ": "))"
                + (field.isSigned ? language("signé", "signed") : language("vide", "empty"))
        }
        return [language("Champs de signature", "Signature fields")] + states
    }

    private func lines(_ signature: Inspection.SignatureLine) -> [String] {
        let field = Printable.text(signature.field)
        let title = language(
            "Signature « \(field) », révision \(signature.revision)",
            "Signature '\(field)', revision \(signature.revision)")
        return [title] + who(signature) + when(signature) + how(signature)
    }

    private func who(_ signature: Inspection.SignatureLine) -> [String] {
        let names = VerdictNames(language: language)
        let unknown = language("inconnu", "unknown")
        let role = signature.role.flatMap(Signatory.Role.init).map(names.role)
        let title = signature.title.map(Printable.text)
        var lines = [
            "  " + language("signataire : ", "signatory: ")
                + ([signature.signatory.map(Printable.text) ?? unknown] + [title, role].compactMap(\.self))
                .joined(separator: ", ")
        ]
        if let method = signature.identification.flatMap(IdentificationMethod.init) {
            lines.append("  " + names.identification(method))
        }
        return lines
    }

    private func when(_ signature: Inspection.SignatureLine) -> [String] {
        let none = language("aucune", "none")
        let stamps = signature.timeStamps.map { stamp in
            (stamp.time ?? language("illisible", "malformed"))
                + (stamp.by.map { language(" par ", " by ") + Printable.text($0) } ?? "")
        }
        return [
            "  " + language("heure déclarée : ", "claimed time: ") + (signature.claimedTime ?? none),
            "  " + language("horodatage : ", "time-stamp: ")
                + (stamps.isEmpty ? language("aucun", "none") : stamps.joined(separator: ", ")),
        ]
    }

    private func how(_ signature: Inspection.SignatureLine) -> [String] {
        var lines = [
            "  format\(language(" : ", ": "))\(Printable.text(signature.subFilter ?? "?")), \(coverage(signature)), \(signature.byteRange)"
        ]
        guard let certificate = signature.certificate else { return lines }
        lines += [
            "  " + language("certificat : ", "certificate: ") + Printable.text(certificate.subject),
            "    " + language("valable du ", "valid from ") + certificate.notBefore + language(" au ", " to ")
                + certificate.notAfter + ", \(certificate.publicKey), nº \(certificate.serialNumber)",
            "    " + language("émis par ", "issued by ") + Printable.text(certificate.issuer),
            "    " + language("politiques : ", "policies: ") + certificate.policies.joined(separator: ", "),
        ]
        return lines
    }

    private func coverage(_ signature: Inspection.SignatureLine) -> String {
        switch signature.coverage {
        case "wholeDocument": language("couvre tout le document", "covers the whole document")
        case "wholeRevision": language("couvre toute sa révision", "covers its whole revision")
        default: language("ne couvre pas toute sa révision", "does not cover its whole revision")
        }
    }
}

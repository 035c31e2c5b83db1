import PAdESValidation

/// What a receipt proves, for people: the answer first.
struct ReceiptCheckText {
    private let check: ReceiptCheck
    private let language: Language

    init(_ check: ReceiptCheck, in language: Language) { (self.check, self.language) = (check, language) }

    var text: String { ([answer] + circumstances + check.files.map(line) + meaning).joined(separator: "\n") }

    private var answer: String {
        switch check.seal {
        case .missing:
            language(
                "Ce récépissé n’est pas scellé : rien ne prouve qui l’a fait, ni qu’il est resté le même.",
                "This receipt is not sealed: nothing proves who made it, nor that it has stayed the same.")
        case .present(let seal) where !seal.isIntact:
            language(
                "Ce récépissé n’est pas celui qui a été scellé, ou son sceau est abîmé : ne vous y fiez pas.",
                "This receipt is not the one that was sealed, or its seal is damaged: do not rely on it.")
        case .present(let seal): answer(seal.identity)
        }
    }

    private func answer(_ identity: ValidationReport.Identity) -> String {
        switch identity {
        case .trusted: files
        case .undetermined, .none:
            language(
                "Ce récépissé est tel qu’il a été scellé, mais l’auteur du sceau n’a pas pu être vérifié : indiquez avec "
                    + "--trust le dossier de confiance de la plateforme, à jour.",
                "This receipt is as it was sealed, but who sealed it could not be checked: name the platform’s trust folder "
                    + "of today with --trust.")
        case .untrusted, .revoked, .expired:
            language(
                "Le sceau de ce récépissé n’est pas celui d’une plateforme reconnue : ne vous y fiez pas.",
                "The seal of this receipt is not that of a trusted platform: do not rely on it.")
        }
    }

    private var files: String {
        let (all, good) = (check.files.count, check.files.filter { $0.state == .matches }.count)
        if all == 0 {
            return language(
                "Ce récépissé est authentique. Nommez aussi des fichiers pour savoir si ce sont ceux qui ont été vérifiés.",
                "This receipt is genuine. Name files as well to learn whether they are those that were verified.")
        }
        guard good == all else {
            return language(
                "Ce récépissé est authentique, mais \(all - good) fichier(s) sur \(all) ne sont pas de ceux qui ont été vérifiés.",
                "This receipt is genuine, but \(all - good) of \(all) files are not among those that were verified.")
        }
        return all == 1
            ? language(
                "Ce récépissé est authentique, et ce fichier est bien celui qui a été vérifié.",
                "This receipt is genuine, and this file is the one that was verified.")
            : language(
                "Ce récépissé est authentique, et ces \(all) fichiers sont bien ceux qui ont été vérifiés.",
                "This receipt is genuine, and these \(all) files are those that were verified.")
    }

    private var circumstances: [String] {
        let run = check.receipt.run
        var lines = ["  " + language("Récépissé : ", "Receipt: ") + Printable.text(check.path)]
        if case .present(let seal) = check.seal, seal.isIntact {
            let name = seal.certificate.map { Printable.text($0.commonName) } ?? "?"
            let time = seal.provenTime.map { Moment.text($0, in: language) }
            let when = time.map { language(", le \($0) (heure prouvée)", ", \($0) (proven time)") } ?? ""
            lines.append("  " + language("Scellé par : ", "Sealed by: ") + name + when)
        }
        return lines + [
            "  " + language("Jugé à la date du : ", "Judged as of: ") + Printable.text(run.validationTime),
            "  " + language("Règles : ", "Rules: ")
                + Printable.text("\(run.policy), \(run.program.rules), seing \(run.program.version)"),
        ]
    }

    private func line(_ file: ReceiptCheck.CheckedFile) -> String {
        let mark = file.state == .matches ? "✓" : "✗"
        return "  \(mark) \(Printable.text(file.path))" + language(" : ", ": ") + text(file)
    }

    private func text(_ file: ReceiptCheck.CheckedFile) -> String {
        switch file.state {
        case .matches: language("le fichier vérifié ; ", "the file that was verified; ") + verdict(file.verdict ?? "")
        case .differs:
            language("un autre contenu que celui qui a été vérifié", "another content than the one that was verified")
        case .notListed: language("le récépissé n’en parle pas", "the receipt does not speak of it")
        case .unreadable: language("ne peut pas être lu", "cannot be read")
        }
    }

    private func verdict(_ verdict: String) -> String {
        switch verdict {
        case "passed": language("il était en ordre", "it was in order")
        case "failed": language("il était à refuser ou à compléter", "it was to be refused or to be completed")
        case "undetermined":
            language("il n’avait pas pu être vérifié entièrement", "it could not be fully checked")
        default: language("il était illisible", "it was unreadable")
        }
    }

    private var meaning: [String] {
        guard check.status == .done else { return [] }
        return [
            "  "
                + language(
                    "Ce que cela prouve : à l’heure du sceau, la plateforme nommée a vérifié ces fichiers, à l’octet près, et trouvé "
                        + "ce qui est dit ici. Les signatures restent dans les fichiers : seing verify les vérifie de nouveau.",
                    "What it proves: at the time of the seal the platform named had verified these files, to the byte, and found "
                        + "what is said here. The signatures are in the files: seing verify verifies them again.")
        ]
    }
}

import ConventionDomain
import Foundation
import Parties
import Workflow

/// What `seing person export` prints for the school, and the page that the person gets.
struct PersonExportText {
    let language: Language

    // MARK: For the school

    /// The places that are the person's, and those that may be; by reference, without names.
    func matches(_ search: PersonSearch) -> [String] {
        (search.exact + search.candidates).map { "\($0.place)  \(name($0.certainty))" }
    }

    private func name(_ certainty: PersonMatch.Certainty) -> String {
        switch certainty {
        case .exact: language("la personne", "the person")
        case .crosswise:
            language("prénom et nom de famille intervertis", "given and family name in each other's place")
        case .otherMark:
            language("même nom, autre date de naissance ou adresse", "same name, other date of birth or address")
        case .noMark:
            language(
                "même nom, ni date de naissance ni adresse enregistrée",
                "same name, no date of birth or address on file")
        case .otherName:
            language("même date de naissance ou adresse, autre nom", "same date of birth or address, other name")
        }
    }

    func problem(_ problem: PersonSearch.Problem) -> String {
        switch problem {
        case .nobody:
            language(
                "personne de ce nom, avec cette date de naissance ou cette adresse, dans les données de ce répertoire ; rien n’a été écrit",
                "nobody of that name with that date of birth or address in this data directory; nothing was written")
        case .ambiguous:
            language(
                "les places ci-dessus ne sont pas toutes certaines ; nommez chacune de celles de la personne avec --convention "
                    + "RÉFÉRENCE/PLACE : rien n’a été écrit",
                "not all places above are certain; name each that is the person's with --convention REFERENCE/POSITION: nothing was written"
            )
        case .noMatch(let choice):
            language(
                "\(choice.convention.text) : personne n’y ressemble à la personne demandée ; rien n’a été écrit",
                "\(choice.convention.text): nobody there is like the person; nothing was written")
        case .several(let id):
            language(
                "\(id.text) : plusieurs places y seraient possibles ; précisez --convention \(id.text)/PLACE : rien n’a été écrit",
                "\(id.text): several places might be meant; write --convention \(id.text)/POSITION: nothing was written"
            )
        }
    }

    var noDelegation: String {
        language(
            "une des délégations nommées n’est pas à ce nom dans le registre ; voyez : seing delegation list ; rien n’a été écrit",
            "one of the named delegations is not in that name in the register; see: seing delegation list; nothing was written"
        )
    }

    func planned(_ export: PersonExport) -> String {
        language(
            "serait écrit : conventions \(export.record.places.count), documents \(export.files.count) ; rien n’a été écrit ni enregistré",
            "would be written: conventions \(export.record.places.count), documents \(export.files.count); nothing was written or recorded"
        )
    }

    func written(_ export: PersonExport, number: Int64, in folder: String) -> String {
        language(
            "\(Printable.text(folder)) : conventions \(export.record.places.count), documents \(export.files.count) ; export n° \(number), "
                + "enregistré sans le nom",
            "\(Printable.text(folder)): conventions \(export.record.places.count), documents \(export.files.count); export no. \(number), "
                + "recorded without the name")
    }

    private var closedToFamily: String {
        language(
            "! l’établissement ne montre rien à la famille de cet élève ; ne remettez cet export à un représentant légal qu’avec son accord.",
            "! the school shows this pupil's family nothing; hand this export to a legal representative only if the school agrees."
        )
    }

    /// What a person of the school has to look at before anything is handed over.
    func warnings(_ export: PersonExport, _ search: PersonSearch) -> [String] {
        var lines = export.withheld.map { place in
            language(
                "! \(place) : la fiche interdit d’informer ce parent du stage ; rien n’en a été écrit. Décidez de la réponse avec votre "
                    + "délégué à la protection des données.",
                "! \(place): the sheet forbids to tell this parent of the placement; nothing of it was written. Decide on the answer with "
                    + "your data protection officer.")
        }
        lines += export.unmentionable.map { id in
            language(
                "! \(id.text) : un des parents ne doit pas être informé de ce stage ; ne lui remettez pas cet export.",
                "! \(id.text): one of the parents must not be told of this placement; do not hand this export to that one."
            )
        }
        if export.isClosedToFamily { lines.append(closedToFamily) }
        lines += export.unread.map { id in
            language(
                "! \(id.text) : des motifs écrits par l’établissement n’y sont pas ; relisez-les : seing convention show \(id.text)",
                "! \(id.text): words that the school wrote are not in it; read them: seing convention show \(id.text)")
        }
        let given = export.record.delegations
        if search.delegations.count > given {
            lines += search.delegations.map { act in
                language(
                    "! délégation \(act.id), au même nom : si elle est de la personne, --delegation \(act.id)",
                    "! delegation \(act.id), of the same name: if it is the person's, --delegation \(act.id)")
            }
        }
        let others =
            search.otherAccounts.map { ($0.id, $0.role == .moderator ? "moderator" : "head") }
            + search.otherEmployers.map { ($0.id, "employer-account") }
        lines += others.map { id, command in
            language(
                "! compte \(id) : même nom ou même adresse, l’autre diffère ; voyez : seing \(command) list",
                "! account \(id): same name or same address, the other differs; see: seing \(command) list")
        }
        return lines
    }

    // MARK: For the person

    /// The data with what everybody is told of them, for programs.
    static func whole(_ content: [PersonDatum]) -> [PersonDatum] {
        content + [.group("information", "Vos droits", PersonRightsText.data)]
    }

    /// The same for people.
    static func readMe(_ content: [PersonDatum], _ files: [String]) -> String {
        var lines = [
            "CE QUE CE SERVICE DE CONVENTIONS DE STAGE CONSERVE SUR VOUS", "",
            "Réponse à une demande d’accès (règlement général sur la protection des données, articles 15 et 20).",
            "Le fichier donnees.json contient les mêmes informations, pour un logiciel.", "",
        ]
        lines += content.flatMap { self.lines($0, 0) }
        lines += ["", "Documents joints" + (files.isEmpty ? " : aucun" : " :")] + files.map { "  - \($0)" } + [""]
        lines += PersonRightsText.data.flatMap { self.lines($0, 0) }
        return Language.withFrenchSpaces(lines.joined(separator: "\n") + "\n")
    }

    private static func lines(_ datum: PersonDatum, _ depth: Int) -> [String] {
        let indent = String(repeating: "  ", count: depth)
        switch datum {
        case .value(_, let label, let value):
            let text = Self.text(value).replacingOccurrences(of: "\n", with: "\n\(indent)  ")
            return ["\(indent)\(label) : \(text)"]
        case .group(_, let label, let inner):
            return ["", "\(indent)\(label)"] + inner.flatMap { lines($0, depth + 1) }
        case .list(_, let label, let items):
            let entries = items.enumerated().flatMap { index, item in
                ["\(indent)  \(index + 1)."] + item.flatMap { lines($0, depth + 2) }
            }
            return ["", "\(indent)\(label)" + (items.isEmpty ? " : aucun" : "")] + entries
        case .texts(_, let label, let texts):
            guard texts.contains(where: { $0.count > 40 }) else {
                return ["\(indent)\(label) : \(texts.joined(separator: ", "))"]
            }
            return ["", "\(indent)\(label)"] + texts.map { "\(indent)  - \($0)" }
        }
    }

    private static func text(_ value: PersonDatum.Value) -> String {
        switch value {
        case .text(let text): text
        case .day(let day): FrenchDate.day(iso: day)
        case .moment(let date): Moment.text(Int64(date.timeIntervalSince1970), in: .french)
        case .number(let number): "\(number)"
        case .flag(let flag): flag ? "oui" : "non"
        case .act(let kind): kind.name(in: .french)
        }
    }
}

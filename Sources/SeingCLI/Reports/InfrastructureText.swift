import CertificateAuthority
import Foundation

/// The state of the keys for people.
struct InfrastructureText {
    let status: InfrastructureStatus
    let language: Language

    var text: String {
        let name = Printable.text(status.organisation)
        let demo =
            status.isDemo ? language(" (démonstration, sans valeur juridique)", " (demonstration, no legal value)") : ""
        var lines = [language("Clés de \(name)\(demo)", "Keys of \(name)\(demo)"), ""]
        lines += status.items.map(line)
        lines += [""] + remarks
        return lines.joined(separator: "\n")
    }

    private func line(_ item: InfrastructureStatus.Item) -> String {
        let mark = item.needsAttention ? "!" : " "
        let rest = [item.key, item.keyPlace.map(place)].compactMap(\.self).joined(separator: ", ")
        let line = "\(mark) \(padded(name(item), 48)) \(padded(span(item), 32)) \(rest)"
        return String(line.reversed().drop { $0 == " " }.reversed())
    }

    private func padded(_ text: String, _ count: Int) -> String {
        text + String(repeating: " ", count: max(0, count - text.count))
    }

    private func name(_ item: InfrastructureStatus.Item) -> String {
        let name =
            switch item.subject {
            case .root: language("autorité racine", "root")
            case .issuingAuthority: language("autorité des signataires", "issuing CA")
            case .timeStampingUnit: language("unité d’horodatage", "time-stamping unit")
            case .seal: language("cachet de la plateforme", "platform seal")
            case .rootList: language("liste de révocation de la racine", "revocation list of the root")
            case .issuingAuthorityList:
                language("liste de révocation des signataires", "revocation list of the issuing CA")
            }
        guard let former = item.formerGeneration else { return name }
        return name + language(" (ancienne, n° \(former))", " (former, no. \(former))")
    }

    private func span(_ item: InfrastructureStatus.Item) -> String {
        let begins = day(item.begins)
        guard item.ends != InfrastructureStatus.endless else {
            return language("depuis le \(begins), sans fin", "since \(begins), without end")
        }
        return language("du \(begins) au \(day(item.ends))", "\(begins) to \(day(item.ends))")
    }

    /// `02/03/2026`, or `2026-03-02` in English; in UTC.
    private func day(_ seconds: Int64) -> String {
        let parts = Moment.iso8601(seconds).prefix(10).split(separator: "-")
        return language(parts.reversed().joined(separator: "/"), parts.joined(separator: "-"))
    }

    private func place(_ place: InfrastructureStatus.KeyPlace) -> String {
        switch place {
        case .file: language("clé dans un fichier chiffré", "key in an encrypted file")
        case .uri(let uri): language("clé : \(Printable.text(uri))", "key: \(Printable.text(uri))")
        case .away: language("clé gardée ailleurs", "key kept elsewhere")
        case .destroyed: language("clé détruite", "key destroyed")
        case .missing: language("clé absente", "key missing")
        }
    }

    private var remarks: [String] {
        var remarks = status.items.filter(\.needsAttention).map(remark)
        if status.hasRemainsOfRotation {
            remarks.append(
                language(
                    "Un remplacement de clé a été interrompu ; relancez la même commande : seing pki rotate.",
                    "The replacement of a key was interrupted; run the same command again: seing pki rotate."))
        }
        return remarks.isEmpty ? [language("Tout est en ordre.", "All is well.")] : remarks
    }

    private func remark(_ item: InfrastructureStatus.Item) -> String {
        let what = name(item)
        if item.keyPlace == .missing {
            return language(
                "\(what) : la clé manque ; restaurez une sauvegarde.", "\(what): the key is missing; restore a backup.")
        }
        let remedy = remedy(item)
        switch item.state {
        case .due:
            return language("\(what) : expire bientôt ; \(remedy).", "\(what): ends soon; \(remedy).")
        case .ended: return language("\(what) : a expiré ; \(remedy).", "\(what): has ended; \(remedy).")
        case .valid, .notYetValid:
            return language(
                "\(what) : pas encore valable ; réglez l’horloge de la machine.",
                "\(what): not yet valid; set the machine's clock.")
        }
    }

    private func remedy(_ item: InfrastructureStatus.Item) -> String {
        switch item.subject {
        case .root:
            language(
                "ouvrez un nouveau dossier de données pour les conventions à venir",
                "open a data directory with new keys for new conventions")
        case .issuingAuthority: "seing pki rotate ca --root-dir DIR"
        case .timeStampingUnit: "seing pki rotate tsu --root-dir DIR"
        case .seal: "seing pki rotate seal --root-dir DIR"
        case .rootList: "seing pki refresh-lists --root-dir DIR"
        case .issuingAuthorityList: "seing pki refresh-lists"
        }
    }
}

import Parties
import Placements

/// What was typed of a host that documents do not name.
struct HostForm: Sendable {
    var siret = ""
    var name = ""
    var city = ""
    /// The number that was sent once more after the page had doubted it.
    var confirmed = ""

    struct Problem: Sendable {
        let field: HostError.Field
        let text: String
    }

    /// Numbers are typed with spaces.
    var digits: String { siret.filter { !$0.isWhitespace } }
}

extension HostForm {
    /// As the school has typed it before.
    init(_ host: HostEntry) {
        (siret, name, city) = (host.siret.digits, host.record?.name ?? "", host.record?.city ?? "")
    }

    init(_ fields: FormFields) {
        func value(_ name: String) -> String {
            fields[name].split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        siret = String(value(HostFieldName.siret).prefix(40))
        (name, city) = (value(HostFieldName.name), value(HostFieldName.city))
        confirmed = fields[HostFieldName.confirmed]
    }

    /// - Returns: `nil` for what is not asked for here.
    func field(_ field: HostError.Field, _ problems: [Problem]) -> HostPartPage.Field? {
        let known: (name: String, label: String, hint: String?, value: String, length: Int)
        switch field {
        case .siret: known = (HostFieldName.siret, "Numéro SIRET", "14 chiffres", siret, 30)
        case .name:
            known = (HostFieldName.name, "Nom de la structure", nil, name, TextRule.legalName.maximumLength)
        case .city: known = (HostFieldName.city, "Ville", nil, city, TextRule.city.maximumLength)
        case .note, .reason, .subject, .text: return nil
        }
        return HostPartPage.Field(
            name: known.name, id: field.rawValue, label: known.label, hint: known.hint, type: "text", isLong: false,
            value: known.value, problem: problems.first { $0.field == field }?.text, maximumLength: known.length)
    }
}

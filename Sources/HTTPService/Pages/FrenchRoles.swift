import Parties
import Workflow

extension Signatory.Role {
    /// « l’élève »
    var frenchName: String {
        switch self {
        case .student: "l’élève"
        case .representative: "le responsable légal"
        case .school: "le chef d’établissement"
        case .employer: "l’organisme d’accueil"
        case .teacher: "l’enseignant référent"
        case .tutor: "le tuteur"
        }
    }
}

extension [Signatory.Role] {
    /// « l’élève, le responsable légal et le chef d’établissement »
    var frenchList: String {
        var names: [String] = []
        for role in self where !names.contains(role.frenchName) { names.append(role.frenchName) }
        guard let last = names.popLast() else { return "" }
        return names.isEmpty ? last : names.joined(separator: ", ") + " et " + last
    }
}

extension String {
    /// « de Mariam », « d’Awa »
    var afterOf: String {
        let first = unicodeScalars.first.map { Character($0).lowercased() } ?? ""
        return "aàâeéèêëiîïoôuùûœæ".contains(first) && !first.isEmpty ? "d’\(self)" : "de \(self)"
    }
}

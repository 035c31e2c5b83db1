import Parties
import Workflow

/// Where the family names the host, on its page.
struct HostNamingForm: Sendable {
    let fields: [HostPartPage.Field]
    /// What nobody has written yet; `nil` when nothing is missing.
    let missing: ProblemSummary?
    let advice: [String]
    /// The school looks at it: nothing is changed meanwhile.
    let isProposed: Bool
    /// Why the school wants another.
    let returned: String?
    /// What was named, where it cannot be changed.
    let lines: [FamilyPartPage.Line]
}

extension HostNamingForm {
    init(_ naming: PartView.Naming, isMissingTold: Bool) {
        let (host, assessment) = (naming.host, naming.assessment)
        self.init(
            fields: HostField.naming.map { $0.namingLine(host[$0], assessment.problem(of: $0.rawValue)) },
            missing: isMissingTold ? nil : ProblemSummary(assessment.missing.map { $0.line(isMissing: false) }),
            advice: assessment.advice.map { HostPartPage.adviceLead + $0.text.french },
            isProposed: naming.isProposed, returned: naming.returned,
            lines: HostField.naming.filter { !host[$0].isEmpty }.map { .init(label: $0.namingLabel, value: host[$0]) })
    }
}

extension HostField {
    fileprivate func namingLine(_ value: String, _ problem: String?) -> HostPartPage.Field {
        let hint: String? =
            switch self {
            case .siret: "facultatif\u{A0}; 14 chiffres"
            case .signatoryEmail: "l’établissement vérifie avant d’y écrire"
            default: nil
            }
        return HostPartPage.Field(
            name: rawValue, id: rawValue.elementID, label: namingLabel, hint: hint,
            type: self == .signatoryEmail ? "email" : "text", isLong: false, value: value, problem: problem,
            maximumLength: 200)
    }
}

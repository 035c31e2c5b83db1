extension ConventionData {
    /// What a template may ask for and is better handed over apart: the boxes of the official model.
    var supplementWarnings: [ConventionFault] {
        let items = supplements.enumerated().map { (path: "supplements/supplement[\($0 + 1)]/value", item: $1) }
        let plans = items.filter { $0.item.name == "healthPlan" }.map {
            ConventionFault(.healthPlanSigned, at: $0.path)
        }
        let contacts = supplements.count { Self.isContact($0.value) }
        let signed =
            contacts == 0 ? [] : [ConventionFault(.contactsSigned, at: "supplements", found: String(contacts))]
        let strangers = items.compactMap { path, item in
            missingPerson(of: item.name).map {
                ConventionFault(.supplementOfNobody, at: path, found: item.name, expected: [$0])
            }
        }
        return plans + signed + strangers
    }

    /// Whatever the supplement is called, and whether or not the template says that it is an address.
    private static func isContact(_ text: String) -> Bool {
        TextRule.supplement.holdsContact(text) || (text.hasPrefix("+") && PhoneNumber(text) != nil)
    }

    /// Whom an address or a number among the supplements of the observation templates belongs to, when the data do not name them.
    private func missingPerson(of name: String) -> String? {
        guard let whose = ["Email", "Telephone"].first(where: name.hasSuffix).map({ name.dropLast($0.count) }) else {
            return nil
        }
        return switch whose {
        case "representative" where representatives.isEmpty: "representatives/representative[1]"
        case "secondRepresentative" where representatives.count < 2: "representatives/representative[2]"
        case "teacher" where school.referentTeacher == nil: "school/referentTeacher"
        default: nil
        }
    }
}

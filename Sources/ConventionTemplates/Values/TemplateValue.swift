import Parties

/// A value as a template sees it.
indirect enum TemplateValue: Hashable, Sendable {
    case text(String)
    case paragraphs(String)
    case date(CalendarDate)
    case time(TimeOfDay)
    /// In minutes.
    case duration(Int)
    case siret(SIRET)
    case uai(UAI)
    /// E.164.
    case telephone(String)
    case email(String)
    /// In cents of a euro.
    case money(Int)
    case count(Int)
    /// A word that conditions compare, and what is printed.
    case choice(code: String, label: String)
    /// Names that have no value are absent.
    case record([String: TemplateValue])
    case list([TemplateValue])
}

extension TemplateValue {
    /// The value at the end of a path inside this one; `nil` when there is none.
    func value(at steps: ArraySlice<String>) -> TemplateValue? {
        guard let step = steps.first else { return self }
        switch self {
        case .record(let members): return members[step]?.value(at: steps.dropFirst())
        case .list(let items) where step == "count" && steps.count == 1: return .count(items.count)
        default: return nil
        }
    }

    /// What a condition compares.
    var code: String? {
        switch self {
        case .choice(let code, _): code
        case .count(let count): String(count)
        default: nil
        }
    }
}

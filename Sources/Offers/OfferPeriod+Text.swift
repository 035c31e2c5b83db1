extension OfferPeriod {
    /// How an address, a form or a partner names it: « 2026-S25 », « 2de-2026 », « 2de-2026-1 », « 2de-2026-2 ».
    public var formText: String {
        switch self {
        case .week(let week): "\(week.year)-S" + (week.number < 10 ? "0" : "") + "\(week.number)"
        case .fortnight(let year): "2de-\(year)"
        case .firstHalf(let year): "2de-\(year)-1"
        case .secondHalf(let year): "2de-\(year)-2"
        }
    }

    /// - Returns: `nil` for what names no period.
    public init?(formText text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        if parts.count == 2, parts[1].first == "S", let year = Int(parts[0]), let number = Int(parts[1].dropFirst()),
            let week = ISOWeek(year: year, number: number)
        {
            self = .week(week)
        } else if parts.first == "2de", parts.count > 1, let year = Int(parts[1]), (1901...2198).contains(year) {
            switch parts.dropFirst(2) {
            case []: self = .fortnight(year: year)
            case ["1"]: self = .firstHalf(year: year)
            case ["2"]: self = .secondHalf(year: year)
            default: return nil
            }
        } else {
            return nil
        }
        guard formText == text else { return nil }
    }
}

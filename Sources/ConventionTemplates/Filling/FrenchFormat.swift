import Parties

/// Values as French typography writes them.
enum FrenchFormat {
    static let noBreakSpace = "\u{A0}"

    static func text(_ value: TemplateValue, _ format: ValueFormat) -> String? {
        switch value {
        case .text(let text): format == .inText ? inText(text) : text
        case .paragraphs(let text): text
        case .date(let date): self.date(date, format)
        case .time(let time): self.time(time)
        case .duration(let minutes): duration(minutes)
        case .siret(let siret): self.siret(siret)
        case .uai(let uai): uai.text
        case .telephone(let number): telephone(number)
        case .email(let address): address
        case .money(let cents): money(cents)
        case .count(let count): String(count)
        case .choice(_, let label): label
        case .record, .list: nil
        }
    }

    /// « Gérante » becomes « gérante »; « PDG » and « CPE » stay.
    static func inText(_ text: String) -> String {
        guard let first = text.first, let second = text.dropFirst().first, second.isLowercase else { return text }
        return first.lowercased() + text.dropFirst()
    }

    static func date(_ date: CalendarDate, _ format: ValueFormat) -> String {
        switch format {
        case .standard, .inText: long(date)
        case .weekday: weekdays[date.weekday - 1] + " " + long(date)
        case .numeric: "\(pad(date.day))/\(pad(date.month))/\(date.year)"
        }
    }

    /// « 1er juin 2027 »
    private static func long(_ date: CalendarDate) -> String {
        let day = date.day == 1 ? "1er" : String(date.day)
        return "\(day)\(noBreakSpace)\(months[date.month - 1])\(noBreakSpace)\(date.year)"
    }

    /// « 9 h », « 9 h 30 »
    static func time(_ time: TimeOfDay) -> String {
        let hour = "\(time.hour)\(noBreakSpace)h"
        return time.minute == 0 ? hour : "\(hour)\(noBreakSpace)\(pad(time.minute))"
    }

    /// « 7 h », « 6 h 30 », « 45 min »
    static func duration(_ minutes: Int) -> String {
        let rest = minutes % 60
        guard minutes >= 60 else { return "\(rest)\(noBreakSpace)min" }
        let hours = "\(minutes / 60)\(noBreakSpace)h"
        return rest == 0 ? hours : "\(hours)\(noBreakSpace)\(pad(rest))"
    }

    /// « 999 000 011 00018 »: three groups of three and one of five.
    static func siret(_ siret: SIRET) -> String {
        let digits = Array(siret.digits)
        let groups = [digits[0..<3], digits[3..<6], digits[6..<9], digits[9..<14]]
        return groups.map { String($0) }.joined(separator: noBreakSpace)
    }

    /// « 06 39 98 12 34 » for a number of France, « +262 692 12 34 56 » for others.
    static func telephone(_ number: String) -> String {
        let digits = Array(number.dropFirst())
        guard number.hasPrefix("+33"), digits.count == 11 else {
            // The length of a country's code is not known here; the part that is dialled is read in pairs from its end.
            let code = min(3, digits.count)
            return "+" + String(digits[..<code]) + noBreakSpace + groups(digits[code...], noBreakSpace)
        }
        return groups((["0"] + digits[2...])[...], noBreakSpace)
    }

    /// Pairs, and a group of three first when the count is odd.
    private static func groups(_ digits: ArraySlice<Character>, _ separator: String) -> String {
        var rest = digits
        var parts: [String] = []
        if !rest.count.isMultiple(of: 2) {
            parts.append(String(rest.prefix(3)))
            rest = rest.dropFirst(3)
        }
        while !rest.isEmpty {
            parts.append(String(rest.prefix(2)))
            rest = rest.dropFirst(2)
        }
        return parts.joined(separator: separator)
    }

    /// « 1 234,50 € »
    static func money(_ cents: Int) -> String {
        let euros = Array(String(cents / 100))
        var grouped = ""
        for (index, digit) in euros.enumerated() {
            if index > 0, (euros.count - index).isMultiple(of: 3) { grouped += "\u{202F}" }
            grouped.append(digit)
        }
        let rest = cents % 100
        return grouped + (rest == 0 ? "" : "," + pad(rest)) + noBreakSpace + "€"
    }

    private static func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    private static let weekdays = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]

    static let months = [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre",
    ]
}

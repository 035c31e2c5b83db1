/// A language in which faults are told; the raw value is its BCP 47 tag.
public enum MessageLanguage: String, Hashable, Sendable, CaseIterable {
    case french = "fr"
    case english = "en"
}

/// What a fault says in each language.
///
/// `{found}` and `{expected}` stand for the cause's, `{value}` for what was typed or, where that may not be repeated,
/// for the words « the value »; `{day}` for the day at fault or the words « this day ».
struct FaultText: Sendable {
    let french: String
    let english: String

    init(_ french: String, _ english: String) {
        self.french = french
        self.english = english
    }

    /// The texts of every code.
    static let all: [ConventionFault.Code: FaultText] = [
        file, form, values, coherence, signatures, supplements, workingTime, warnings, table,
    ].reduce(into: [:]) { all, table in all.merge(table) { first, _ in first } }
}

extension ConventionFault {
    /// What was found, what was expected and what to do, with the place where it stands.
    ///
    /// - Parameters:
    ///   - language: French for schools, English for logs and programs.
    ///   - quotingValues: Whether to repeat what was typed, which may be about a person: only to whoever handed the
    ///     data in, never into a log.
    ///   - namingDay: Whether to say which day of the placement is at fault; not in a log either.
    public func text(
        in language: MessageLanguage, quotingValues: Bool = false, namingDay: Bool = true
    ) -> String {
        let statement = statement(in: language, quotingValues: quotingValues, namingDay: namingDay)
        return language == .french ? spaced("\(frenchPlace) : ") + statement : "\(englishPlace): \(statement)"
    }

    /// The same without the place, for whoever names it in another way.
    public func statement(
        in language: MessageLanguage, quotingValues: Bool = false, namingDay: Bool = true
    ) -> String {
        let template = language == .french ? template.french : template.english
        var text = filled(template, language, quotingValues).replacing(
            "{day}", with: dayName(language, namingDay: namingDay))
        if let reference = cause.reference { text += " (\(reference))" }
        return language == .french ? spaced(text) : text
    }

    private func dayName(_ language: MessageLanguage, namingDay: Bool) -> String {
        guard namingDay, let day = cause.day else { return language == .french ? "ce jour" : "this day" }
        return language == .french ? "le \(DayText.french(day))" : DayText.english(day)
    }

    private var template: FaultText { FaultText.all[code] ?? FaultText(code.rawValue, code.rawValue) }

    private var englishPlace: String { line.map { "line \($0), \(path)" } ?? path }

    private var frenchPlace: String {
        let place = FieldNames.french(path).map { "\($0) (\(path))" } ?? path
        return line.map { "ligne \($0), \(place)" } ?? place
    }

    private func filled(_ template: String, _ language: MessageLanguage, _ quotingValues: Bool) -> String {
        var text = template.replacing("{found}", with: cause.found).replacing(
            "{expected}", with: cause.expected.joined(separator: ", "))
        if text.contains("{value}") {
            text = text.replacing("{value}", with: value(language, quotingValues))
        }
        return text
    }

    private func value(_ language: MessageLanguage, _ quotingValues: Bool) -> String {
        guard quotingValues, let typed = cause.typed, !typed.isEmpty else {
            return language == .french ? "la valeur" : "the value"
        }
        return language == .french ? "« \(visible(typed)) »" : "“\(visible(typed))”"
    }
}

/// The beginning of a text, with everything that a terminal would not show as it is written out.
private func visible(_ text: String) -> String {
    let maximum = 40
    let shown = text.unicodeScalars.prefix(maximum).map { scalar in
        TextRule.isVisible(scalar) || scalar == " " ? String(scalar) : "<\(TextRule.name(of: scalar))>"
    }
    return shown.joined() + (text.unicodeScalars.count > maximum ? "…" : "")
}

/// French wants a space that does not break before high punctuation and inside guillemets.
private func spaced(_ text: String) -> String {
    [" :", " ;", " ?", " !", " »"].reduce(text.replacing("« ", with: "«\u{A0}")) { text, mark in
        text.replacing(mark, with: "\u{A0}" + mark.dropFirst())
    }
}

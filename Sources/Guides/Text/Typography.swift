import ConventionTemplates

/// The spaces of French print in what is typed at the head of a file.
enum Typography {
    static func french(_ text: String) -> String { FrenchTypography.set(text) }
}

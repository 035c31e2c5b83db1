extension ConventionData {
    /// Whether a function is that of a deputy head: « Proviseure adjointe », « Adjoint gestionnaire ».
    public static func isDeputy(_ function: String) -> Bool {
        let words = function.lowercased().split { !$0.isLetter }
        return words.contains { ["adjoint", "adjointe"].contains($0) }
    }
}

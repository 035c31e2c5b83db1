extension ConventionData {
    /// A deputy signs by a named act, and in a public school nobody but a deputy may.
    ///
    /// Source: code de l'éducation, R. 421-13, unchecked.
    var delegationFaults: [ConventionFault] {
        let isDeputy = Self.isDeputy(school.head.capacity)
        if isDeputy && school.head.delegation == nil {
            return [ConventionFault(.deputyWithoutDelegation, at: "school/head")]
        }
        if !isDeputy && school.head.delegation != nil && school.status == .public {
            return [ConventionFault(.delegateNotDeputy, at: "school/head/capacity")]
        }
        return []
    }

    /// Whether a function is that of a deputy head: « Proviseure adjointe », « Adjoint gestionnaire ».
    public static func isDeputy(_ function: String) -> Bool {
        let words = function.lowercased().split { !$0.isLetter }
        return words.contains { ["adjoint", "adjointe"].contains($0) }
    }
}

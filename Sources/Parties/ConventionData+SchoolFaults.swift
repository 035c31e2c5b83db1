extension ConventionData.School {
    /// Values of the school alone that do not fit together, with paths as in a whole convention.
    public func faults() -> [ConventionFault] {
        [ConventionData.postalCodeFault(address, at: "school/address"), lengthFault].compactMap(\.self)
            + deliberationFaults + delegationFaults
    }

    /// Source: code de l'éducation, R. 421-20.
    var deliberationFaults: [ConventionFault] {
        guard boardDeliberation != nil && status != .public else { return [] }
        return [ConventionFault(.boardDeliberationNotPublic, at: "school/boardDeliberation")]
    }

    /// A deputy signs by a named act, and in a public school nobody but a deputy may.
    ///
    /// Source: code de l'éducation, R. 421-13, unchecked.
    var delegationFaults: [ConventionFault] {
        let isDeputy = ConventionData.isDeputy(head.capacity)
        if isDeputy && head.delegation == nil {
            return [ConventionFault(.deputyWithoutDelegation, at: "school/head")]
        }
        if !isDeputy && head.delegation != nil && status == .public {
            return [ConventionFault(.delegateNotDeputy, at: "school/head/capacity")]
        }
        return []
    }

    /// Name and function of who signs are printed together.
    var lengthFault: ConventionFault? {
        ConventionData.lengthFault("school/head", "\(head.name.full), \(head.signingCapacity)", atMost: 220)
    }
}

extension ConventionData {
    /// A minor is authorised by at least one representative; a pupil of age signs alone.
    ///
    /// Source: code civil, 371-1, 372-2, 414.
    func capacityFaults(issuedOn: CalendarDate?) -> [ConventionFault] {
        let date = issuedOn ?? placement.start
        let asked = signing.required.contains { $0 == .representative1 || $0 == .representative2 }
        if !pupil.isAdult(on: date) && (representatives.isEmpty || !asked) {
            return [
                ConventionFault(
                    .minorWithoutRepresentative, at: representatives.isEmpty ? "representatives" : "signing/required")
            ]
        }
        // A pupil who comes of age between the issue and the first day is a minor when signing.
        if issuedOn != nil && pupil.isAdult(on: date) && (asked || !representatives.isEmpty) {
            return [
                ConventionFault(.adultWithRepresentative, at: asked ? "signing/required" : "representatives")
            ]
        }
        return []
    }

    /// The list of required signatures names each party once, and nobody whom the data do not name.
    var signatureFaults: [ConventionFault] {
        repeatedSignatureFaults + missingSignatureFaults + unknownRepresentativeFaults
    }

    private var repeatedSignatureFaults: [ConventionFault] {
        signing.required.indices.filter { index in
            signing.required[..<index].contains(signing.required[index])
        }.map { index in
            ConventionFault(
                .signatureRepeated, at: "signing/required/signature[\(index + 1)]",
                found: signing.required[index].rawValue)
        }
    }

    private var missingSignatureFaults: [ConventionFault] {
        [RequiredSignature.student, .school, .employer].filter { !signing.required.contains($0) }.map { missing in
            ConventionFault(.signatureMissing, at: "signing/required", expected: [missing.rawValue])
        }
    }

    private var unknownRepresentativeFaults: [ConventionFault] {
        let named: [(signature: RequiredSignature, index: Int)] = [(.representative1, 0), (.representative2, 1)]
        return named.filter { signing.required.contains($0.signature) && representative(at: $0.index) == nil }.map {
            ConventionFault(
                .representativeUnknown, at: "signing/required", found: String(representatives.count),
                expected: [$0.signature.rawValue])
        }
    }
}

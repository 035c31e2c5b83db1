extension ConventionData {
    /// A minor is authorised by at least one representative; a pupil who is of age or emancipated signs alone.
    ///
    /// Source: code civil, 371-1, 372-2, 413-2, 413-6, 414.
    func capacityFaults(issuedOn: CalendarDate?) -> [ConventionFault] {
        let date = issuedOn ?? placement.start
        let asked = signing.required.contains { $0 == .representative1 || $0 == .representative2 }
        let standing = pupil.standing(on: date)
        guard standing != .emancipated else { return emancipationFaults(on: date, isAsked: asked) }
        if document == .convention && standing == .minor && (representatives.isEmpty || !asked) {
            return [
                ConventionFault(
                    .minorWithoutRepresentative, at: representatives.isEmpty ? "representatives" : "signing/required")
            ]
        }
        // A pupil who comes of age between the issue and the first day is a minor when signing.
        if document == .convention, issuedOn != nil, standing == .adult, asked || !representatives.isEmpty {
            return [
                ConventionFault(.adultWithRepresentative, at: asked ? "signing/required" : "representatives")
            ]
        }
        return []
    }

    /// An attestation says what was seen: who might have signed the convention is no matter of it.
    private func emancipationFaults(on date: CalendarDate, isAsked: Bool) -> [ConventionFault] {
        let age = pupil.birthDate.age(on: date)
        var faults: [ConventionFault] = []
        if age < Pupil.emancipationAge {
            faults.append(
                ConventionFault(
                    .init(.emancipatedTooYoung, found: age, expected: Pupil.emancipationAge), at: "pupil/emancipated"))
        }
        if document != .attestation, isAsked || !representatives.isEmpty {
            faults.append(
                ConventionFault(.emancipatedWithRepresentative, at: isAsked ? "signing/required" : "representatives"))
        }
        return faults
    }

    /// The list of required signatures names each party once, and nobody whom the data do not name.
    var signatureFaults: [ConventionFault] {
        repeatedSignatureFaults + missingSignatureFaults + unknownRepresentativeFaults + optionalSignatureFaults
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
        document.signers.filter { !signing.required.contains($0) }.map { missing in
            ConventionFault(
                .signatureMissing, at: "signing/required",
                found: document.signers.map(\.rawValue).joined(separator: ", "), expected: [missing.rawValue])
        }
    }

    /// Who may sign is named by the data, is listed once, and signs conventions only: an amendment or an attestation is signed by those
    /// whom it binds.
    private var optionalSignatureFaults: [ConventionFault] {
        signing.optional.indices.compactMap { index in
            let (signature, path) = (signing.optional[index], "signing/optional/signature[\(index + 1)]")
            if signing.optional[..<index].contains(signature) {
                return ConventionFault(.signatureRepeated, at: path, found: signature.rawValue)
            }
            if document != .convention { return ConventionFault(.optionalSignatureNotPossible, at: path) }
            guard signatory(for: signature) == nil else { return nil }
            return ConventionFault(.optionalSignatoryUnknown, at: path, found: signature.rawValue)
        }
    }

    /// Each supplement has a name of its own.
    var supplementFaults: [ConventionFault] {
        supplements.indices.filter { index in
            supplements[..<index].contains { $0.name == supplements[index].name }
        }.map { ConventionFault(.supplementRepeated, at: "supplements/supplement[\($0 + 1)]/name") }
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

extension ConventionData.DocumentKind {
    /// Who always signs such a document; the template and the school may ask for others too.
    ///
    /// The contract is the school's and the host's, so they amend it; the host alone says what it saw.
    /// Source: code du travail, L. 4153-2; code de l'éducation, D. 331-3.
    var signers: [ConventionData.RequiredSignature] {
        switch self {
        case .convention: [.student, .school, .employer]
        case .amendment: [.school, .employer]
        case .attestation: [.employer]
        }
    }

    /// The roles whose signature a template of this kind must have room for; it may have room for those who need not sign.
    public var rolesThatSign: [Signatory.Role] {
        switch self {
        case .convention: Signatory.Role.required
        case .amendment: [.school, .employer]
        case .attestation: [.employer]
        }
    }
}

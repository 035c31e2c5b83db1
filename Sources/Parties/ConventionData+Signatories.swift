extension ConventionData {
    /// Who has to sign, in the listed order, and behind them who may.
    ///
    /// A listed person whom the data do not name is left out here and refused by ``faults()``.
    public var signatories: [Signatory] {
        signing.required.compactMap(signatory(for:)) + signing.optional.compactMap(signatory(for:))
    }

    /// The same, asking those who may sign and need not, of the ones whom the data name; an amendment or an attestation asks nobody.
    public func asking(_ usual: [OptionalSignature]) -> ConventionData {
        guard document == .convention else { return self }
        var data = self
        data.signing.optional = usual.filter { signatory(for: $0) != nil }
        return data
    }

    func signatory(for signature: OptionalSignature) -> Signatory? {
        switch signature {
        case .referentTeacher:
            school.referentTeacher.map {
                Signatory(
                    fieldName: signature.rawValue, role: .teacher, name: $0.name, capacity: "Enseignant référent")
            }
        case .tutor:
            Signatory(fieldName: signature.rawValue, role: .tutor, name: host.tutor.name, capacity: "Tuteur")
        }
    }

    private func signatory(for signature: RequiredSignature) -> Signatory? {
        switch signature {
        case .student:
            make(signature, .student, pupil.name, "Élève")
        case .representative1:
            representative(at: 0).map { make(signature, .representative, $0.name, $0.capacity) }
        case .representative2:
            representative(at: 1).map { make(signature, .representative, $0.name, $0.capacity) }
        case .school:
            make(signature, .school, school.head.name, school.head.signingCapacity)
        case .employer:
            make(signature, .employer, host.representative.name, host.representative.capacity)
        }
    }

    private func make(
        _ signature: RequiredSignature, _ role: Signatory.Role, _ name: PersonName, _ capacity: String
    ) -> Signatory {
        Signatory(fieldName: signature.rawValue, role: role, name: name, capacity: capacity)
    }

    func representative(at index: Int) -> LegalRepresentative? {
        representatives.indices.contains(index) ? representatives[index] : nil
    }
}

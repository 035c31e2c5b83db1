import PAdESValidation
import Parties

/// Nobody signs for another, and nobody twice; but one person may be listed in two roles, and then signs in both.
struct PersonSteps {
    private let declaration: ConventionDeclaration
    private let signatures: [SignatureReport]
    private let listed: [String: PersonName]

    init(_ validation: ValidationReport, _ declaration: ConventionDeclaration) {
        self.declaration = declaration
        signatures = validation.signatures
        listed = Dictionary(
            declaration.signatories.map { ($0.fieldName, $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    func findings() -> [ConventionFinding] { signingForAnother() + signingTwice() }

    /// A certificate that names, in somebody's field, another person who signs in a field of his or her own.
    private func signingForAnother() -> [ConventionFinding] {
        signatures.compactMap { signature in
            guard let expected = listed[signature.fieldName], let certificate = signature.certificate,
                !signature.isMade(by: expected, of: declaration.host)
            else { return nil }
            let signsElsewhere = signatures.contains { other in
                guard other.fieldName != signature.fieldName, let own = listed[other.fieldName] else { return false }
                return certificate.names(own) && other.certificate?.names(own) ?? false
            }
            return signsElsewhere ? ConventionFinding(.samePersonTwice, field: signature.fieldName) : nil
        }
    }

    /// Two signatures under one field's name, or one more in a field that the data do not list.
    private func signingTwice() -> [ConventionFinding] {
        var seen: Set<String> = []
        return signatures.compactMap { signature in
            let isRepeated = !seen.insert(signature.fieldName).inserted
            guard isRepeated || isUnlistedSignature(signature) else { return nil }
            return ConventionFinding(.signedTwice, field: signature.fieldName)
        }
    }

    private func isUnlistedSignature(_ signature: SignatureReport) -> Bool {
        guard listed[signature.fieldName] == nil, let certificate = signature.certificate else { return false }
        return signatures.contains { other in
            guard let own = listed[other.fieldName] else { return false }
            return certificate.names(own) && other.certificate?.names(own) ?? false
        }
    }

    /// Whoever is listed twice by one name may be one person in two roles, or two persons: the reader should know.
    func notices() -> [ConventionNotice] {
        var names: Set<String> = []
        return declaration.signatories.compactMap { signatory in
            names.insert(signatory.name.full.lowercased()).inserted
                ? nil : ConventionNotice(.sameNameTwice, field: signatory.fieldName)
        }
    }
}

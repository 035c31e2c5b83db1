import ConventionDomain
import PAdESValidation
import Parties

/// Holds each signature against what revision 0 declares.
struct ConventionSteps {
    private let validation: ValidationReport
    private let declaration: ConventionDeclaration
    private let signatories: [String: Signatory]
    private let onPaper: [PaperPart]

    init(_ validation: ValidationReport, _ declaration: ConventionDeclaration, onPaper: [PaperPart] = []) {
        self.validation = validation
        self.onPaper = onPaper
        self.declaration = declaration
        signatories = Dictionary(
            declaration.signatories.map { ($0.fieldName, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func findings() -> [ConventionFinding] {
        let declared = validation.facts.fieldNames.sorted() == signatories.keys.sorted()
        let fields = declared ? [] : [ConventionFinding(.fieldsDiffer)]
        return fields + validation.signatures.flatMap(findings(of:)) + PersonSteps(validation, declaration).findings()
            + orderFindings()
    }

    private func findings(of signature: SignatureReport) -> [ConventionFinding] {
        guard let expected = signatories[signature.fieldName] else { return [] }
        var findings: [ConventionFinding] = []
        if signature.ownCertificate != nil {
            // Authorities of employers or schools vouch for nobody else; they identify the holder, and name no role.
            if !signature.ownCertificateRoles.contains(expected.role) {
                findings.append(ConventionFinding(.roleDiffers, field: signature.fieldName))
            }
        } else if validation.areRolesReadable {
            if signature.role != expected.role {
                findings.append(ConventionFinding(.roleDiffers, field: signature.fieldName))
            }
            if signature.identification == nil {
                findings.append(ConventionFinding(.identificationMissing, field: signature.fieldName))
            }
        }
        // Only the host's number is known: a seal is nobody else's.
        let host = expected.role == .employer ? declaration.host : nil
        if signature.certificate != nil, !signature.isMade(by: expected.name, of: host) {
            findings.append(ConventionFinding(.nameDiffers, field: signature.fieldName))
        }
        return findings
    }

    /// Who signed on paper counts from the day that stands on the paper.
    private func orderFindings() -> [ConventionFinding] {
        var signed: [String] = []
        var findings: [ConventionFinding] = []
        for signature in validation.signatures where signatories[signature.fieldName] != nil {
            let time = signature.provenTime ?? signature.claimedTime ?? .max
            // A statement may have come after the paper's day, and who need not sign then signed in time.
            let isOptional = declaration.order.optional.contains(signature.fieldName)
            let paper = isOptional ? [] : onPaper.filter { $0.isSigned(by: time) }.map(\.signatory.fieldName)
            if declaration.order.permission(for: signature.fieldName, after: signed + paper) != .maySign {
                findings.append(ConventionFinding(.orderDiffers, field: signature.fieldName))
            }
            signed.append(signature.fieldName)
        }
        return findings
            + onPaper.filter(isOutOfTurn).map {
                ConventionFinding(.orderDiffers, field: $0.signatory.fieldName)
            }
    }

    /// Somebody of an earlier group has not signed, or only after the statement was sealed.
    private func isOutOfTurn(_ part: PaperPart) -> Bool {
        let before = validation.signatures.filter { signature in
            guard let own = signature.provenTime, let proven = part.provenTime else { return true }
            return own <= proven
        }
        return declaration.order.permission(for: part.signatory.fieldName, after: before.map(\.fieldName)) != .maySign
    }
}

extension PAdESValidation.CertificateFacts {
    /// Whether the certificate is about a person of this name.
    ///
    /// Certificates hold at most 64 characters of a name; a longer one is shortened and ends in « … ».
    ///
    /// Source: RFC 5280 appendix A.1 (upper bounds).
    func names(_ person: PersonName) -> Bool {
        matches(commonName, person.full) && givenName.map { matches($0, person.given) } ?? true
            && surname.map { matches($0, person.family) } ?? true
    }

    private func matches(_ certified: String, _ name: String) -> Bool {
        guard certified.hasSuffix("…"), name.unicodeScalars.count > 64 else { return certified == name }
        return name.hasPrefix(certified.dropLast())
    }
}

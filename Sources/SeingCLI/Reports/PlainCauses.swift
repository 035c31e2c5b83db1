import ConventionVerification
import PAdESValidation

/// What keeps a document from being good, for people who do not know how signatures are made: a few sentences, each once.
/// Whoever wants every finding asks for `--explain`.
struct PlainCauses {
    private let judged: JudgedDocument
    private let language: Language

    init(_ judged: JudgedDocument, in language: Language) {
        self.judged = judged
        self.language = language
    }

    var lines: [String] {
        var order: [String] = []
        var names: [String: [String]] = [:]
        for (text, field) in causes {
            if names[text] == nil { order.append(text) }
            names[text, default: []] += [field.flatMap(name)].compactMap(\.self)
        }
        return order.map { $0 + who(names[$0] ?? []) }
    }

    /// Each cause with the field it is about.
    private var causes: [(text: String, field: String?)] {
        // What only the strict policy asks for is no reason under the general one.
        let counting = judged.findings.filter { judged.isStrict || $0.code.dimension != .profile }
        let found: [(String, String?)] = counting.compactMap { finding in
            PlainCause(finding.code).map { (language($0.text.french, $0.text.english), finding.fieldName) }
        }
        let business: [(String, String?)] = judged.conventionFindings.map {
            (language($0.code.text.french, $0.code.text.english), $0.fieldName)
        }
        return found + business
    }

    /// Whose signature is in a field.
    private func name(_ field: String) -> String? {
        judged.signatures.first { $0.fieldName == field }?.certificate.map { Printable.text($0.commonName) }
    }

    /// Nobody is named when it is about all.
    private func who(_ names: [String]) -> String {
        var shown: [String] = []
        for name in names where !shown.contains(name) { shown.append(name) }
        guard !shown.isEmpty, shown.count < judged.signatures.count || judged.signatures.count == 1 else { return "" }
        return " (\(shown.joined(separator: ", ")))"
    }
}

/// The sorts of reasons that people tell apart.
enum PlainCause: Hashable, CaseIterable {
    case signedContentChanged, somethingAdded, signatureUnreadable, cannotBeJudged
    case noTrustFolder, rolesUnknown, identityUnchecked, identityRefused, withdrawn, outOfDate, timeUnproven
    case foreignForm, unsafeBase

    /// - Returns: `nil` for what the answer says already.
    init?(_ code: FindingCode) {
        switch code {
        case .noSignature: return nil
        case .messageDigestDiffers, .signatureInvalid, .changedObject, .changedField, .changedSignedField:
            self = .signedContentChanged
        case .byteRangeMalformed, .holeIsNotContents, .coveragePartial, .contentsMalformed,
            .signatureTwiceOverSameBytes, .universalForgery, .signatureWrapping:
            self = .signatureUnreadable
        case .signatureKeyMissing, .signatureAlgorithmUnsupported, .signatureFormatUnsupported: self = .cannotBeJudged
        case .noTrustAnchor: self = .noTrustFolder
        case .rolesUnknown: self = .rolesUnknown
        case .certificateRevoked: self = .withdrawn
        case .certificateExpired, .certificateNotYetValid: self = .outOfDate
        case .timeNotProven, .timeStampInvalid, .timeStampIssuerUnknown, .timeStampRevocationUnknown,
            .timeStampExpired, .timeStampOrder:
            self = .timeUnproven
        case .revocationUnknown, .signatoryNotProven, .algorithmOutdated: self = .identityUnchecked
        default: self = Self.usual(code)
        }
    }

    private static func usual(_ code: FindingCode) -> PlainCause {
        switch code.dimension {
        case .integrity: .somethingAdded
        case .identity: .identityRefused
        case .profile: code.rawValue.hasPrefix("base") ? .unsafeBase : .foreignForm
        }
    }

    var text: FindingText {
        switch self {
        case .signedContentChanged:
            FindingText("ce qui a été signé a changé depuis", "what was signed has changed since")
        case .somethingAdded:
            FindingText(
                "quelque chose a été ajouté ou retiré sans être signé", "something was added or taken away unsigned")
        case .signatureUnreadable:
            FindingText("une signature est abîmée ou contrefaite", "a signature is damaged or forged")
        case .cannotBeJudged:
            FindingText("une signature ne peut pas être vérifiée ici", "a signature cannot be checked here")
        case .noTrustFolder, .rolesUnknown, .identityUnchecked, .identityRefused, .withdrawn, .outOfDate,
            .timeUnproven:
            identityText
        case .foreignForm:
            FindingText(
                "ce document n’est pas fait comme ceux de Seing", "this document is not made as those of Seing are")
        case .unsafeBase:
            FindingText(
                "le document d’origine contient ce qu’une convention de Seing ne contient pas",
                "the original document holds what a convention made by Seing does not")
        }
    }

    private var identityText: FindingText {
        switch self {
        case .noTrustFolder: FindingCode.noTrustAnchor.text
        case .rolesUnknown: FindingCode.rolesUnknown.text
        case .withdrawn:
            FindingText(
                "l’attestation d’identité d’un signataire avait été retirée",
                "the attestation of a signatory’s identity had been withdrawn")
        case .outOfDate:
            FindingText(
                "l’attestation d’identité d’un signataire n’était pas valable à ce moment",
                "the attestation of a signatory’s identity did not hold at that time")
        case .timeUnproven:
            FindingText("l’heure d’une signature n’est pas prouvée", "the time of a signature is not proven")
        case .identityUnchecked:
            FindingText(
                "l’identité d’un signataire n’a pas pu être vérifiée", "a signatory’s identity could not be checked")
        default:
            FindingText(
                "aucune autorité de confiance ne garantit l’identité d’un signataire",
                "no trusted authority vouches for a signatory’s identity")
        }
    }
}

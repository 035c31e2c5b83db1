import CMS
import PAdES
import PDFModel

extension SignatureStep {
    /// What is asked of a signature that any program made.
    static func general(_ constraints: CryptographicConstraints) -> [SignatureStep] {
        let own = [
            SignatureStep(.byteRangeIsSound, otherwise: .universalForgery) { !$0.signsNothing },
            SignatureStep(.holeIsContents, otherwise: .signatureWrapping) { $0.byteRange == nil || $0.holeIsContents },
            SignatureStep(.algorithmIsKnown, otherwise: .signatureFormatUnsupported) { $0.isFormatSupported },
            SignatureStep(.formatIsPAdES, otherwise: .notPAdES) { $0.dictionary.subFilter == "ETSI.CAdES.detached" },
        ]
        return own
            + (integrity + cryptography(constraints)).map { step in
                guard !alwaysAsked.contains(step.rule) else { return step }
                return SignatureStep(step.rule) { $0.isFormatSupported ? step.findings($0) : [] }
            }
    }

    private static let alwaysAsked: Set<CheckRule> = [.byteRangeIsSound, .holeIsContents, .coversItsRevision]
}

extension SignatureFacts {
    /// Formats whose `/Contents` is a SignedData over the byte range itself.
    ///
    /// Source: ISO 32000-1 §12.8.3; EN 319 142-1 §6.3.
    private static let detachedFormats: Set<PDFName> = ["ETSI.CAdES.detached", "adbe.pkcs7.detached"]

    /// Whether what the signature says can be computed here: another format, or one of indefinite length, may be sound.
    var isFormatSupported: Bool {
        guard let format = dictionary.subFilter, Self.detachedFormats.contains(format) else { return false }
        return !(dictionary.contents ?? []).starts(with: [0x30, 0x80])
    }

    /// Without a range, without a value, or with one of zeros.
    ///
    /// Source: pdf-insecurity.org, Universal Signature Forgery.
    var signsNothing: Bool { byteRange == nil || dictionary.contents?.contains { $0 != 0 } != true }
}

extension CheckList {
    /// Without the answers that only the strict rules ask for.
    func forGeneralPDF(_ facts: SignatureFacts) -> CheckList {
        let isBindingRequired = facts.dictionary.subFilter != "adbe.pkcs7.detached"
        return filtered { objection in
            guard let code = objection.finding?.code else { return true }
            switch code {
            case .certificateNotBound:
                guard case .signedData(let data) = facts.contents else { return true }
                return isBindingRequired || data.certificateBinding != .missing
            case .certificateMissing: return facts.isFormatSupported
            case .rolesUnknown: return false
            default: return code.dimension != .profile
            }
        }
    }
}

extension CheckRule {
    /// Put to a signature of any program.
    static let ofGeneralSignature = ofSignature.filter {
        ($0.block != .profile || $0 == .formatIsPAdES) && $0 != .keyIsUsedOnce
    }
}

extension DocumentSteps {
    /// What is asked of anybody's document.
    func generalFindings() -> [Finding] {
        let changes = modifications()
        let steps = [missingSignature(), unreadableSignatures(), trailingBytes(), repeatedRanges()]
        return steps.flatMap(\.self) + changes + savedOver(changes)
    }

    /// A field that claims to be signed, by a value that is no signature.
    private func unreadableSignatures() -> [Finding] {
        facts.unreadableSignatures.map { Finding(.universalForgery, field: $0) }
    }

    /// Saves that no signature covers, and that do what the signatures do not allow.
    ///
    /// Source: pdf-insecurity.org, Incremental Saving Attack.
    private func savedOver(_ changes: [Finding]) -> [Finding] {
        let ends =
            facts.signatures.filter { $0.coverage != .partial }.map(\.revisionIndex)
            + facts.documentTimeStamps.filter { $0.coverage != .partial }.map(\.revisionIndex)
        let covered = ends.max() ?? 0
        return Set(changes.compactMap(\.revisionIndex)).filter { $0 > covered }.sorted()
            .map { Finding(.incrementalSaving, revision: $0) }
    }
}

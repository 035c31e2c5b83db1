import CMS
import PAdES
import PDFModel

/// The level of a PAdES signature, computed from what is in the file and not from what it claims.
///
/// Whether the parts are trusted is not asked here: that is what the ``Indication`` says.
///
/// Source: ETSI EN 319 142-1 §6.1 (unchecked).
public enum SignatureLevel: String, Hashable, Sendable, CaseIterable, Comparable {
    case baselineB = "PAdES-BASELINE-B"
    /// With a time-stamp over the signature.
    case baselineT = "PAdES-BASELINE-T"
    /// With every certificate and every answer about revocation in the file.
    case baselineLT = "PAdES-BASELINE-LT"
    /// With a document time-stamp over all that.
    case baselineLTA = "PAdES-BASELINE-LTA"

    public static func < (first: SignatureLevel, second: SignatureLevel) -> Bool { first.rank < second.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension SignatureLevel {
    /// - Returns: `nil` for a signature that lacks something that level B demands.
    ///
    /// Source: ETSI EN 319 142-1 §6.3 (unchecked).
    init?(of signature: SignatureFacts) {
        guard case .signedData(let data) = signature.contents, signature.dictionary.subFilter == "ETSI.CAdES.detached",
            signature.dictionary.claimedTime != nil, data.signingCertificate != nil,
            data.certificateBinding == .matches,
            !data.signerInfo.signedAttributes.contains(type: ObjectIdentifiers.signingTime)
        else { return nil }
        let isStamped = data.timeStamps.contains { $0.imprintMatches && $0.verification == .valid }
        self = isStamped ? .baselineT : .baselineB
    }
}

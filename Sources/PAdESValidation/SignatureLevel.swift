import CMS
internal import OpenSSLBridge
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
    /// - Parameter identity: What was found out about the chains; without an anchor nobody knows which data they need, and the
    ///   level is not above T.
    /// - Returns: `nil` for a signature that lacks something that level B demands.
    ///
    /// Source: ETSI EN 319 142-1 §6.3 (unchecked).
    init?(of signature: SignatureFacts, in document: DiagnosticData, _ identity: IdentityAssessment.Outcome) {
        guard signature.isBaselineB else { return nil }
        let covering = document.documentTimeStamps.filter {
            $0.revisionIndex > signature.revisionIndex && $0.isOverEverything
        }.map(\.revisionIndex)
        guard signature.isStamped || !covering.isEmpty else {
            self = .baselineB
            return
        }
        let isComplete = { (revision: Int) in
            !identity.paths.isEmpty
                && identity.paths.allSatisfy { identity.evidence?.isComplete(for: $0, asOf: revision) ?? false }
        }
        if covering.contains(where: isComplete) {
            self = .baselineLTA
        } else {
            self = document.securityStore != nil && isComplete(.max) ? .baselineLT : .baselineT
        }
    }
}

extension SignatureFacts {
    fileprivate var isBaselineB: Bool {
        guard case .signedData(let data) = contents else { return false }
        return dictionary.subFilter == "ETSI.CAdES.detached" && dictionary.claimedTime != nil
            && data.signingCertificate != nil && data.certificateBinding == .matches
            && !data.signerInfo.signedAttributes.contains(type: ObjectIdentifiers.signingTime)
    }

    fileprivate var isStamped: Bool {
        guard case .signedData(let data) = contents else { return false }
        return data.timeStamps.contains { $0.imprintMatches && $0.verification == .valid }
    }
}

extension DocumentTimeStampFacts {
    fileprivate var isOverEverything: Bool {
        byteRange != nil && holeIsContents && coverage != .partial && timeStamp.imprintMatches
            && timeStamp.verification == .valid
    }
}

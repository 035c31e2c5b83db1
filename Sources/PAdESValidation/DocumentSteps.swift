import PDFModel

/// Questions about the document as a whole.
struct DocumentSteps {
    let facts: DiagnosticData

    func findings() -> [Finding] {
        let steps = [
            missingSignature, trailingBytes, unsignedRevisions, modifications, repeatedRanges, repeatedKeys, base,
        ]
        return steps.flatMap { $0() }
    }

    func missingSignature() -> [Finding] { facts.signatures.isEmpty ? [Finding(.noSignature)] : [] }

    func trailingBytes() -> [Finding] { facts.hasBytesAfterEnd ? [Finding(.bytesAfterEnd)] : [] }

    /// Every revision after the first one must be covered by a signature or a time-stamp of its own; one that only adds
    /// validation data needs none, because each of them is signed by whom it is from.
    private func unsignedRevisions() -> [Finding] {
        let ends =
            facts.signatures.filter { $0.coverage != .partial }.map(\.revisionIndex)
            + facts.documentTimeStamps.filter { $0.coverage != .partial }.map(\.revisionIndex)
        let covered = Set(ends)
        return facts.revisions.filter { $0.index > 0 && $0.kind != .archival && !covered.contains($0.index) }
            .map { Finding(.revisionNotSigned, revision: $0.index) }
    }

    func modifications() -> [Finding] {
        facts.revisions.flatMap { revision in
            revision.modifications.map { modification in
                Finding(
                    modification.kind.code, revision: revision.index,
                    detail: modification.objectNumber.map(FindingDetail.object))
            }
        }
    }

    func repeatedRanges() -> [Finding] {
        let values =
            facts.signatures.map { ($0.byteRange, $0.revisionIndex, $0.fieldName) }
            + facts.documentTimeStamps.map { ($0.byteRange, $0.revisionIndex, $0.fieldName) }
        var seen: Set<Int> = []
        return values.compactMap { range, revision, field in
            guard let end = range?.second.upperBound, !seen.insert(end).inserted else { return nil }
            return Finding(.signatureTwiceOverSameBytes, revision: revision, field: field)
        }
    }

    /// Each signatory has a key of his or her own.
    private func repeatedKeys() -> [Finding] {
        var seen: Set<[UInt8]> = []
        return facts.signatures.compactMap { signature in
            guard case .signedData(let data) = signature.contents, let certificate = data.signingCertificate,
                !seen.insert(certificate.publicKeyDigest).inserted
            else { return nil }
            return Finding(.sameKeyTwice, revision: signature.revisionIndex, field: signature.fieldName)
        }
    }

    private func base() -> [Finding] {
        facts.baseDocument.oddities.sorted { $0.rawValue < $1.rawValue }.map { Finding($0.code, revision: 0) }
    }
}

extension Modification.Kind {
    var code: FindingCode {
        switch self {
        case .strayBytes: .strayBytes
        case .freedObject: .freedObject
        case .changedGeneration: .changedGeneration
        case .changedObject: .changedObject
        case .unexplainedObject: .unexplainedObject
        case .notOneSignature: .severalFieldsSigned
        case .changedField: .changedField
        case .changedSignedField: .changedSignedField
        case .unsafeAppearance: .unsafeAppearance
        case .changedTrailer: .changedTrailer
        case .unreadableObject: .unreadableObject
        case .otherCrossReference: .otherCrossReference
        case .removedSecurityStore: .removedSecurityStore
        case .changedValidationData: .changedValidationData
        case .malformedValidationData: .malformedValidationData
        case .changedValidationInformation: .changedValidationInformation
        case .unusualTimeStampField: .unusualTimeStampField
        case .signedAfterArchiving: .signedAfterArchiving
        default: generalCode
        }
    }

    private var generalCode: FindingCode {
        switch self {
        case .shadowHide: .shadowHide
        case .shadowReplace, .changedFont: .shadowReplace
        case .shadowHideAndReplace: .shadowHideAndReplace
        case .evilAnnotation: .evilAnnotation
        case .sneakySignature: .sneakySignature
        case .changeNotPermitted: .changeNotPermitted
        case .lockedFieldChanged: .lockedFieldChanged
        case .changedPage: .changedPage
        case .changedContent: .changedContent
        case .changedNavigation: .changedNavigation
        case .changedStructure: .changedStructure
        case .changedLayers: .changedLayers
        case .changedAction: .changedAction
        case .changedPermissions: .changedPermissions
        case .changedForm: .changedForm
        case .changedAnnotation: .changedAnnotation
        default: .changedCatalog
        }
    }
}

extension BaseDocumentFacts.Oddity {
    var code: FindingCode {
        switch self {
        case .action: .baseHasAction
        case .optionalContent: .baseHasOptionalContent
        case .activeContent: .baseHasActiveContent
        case .otherFormField: .baseHasOtherFormField
        case .otherAnnotation: .baseHasOtherAnnotation
        case .filledField: .baseHasFilledField
        case .unusualTrailer: .baseHasUnusualTrailer
        case .unusualWidget: .baseHasUnusualWidget
        case .unreachableObject: .baseHasUnreachableObject
        case .strayBytes: .baseHasStrayBytes
        case .otherEmbeddedFile: .baseHasOtherEmbeddedFile
        case .certification: .baseIsCertified
        case .noSignatureFlags: .baseHasNoSignatureFlags
        case .misplacedField: .baseHasMisplacedField
        case .unusualStructure: .baseHasUnusualStructure
        case .unreadableObject: .baseIsUnreadable
        case .otherCrossReference: .baseHasOtherCrossReference
        }
    }
}

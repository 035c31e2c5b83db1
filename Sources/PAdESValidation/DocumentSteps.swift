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

    private func missingSignature() -> [Finding] { facts.signatures.isEmpty ? [Finding(.noSignature)] : [] }

    private func trailingBytes() -> [Finding] { facts.hasBytesAfterEnd ? [Finding(.bytesAfterEnd)] : [] }

    /// Every revision after the first one must be covered by a signature of its own.
    private func unsignedRevisions() -> [Finding] {
        let covered = Set(facts.signatures.filter { $0.coverage != .partial }.map(\.revisionIndex))
        return facts.revisions.filter { $0.index > 0 && !covered.contains($0.index) }
            .map { Finding(.revisionNotSigned, revision: $0.index) }
    }

    private func modifications() -> [Finding] {
        facts.revisions.flatMap { revision in
            revision.modifications.map { modification in
                Finding(
                    modification.kind.code, revision: revision.index,
                    detail: modification.objectNumber.map(FindingDetail.object))
            }
        }
    }

    private func repeatedRanges() -> [Finding] {
        var seen: Set<Int> = []
        return facts.signatures.compactMap { signature in
            guard let end = signature.byteRange?.second.upperBound, !seen.insert(end).inserted else { return nil }
            return Finding(.signatureTwiceOverSameBytes, revision: signature.revisionIndex, field: signature.fieldName)
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

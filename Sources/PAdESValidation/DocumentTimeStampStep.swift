import PAdES
import PDFModel

/// One question put to the facts of a document time-stamp; whether it is trusted is asked elsewhere.
///
/// Source: EN 319 142-1 §5.4.3.
struct DocumentTimeStampStep: Sendable {
    private let rule: CheckRule
    private let code: FindingCode
    let holds: @Sendable (DocumentTimeStampFacts) -> Bool

    init(_ rule: CheckRule, otherwise code: FindingCode, holds: @escaping @Sendable (DocumentTimeStampFacts) -> Bool) {
        (self.rule, self.code, self.holds) = (rule, code, holds)
    }

    func objection(to stamp: DocumentTimeStampFacts) -> Objection {
        let finding = Finding(code, revision: stamp.revisionIndex, field: stamp.fieldName)
        return Objection(rule, rule.subIndication, finding)
    }

    /// Each asks only what the ones before have not answered.
    static let all: [DocumentTimeStampStep] = [
        DocumentTimeStampStep(.byteRangeIsSound, otherwise: .documentTimeStampDiffers) { $0.byteRange != nil },
        DocumentTimeStampStep(.holeIsContents, otherwise: .documentTimeStampDiffers) {
            $0.byteRange == nil || $0.holeIsContents
        },
        DocumentTimeStampStep(.coversItsRevision, otherwise: .documentTimeStampDiffers) {
            $0.byteRange == nil || !$0.holeIsContents || $0.coverage != .partial
        },
        DocumentTimeStampStep(.digestMatches, otherwise: .documentTimeStampDiffers) {
            $0.byteRange == nil || !$0.holeIsContents || $0.coverage == .partial || $0.timeStamp.imprintMatches
        },
        DocumentTimeStampStep(.dictionaryIsPlain, otherwise: .signatureDictionaryEntries) {
            Set($0.dictionary.keys) == ["Type", "Filter", "SubFilter", "ByteRange", "Contents"]
                && $0.dictionary.type == "DocTimeStamp" && $0.dictionary.filter == "Adobe.PPKLite"
                && $0.dictionary.subFilter == "ETSI.RFC3161"
        },
        DocumentTimeStampStep(.digitsAreLowerCase, otherwise: .encodingNotCanonical) { $0.digitsAreLowerCase },
        DocumentTimeStampStep(.timeStampIsPlain, otherwise: .timeStampOutsideProfile) {
            $0.timeStamp.info == nil || $0.timeStamp.isPlain
        },
    ]
}

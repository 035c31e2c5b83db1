import PDFModel

/// Checks that every byte of a revision belongs to something that readers see.
///
/// Content that no cross-reference table names is invisible until another table makes it appear; attacks prepare
/// it before the signature and reveal it afterwards.
struct RevisionLayout {
    enum Outcome: Hashable {
        case whole
        case strayBytes
        case unreadableObject(Int)
    }

    let document: PDFDocument
    let revision: Revision

    func check() -> Outcome {
        var objects: [IndirectObject] = []
        for (number, entry) in revision.entries {
            guard case .inUse(_, let generation) = entry else { continue }
            let reference = PDFReference(number: number, generation: generation)
            guard let object = try? document.indirectObject(reference, asOf: revision.index) else {
                return .unreadableObject(number)
            }
            objects.append(object)
        }
        var position = revision.range.lowerBound + headerByteCount()
        for object in objects.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            guard object.range.lowerBound >= position, isBlank(position..<object.range.lowerBound) else {
                return .strayBytes
            }
            position = object.range.upperBound
        }
        return position <= revision.crossReferenceOffset && isBlank(position..<revision.crossReferenceOffset)
            ? .whole : .strayBytes
    }

    private func isBlank(_ range: Range<Int>) -> Bool {
        document.bytes[range].allSatisfy { [0x0A, 0x0D, 0x20].contains($0) }
    }

    /// `%PDF-1.7` and one comment line of binary bytes, in revision 0 only.
    ///
    /// Source: ISO 32000-1 §7.5.2.
    private func headerByteCount() -> Int {
        guard revision.index == 0 else { return 0 }
        var position = 0
        for _ in 0..<2 where position < document.bytes.count && document.bytes[position] == UInt8(ascii: "%") {
            guard let end = document.bytes[position...].prefix(64).firstIndex(of: 0x0A) else { return position }
            position = end + 1
        }
        return position
    }
}

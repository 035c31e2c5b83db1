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
        var ranges: [Range<Int>] = []
        var hasComments = revision.hasComments
        for (number, entry) in revision.entries {
            var generation = 0
            switch entry {
            case .free: continue
            case .inUse(_, let stated): generation = stated
            case .compressed: break
            }
            let reference = PDFReference(number: number, generation: generation)
            guard let object = try? document.indirectObject(reference, asOf: revision.index) else {
                return .unreadableObject(number)
            }
            if object.origin == .file { ranges.append(object.range) }
            hasComments = hasComments || object.hasComments
        }
        return !hasComments && isCovered(by: ranges) ? .whole : .strayBytes
    }

    /// Whether objects and cross-reference sections follow each other from the header to the end with nothing but white
    /// space between them.
    private func isCovered(by objects: [Range<Int>]) -> Bool {
        guard var position = firstObjectOffset() else { return false }
        let sections = revision.crossReference.sections
        let begins = Set(sections.map(\.lowerBound))
        // A cross-reference stream is an object and a section at once.
        let ranges = objects.filter { !begins.contains($0.lowerBound) } + sections
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            guard range.lowerBound >= position, isBlank(position..<range.lowerBound) else { return false }
            position = range.upperBound
        }
        return position == revision.range.upperBound
    }

    private func isBlank(_ range: Range<Int>) -> Bool {
        document.bytes[range].allSatisfy { $0 == 0x0A || $0 == 0x0D || $0 == 0x20 }
    }

    /// Behind `%PDF-1.7` and a comment line of four bytes above 127, in revision 0 only.
    ///
    /// - Returns: `nil` when the header is another: a comment could hold anything.
    /// Source: ISO 32000-1 §7.5.2.
    private func firstObjectOffset() -> Int? {
        guard revision.index == 0 else { return revision.range.lowerBound }
        let header = document.bytes.prefix(15)
        let isOurs =
            header.count == 15 && header.starts(with: Array("%PDF-1.".utf8)) && (0x30...0x39).contains(header[7])
            && header[8] == 0x0A && header[9] == UInt8(ascii: "%") && header[10..<14].allSatisfy { $0 > 0x7F }
            && header[14] == 0x0A
        return isOurs ? header.count : nil
    }
}

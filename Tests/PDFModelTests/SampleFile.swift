import PDFModel

/// A one-page file with a form, made by the builder under test; small enough to be altered by hand.
enum SampleFile {
    static func bytes(_ form: CrossReference.Form = .table) -> [UInt8] {
        var file = PDFFileBuilder(crossReference: form)
        let pages = file.reserve()
        let page = file.add(
            .dictionary([
                "Type": .name("Page"), "Parent": .reference(pages),
                "MediaBox": .array([.integer(0), .integer(0), .integer(595), .integer(842)]),
            ]))
        file.set(
            .dictionary(["Type": .name("Pages"), "Kids": .array([.reference(page)]), "Count": .integer(1)]), at: pages)
        let catalog = file.add(.dictionary(["Type": .name("Catalog"), "Pages": .reference(pages)]))
        return file.serialize(root: catalog, info: nil, identifier: Array(repeating: 7, count: 16))
    }

    static func replacing(_ old: String, with new: String) -> [UInt8] {
        replace(bytes(), old, new)
    }
}

/// Replaces the first occurrence of an ASCII string by another, which may have another length.
func replace(_ bytes: [UInt8], _ old: String, _ new: String) -> [UInt8] {
    let pattern = Array(old.utf8)
    guard let start = bytes.firstIndex(of: pattern, from: 0) else { return bytes }
    return Array(bytes[..<start]) + Array(new.utf8) + Array(bytes[(start + pattern.count)...])
}

extension [UInt8] {
    func firstIndex(of pattern: [UInt8], from: Int) -> Int? {
        guard count >= pattern.count, from <= count - pattern.count else { return nil }
        return (from...(count - pattern.count)).first { self[$0..<$0 + pattern.count].elementsEqual(pattern) }
    }
}

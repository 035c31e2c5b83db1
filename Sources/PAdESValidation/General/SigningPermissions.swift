import PDFModel

/// What the signatures made so far allow others to do afterwards.
///
/// Source: ISO 32000-1 §12.8.2.2 (DocMDP), §12.8.2.4 (FieldMDP), table 233 (lock); ISO 32000-2 table 236 (`/P` of a lock).
struct SigningPermissions {
    private struct FieldLock {
        let action: PDFName
        let names: [String]

        init?(_ dictionary: PDFDictionary?) {
            guard let dictionary, let action = dictionary["Action"]?.nameValue else { return nil }
            self.action = action
            names = dictionary["Fields"]?.arrayValue?.compactMap { $0.stringValue.map(fieldText) } ?? []
        }

        func covers(_ name: String) -> Bool {
            let isNamed = names.contains { name == $0 || name.hasPrefix($0 + ".") }
            switch action {
            case "Include": return isNamed
            case "Exclude": return !isNamed
            // All, and whatever else it says: what is not understood locks.
            default: return true
            }
        }
    }

    /// Whether one of the signatures certifies the document.
    private(set) var isCertified = false
    /// The least of what they allow: 1 nothing, 2 filling in and signing, 3 annotating besides.
    private var level: Int?
    private var locks: [FieldLock] = []

    var allowsFormFilling: Bool { level ?? 2 >= 2 }
    var allowsAnnotations: Bool { level ?? 3 >= 3 }

    func isLocked(_ name: String) -> Bool { locks.contains { $0.covers(name) } }

    /// - Parameters:
    ///   - tree: The form as of `index`, whose signatures count.
    /// - Throws: `PDFReadError` when what a signature says cannot be read: what it forbids would not be known.
    init(_ document: PDFDocument, tree: FieldTree, asOf index: Int) throws(PDFReadError) {
        for field in tree.fields where field.isSigned {
            guard let value = try? document.dictionary(field.dictionary["V"], asOf: index) else { continue }
            for reference in try document.array(value["Reference"], asOf: index) ?? [] {
                guard let reference = try document.dictionary(reference, asOf: index) else { continue }
                let parameters = try document.dictionary(reference["TransformParams"], asOf: index)
                take(reference["TransformMethod"]?.nameValue, parameters)
            }
            let lock = try document.dictionary(field.dictionary["Lock"], asOf: index)
            if let lock { lower(to: lock["P"]?.integerValue) }
            if let lock = FieldLock(lock) { locks.append(lock) }
        }
    }

    private mutating func take(_ method: PDFName?, _ parameters: PDFDictionary?) {
        if method == "DocMDP" {
            isCertified = true
            lower(to: parameters?["P"]?.integerValue ?? 2)
        } else if method == "FieldMDP", let lock = FieldLock(parameters) {
            locks.append(lock)
        }
    }

    private mutating func lower(to other: Int?) {
        guard let other else { return }
        level = min(level ?? other, other)
    }
}

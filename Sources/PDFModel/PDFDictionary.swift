/// A dictionary that remembers the order in which its keys were added.
///
/// The order makes what we write reproducible; it takes no part in equality, because it means nothing in PDF.
///
/// Source: ISO 32000-1 §7.3.7.
public struct PDFDictionary: Sendable {
    public private(set) var keys: [PDFName] = []
    private var values: [PDFName: PDFObject] = [:]

    public init() {}

    public var isEmpty: Bool { keys.isEmpty }
    public var count: Int { keys.count }

    /// The value of a key; setting `nil` removes the entry.
    public subscript(key: PDFName) -> PDFObject? {
        get { values[key] }
        set {
            let known = values.updateValue(newValue ?? .null, forKey: key) != nil
            if newValue == nil {
                values[key] = nil
                keys.removeAll { $0 == key }
            } else if !known {
                keys.append(key)
            }
        }
    }
}

extension PDFDictionary: Hashable {
    public static func == (left: PDFDictionary, right: PDFDictionary) -> Bool { left.values == right.values }
    public func hash(into hasher: inout Hasher) { hasher.combine(values) }
}

extension PDFDictionary: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (PDFName, PDFObject)...) {
        for (key, value) in elements { self[key] = value }
    }
}

extension PDFDictionary: Sequence {
    public func makeIterator() -> AnyIterator<(key: PDFName, value: PDFObject)> {
        var iterator = keys.makeIterator()
        return AnyIterator {
            guard let key = iterator.next(), let value = values[key] else { return nil }
            return (key, value)
        }
    }
}

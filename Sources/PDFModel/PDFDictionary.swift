/// A dictionary that remembers the order in which its keys were added.
///
/// The order makes what we write reproducible; it takes no part in equality, because it means nothing in PDF.
///
/// Source: ISO 32000-1 §7.3.7.
public struct PDFDictionary: Sendable {
    public typealias Element = (key: PDFName, value: PDFObject)

    /// Most dictionaries have a handful of keys: comparing them all is quicker than to hash one.
    private static let linearCount = 12

    private var elements: [Element] = []
    /// Places in `elements`, kept for dictionaries with more keys than are searched one by one; `nil` for others.
    private var places: [PDFName: Int]?

    public init() {}

    public var isEmpty: Bool { elements.isEmpty }
    public var count: Int { elements.count }
    public var keys: [PDFName] { elements.map(\.key) }

    /// The value of a key; setting `nil` removes the entry.
    public subscript(key: PDFName) -> PDFObject? {
        get { place(of: key).map { elements[$0].value } }
        set {
            switch (place(of: key), newValue) {
            case (let place?, let value?): elements[place].value = value
            case (let place?, nil):
                elements.remove(at: place)
                places = nil
                indexIfLarge()
            case (nil, let value?): append(value, for: key)
            case (nil, nil): break
            }
        }
    }

    /// Adds an entry whose key is not there yet.
    ///
    /// - Returns: `false`, and nothing is changed, when the key is there.
    mutating func add(_ value: PDFObject, for key: PDFName) -> Bool {
        guard place(of: key) == nil else { return false }
        append(value, for: key)
        return true
    }

    private func place(of key: PDFName) -> Int? {
        if let places { return places[key] }
        for index in elements.indices where elements[index].key == key { return index }
        return nil
    }

    private mutating func append(_ value: PDFObject, for key: PDFName) {
        // One piece of memory for most dictionaries, instead of one for each time the number of entries doubles.
        if elements.isEmpty { elements.reserveCapacity(6) }
        elements.append((key, value))
        if places == nil { indexIfLarge() } else { places?[key] = elements.count - 1 }
    }

    private mutating func indexIfLarge() {
        guard elements.count > Self.linearCount else { return }
        places = Dictionary(uniqueKeysWithValues: elements.indices.map { (elements[$0].key, $0) })
    }
}

extension PDFDictionary: Hashable {
    public static func == (left: PDFDictionary, right: PDFDictionary) -> Bool {
        left.count == right.count && left.elements.allSatisfy { right[$0.key] == $0.value }
    }

    public func hash(into hasher: inout Hasher) {
        // Whatever the order, the same entries give the same sum.
        var sum = 0
        for element in elements {
            var entry = Hasher()
            entry.combine(element.key)
            entry.combine(element.value)
            sum &+= entry.finalize()
        }
        hasher.combine(sum)
    }
}

extension PDFDictionary: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (PDFName, PDFObject)...) {
        for (key, value) in elements { self[key] = value }
    }
}

extension PDFDictionary: Sequence {
    public func makeIterator() -> some IteratorProtocol<Element> { elements.makeIterator() }
}

/// One object of a PDF file.
///
/// Source: ISO 32000-1 §7.3.
public enum PDFObject: Hashable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int)
    case real(Double)
    /// A string's bytes, after escapes or hexadecimal digits were decoded.
    case string([UInt8])
    case name(PDFName)
    case array([PDFObject])
    case dictionary(PDFDictionary)
    /// Rare and large, so it is kept apart and the others stay small.
    indirect case stream(PDFStream)
    case reference(PDFReference)
}

/// The number and generation that name an indirect object.
///
/// Source: ISO 32000-1 §7.3.10.
public struct PDFReference: Hashable, Sendable, CustomStringConvertible {
    public let number: Int
    public let generation: Int

    public init(number: Int, generation: Int = 0) {
        self.number = number
        self.generation = generation
    }

    public var description: String { "\(number) \(generation) R" }
}

/// A stream: its dictionary and its bytes as they stand in the file, filters not yet undone.
///
/// Source: ISO 32000-1 §7.3.8.
public struct PDFStream: Hashable, Sendable {
    /// Everything but `/Length`, which the serializer writes from the data.
    public var dictionary: PDFDictionary
    /// The data in place: of a stream that was read, a part of the file's own bytes and no copy of them.
    public private(set) var encodedBytes: ArraySlice<UInt8>
    /// The data as an array of their own, which costs a copy when they were read from a file.
    public var data: [UInt8] {
        get { Array(encodedBytes) }
        set { encodedBytes = newValue[...] }
    }

    public init(dictionary: PDFDictionary = [:], data: [UInt8]) {
        self.init(dictionary: dictionary, encodedBytes: data[...])
    }

    init(dictionary: PDFDictionary, encodedBytes: ArraySlice<UInt8>) {
        self.dictionary = dictionary
        self.encodedBytes = encodedBytes
    }
}

// Short forms that keep code which builds or reads objects free of nested patterns.
extension PDFObject {
    public static func string(ascii text: String) -> PDFObject { .string(Array(text.utf8)) }
    /// A text string, in UTF-16BE with a byte order mark unless it is plain ASCII.
    ///
    /// Source: ISO 32000-1 §7.9.2.2.
    public static func text(_ text: String) -> PDFObject {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return .string(Array(text.utf8)) }
        var bytes: [UInt8] = [0xFE, 0xFF]
        bytes.reserveCapacity(2 * text.utf8.count)
        for unit in text.utf16 {
            bytes.append(UInt8(unit >> 8))
            bytes.append(UInt8(unit & 0xFF))
        }
        return .string(bytes)
    }

    public var integerValue: Int? { if case .integer(let value) = self { value } else { nil } }
    public var numberValue: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .real(let value): value
        default: nil
        }
    }
    public var nameValue: PDFName? { if case .name(let value) = self { value } else { nil } }
    public var stringValue: [UInt8]? { if case .string(let value) = self { value } else { nil } }
    public var arrayValue: [PDFObject]? { if case .array(let value) = self { value } else { nil } }
    public var referenceValue: PDFReference? { if case .reference(let value) = self { value } else { nil } }
    public var streamValue: PDFStream? { if case .stream(let value) = self { value } else { nil } }
    public var dictionaryValue: PDFDictionary? { if case .dictionary(let value) = self { value } else { nil } }
}

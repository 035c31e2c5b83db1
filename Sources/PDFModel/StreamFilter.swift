/// One step of a stream's decoding, with its parameters.
///
/// Source: ISO 32000-1 §7.4, table 6.
struct StreamFilter {
    enum Kind: String {
        case flate = "FlateDecode"
        case lzw = "LZWDecode"
        case asciiHexadecimal = "ASCIIHexDecode"
        case ascii85 = "ASCII85Decode"
        case runLength = "RunLengthDecode"
    }

    let kind: Kind
    let parameters: PDFDictionary

    /// The filters of a stream in the order in which they are undone.
    ///
    /// - Throws: ``PDFReadError`` with `unsupported` for a filter that is not known, among them those of images and of
    ///   encryption; `limitExceeded` for a longer chain; `badSyntax` when filters and parameters do not fit together.
    static func chain(of dictionary: PDFDictionary, limits: PDFLimits) throws(PDFReadError) -> [StreamFilter] {
        let names = list(dictionary["Filter"])
        guard names.count <= limits.filterCount else {
            throw PDFReadError(
                .limitExceeded, found: "\(names.count) filters", expected: "at most \(limits.filterCount)")
        }
        let parameters = list(dictionary["DecodeParms"])
        guard parameters.isEmpty || parameters.count == names.count else {
            throw PDFReadError(
                .badSyntax, found: "\(parameters.count) parameters", expected: "as many as filters, \(names.count)")
        }
        var filters: [StreamFilter] = []
        for (index, name) in names.enumerated() {
            filters.append(try StreamFilter(name, parameters: parameters.isEmpty ? .null : parameters[index]))
        }
        return filters
    }

    private static func list(_ object: PDFObject?) -> [PDFObject] {
        switch object {
        case nil, .null: []
        case .array(let elements): elements
        case .some(let single): [single]
        }
    }

    private init(_ name: PDFObject, parameters: PDFObject) throws(PDFReadError) {
        guard let kind = name.nameValue.flatMap({ Kind(rawValue: $0.rawValue) }) else {
            throw PDFReadError(
                .unsupported, found: "another stream filter", expected: "Flate, LZW, ASCIIHex, ASCII85 or RunLength")
        }
        self.kind = kind
        switch parameters {
        case .null: self.parameters = [:]
        case .dictionary(let dictionary): self.parameters = dictionary
        default: throw PDFReadError(.badSyntax, found: "parameters of another type", expected: "a dictionary")
        }
    }

    /// - Returns: The result, and how many bytes it was made from.
    private func result(
        of data: ArraySlice<UInt8>, limit: Int
    ) throws(PDFReadError) -> (bytes: [UInt8], consumed: Int)? {
        switch kind {
        case .flate: return Flate.inflatePrefix(data, limit: limit)
        case .lzw: return LZW.decode(data, isEarly: try isEarlyChange(), limit: limit)
        case .asciiHexadecimal: return ASCIIFilter.decodeHexadecimal(data, limit: limit)
        case .ascii85: return ASCIIFilter.decode85(data, limit: limit)
        case .runLength: return RunLength.decode(data, limit: limit)
        }
    }

    /// - Parameter allowsLineEnd: Whether one line end may follow the data, as many programs write it.
    func decode(
        _ data: ArraySlice<UInt8>, limit: Int, allowsLineEnd: Bool
    ) throws(PDFReadError) -> DecodedStream {
        guard let result = try result(of: data, limit: limit) else {
            throw PDFReadError(
                .badSyntax, found: "a damaged or too large stream",
                expected: "\(kind.rawValue) data of at most \(limit) bytes")
        }
        let rest = data.dropFirst(result.consumed)
        guard rest.isEmpty || (allowsLineEnd && [[0x0A], [0x0D], [0x0D, 0x0A]].contains(Array(rest.prefix(3)))) else {
            throw PDFReadError(
                .badSyntax, found: "\(rest.count) bytes behind the end of a stream's data", expected: "none")
        }
        guard kind == .flate || kind == .lzw, let predictor = try Predictor(parameters) else {
            return DecodedStream(result.bytes, hasLineEnd: !rest.isEmpty)
        }
        return DecodedStream(
            try predictor.undo(result.bytes), predicted: result.bytes, hasLineEnd: !rest.isEmpty)
    }

    /// Source: ISO 32000-1 §7.4.4.3, table 8.
    private func isEarlyChange() throws(PDFReadError) -> Bool {
        switch parameters["EarlyChange"] {
        case nil, .integer(1): return true
        case .integer(0): return false
        default: throw PDFReadError(.badSyntax, found: "another /EarlyChange", expected: "0 or 1")
        }
    }
}

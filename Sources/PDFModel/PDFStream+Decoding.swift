extension PDFStream {
    /// The stream's bytes with its filters undone.
    ///
    /// - Parameter limit: Largest result, in bytes, of each filter.
    /// - Throws: ``PDFReadError`` when a filter is not known, the data are damaged, or the limit is exceeded.
    public func decoded(limit: Int) throws(PDFReadError) -> [UInt8] {
        try decode(limit: limit, limits: PDFLimits(), allowsLineEnd: false).bytes
    }

    /// - Parameter allowsLineEnd: Whether one line end may follow the data of each filter, as many programs write it.
    func decode(limit: Int, limits: PDFLimits, allowsLineEnd: Bool) throws(PDFReadError) -> DecodedStream {
        let filters = try StreamFilter.chain(of: dictionary, limits: limits)
        guard let first = filters.first else {
            guard encodedBytes.count <= limit else {
                throw PDFReadError(
                    .limitExceeded, found: "a stream of \(encodedBytes.count) bytes", expected: "at most \(limit)")
            }
            return DecodedStream(data)
        }
        var result = try first.decode(encodedBytes, limit: limit, allowsLineEnd: allowsLineEnd)
        for filter in filters.dropFirst() {
            let next = try filter.decode(result.bytes[...], limit: limit, allowsLineEnd: allowsLineEnd)
            result.add(next)
        }
        result.byteCount += encodedBytes.count
        return result
    }
}

/// What filters made of a stream's data.
struct DecodedStream {
    private(set) var bytes: [UInt8]
    /// The same before the last filter's prediction was undone.
    private(set) var predicted: [UInt8]
    /// Whether a line end stands behind the data of any filter.
    private(set) var hasLineEnd: Bool
    /// What it cost: what went into the first filter and what came out of each.
    fileprivate(set) var byteCount: Int

    init(_ bytes: [UInt8], predicted: [UInt8]? = nil, hasLineEnd: Bool = false) {
        self.bytes = bytes
        self.predicted = predicted ?? bytes
        self.hasLineEnd = hasLineEnd
        byteCount = self.predicted.count
    }

    fileprivate mutating func add(_ next: DecodedStream) {
        (bytes, predicted) = (next.bytes, next.predicted)
        hasLineEnd = hasLineEnd || next.hasLineEnd
        byteCount += next.byteCount
    }
}

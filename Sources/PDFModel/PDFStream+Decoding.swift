extension PDFStream {
    /// The stream's bytes with its filters undone.
    ///
    /// - Parameter limit: Largest result, in bytes, of each filter.
    /// - Throws: ``PDFReadError`` when a filter is not known, the data are damaged, or the limit is exceeded.
    public func decoded(limit: Int) throws(PDFReadError) -> [UInt8] {
        try decoded(limit: limit, limits: PDFLimits(), allowsLineEnd: false)
    }

    func decoded(limit: Int, limits: PDFLimits, allowsLineEnd: Bool) throws(PDFReadError) -> [UInt8] {
        let filters = try StreamFilter.chain(of: dictionary, limits: limits)
        guard let first = filters.first else {
            guard encodedBytes.count <= limit else {
                throw PDFReadError(
                    .limitExceeded, found: "a stream of \(encodedBytes.count) bytes", expected: "at most \(limit)")
            }
            return data
        }
        var result = try first.decode(encodedBytes, limit: limit, allowsLineEnd: allowsLineEnd)
        for filter in filters.dropFirst() {
            result = try filter.decode(result[...], limit: limit, allowsLineEnd: allowsLineEnd)
        }
        return result
    }
}

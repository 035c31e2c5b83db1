extension PDFStream {
    /// The stream's bytes with its filters undone.
    ///
    /// - Parameter limit: Largest result, in bytes.
    /// - Throws: ``PDFReadError`` when a filter is not known, the data are damaged, or the limit is exceeded.
    public func decoded(limit: Int) throws(PDFReadError) -> [UInt8] {
        let filters: [PDFObject]
        switch dictionary["Filter"] {
        case nil: filters = []
        case .array(let names): filters = names
        case .some(let name): filters = [name]
        }
        guard filters.isEmpty || filters == [.name("FlateDecode")], dictionary["DecodeParms"] == nil else {
            throw PDFReadError(.unsupported, found: "another stream filter", expected: "FlateDecode without parameters")
        }
        guard !filters.isEmpty else { return data }
        guard let result = Flate.inflate(data, limit: limit) else {
            throw PDFReadError(
                .badSyntax, found: "a damaged or too large stream",
                expected: "FlateDecode data of at most \(limit) bytes")
        }
        return result
    }
}

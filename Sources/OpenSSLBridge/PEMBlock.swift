private import COpenSSL

/// One block of a PEM file: what stands between a BEGIN and its END line.
///
/// Source: RFC 7468.
struct PEMBlock: Hashable, Sendable {
    /// `CERTIFICATE`, `X509 CRL`, `ENCRYPTED PRIVATE KEY`…
    let label: String
    let der: [UInt8]

    /// Every block of a file, in order; text outside of blocks is ignored.
    ///
    /// - Throws: ``OpenSSLError`` when a block is begun and not whole, or carries the headers of old encrypted keys.
    static func all(in bytes: [UInt8]) throws(OpenSSLError) -> [PEMBlock] {
        try unsafe withBIO(reading: bytes) { bio throws(OpenSSLError) in
            var blocks: [PEMBlock] = []
            while let block = try unsafe next(in: bio) { blocks.append(block) }
            return blocks
        }
    }

    /// The only block of a file that is to hold one thing.
    ///
    /// - Throws: ``OpenSSLError`` when there is none, another label, or more than one.
    static func only(_ label: String, in bytes: [UInt8]) throws(OpenSSLError) -> PEMBlock {
        let blocks = try all(in: bytes)
        guard let block = blocks.first, blocks.count == 1, block.label == label else {
            let labels = blocks.map(\.label).joined(separator: ", ")
            throw OpenSSLError(
                "read a PEM file of \(bytes.count) bytes",
                finding: "blocks found: \(labels.isEmpty ? "none" : labels); expected one \(label)")
        }
        return block
    }

    /// The block as a file: lines of 64 characters between BEGIN and END.
    func pem() throws(OpenSSLError) -> [UInt8] {
        try unsafe withBIO { bio throws(OpenSSLError) in
            let status = unsafe PEM_write_bio(bio, label, "", der, der.count)
            guard status > 0 else { throw OpenSSLError(drainingQueueAfter: "write a PEM block") }
        }
    }

    private static func next(in bio: OpaquePointer) throws(OpenSSLError) -> PEMBlock? {
        var (label, header): (UnsafeMutablePointer<CChar>?, UnsafeMutablePointer<CChar>?) = (nil, nil)
        var data: UnsafeMutablePointer<UInt8>?
        var byteCount = 0
        ERR_clear_error()
        guard unsafe PEM_read_bio(bio, &label, &header, &data, &byteCount) == 1 else { return try endOfBlocks() }
        defer {
            unsafe CRYPTO_free(label, "", 0)
            unsafe CRYPTO_free(header, "", 0)
            unsafe CRYPTO_free(data, "", 0)
        }
        guard let name = unsafe label, unsafe header?.pointee ?? 0 == 0 else {
            throw OpenSSLError("read a PEM block", finding: "it has headers (RFC 1421), expected none (RFC 7468)")
        }
        return unsafe PEMBlock(
            label: String(cString: name), der: [UInt8](UnsafeBufferPointer(start: data, count: byteCount)))
    }

    /// OpenSSL says "no start line" for a file that has no further block.
    private static func endOfBlocks() throws(OpenSSLError) -> PEMBlock? {
        let isEnd = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE
        let error = OpenSSLError(drainingQueueAfter: "read a PEM block")
        guard isEnd else { throw error }
        return nil
    }
}

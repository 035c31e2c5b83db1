private import CZlib

/// Compression as the FlateDecode filter wants it.
///
/// Source: ISO 32000-1 §7.4.4; RFC 1950.
public enum Flate {
    /// Compresses at zlib's level 9: documents are written once and read for years.
    public static func deflate(_ data: [UInt8]) -> [UInt8] {
        var count = compressBound(uLong(data.count))
        return [UInt8](unsafeUninitializedCapacity: Int(count)) { buffer, initialized in
            let status = compress2(buffer.baseAddress, &count, data, uLong(data.count), 9)
            precondition(status == Z_OK, "compressBound gave too small a buffer")
            initialized = Int(count)
        }
    }

    /// Undoes the compression.
    ///
    /// - Parameter limit: Largest result, in bytes, whatever the data promise.
    /// - Returns: `nil` when the data are damaged, cut off, followed by others, or larger than the limit.
    public static func inflate(_ data: [UInt8], limit: Int) -> [UInt8]? {
        // Deflate expands at most 1,032 times (zlib.net/zlib_tech.html), so a small stream needs a small buffer.
        var capacity = min(limit, max(1024, data.count * 8))
        while true {
            var written = uLongf(capacity)
            var read = uLong(data.count)
            var status = Z_OK
            let result = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, initialized in
                status = uncompress2(buffer.baseAddress, &written, data, &read)
                initialized = status == Z_OK ? Int(written) : 0
            }
            if status == Z_OK { return read == uLong(data.count) ? result : nil }
            guard status == Z_BUF_ERROR, capacity < limit else { return nil }
            capacity = min(limit, capacity * 4)
        }
    }
}

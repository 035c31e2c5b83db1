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
}

private import CDeflate
private import CZlib
private import Synchronization

/// Compression as the FlateDecode filter wants it.
///
/// Source: ISO 32000-1 §7.4.4; RFC 1950.
public enum Flate {
    /// Compresses; the same data always give the same bytes.
    public static func deflate(_ data: [UInt8]) -> [UInt8] {
        let compressor = Compressor.take()
        defer { compressor.giveBack() }
        return compressor.compress(data)
    }

    /// Undoes the compression.
    ///
    /// - Parameter limit: Largest result, in bytes, whatever the data promise.
    /// - Returns: `nil` when the data are damaged, cut off, followed by others, or larger than the limit.
    public static func inflate(_ data: [UInt8], limit: Int) -> [UInt8]? {
        guard let result = inflatePrefix(data[...], limit: limit), result.consumed == data.count else { return nil }
        return result.bytes
    }

    /// Undoes the compression of the data up to where they say that they end.
    ///
    /// - Returns: The result and how many bytes it was made from; `nil` when the data are damaged, cut off, or larger
    ///   than the limit.
    static func inflatePrefix(_ data: ArraySlice<UInt8>, limit: Int) -> (bytes: [UInt8], consumed: Int)? {
        guard data.count <= Int(uInt.max) else { return nil }
        // zlib keeps the address of the stream, so it must not move between calls.
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        guard inflateInit_(stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
        defer { inflateEnd(stream) }
        return data.withUnsafeBufferPointer { input in
            stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            stream.pointee.avail_in = uInt(input.count)
            guard let bytes = inflateAll(stream, expecting: input.count * 4, limit: limit) else { return nil }
            return (bytes, input.count - Int(stream.pointee.avail_in))
        }
    }

    /// Takes the result piece by piece, so that memory grows with what comes out and not with what is promised.
    private static func inflateAll(
        _ stream: UnsafeMutablePointer<z_stream>, expecting count: Int, limit: Int
    ) -> [UInt8]? {
        var output: [UInt8] = []
        output.reserveCapacity(min(limit, count))
        var piece = [UInt8](repeating: 0, count: min(1 << 16, max(1 << 10, count)))
        while true {
            let status = piece.withUnsafeMutableBufferPointer { buffer in
                stream.pointee.next_out = buffer.baseAddress
                stream.pointee.avail_out = uInt(buffer.count)
                return CZlib.inflate(stream, Z_NO_FLUSH)
            }
            let produced = piece.count - Int(stream.pointee.avail_out)
            guard output.count + produced <= limit else { return nil }
            output.append(contentsOf: piece[..<produced])
            if status == Z_STREAM_END { return output }
            guard status == Z_OK else { return nil }
        }
    }
}

/// libdeflate's state for compressing, which is too large to be made for every stream.
///
/// Owns the pointer. It is in one caller's hands at a time: whoever takes it from the store gives it back.
private final class Compressor: @unchecked Sendable {
    /// Higher ones take half as long again, and from 10 ten times as long, for one byte to three in a hundred.
    private static let level: Int32 = 6
    private static let idle = Mutex<[Compressor]>([])
    /// More at once than processors would only hold memory.
    private static let idleLimit = 16

    private let pointer: OpaquePointer

    private init() {
        guard let pointer = libdeflate_alloc_compressor(Self.level) else {
            preconditionFailure("no memory for a compressor")
        }
        self.pointer = pointer
    }

    deinit { libdeflate_free_compressor(pointer) }

    static func take() -> Compressor { idle.withLock { $0.popLast() } ?? Compressor() }

    func giveBack() {
        Self.idle.withLock { idle in
            if idle.count < Self.idleLimit { idle.append(self) }
        }
    }

    func compress(_ data: [UInt8]) -> [UInt8] {
        let bound = libdeflate_zlib_compress_bound(pointer, data.count)
        return [UInt8](unsafeUninitializedCapacity: bound) { buffer, initialized in
            initialized = libdeflate_zlib_compress(pointer, data, data.count, buffer.baseAddress, buffer.count)
            precondition(initialized > 0, "the bound was too small a buffer")
        }
    }
}

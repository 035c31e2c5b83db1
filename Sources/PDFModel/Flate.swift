private import CDeflate
private import CZlib
private import Synchronization

/// Compression as the FlateDecode filter wants it.
///
/// Source: ISO 32000-1 §7.4.4; RFC 1950.
public enum Flate {
    /// How hard to look for what is there twice.
    public enum Effort: Int32, Hashable, Sendable {
        /// Half the time or less, for one byte in twenty-five more.
        case low = 1
        /// libdeflate's 6 gives the same size within a thousandth, 4 two bytes in a hundred more; from 10 on it takes ten times
        /// as long for three in a hundred.
        case usual = 5
    }

    /// Compresses; the same data and effort always give the same bytes.
    public static func deflate(_ data: [UInt8], _ effort: Effort = .usual) -> [UInt8] {
        let compressor = Compressor.take(effort)
        defer { compressor.giveBack() }
        return compressor.compress(data)
    }

    /// Compresses data that are kept: as small as can be, for a hundred times the time.
    public static func deflateOnce(_ data: [UInt8]) -> [UInt8] {
        guard let compressor = Compressor(level: 12) else { return deflate(data) }
        return compressor.compress(data)
    }

    /// Compresses a head, data that were compressed before, and a tail, as one stream.
    ///
    /// - Parameters:
    ///   - head: At most 65,535 bytes, which are stored as they are.
    ///   - effort: For the tail.
    public static func deflate(
        head: [UInt8], _ middle: FlateChunk, tail: [UInt8], _ effort: Effort = .usual
    ) -> [UInt8] {
        var checksum = libdeflate_adler32(1, head, head.count)
        checksum = libdeflate_adler32(checksum, middle.data, middle.data.count)
        checksum = libdeflate_adler32(checksum, tail, tail.count)
        // A window of 32 KiB, and a check that makes the two bytes a multiple of 31 (RFC 1950 §2.2).
        var output: [UInt8] = [0x78, 0x9C]
        if !head.isEmpty { appendStored(head, to: &output) }
        output += middle.encoded
        let compressor = Compressor.take(effort)
        defer { compressor.giveBack() }
        output += compressor.compress(tail, isWrapped: false)
        for shift in [24, 16, 8, 0] as [UInt32] { output.append(UInt8(truncatingIfNeeded: checksum >> shift)) }
        return output
    }

    /// A block that is not the last one and not compressed.
    ///
    /// Source: RFC 1951 §3.2.4.
    private static func appendStored(_ data: [UInt8], to output: inout [UInt8]) {
        precondition(data.count <= 0xFFFF, "a stored block holds at most 65,535 bytes")
        let count = UInt16(data.count)
        output.append(0)
        for number in [count, ~count] { output += [UInt8(number & 0xFF), UInt8(number >> 8)] }
        output += data
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
    private static let idle = Mutex<[Compressor]>([])
    /// More at once than processors would only hold memory.
    private static let idleLimit = 16

    private let pointer: OpaquePointer
    private let level: Int32

    /// - Returns: `nil` when there is no memory for it.
    init?(level: Int32) {
        guard let pointer = libdeflate_alloc_compressor(level) else { return nil }
        self.pointer = pointer
        self.level = level
    }

    deinit { libdeflate_free_compressor(pointer) }

    static func take(_ effort: Flate.Effort) -> Compressor {
        let known = idle.withLock { idle in
            idle.lastIndex { $0.level == effort.rawValue }.map { idle.remove(at: $0) }
        }
        guard let compressor = known ?? Compressor(level: effort.rawValue) else {
            preconditionFailure("no memory for a compressor")
        }
        return compressor
    }

    func giveBack() {
        Self.idle.withLock { idle in
            if idle.count < Self.idleLimit { idle.append(self) }
        }
    }

    /// - Parameter isWrapped: Whether head and checksum of RFC 1950 go around the data of RFC 1951.
    func compress(_ data: [UInt8], isWrapped: Bool = true) -> [UInt8] {
        let bound =
            isWrapped
            ? libdeflate_zlib_compress_bound(pointer, data.count)
            : libdeflate_deflate_compress_bound(pointer, data.count)
        return [UInt8](unsafeUninitializedCapacity: bound) { buffer, initialized in
            let compress = isWrapped ? libdeflate_zlib_compress : libdeflate_deflate_compress
            initialized = compress(pointer, data, data.count, buffer.baseAddress, buffer.count)
            precondition(initialized > 0, "the bound was too small a buffer")
        }
    }
}

/// Data that many streams have in their middle, compressed once for all of them.
///
/// It ends on a whole byte and refers to nothing outside itself, so that it can stand anywhere in a stream.
///
/// Source: RFC 1951 §3.2.3; zlib's `Z_FULL_FLUSH`.
public struct FlateChunk: Sendable {
    public let data: [UInt8]
    let encoded: [UInt8]

    public init(_ data: [UInt8]) {
        self.data = data
        encoded = Self.encode(data)
    }

    private static func encode(_ data: [UInt8]) -> [UInt8] {
        // zlib keeps the address of the stream, so it must not move between calls.
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        let size = Int32(MemoryLayout<z_stream>.size)
        // A negative size of the window asks for data without head and checksum.
        let status = deflateInit2_(stream, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
        precondition(status == Z_OK, "no memory for a compressor")
        defer { deflateEnd(stream) }
        let bound = Int(deflateBound(stream, uLong(data.count))) + 16
        return data.withUnsafeBufferPointer { input in
            [UInt8](unsafeUninitializedCapacity: bound) { output, initialized in
                stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.pointee.avail_in = uInt(input.count)
                stream.pointee.next_out = output.baseAddress
                stream.pointee.avail_out = uInt(output.count)
                let status = CZlib.deflate(stream, Z_FULL_FLUSH)
                precondition(status == Z_OK && stream.pointee.avail_in == 0, "the bound was too small a buffer")
                initialized = output.count - Int(stream.pointee.avail_out)
            }
        }
    }
}

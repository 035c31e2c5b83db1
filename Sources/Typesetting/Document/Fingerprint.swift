/// A number that tells contents apart; it proves nothing about them.
///
/// Source: FNV-1a with 128 bits, Fowler, Noll and Vo; eight bytes a step in place of one.
struct Fingerprint {
    private(set) var value: UInt128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D

    mutating func combine(_ bytes: [UInt8]) {
        var start = 0
        bytes.withUnsafeBytes { buffer in
            while start + 8 <= buffer.count {
                combine(UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: start, as: UInt64.self)))
                start += 8
            }
        }
        var rest: UInt64 = 0
        for byte in bytes[start...].reversed() { rest = rest << 8 | UInt64(byte) }
        // The length tells apart what differs by zeros at the end.
        combine(rest)
        combine(UInt64(bytes.count))
    }

    mutating func combine(_ number: UInt32) { combine(UInt64(number)) }

    private mutating func combine(_ number: UInt64) {
        value = (value ^ UInt128(number)) &* 0x0100_0000_0000_0000_0000_013B
        // The product carries upwards only: what is high comes down again.
        value ^= value >> 67
    }

    /// Sixteen bytes, most significant first.
    var bytes: [UInt8] { (0..<16).map { UInt8(truncatingIfNeeded: value >> (120 - 8 * $0)) } }
}

/// A number that tells contents apart; it proves nothing about them.
///
/// Source: FNV-1a with 128 bits, Fowler, Noll and Vo.
struct Fingerprint {
    private(set) var value: UInt128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D

    mutating func combine(_ bytes: [UInt8]) {
        for byte in bytes { value = (value ^ UInt128(byte)) &* 0x0100_0000_0000_0000_0000_013B }
    }

    mutating func combine(_ number: UInt32) {
        combine([24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) })
    }

    /// Sixteen bytes, most significant first.
    var bytes: [UInt8] { (0..<16).map { UInt8(truncatingIfNeeded: value >> (120 - 8 * $0)) } }
}

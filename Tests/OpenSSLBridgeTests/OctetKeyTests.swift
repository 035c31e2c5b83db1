import Testing

@testable import OpenSSLBridge

/// Whoever sends certificates chooses most of their octets, and could choose them so that all fall into one place of a table.
@Suite("Octets as a key")
struct OctetKeyTests {
    @Test(arguments: [0, 46, 92])
    func `are told apart by octets in any place`(place: Int) {
        let keys = (UInt8(0)..<200).map { number in
            var octets = [UInt8](repeating: 7, count: 100)
            octets[place + Int(number % 8)] = number
            return OctetKey(octets)
        }
        #expect(Set(keys).count == 200)
        #expect(Set(keys.map(\.hashValue)).count == 200)
    }
}

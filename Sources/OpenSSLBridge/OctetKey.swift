/// Octets as the key of a dictionary, hashed as a whole: Swift hashes the elements of an array one by one, which takes ten times
/// as long.
struct OctetKey: Hashable, Sendable {
    let octets: [UInt8]

    init(_ octets: [UInt8]) { self.octets = octets }

    func hash(into hasher: inout Hasher) {
        hasher.combine(octets.count)
        unsafe octets.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    }
}

extension Hasher {
    /// Takes a string of octets by its length and its end, which for what is signed is the signature: enough to tell one from another
    /// quickly. Equality looks at every octet.
    ///
    /// The caches that use it are small, so that octets made to collide cost little.
    mutating func combine(octets: [UInt8]) {
        combine(octets.count)
        unsafe octets.suffix(32).withUnsafeBytes { unsafe combine(bytes: $0) }
    }
}

/// Octets as the key of a dictionary.
struct OctetKey: Hashable, Sendable {
    let octets: [UInt8]

    init(_ octets: [UInt8]) { self.octets = octets }

    func hash(into hasher: inout Hasher) { hasher.combine(octets: octets) }
}

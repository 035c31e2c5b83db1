/// A cryptographically secure source of random bytes.
package struct Randomness: Sendable {
    package let bytes: @Sendable (_ count: Int) throws(RandomnessFailure) -> [UInt8]

    package init(bytes: @escaping @Sendable (Int) throws(RandomnessFailure) -> [UInt8]) {
        self.bytes = bytes
    }
}

/// The system gave no random bytes; nothing secret can be made.
package struct RandomnessFailure: Error, Hashable, Sendable {
    package init() {}
}

private import COpenSSL

/// Digests of a file's beginnings, each with a further piece behind it.
///
/// Every signature of a file covers all of it up to itself: each octet is digested once for all of them, if they are asked for
/// from the first to the last, and once more for each that is asked for out of order.
///
/// Not Sendable: it goes forward, so one task uses it.
@safe package final class PrefixDigester {
    /// A digest over the first octets of the file.
    @safe private struct State {
        let context: OpaquePointer
        var end: Int
    }

    private let bytes: [UInt8]
    private var states: [VerificationDigest: State] = [:]

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    deinit { for state in states.values { unsafe EVP_MD_CTX_free(state.context) } }

    /// The digest of the first octets and of a piece of the file that follows them.
    ///
    /// - Parameter end: How many octets come first.
    /// - Returns: `nil` when this OpenSSL does not have the algorithm.
    package func digest(
        _ algorithm: VerificationDigest, first end: Int, then piece: Range<Int> = 0..<0
    ) -> [UInt8]? {
        clearErrors()
        defer { clearErrors() }
        guard let state = state(algorithm, upTo: end), let context = unsafe EVP_MD_CTX_new() else { return nil }
        defer { unsafe EVP_MD_CTX_free(context) }
        guard unsafe EVP_MD_CTX_copy_ex(context, state.context) == 1, unsafe add(piece, to: context) else { return nil }
        return unsafe algorithm.finish(context)
    }

    private func state(_ algorithm: VerificationDigest, upTo end: Int) -> State? {
        guard var state = started(algorithm, notBehind: end), unsafe add(state.end..<end, to: state.context) else {
            return nil
        }
        state.end = end
        states[algorithm] = state
        return state
    }

    /// The state that there is, or one that starts anew.
    private func started(_ algorithm: VerificationDigest, notBehind end: Int) -> State? {
        if let state = states[algorithm], state.end <= end { return state }
        if let state = states.removeValue(forKey: algorithm) { unsafe EVP_MD_CTX_free(state.context) }
        guard let context = unsafe EVP_MD_CTX_new() else { return nil }
        guard unsafe EVP_DigestInit_ex(context, algorithm.fetchedMD, nil) == 1 else {
            unsafe EVP_MD_CTX_free(context)
            return nil
        }
        let state = unsafe State(context: context, end: 0)
        states[algorithm] = state
        return state
    }

    private func add(_ range: Range<Int>, to context: OpaquePointer) -> Bool {
        unsafe bytes[range].withUnsafeBytes { unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count) == 1 }
    }
}

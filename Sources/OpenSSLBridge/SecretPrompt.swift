internal import COpenSSL

/// Answers OpenSSL's question for a passphrase or PIN with one secret, without terminal or argument.
@safe struct SecretPrompt {
    private var pointer: UnsafePointer<UInt8>?
    private var byteCount = 0
    /// Whether OpenSSL asked; a key that opens without is not protected.
    private(set) var wasAsked = false

    /// Lends a method that asks and the data that answers, for the length of `body`; neither may escape.
    ///
    /// - Returns: What `body` returns, and whether the secret was asked for.
    static func answering<Result>(
        with secret: [UInt8],
        _ body: (_ method: OpaquePointer, _ data: UnsafeMutableRawPointer) throws(OpenSSLError) -> Result
    ) throws(OpenSSLError) -> (result: Result, wasAsked: Bool) {
        let method = try unsafe obtain("prepare to be asked for a secret") {
            unsafe UI_UTIL_wrap_read_pem_callback(answer, 0)
        }
        defer { unsafe UI_destroy_method(method) }
        return try unsafe secret.withUnsafeBufferPointer { bytes throws(OpenSSLError) in
            var prompt = unsafe SecretPrompt(pointer: bytes.baseAddress, byteCount: bytes.count)
            let result = try unsafe withUnsafeMutablePointer(to: &prompt) { prompt throws(OpenSSLError) in
                try unsafe body(method, UnsafeMutableRawPointer(prompt))
            }
            return (result, prompt.wasAsked)
        }
    }

    /// Copies the secret into OpenSSL's buffer; -1 when it does not fit.
    private static let answer:
        @convention(c) (
            UnsafeMutablePointer<CChar>?, Int32, Int32, UnsafeMutableRawPointer?
        ) -> Int32 = { buffer, size, _, data in
            guard let buffer = unsafe buffer, let prompt = unsafe data?.assumingMemoryBound(to: SecretPrompt.self),
                let secret = unsafe prompt.pointee.pointer, unsafe prompt.pointee.byteCount <= Int(size)
            else { return -1 }
            unsafe prompt.pointee.wasAsked = true
            let byteCount = unsafe prompt.pointee.byteCount
            unsafe UnsafeMutableRawPointer(buffer).copyMemory(from: secret, byteCount: byteCount)
            return Int32(byteCount)
        }
}

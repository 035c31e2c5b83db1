private import COpenSSL

/// Empties the queue if there is anything in it: OpenSSL goes through all its places, which takes longer than a short digest.
func clearErrors() { if ERR_peek_error() != 0 { ERR_clear_error() } }

/// Runs one call that answers 1 for success; 0 and negatives are failures.
///
/// - Throws: ``OpenSSLError`` with the queue that this call left.
func require(_ operation: @autoclosure () -> String, _ call: () -> Int32) throws(OpenSSLError) {
    ERR_clear_error()
    guard call() == 1 else { throw OpenSSLError(drainingQueueAfter: operation()) }
}

/// Runs one call that answers NULL on failure.
///
/// - Throws: ``OpenSSLError`` with the queue that this call left.
func obtain<Pointer>(_ operation: @autoclosure () -> String, _ call: () -> Pointer?) throws(OpenSSLError) -> Pointer {
    ERR_clear_error()
    guard let pointer = call() else { throw OpenSSLError(drainingQueueAfter: operation()) }
    return pointer
}

/// Encodes with an `i2d_…` function: first asks for the size, then writes.
func encode(
    _ what: String, _ i2d: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32
) throws(OpenSSLError) -> [UInt8] {
    ERR_clear_error()
    let byteCount = i2d(nil)
    guard byteCount > 0 else { throw OpenSSLError(drainingQueueAfter: "encode \(what)") }
    return unsafe [UInt8](unsafeUninitializedCapacity: Int(byteCount)) { buffer, initializedCount in
        var cursor = buffer.baseAddress
        initializedCount = unsafe Int(i2d(&cursor))
    }
}

/// Decodes with a `d2i_…` function and insists that every byte was used.
///
/// - Parameter free: Releases the object when bytes follow it.
func decodeWhole<Pointer>(
    _ what: String, _ bytes: [UInt8],
    _ d2i: (UnsafeMutablePointer<UnsafePointer<UInt8>?>, Int) -> Pointer?, free: (Pointer) -> Void
) throws(OpenSSLError) -> Pointer {
    ERR_clear_error()
    var trailing = 0
    let object: Pointer? = unsafe bytes.withUnsafeBufferPointer { buffer in
        var cursor = buffer.baseAddress
        guard let object = unsafe d2i(&cursor, buffer.count) else { return nil }
        trailing = unsafe cursor.map { unsafe buffer.count - (buffer.baseAddress?.distance(to: $0) ?? 0) } ?? 0
        return object
    }
    guard let object else { throw OpenSSLError(drainingQueueAfter: "read \(what) of \(bytes.count) bytes") }
    guard trailing == 0 else {
        free(object)
        throw OpenSSLError(
            "read \(what) of \(bytes.count) bytes", finding: "\(trailing) bytes follow it, expected none")
    }
    return object
}

/// Lends a read-only BIO over borrowed bytes.
func withBIO<Result>(
    reading bytes: [UInt8], _ body: (OpaquePointer) throws(OpenSSLError) -> Result
) throws(OpenSSLError) -> Result {
    try unsafe bytes.withUnsafeBufferPointer { raw throws(OpenSSLError) in
        let bio = try unsafe obtain("borrow \(raw.count) bytes") {
            unsafe BIO_new_mem_buf(raw.baseAddress, Int32(raw.count))
        }
        defer { unsafe BIO_free_all(bio) }
        return try unsafe body(bio)
    }
}

/// Collects what `body` writes into a memory BIO.
func withBIO(collecting body: (OpaquePointer) throws(OpenSSLError) -> Void) throws(OpenSSLError) -> [UInt8] {
    let bio = try unsafe obtain("make a memory BIO") { unsafe BIO_new(BIO_s_mem()) }
    defer { unsafe BIO_free_all(bio) }
    try unsafe body(bio)
    var contents: UnsafeMutablePointer<UInt8>?
    // What the macro BIO_get_mem_data does.
    let byteCount = unsafe BIO_ctrl(bio, BIO_CTRL_INFO, 0, &contents)
    return unsafe [UInt8](UnsafeBufferPointer(start: contents, count: max(0, byteCount)))
}

/// Lends a `STACK_OF(…)` of pointers that stay owned by the caller.
func withStack<Result>(
    of items: [OpaquePointer], _ body: (OpaquePointer) throws(OpenSSLError) -> Result
) throws(OpenSSLError) -> Result {
    let stack = try unsafe obtain("make a stack") { unsafe OPENSSL_sk_new_null() }
    defer { unsafe OPENSSL_sk_free(stack) }
    unsafe items.forEach { unsafe OPENSSL_sk_push(stack, UnsafeRawPointer($0)) }
    return try unsafe body(stack)
}

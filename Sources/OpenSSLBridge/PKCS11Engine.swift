private import COpenSSL
import Synchronization

/// Tokens, through OpenSSL's engine of libp11: the only way to PKCS #11 that Debian 12 has for OpenSSL 3.0, which
/// calls engines deprecated (docs/adr/0015).
///
/// The engine is loaded when the first token is asked for and stays until the process ends: the keys live in it.
enum PKCS11Engine {
    @safe private struct Loaded: @unchecked Sendable {
        // Sound: only used inside the lock, or by OpenSSL through a key, and libp11 locks for itself.
        let engine: OpaquePointer
        let module: String?
    }

    private static let loaded = Mutex<Loaded?>(nil)

    /// - Returns: A key that the caller owns.
    /// - Throws: ``OpenSSLError`` when engine, module, token or key is missing, or the PIN is another.
    static func privateKey(_ uri: String, module: String?, pin: [UInt8]) throws(OpenSSLError) -> OpaquePointer {
        guard !pin.isEmpty else { throw OpenSSLError("use a token", finding: "the PIN is empty") }
        // The callback's answer needs no end mark, but libp11 takes the PIN for a C string.
        guard !pin.contains(0) else { throw OpenSSLError("use a token", finding: "the PIN holds a zero byte") }
        return try unsafe withEngine(module) { engine throws(OpenSSLError) in
            try unsafe SecretPrompt.answering(with: pin) { method, data throws(OpenSSLError) in
                try unsafe obtain("find the key \(uri); are token, object and PIN the right ones?") {
                    unsafe ENGINE_load_private_key(engine, uri, method, data)
                }
            }.result
        }
    }

    private static func withEngine(
        _ module: String?, _ body: (OpaquePointer) throws(OpenSSLError) -> OpaquePointer
    ) throws(OpenSSLError) -> OpaquePointer {
        let outcome = loaded.withLock { loaded -> Result<Address, OpenSSLError> in
            do throws(OpenSSLError) {
                if loaded == nil { unsafe loaded = Loaded(engine: try load(module), module: module) }
                guard let ready = loaded, ready.module == module else {
                    throw OpenSSLError(
                        "use a token", finding: "another PKCS #11 module is in use; expected one for all keys")
                }
                return unsafe .success(Address(pointer: try body(ready.engine)))
            } catch { return .failure(error) }
        }
        return try unsafe outcome.get().pointer
    }

    /// Carries a pointer out of the lock; its owner is the caller.
    @safe private struct Address: @unchecked Sendable {
        // Sound: the key was just made and is known to nobody else.
        let pointer: OpaquePointer
    }

    private static func load(_ module: String?) throws(OpenSSLError) -> OpaquePointer {
        let engine = try unsafe obtain("load OpenSSL's engine pkcs11; install libengine-pkcs11-openssl") {
            unsafe ENGINE_by_id("pkcs11")
        }
        // Modules that use OpenSSL themselves, as SoftHSM does, register every listed engine for every kind of key; keys of
        // this process would then go to the token's engine. Out of the list, it serves the keys that it gave, and no other.
        ERR_clear_error()
        unsafe ENGINE_remove(engine)
        do throws(OpenSSLError) {
            // Not everything goes through our error: without this, libp11 writes to standard error.
            unsafe ENGINE_ctrl_cmd_string(engine, "QUIET", nil, 1)
            if let module {
                try require("set the PKCS #11 module \(module)") {
                    unsafe ENGINE_ctrl_cmd_string(engine, "MODULE_PATH", module, 0)
                }
            }
            try require("start the PKCS #11 module \(module ?? "of p11-kit")") { unsafe ENGINE_init(engine) }
        } catch {
            unsafe ENGINE_free(engine)
            throw error
        }
        return unsafe engine
    }
}

import COpenSSL
import Foundation
import Synchronization
import Testing

@testable import OpenSSLBridge

/// What OpenSSL keeps of a certificate is there before a second thread can look.
@Suite("X509Object", .timeLimit(.minutes(3)))
struct X509ObjectTests {
    private static let policy = "2.999.1"
    private static let threadCount = 16

    /// The objects of one path, which OpenSSL has judged in no thread yet.
    private struct Path: Sendable {
        let leaf: X509Object
        let authority: X509Object
        let root: X509Object

        /// OpenSSL's own judgement, with nothing remembered from another.
        func isValid() -> Bool {
            leaf.reading { leaf in
                authority.reading { authority in root.reading { Self.isValid(leaf, authority, $0) } }
            }
        }

        private static func isValid(_ leaf: OpaquePointer, _ authority: OpaquePointer, _ root: OpaquePointer) -> Bool {
            let (store, context) = (X509_STORE_new(), X509_STORE_CTX_new())
            let stack = OPENSSL_sk_new_null()
            defer {
                X509_STORE_CTX_free(context)
                X509_STORE_free(store)
                OPENSSL_sk_free(stack)
                ERR_clear_error()
            }
            X509_STORE_add_cert(store, root)
            OPENSSL_sk_push(stack, UnsafeRawPointer(authority))
            X509_STORE_CTX_init(context, store, leaf, stack)
            let parameters = X509_STORE_CTX_get0_param(context)
            X509_VERIFY_PARAM_set_time(parameters, 1_772_442_000)
            X509_VERIFY_PARAM_set_flags(parameters, UInt(X509_V_FLAG_POLICY_CHECK | X509_V_FLAG_EXPLICIT_POLICY))
            X509_VERIFY_PARAM_add0_policy(parameters, OBJ_txt2obj(policy, 1))
            return X509_verify_cert(context) == 1
        }
    }

    @Test func `threads that judge a path at once all see its policies`() throws {
        let key = try SigningKey.generate(.p256)
        let root = ChainValidatorTests.Holder(key: key, certificate: try CertificateTests.root(key: key))
        let authority = try root.issue("Authority", ChainValidatorTests.authority)
        let leaf = try authority.issue("Leaf", ChainValidatorTests.leaf + [.certificatePolicies([Self.policy])])
        let refusals = Mutex(0)
        for _ in 0..<1_000 {
            let path = Path(
                leaf: X509Object(der: leaf.certificate.der), authority: X509Object(der: authority.certificate.der),
                root: X509Object(der: root.certificate.der))
            let (start, done) = (DispatchSemaphore(value: 0), DispatchGroup())
            for _ in 0..<Self.threadCount {
                done.enter()
                Thread {
                    start.wait()
                    if !path.isValid() { refusals.withLock { $0 += 1 } }
                    done.leave()
                }.start()
            }
            for _ in 0..<Self.threadCount { start.signal() }
            done.wait()
        }
        #expect(refusals.withLock { $0 } == 0)
    }
}

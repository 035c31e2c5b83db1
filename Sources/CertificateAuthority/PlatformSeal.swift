package import OpenSSLBridge

/// The key with which the operator of the service seals what the service itself says.
package struct PlatformSeal: Sendable {
    package let certificate: Certificate
    package let key: SigningKey
}

package import OpenSSLBridge

/// Why keys and certificates could not be made, read or used.
package struct CertificateAuthorityError: Error, Hashable, Sendable {
    package enum Code: Hashable, Sendable {
        /// A profile is not one; the message names file and line.
        case profile
        /// Something is already there that is never overwritten.
        case alreadyExists
        /// A file or directory is not there.
        case missing
        /// A file or directory could not be read or written.
        case fileSystem
        /// A secret lies where others may read it.
        case notPrivate
        /// No passphrase, one too short, or the wrong one.
        case passphrase
        /// Files that belong together do not fit together.
        case inconsistent
        /// What was asked to be certified cannot be.
        case request
        /// The certificate to be used is not valid at that time.
        case outOfValidity
        /// OpenSSL refused; `cause` says why.
        case cryptography
    }

    package let code: Code
    package let message: String
    package let cause: OpenSSLError?

    package init(_ code: Code, _ message: String, cause: OpenSSLError? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }
}

extension CertificateAuthorityError: CustomStringConvertible {
    package var description: String { cause.map { "\(message): \($0)" } ?? message }
}

/// Runs a step of the bridge and says, when it fails, for what it was run.
func explaining<Result>(
    _ purpose: @autoclosure () -> String, code: CertificateAuthorityError.Code = .cryptography,
    _ step: () throws(OpenSSLError) -> Result
) throws(CertificateAuthorityError) -> Result {
    do throws(OpenSSLError) {
        return try step()
    } catch {
        throw CertificateAuthorityError(code, "could not \(purpose())", cause: error)
    }
}

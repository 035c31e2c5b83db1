/// Where the passphrase of the private keys comes from; never an argument, which every user of the machine can read.
package enum Passphrase {
    /// Shortest passphrase under which keys are made, in bytes.
    package static let minimumByteCount = 12

    /// Where systemd lays credentials; see ``read(systemdCredential:environment:)`` for their permissions.
    private static let credentialDirectory = "/run/credentials/"

    /// Reads a passphrase or PIN from a file that nobody but its owner may read, or from a credential by its path; one
    /// line end after it is not part of it.
    ///
    /// - Throws: ``CertificateAuthorityError`` when the file is not there, others may read it, or it is empty.
    package static func read(file path: String) throws(CertificateAuthorityError) -> [UInt8] {
        let isCredential = path.hasPrefix(credentialDirectory) && !path.contains("/../")
        return try line(in: FileSystem.read(path, forbidding: isCredential ? 0o007 : 0o077), path)
    }

    /// Reads a passphrase that systemd hands to the service (`LoadCredential=`).
    ///
    /// The file may be readable by its group: systemd lets the service's user in by an access control list, whose
    /// mask is shown as the permissions of the group.
    ///
    /// - Parameters:
    ///   - name: Name of the credential, such as `seing-passphrase`.
    ///   - environment: The process's environment.
    /// - Throws: ``CertificateAuthorityError`` when systemd gave no such credential, or it is empty.
    package static func read(
        systemdCredential name: String, environment: [String: String]
    ) throws(CertificateAuthorityError) -> [UInt8] {
        guard let directory = environment["CREDENTIALS_DIRECTORY"], !directory.isEmpty else {
            throw CertificateAuthorityError(
                .missing,
                "no credential \(name): CREDENTIALS_DIRECTORY is not set; add LoadCredential=\(name):FILE to the unit")
        }
        guard !name.isEmpty, !name.contains("/") else {
            throw CertificateAuthorityError(.request, "the name of a credential is a file name without a slash")
        }
        let path = "\(directory)/\(name)"
        return try line(in: FileSystem.read(path, forbidding: 0o007), path)
    }

    private static func line(in bytes: [UInt8], _ path: String) throws(CertificateAuthorityError) -> [UInt8] {
        var passphrase = bytes
        if passphrase.last == UInt8(ascii: "\n") { passphrase.removeLast() }
        if passphrase.last == UInt8(ascii: "\r") { passphrase.removeLast() }
        guard !passphrase.isEmpty else {
            throw CertificateAuthorityError(.passphrase, "the passphrase in \(path) is empty")
        }
        return passphrase
    }
}

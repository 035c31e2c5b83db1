import CertificateAuthority
import TestSupport
import Testing

@Suite("Passphrases")
struct PassphraseTests {
    let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func code(_ step: () throws -> Void) -> CertificateAuthorityError.Code? {
        #expect(throws: CertificateAuthorityError.self, performing: step)?.code
    }

    @Test(arguments: [0o640, 0o604, 0o660, 0o644, 0o610])
    func `a file that others can read is refused, and the cure is named`(mode: Int) throws {
        let path = try directory.write("passphrase", Array("a long secret\n".utf8), mode: mode)
        let error = #expect(throws: CertificateAuthorityError.self) { try Passphrase.read(file: path) }
        #expect(error?.code == .notPrivate)
        #expect(error?.message.contains("chmod 600 \(path)") == true)
        #expect(error?.message.contains("a long secret") == false)
    }

    @Test func `no file, a directory, and an empty file are refused`() throws {
        #expect(code { _ = try Passphrase.read(file: directory.file("none")) } == .missing)
        #expect(code { _ = try Passphrase.read(file: directory.path) } == .fileSystem)
        for content in ["", "\n", "\r\n"] {
            let path = try directory.write("passphrase", Array(content.utf8), mode: 0o600)
            #expect(code { _ = try Passphrase.read(file: path) } == .passphrase)
        }
    }

    @Test(arguments: [("secret", "secret"), ("secret\n", "secret"), ("secret\r\n", "secret"), (" s \n\n", " s \n")])
    func `one line end after it is not part of it`(content: String, passphrase: String) throws {
        let path = try directory.write("passphrase", Array(content.utf8), mode: 0o600)
        #expect(try Passphrase.read(file: path) == Array(passphrase.utf8))
    }

    @Test func `a credential of systemd is read from its directory, and from nowhere else`() throws {
        try directory.write("seing-passphrase", Array("secret\n".utf8), mode: 0o440)
        let environment = ["CREDENTIALS_DIRECTORY": directory.path]
        #expect(
            try Passphrase.read(systemdCredential: "seing-passphrase", environment: environment)
                == Array("secret".utf8))
        #expect(code { _ = try Passphrase.read(systemdCredential: "seing-passphrase", environment: [:]) } == .missing)
        #expect(code { _ = try Passphrase.read(systemdCredential: "../x", environment: environment) } == .request)
        #expect(code { _ = try Passphrase.read(systemdCredential: "other", environment: environment) } == .missing)
        try directory.write("open", [1], mode: 0o444)
        #expect(code { _ = try Passphrase.read(systemdCredential: "open", environment: environment) } == .notPrivate)
    }
}

import Foundation
import Testing
import ToolSupport

/// `seing pki` as an operator and a monitoring script use it.
@Suite("Keys on the command line", .tags(.endToEnd), .timeLimit(.minutes(5)))
struct KeyCommandTests {
    private let folder: TemporaryDirectory
    private let data: String

    init() async throws {
        folder = try TemporaryDirectory()
        data = folder.file("data")
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: false)
        try secret("data/passphrase", "a passphrase of the tests")
    }

    @discardableResult
    private func secret(_ name: String, _ text: String) throws -> String {
        let path = try folder.write(name, Array(text.utf8))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        return path
    }

    private func pki(_ words: String..., environment: [String: String] = [:]) async throws -> Outcome {
        try await RunningProgram(
            Seing.program, ["pki"] + words + ["--data-dir", data], environment: environment
        )
        .outcome()
    }

    private func initialize() async throws {
        let made = try await pki("init", "--demo", "--organisation", "Lycée Voltaire")
        try #require(made.status == 0, "\(made)")
    }

    @Test func `a state that is missing is 69, and says how to make the keys`() async throws {
        let outcome = try await pki("status")
        #expect(outcome.status == 69 && outcome.errors.contains("seing pki init"), "\(outcome)")
    }

    @Test func `a PIN in an option is a wrong usage, and is not repeated`() async throws {
        for words in [["init", "--demo", "--organisation", "L", "--ca-key"], ["rotate", "ca", "--key"]] {
            let outcome = try await RunningProgram(
                Seing.program, ["pki"] + words + ["pkcs11:object=ca?pin-value=739164", "--data-dir", data]
            )
            .outcome()
            #expect(outcome.status == 64, "\(outcome)")
            #expect(outcome.errors.contains("holds a PIN") && !outcome.text.contains("739164"), "\(outcome)")
        }
    }

    @Test func `the state is told in two languages and in JSON, with 0 when all is well and 1 when not`() async throws {
        try await initialize()
        let french = try await pki("status", "--lang", "fr")
        #expect(french.status == 0 && french.output.contains("Tout est en ordre."), "\(french)")
        #expect(french.output.contains("autorité des signataires") && french.output.contains("démonstration"))
        let english = try await pki("status", "--lang", "en")
        #expect(english.status == 0 && english.output.contains("All is well."), "\(english)")
        let json = try await pki("status", "--json")
        let object = try #require(
            JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any], "\(json)")
        #expect(object["needsAttention"] as? Bool == false && (object["items"] as? [Any])?.count == 6)
        try FileManager.default.removeItem(atPath: "\(data)/pki/private/tsu.key.pem")
        let missing = try await pki("status", "--lang", "fr")
        #expect(missing.status == 1 && missing.output.contains("la clé manque"), "\(missing)")
    }

    @Test func `keys are replaced one after the other, and not while a service has the directory`() async throws {
        try await initialize()
        let locked = try await Command.outcome(
            "flock", data, Seing.program.path, "pki", "rotate", "tsu", "--data-dir", data)
        #expect(locked.status == 69 && locked.text.contains("another service runs"), "\(locked)")
        for role in ["ca", "seal", "tsu"] {
            let outcome = try await pki("rotate", role)
            #expect(outcome.status == 0, "\(outcome)")
        }
        let status = try await pki("status", "--lang", "en")
        #expect(status.status == 0 && status.output.contains("former, no. 1"), "\(status)")
        let trust = try FileManager.default.contentsOfDirectory(atPath: "\(data)/pki/trust")
        #expect(
            Set(["issuing-ca-1.pem", "issuing-ca-1.crl", "seal-1.pem", "tsu-1.pem"]).isSubset(of: trust), "\(trust)")
    }

    @Test func `a process killed while it replaces a key leaves keys that load`() async throws {
        try await initialize()
        for delay in [20, 60, 120, 250, 400, 600] {
            let outcome = try await Command.outcome(
                "timeout", "--signal=KILL", "0.\(String(repeating: "0", count: delay < 100 ? 1 : 0))\(delay)",
                Seing.program.path, "pki", "rotate", "ca", "--data-dir", data)
            let state = try await pki("refresh-lists")
            #expect(state.status == 0, "after \(delay) ms (\(outcome.status)): \(state)")
        }
        #expect(try await pki("rotate", "ca").status == 0)
        #expect(try await pki("status").status == 0)
    }

    @Test func `keys of a token are used, and neither PIN nor the way to it is shown`() async throws {
        let module = "/usr/lib/softhsm/libsofthsm2.so"
        let configuration = try folder.write(
            "softhsm2.conf", Array("directories.tokendir = \(folder.file("tokens"))\nlog.level = ERROR\n".utf8))
        try FileManager.default.createDirectory(atPath: folder.file("tokens"), withIntermediateDirectories: false)
        let environment = ["SOFTHSM2_CONF": configuration]
        let pin = try secret("pin", "739164\n")
        func tool(_ name: String, _ arguments: [String]) async throws {
            let made = try await Command.outcome("env", ["SOFTHSM2_CONF=\(configuration)", name] + arguments)
            try #require(made.status == 0, "\(made)")
        }
        try await tool(
            "softhsm2-util", ["--init-token", "--free", "--label", "s", "--pin", "739164", "--so-pin", "84629173"])
        for (label, id, type) in [("ca", "01", "EC:prime256v1"), ("tsu", "02", "rsa:3072")] {
            try await tool(
                "pkcs11-tool",
                ["--module", module, "--token-label", "s", "--login", "--pin", "739164", "--keypairgen"]
                    + ["--key-type", type, "--label", label, "--id", id])
        }
        func uri(_ label: String) -> String {
            "pkcs11:token=s;object=\(label)?module-path=\(module)&pin-source=file:\(pin)"
        }
        let made = try await pki(
            "init", "--demo", "--organisation", "Lycée", "--ca-key", uri("ca"), "--tsu-key", uri("tsu"),
            environment: environment)
        #expect(made.status == 0, "\(made)")
        let renewed = try await pki("refresh-lists", environment: environment)
        #expect(renewed.status == 0, "\(renewed)")
        let status = try await pki("status", "--json", environment: environment)
        #expect(status.status == 0 && status.output.contains("pkcs11:token=s;object=tsu"), "\(status)")
        #expect(!(made.text + renewed.text + status.text).contains("739164"))
        #expect(!status.output.contains("pin-source"))
    }
}

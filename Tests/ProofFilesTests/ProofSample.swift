import Bootstrap
import CertificateAuthority
import ConventionDomain
import ConventionVerification
import Foundation
import OpenSSLBridge
import PAdESValidation
import Persistence
import TestSupport
import ToolSupport
import Workflow
import XMLBridge

@testable import ProofFiles
@testable import SeingCLI

/// A convention that four have signed, its journal time-stamped, and proof files of it; made once.
struct ProofSample: Sendable {
    static let shared = Task { try await ProofSample() }
    /// Another platform, with another convention.
    static let other = Task { try await ProofSample() }
    static let resources = Resources(
        directory: PythonTool.root.path)

    let folder: TemporaryDirectory
    let infrastructure: PublicKeyInfrastructure
    let installation: Installation
    let id: ConventionID
    let document: [UInt8]
    /// Of the convention.
    let whole: [UInt8]
    /// Of the first legal representative.
    let own: [UInt8]
    /// Everything that was mailed.
    let mails: [OutgoingMail]

    private init() async throws {
        folder = try TemporaryDirectory()
        let data = folder.file("data")
        let play = try Demonstration(directory: data, resources: Self.resources, language: .french, narrate: { _ in })
        document = try await play.play()
        installation = play.installation
        id = try await installation.workflow.list()[0].id
        infrastructure = try PublicKeyInfrastructure.load(
            directory: data + "/pki", profiles: CertificateProfiles(directory: Self.resources.profiles),
            passphrase: DemonstrationKeys.prepare(dataDirectory: data, resources: Self.resources, now: Date()))
        // Events of another convention stand between this one's last and the time-stamp.
        let examples = Self.resources.examples + "/conventions/two-representatives"
        _ = try await installation.workflow.draft(
            installation.draftRequest(
                data: [UInt8](Data(contentsOf: URL(filePath: examples + ".xml"))),
                sheet: [UInt8](Data(contentsOf: URL(filePath: examples + ".contacts.xml")))))
        try await Self.anchor(installation, infrastructure)
        whole = try await installation.workflow.proof(.xml, of: id).bytes
        own = try await installation.workflow.proof(.xml, of: id, for: "representative-1").bytes
        mails = await play.mailbox.messages
    }

    private static func anchor(_ installation: Installation, _ infrastructure: PublicKeyInfrastructure) async throws {
        guard let next = try await installation.store.anchorStanding().next else { return }
        let token = try infrastructure.timeStampUnit.token(for: next.imprint, algorithm: .sha256, now: Date())
        try await installation.store.add(next, token: token, at: Date())
    }

    var root: String { folder.file("data/pki/trust/root.pem") }

    func trust() throws -> [(name: String, content: [UInt8])] {
        try TrustDirectory.files(folder.file("data/pki/trust"))
    }

    /// - Parameter document: The convention to hold it against; none by default.
    func check(_ bytes: [UInt8], with document: [UInt8]? = nil) throws -> ProofReport {
        let now = Int64(Date().timeIntervalSince1970)
        let proven = try document.map { bytes in
            ProvenDocument(bytes, try installation.verifier().verify(bytes, at: now).validation)
        }
        return try ProofVerifier(resources: Self.resources, trust: trust()).check(bytes, with: proven, at: now)
    }

    /// What a lying platform would make: the file changed, and sealed again with its key.
    func resealed(_ bytes: [UInt8], _ change: (inout XMLElement) -> Void) throws -> [UInt8] {
        try Self.reseal(bytes, infrastructure.seal.certificate, infrastructure.seal.key, infrastructure, change)
    }

    static func reseal(
        _ bytes: [UInt8], _ certificate: Certificate, _ key: SigningKey, _ infrastructure: PublicKeyInfrastructure,
        _ change: (inout XMLElement) -> Void = { _ in }
    ) throws -> [UInt8] {
        var root = try XMLDocument(parsing: bytes).root
        root.children.removeAll { node in
            if case .element(let element) = node { element.name == "Signature" } else { false }
        }
        change(&root)
        let sealer = XMLSealer(certificate: certificate, key: key) { digest in
            try infrastructure.timeStampUnit.token(for: digest, algorithm: .sha256, now: Date())
        }
        return try sealer.seal(root, at: Date())
    }
}

extension ProofReport {
    /// What anybody has to be told: nothing is wrong, and a trusted platform sealed it at a proven time.
    var isGood: Bool { seal.isIntact && seal.identity == .trusted && seal.provenTime != nil && faults.isEmpty }
}

extension XMLElement {
    /// Changes the element at a path of names; a number behind a name counts from 0.
    mutating func edit(_ path: String, _ change: (inout XMLElement) -> Void) {
        let parts = path.split(separator: "/", maxSplits: 1).map(String.init)
        let name = parts[0].split(separator: ":").map(String.init)
        var count = name.count > 1 ? Int(name[1]) ?? 0 : 0
        for index in children.indices {
            guard case .element(var child) = children[index], child.name == name[0] else { continue }
            guard count == 0 else {
                count -= 1
                continue
            }
            if parts.count > 1 { child.edit(parts[1], change) } else { change(&child) }
            children[index] = .element(child)
            return
        }
    }

    mutating func set(_ path: String, to text: String) { edit(path) { $0.children = [.text(text)] } }

    /// Leaves out the last element of a path.
    mutating func remove(_ name: String, from path: String) {
        edit(path) { parent in
            parent.children.removeAll { if case .element(let child) = $0 { child.name == name } else { false } }
        }
    }
}

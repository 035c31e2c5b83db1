import CertificateAuthority
import ConventionTemplates
import Foundation
import OpenSSLBridge
import Parties
import Typesetting

/// What there is before the clock starts: authorities with their keys, and documents that nobody has signed.
struct Workbench {
    private static let passphrase = Array("a passphrase of the benchmarks".utf8)
    private static let organisation = "Lycée Voltaire"

    let infrastructure: PublicKeyInfrastructure
    let signatories: [Signatory]
    private let data: ConventionData
    private let template: ConventionTemplate
    private let typesetter: Typesetter
    /// How many blocks of the convention's text fill two pages together with the signature boxes.
    private var blockCount = 0

    /// Makes the authorities below the directory from the profiles of the repository.
    init(directory: String) throws {
        let path = directory + "/pki"
        let profiles = try CertificateProfiles(directory: Self.repository + "/Certificates/profiles")
        try PublicKeyInfrastructure.initialize(
            InfrastructureRequest(
                organisation: Self.organisation, arc: .demo, isDemo: true, directory: path,
                passphrase: Self.passphrase, derivationRounds: 1_000), profiles: profiles, now: Date())
        infrastructure = try PublicKeyInfrastructure.load(
            directory: path, profiles: profiles, passphrase: Self.passphrase)
        let store = try Self.templates()
        let example = Self.repository + "/Examples/conventions/public-lycee-seconde.xml"
        data = try store.conventionXML.parse([UInt8](try Data(contentsOf: URL(filePath: example))))
        signatories = data.signatories
        template = try store.template("observation-2025-11")
        typesetter = try Typesetter(fonts: FontSet())
        blockCount = try longestTextOnTwoPages()
    }

    static let repository =
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized.path

    static func templates() throws -> TemplateStore {
        try TemplateStore(directory: repository + "/Templates", sha256: DigestAlgorithm.sha256.digest)
    }

    /// Revision 0 of a convention of its own reference on two pages, as the service sets it but for the length of its text.
    func document(_ index: Int) throws -> [UInt8] { try typeset(index).bytes }

    private func typeset(_ index: Int) throws -> TypesetDocument {
        var content = try content(index)
        let text = content.blocks.prefix(blockCount)
        content.blocks = text + content.blocks.filter { $0.holdsSignatureBoxes && !text.contains($0) }
        return try typesetter.typeset(content)
    }

    private func content(_ index: Int) throws -> DocumentContent {
        guard let day = CalendarDate(iso8601: "2026-11-23") else { throw Failure("the date of issue is none") }
        let order: [[ConventionData.RequiredSignature]] = [[.student, .representative1], [.school], [.employer]]
        return try template.fill(
            data,
            issue: IssueContext(
                conventionID: "banc-\(index)", issuedOn: day,
                createdAt: Int64(Date().timeIntervalSince1970), isDemonstration: true, order: order))
    }

    private mutating func longestTextOnTwoPages() throws -> Int {
        for count in (1...(try content(0).blocks.count)).reversed() {
            blockCount = count
            if try typeset(0).pageCount == 2 { return count }
        }
        throw Failure("the convention fits on no two pages")
    }
}

extension Block {
    fileprivate var holdsSignatureBoxes: Bool {
        switch self {
        case .signatureBoxes: true
        case .keepTogether(let blocks), .band(let blocks), .note(let blocks):
            blocks.contains(where: \.holdsSignatureBoxes)
        default: false
        }
    }
}

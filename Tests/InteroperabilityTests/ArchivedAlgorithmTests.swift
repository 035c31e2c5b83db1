import Foundation
import TestSupport
import Testing
import ToolSupport

/// What others say of archived documents, whoever signed them by which algorithm, and however many there are.
@Suite("Every algorithm, archived, judged by others", .timeLimit(.minutes(10)))
struct ArchivedAlgorithmTests {
    /// Made a few minutes ago: judges go by their own clock.
    private static let authority = Result { try TestAuthority(madeAt: Date().addingTimeInterval(-240)) }
    private static let eightFields = SampleDocument.fields + (2...5).map { "representative-\($0)" }
    /// Debian 12's NSS reads neither a key restricted to PSS nor EdDSA in CMS.
    private static let unknownToNSS: Set<TestAlgorithm> = [.pssOnly3072, .ed25519]

    private let signer: TestSigner
    private let folder: TemporaryDirectory

    init() throws {
        signer = TestSigner(try Self.authority.get())
        folder = try TemporaryDirectory()
    }

    private var root: String { "\(signer.authority.trustPath)/root.pem" }

    private func archived(
        _ fields: [String], by algorithm: (Int) -> TestAlgorithm
    ) throws -> [UInt8] {
        let signed = try fields.enumerated().reduce(SampleDocument.bytes(fields: fields)) { bytes, next in
            try signer.sign(bytes, field: next.element, by: algorithm(next.offset))
        }
        return try signer.archive(signed, at: signer.authority.madeAt.addingTimeInterval(120))
    }

    @Test(arguments: TestAlgorithm.allCases)
    func `pyHanko finds four at PAdES B-LTA from the file and the root alone, and an altered copy broken`(
        _ algorithm: TestAlgorithm
    ) async throws {
        var bytes = try archived(SampleDocument.fields) { _ in algorithm }
        let result = try await Judges.pyHankoLTA(folder.write("archived.pdf", bytes), trusting: root)
        #expect(result.succeeded && result.count(#""passed": true"#) == 4, "\(algorithm): \(result.text)")
        bytes[bytes.count / 5] ^= 1
        let altered = try await Judges.pyHankoLTA(folder.write("altered.pdf", bytes), trusting: root)
        #expect(!altered.succeeded, "\(algorithm): \(altered.text)")
    }

    @Test(arguments: 1...8)
    func `pyHanko finds one to eight at PAdES B-LTA, each by another algorithm`(count: Int) async throws {
        let algorithms = TestAlgorithm.allCases
        let bytes = try archived(Array(Self.eightFields.prefix(count))) { algorithms[($0 + count) % algorithms.count] }
        let result = try await Judges.pyHankoLTA(folder.write("archived.pdf", bytes), trusting: root)
        #expect(result.succeeded && result.count(#""passed": true"#) == count, "\(result.text)")
    }

    /// The document time-stamp it does not judge: it says that the type is unknown.
    @Test(arguments: TestAlgorithm.allCases)
    func `pdfsig finds four valid and their certificates trusted, where NSS knows the algorithm`(
        _ algorithm: TestAlgorithm
    ) async throws {
        var bytes = try archived(SampleDocument.fields) { _ in algorithm }
        let result = try await Judges.pdfsig(folder.write("archived.pdf", bytes), trusting: root)
        let expected = Self.unknownToNSS.contains(algorithm) ? 0 : 4
        #expect(result.count("Signature is Valid.") == expected, "\(algorithm): \(result.text)")
        #expect(result.count("Certificate is Trusted.") == expected, "\(algorithm): \(result.text)")
        bytes[bytes.count / 5] ^= 1
        let altered = try await Judges.pdfsig(folder.write("altered.pdf", bytes), trusting: root)
        #expect(altered.count("Signature is Valid.") == 0, "\(algorithm): \(altered.text)")
    }
}

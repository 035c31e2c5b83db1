import CertificateAuthority
import ConventionVerification
import Foundation
import PAdESValidation
import PDFModel

/// Verifies documents as `seing verify` does, on one thread, and insists that each is good.
struct VerifyingRun {
    private let directory: String
    private let verifier: ConventionVerifier

    init(directory: String) throws {
        self.directory = directory
        let trust = directory + "/pki/trust"
        let files = try Self.names(trust).map { ($0, try readBytes("\(trust)/\($0)")) }
        let validator = DocumentValidator(
            trust: try TrustMaterial(files: files), policyArc: try TrustFolder(directory: trust).policies.arc)
        verifier = ConventionVerifier(validator: validator)
    }

    func run() throws -> Measurement {
        var measurement = Measurement()
        for name in try Self.names(directory + "/signed") {
            let report = try measurement.measure {
                try verifier.verify(
                    readBytes("\(directory)/signed/\(name)"), at: Int64(Date().timeIntervalSince1970))
            }
            guard report.verdict == .passed, report.validation.signatures.count == 4 else {
                throw Failure("\(name): \(report.verdict), findings \(report.validation.findings), \(report.findings)")
            }
        }
        return measurement
    }

    private static func names(_ path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }
}

/// A file's bytes, with no copy in between.
func readBytes(_ path: String) throws -> [UInt8] {
    guard let file = fopen(path, "r") else { throw Failure("\(path) cannot be read") }
    defer { fclose(file) }
    var status = stat()
    guard fstat(fileno(file), &status) == 0 else { throw Failure("\(path) cannot be read") }
    return [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, count in
        count = fread(buffer.baseAddress, 1, buffer.count, file)
    }
}

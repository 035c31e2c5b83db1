import CertificateAuthority
import Foundation
import OpenSSLBridge
import PAdES
import PAdESSigning
import PDFModel
import Parties

/// Signs documents as the service does: a new key and a new certificate for each signature, a time-stamp from the
/// built-in unit, four signatures a document.
///
/// Nothing that belongs to a signature is made before its document's turn. The documents themselves are typeset before, all of
/// them, and read from their files one by one: what the typesetter leaves behind in the processor's caches is no cost of signing,
/// and pyHanko signs a document that is there, too.
struct SigningRun {
    private let directory: String
    private let bench: Workbench

    init(directory: String) throws {
        self.directory = directory
        for name in ["signed", "unsigned"] {
            try FileManager.default.createDirectory(atPath: "\(directory)/\(name)", withIntermediateDirectories: true)
        }
        bench = try Workbench(directory: directory)
    }

    func run(count: Int) throws -> Measurement {
        let names = (0..<count).map { String(String($0 + 1_000_000).dropFirst()) + ".pdf" }
        for (index, name) in names.enumerated() { try write(bench.document(index), "unsigned/\(name)") }
        var measurement = Measurement()
        for name in names {
            let base = try readBytes("\(directory)/unsigned/\(name)")
            let signed = try measurement.measure { try signAll(base) }
            try write(signed, "signed/\(name)")
        }
        return measurement
    }

    /// `base.pdf`, which nobody has signed, and `large.pdf`: fifty million bytes, most of them an object that the first
    /// signature does not explain, and four signatures.
    func writeOthers() throws {
        let base = try bench.document(0)
        try write(base, "base.pdf")
        var update = try IncrementalUpdate(of: PDFDocument(bytes: base))
        _ = update.add(.stream(PDFStream(data: try SecureRandom.bytes(49_900_000))))
        try write(try signAll(update.serialize(identifier: Array(repeating: 1, count: 16)).bytes), "large.pdf")
    }

    private func write(_ bytes: [UInt8], _ name: String) throws {
        try Data(bytes).write(to: URL(filePath: "\(directory)/\(name)"))
    }

    private func signAll(_ base: [UInt8]) throws -> [UInt8] {
        try bench.signatories.reduce(base) { try sign($0, by: $1, at: Date()) }
    }

    private func sign(_ document: [UInt8], by signatory: Signatory, at time: Date) throws -> [UInt8] {
        let authority = bench.infrastructure.signatoryAuthority
        let key = try SigningKey.generate(authority.signatoryKeyAlgorithm)
        let certificate = try authority.issue(request(signatory), for: key.publicKey, now: time)
        let unit = bench.infrastructure.timeStampUnit
        let stamper = TimeStampAuthority(maximumTokenByteCount: unit.maximumTokenByteCount) {
            try unit.token(for: $0, algorithm: .sha256, now: Date())
        }
        return try DocumentSigner(timeStampAuthority: stamper).sign(
            PDFDocument(bytes: document), request: appearance(signatory, at: time),
            credential: SigningCredential(certificate: certificate, chain: [authority.certificate], key: key))
    }

    private func request(_ signatory: Signatory) -> SignatoryCertificateRequest {
        SignatoryCertificateRequest(
            commonName: signatory.name.full, givenName: signatory.name.given, surname: signatory.name.family,
            title: "Signataire", serialNumber: "SEING-\(UInt64.random(in: .min ... .max))", role: signatory.role,
            identification: .emailCode)
    }

    private func appearance(_ signatory: Signatory, at time: Date) -> SignatureRequest {
        SignatureRequest(
            fieldName: signatory.fieldName,
            appearance: SignatureAppearance(
                signatory: signatory.name.full, capacity: signatory.capacity,
                statement: "Signé électroniquement le 23 novembre 2026 à 10 h 00"),
            claimedTime: PDFDate(secondsSince1970: Int64(time.timeIntervalSince1970)))
    }
}

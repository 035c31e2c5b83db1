import Bootstrap
import Foundation

/// What was verified, by which rules and when, to be kept with the files: JSON, sealed when the platform's keys are there.
struct Receipt: Encodable {
    let schema = "urn:seing:receipt:1"
    let run: RunDTO
    /// When the run began.
    let createdAt: String
    /// How the receipt is sealed; none when it is not.
    let seal: Seal?
    let files: [VerificationDTO]

    struct Seal: Encodable {
        /// `cms-detached`: SignedData in DER over the bytes of the receipt, in a file of its own.
        let form = "cms-detached"
        /// Name of that file, beside the receipt.
        let file: String
        /// Who seals, as the certificate names it.
        let by: String
    }

    private enum CodingKeys: String, CodingKey { case schema, run, createdAt, seal, files }
}

/// Writes a receipt once everything is judged, and its seal beside it.
struct ReceiptWriter: ReportWriter {
    private let path: String
    private let facts: RunFacts
    private let sealer: DocumentSealer?
    private var files: [VerificationDTO] = []

    init(path: String, _ facts: RunFacts, sealer: DocumentSealer?) {
        (self.path, self.facts, self.sealer) = (path, facts, sealer)
    }

    mutating func write(_ report: FileReport) { files.append(VerificationDTO(report)) }

    func finish(_ end: RunEnd) throws {
        let target = URL(filePath: path)
        let sealFile = URL(filePath: path + ".p7s")
        let receipt = Receipt(
            run: RunDTO(facts, end, integrity: Set(files.map(\.integrity))), createdAt: Moment.iso8601(facts.startedAt),
            seal: sealer.map { Receipt.Seal(file: sealFile.lastPathComponent, by: $0.name) }, files: files)
        let bytes = Array((try receipt.json() + "\n").utf8)
        let seal = try sealer?.seal(bytes)
        try Data(bytes).write(to: target, options: .atomic)
        if let seal {
            try Data(seal).write(to: sealFile, options: .atomic)
        } else if FileManager.default.fileExists(atPath: sealFile.path) {
            // An older seal would not fit the new receipt.
            try FileManager.default.removeItem(at: sealFile)
        }
    }
}

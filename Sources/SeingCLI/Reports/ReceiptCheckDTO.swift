import PAdESValidation

/// The check of a receipt as programs read it; `Templates/Schemas/receipt-check.schema.json` says the same to programs.
struct ReceiptCheckDTO: Encodable {
    struct SealDTO: Encodable {
        /// `trusted`, `undetermined`, `untrusted`, `revoked`, `expired`, `broken` or `missing`.
        let state: String
        let by: String?
        let provenTime: String?
    }

    struct FileDTO: Encodable {
        let file: String
        let sha256: String?
        /// `matches`, `differs`, `notListed` or `unreadable`.
        let state: String
        /// What the receipt says was found.
        let verdict: String?
    }

    let schema = "urn:seing:receipt-check:1"
    let receipt: String
    let createdAt: String
    let validationTime: String
    let trustSha256: String
    let verdict: String
    let seal: SealDTO
    let files: [FileDTO]

    private enum CodingKeys: String, CodingKey {
        case schema, receipt, createdAt, validationTime, trustSha256, verdict, seal, files
    }

    init(_ check: ReceiptCheck) {
        receipt = RawPath.shown(check.path)
        createdAt = check.receipt.createdAt
        (validationTime, trustSha256) = (check.receipt.run.validationTime, check.receipt.run.trustSha256)
        verdict = RunDTO.verdict(check.status)
        switch check.seal {
        case .missing: seal = SealDTO(state: "missing", by: nil, provenTime: nil)
        case .present(let report):
            seal = SealDTO(
                state: report.isIntact ? report.identity.rawValue : "broken", by: report.certificate?.commonName,
                provenTime: report.provenTime.map(Moment.iso8601))
        }
        files = check.files.map {
            FileDTO(
                file: RawPath.shown($0.path), sha256: $0.sha256.map(hexadecimal), state: $0.state.rawValue,
                verdict: $0.verdict)
        }
    }
}

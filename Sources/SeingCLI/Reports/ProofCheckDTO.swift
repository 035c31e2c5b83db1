import PAdESValidation
import ProofFiles

/// The check of a proof file as programs read it; `Templates/Schemas/proof-check.schema.json` says the same to programs.
struct ProofCheckDTO: Encodable {
    struct SealDTO: Encodable {
        /// `trusted`, `undetermined`, `untrusted`, `revoked`, `expired` or `broken`.
        let state: String
        let by: String?
        let provenTime: String?
    }

    struct FileDTO: Encodable {
        /// The signature field whose file it is; absent for that of the convention.
        let signatory: String?
        let convention: String
        let state: String
        let madeAt: String
        let isDemonstration: Bool
        let events: Int
        let openEvents: Int
        let signatures: Int
    }

    struct AnchorDTO: Encodable {
        /// `none`, `proven` or `untrusted`.
        let state: String
        let time: String?
    }

    let schema = "urn:seing:proof-check:1"
    let file: String
    let verdict: String
    let seal: SealDTO
    let contents: FileDTO?
    let faults: [String]
    let anchor: AnchorDTO
    /// `notAsked`, `same`, `earlier`, `later` or `different`.
    let document: String
    /// Whether the signatures of the convention named are in order; absent when none was named.
    let conventionIsSound: Bool?

    private enum CodingKeys: String, CodingKey {
        case schema, file, verdict, seal, contents, faults, anchor, document, conventionIsSound
    }

    init(_ check: ProofCheck) {
        let report = check.report
        file = RawPath.shown(check.path)
        verdict = RunDTO.verdict(check.status)
        seal = SealDTO(
            state: report.seal.isIntact ? report.seal.identity.rawValue : "broken",
            by: report.seal.certificate?.commonName, provenTime: report.seal.provenTime.map(Moment.iso8601))
        contents = report.title.map(Self.contents)
        faults = report.faults.map(\.rawValue)
        anchor = Self.anchor(report.anchoring)
        document = Self.binding(report.binding)
        conventionIsSound = check.conventionIsSound
    }

    private static func contents(_ title: ProofReport.Title) -> FileDTO {
        let signatory: String? = if case .signatory(let field) = title.scope { field } else { nil }
        return FileDTO(
            signatory: signatory, convention: title.reference, state: title.state, madeAt: Moment.iso8601(title.madeAt),
            isDemonstration: title.isDemo, events: title.eventCount, openEvents: title.openCount,
            signatures: title.signatureCount)
    }

    private static func anchor(_ anchoring: ProofReport.Anchoring) -> AnchorDTO {
        switch anchoring {
        case .none: AnchorDTO(state: "none", time: nil)
        case .proven(let time): AnchorDTO(state: "proven", time: Moment.iso8601(time))
        case .untrusted(let time): AnchorDTO(state: "untrusted", time: time.map(Moment.iso8601))
        }
    }

    private static func binding(_ binding: ProofReport.Binding) -> String {
        switch binding {
        case .notAsked: "notAsked"
        case .same: "same"
        case .earlier: "earlier"
        case .later: "later"
        case .different: "different"
        }
    }
}

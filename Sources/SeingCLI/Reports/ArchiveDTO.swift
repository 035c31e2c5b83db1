import PDFModel

/// What `archive status` and `archive renew` print for programs: `Templates/Schemas/archive.schema.json`.
struct ArchiveDTO: Encodable {
    /// One document.
    struct Document: Encodable {
        /// The file as it was named, or the convention's reference.
        let name: String
        /// `not-archived`, `valid`, `due`, `ended`, `unreadable`: after a renewal, of the document with the new layer.
        let state: String
        var layerCount: Int?
        /// RFC 3339.
        var provesUntil: String?
        var renewFrom: String?
        /// Why it is to be renewed then: `certificate` or `algorithm`.
        var cause: String?
        /// The algorithm that ages.
        var algorithm: String?
        /// Of `renew`: `renewed`, `refused`, `failed`, `unreadable`.
        var outcome: String?
        /// Where the renewed document was written, if into a file.
        var file: String?
        /// What stands in the way, in words.
        var problem: String?
    }

    let schema = "urn:seing:archive:1"
    /// As of when.
    let time: String
    /// Whether something is left to do.
    let isDue: Bool
    let documents: [Document]

    init(_ documents: [Document], at now: Int64) {
        time = Moment.iso8601(now)
        isDue = documents.contains { $0.state != ArchiveStanding.State.valid.rawValue }
        self.documents = documents
    }
}

extension ArchiveDTO.Document {
    init(_ standing: ArchiveStanding, at now: Int64) {
        self.init(name: standing.name, state: standing.state(at: now).rawValue, layerCount: standing.layerCount)
        provesUntil = standing.age.map { Moment.iso8601($0.end.time) }
        renewFrom = standing.renewFrom.map(Moment.iso8601)
        switch standing.age?.first.cause {
        case .certificate?: cause = "certificate"
        case .algorithm(let name)?: (cause, algorithm) = ("algorithm", name)
        case nil: break
        }
    }

    init(unreadable name: String, _ problem: String) {
        self.init(name: Printable.text(name), state: "unreadable", problem: problem)
    }
}

/// What came of the renewal of one document.
struct RenewalResult {
    enum Outcome {
        /// - Parameter file: Where it was written; `nil` when it is in the store.
        case renewed(file: String?)
        /// A layer would be of no use, or would cover what should not be kept; in words.
        case refused(String)
        /// Nothing is wrong with the document.
        case failed(String)
        case unreadable(String)
    }

    let name: String
    let outcome: Outcome
    /// Of the document as it is now; `nil` when it could not be read or was not looked at.
    let standing: ArchiveStanding?

    init(name: String, _ outcome: Outcome, standing: ArchiveStanding? = nil) {
        self.name = name
        self.outcome = outcome
        self.standing = standing
    }

    /// The gravest of all: what cannot be done at all before what is refused.
    static func status(of results: [RenewalResult]) -> ExitStatus {
        let statuses = Set(results.map(\.status))
        return [.unavailable, .unreadable, .failed].first(where: statuses.contains) ?? .done
    }

    private var status: ExitStatus {
        switch outcome {
        case .renewed: .done
        case .refused: .failed
        case .failed: .unavailable
        case .unreadable: .unreadable
        }
    }

    func print(in language: Language) {
        switch outcome {
        case .renewed(let file):
            let name = Printable.text(file ?? name)
            let end = standing?.age.map { Moment.text($0.end.time, in: language) } ?? "?"
            Console.print(
                language(
                    "\(name) : preuve renouvelée, jusqu’au \(end) (couches : \(standing?.layerCount ?? 0))",
                    "\(name): proof renewed, until \(end) (layers: \(standing?.layerCount ?? 0))"))
        case .refused(let reason):
            Console.note("seing: \(Printable.text(name)): \(language("refusé : ", "refused: "))\(reason)")
        case .failed(let reason), .unreadable(let reason): Console.note("seing: \(Printable.text(name)): \(reason)")
        }
    }

    func dto(at now: Int64) -> ArchiveDTO.Document {
        var document =
            standing.map { ArchiveDTO.Document($0, at: now) }
            ?? ArchiveDTO.Document(name: Printable.text(name), state: "unreadable")
        switch outcome {
        case .renewed(let file): (document.outcome, document.file) = ("renewed", file)
        case .refused(let reason): (document.outcome, document.problem) = ("refused", reason)
        case .failed(let reason): (document.outcome, document.problem) = ("failed", reason)
        case .unreadable(let reason): (document.outcome, document.problem) = ("unreadable", reason)
        }
        return document
    }
}

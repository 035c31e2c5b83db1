import PAdESValidation
import PDFModel

/// Until when one document proves what it says, and when that has to be renewed.
struct ArchiveStanding {
    enum State: String {
        case unarchived = "not-archived"
        case valid, due, ended
    }

    /// So long before something ends, in seconds, a renewal is due: half a year, time enough to notice and to do it.
    static let noticeSeconds: Int64 = 180 * 86_400

    let name: String
    let layerCount: Int
    /// Of the newest sound document time-stamp; `nil` when there is none.
    let age: TimeStampAge?

    /// - Parameter facts: The newest sound document time-stamp counts.
    init(name: String, facts: DiagnosticData) {
        let sound = facts.documentTimeStamps.filter {
            $0.coverage != .partial && $0.holeIsContents && $0.timeStamp.imprintMatches
                && $0.timeStamp.verification == .valid
        }
        self.init(name: name, layerCount: sound.count, age: sound.last.flatMap { TimeStampAge($0.timeStamp) })
    }

    /// - Returns: `nil` when the document cannot be read.
    init?(name: String, document: [UInt8]) {
        guard let facts = try? DocumentInspector(PDFDocument(bytes: document)).inspect() else { return nil }
        self.init(name: name, facts: facts)
    }

    init(name: String, layerCount: Int, age: TimeStampAge?) {
        self.name = Printable.text(name)
        self.layerCount = layerCount
        self.age = age
    }

    /// Unix time from which on a renewal is due; `nil` when there is nothing to renew yet.
    var renewFrom: Int64? { age.map { $0.first.time - Self.noticeSeconds } }

    func state(at now: Int64) -> State {
        guard let age, let renewFrom else { return .unarchived }
        if age.end.time <= now { return .ended }
        return renewFrom <= now ? .due : .valid
    }

    func isDue(at now: Int64) -> Bool { state(at: now) != .valid }
}

extension ArchiveStanding {
    /// One line for people.
    func text(at now: Int64, in language: Language) -> String {
        guard let age, let renewFrom else {
            return language(
                "\(name) : pas archivé ; lancez : seing archive renew",
                "\(name): not archived; run: seing archive renew")
        }
        let until = Moment.text(age.end.time, in: language)
        if age.end.time <= now {
            return language(
                "\(name) : la preuve a pris fin le \(until) (couches : \(layerCount)) ; \(Self.reason(age.end, language))",
                "\(name): the proof ended on \(until) (layers: \(layerCount)); \(Self.reason(age.end, language))")
        }
        let before = Moment.text(renewFrom, in: language)
        let due = isDue(at: now) ? language(" ; à renouveler maintenant", "; renew now") : ""
        let reason = Self.reason(age.first, language)
        return language(
            "\(name) : archivé, preuve jusqu’au \(until), à renouveler à partir du \(before), car \(reason) "
                + "(couches : \(layerCount))\(due)",
            "\(name): archived, proves until \(until), renew from \(before) on, because \(reason) "
                + "(layers: \(layerCount))\(due)")
    }

    private static func reason(_ limit: TimeStampAge.Limit, _ language: Language) -> String {
        let time = Moment.text(limit.time, in: language)
        switch limit.cause {
        case .certificate:
            return language(
                "le certificat de l’horodatage prend fin le \(time)", "the time-stamp's certificate ends on \(time)")
        case .algorithm(let name):
            return language(
                "l’algorithme \(name) de l’horodatage n’est plus sûr après le \(time)",
                "\(name), an algorithm of the time-stamp, is not relied on after \(time)")
        }
    }
}

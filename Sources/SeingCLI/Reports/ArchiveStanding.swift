import ConventionDomain
import Foundation
import PAdESValidation
import Workflow

/// Until when one document proves what it says, and when that has to be renewed.
struct ArchiveStanding {
    /// So long before the end, in seconds, a renewal is due: half a year, time enough to notice and to do it.
    static let noticeSeconds: Int64 = 180 * 86_400

    let name: String
    let layerCount: Int
    /// End of the proof, Unix time; `nil` when there is none.
    let end: Int64?

    /// - Parameter facts: The newest sound document time-stamp counts; its unit's certificate says how long.
    init(name: String, facts: DiagnosticData) {
        self.name = Printable.text(name)
        let sound = facts.documentTimeStamps.filter {
            $0.coverage != .partial && $0.holeIsContents && $0.timeStamp.imprintMatches
                && $0.timeStamp.verification == .valid
        }
        layerCount = sound.count
        end = sound.last?.timeStamp.signingCertificate?.notAfter
    }

    init(_ archive: ConventionArchive) {
        name = archive.convention.text
        layerCount = archive.layerCount
        end = archive.provableUntil.map { Int64($0.timeIntervalSince1970) }
    }

    func isDue(at now: Int64) -> Bool { end.map { $0 - Self.noticeSeconds <= now } ?? true }

    func text(at now: Int64, in language: Language) -> String {
        guard let end else {
            return language(
                "\(name) : pas archivé ; lancez : seing archive renew",
                "\(name): not archived; run: seing archive renew")
        }
        let until = Moment.text(end, in: language)
        if end <= now {
            return language(
                "\(name) : la preuve a pris fin le \(until) (couches : \(layerCount))",
                "\(name): the proof ended on \(until) (layers: \(layerCount))")
        }
        let before = Moment.text(end - Self.noticeSeconds, in: language)
        let due = isDue(at: now) ? language(" ; à renouveler maintenant", "; renew now") : ""
        return language(
            "\(name) : archivé, preuve jusqu’au \(until), à renouveler à partir du \(before) (couches : \(layerCount))\(due)",
            "\(name): archived, proves until \(until), renew from \(before) on (layers: \(layerCount))\(due)")
    }
}

import ConventionDomain
import Foundation
import Parties
import Workflow

/// One convention as `seing convention show` prints it.
struct ConventionText {
    private let detail: ConventionDetail

    init(_ detail: ConventionDetail) { self.detail = detail }

    var text: String { (heading + detail.notices.map { "  ! \($0)" } + people + revisions + history).joined(separator: "\n") }

    private var heading: [String] {
        let summary = detail.summary
        var lines = ["\(summary.id.text): \(summary.status.rawValue), \(summary.signatureCount) of \(summary.signatoryCount) signed"]
        if let outline = summary.outline {
            lines.append("  \(outline.pupil.full), \(outline.school), \(outline.host), \(outline.firstDay) to \(outline.lastDay)")
        }
        if let refusal = detail.refusal { lines.append("  refused by \(refusal.fieldName): \(refusal.reason)") }
        if let cancellation = detail.cancellation { lines.append("  cancelled: \(cancellation.reason)") }
        return lines + ["  template \(detail.templateIdentifier), order \(order)"]
    }

    private var order: String {
        detail.order.groups.map { $0.joined(separator: " and ") }.joined(separator: ", then ")
    }

    private var people: [String] {
        detail.parties.map { party in
            let state = party.signedAt.map { "signed \($0.formatted(.iso8601))" } ?? (party.isAwaited ? "awaited" : "later")
            return "  \(party.signatory.fieldName): \(party.signatory.name.full), \(party.signatory.capacity): \(state)"
        }
    }

    private var revisions: [String] {
        detail.revisions.map { "  revision \($0.index): \($0.digest.hexadecimal)\($0.fieldName.map { " by \($0)" } ?? "")" }
    }

    private var history: [String] {
        detail.history.map { line in
            "  \(line.at.formatted(.iso8601)) \(line.kind.rawValue)\(line.fieldName.map { " \($0)" } ?? "")"
        }
    }
}

import ConventionDomain
import Parties
import Workflow

/// How far the parts of a convention have come, as `seing convention show` prints it.
struct PreparationText {
    let detail: PreparationDetail
    let language: Language

    var lines: [String] {
        PreparationPart.allCases.map { "  \(name($0)) : \(state(of: $0))".inStyle(of: language) } + written + remarks
    }

    private var isNaming: Bool { detail.progress.hostNaming != nil }

    /// What the host has written, or the family of it: the school reads it before it approves.
    private var written: [String] {
        guard detail.hasHostBegun else { return [] }
        let values = HostField.allCases.filter { !detail.part[$0].isEmpty }.map { field in
            "    \(isNaming ? field.namingLabel : field.fullLabel) : \(shown(detail.part[field]))"
        }
        return values + detail.part.days.map { "    \(FrenchDate.day(iso: $0.iso8601)) : \(hours(of: $0))" }
    }

    /// « 09:00–12:00, 13:00–16:00 »
    private func hours(of day: CalendarDate) -> String {
        (1...HostPart.slotsPerDay).compactMap { slot in
            let ends = (detail.part[HostPart.key(day, .from, slot)], detail.part[HostPart.key(day, .to, slot)])
            return ends.0.isEmpty && ends.1.isEmpty ? nil : "\(shown(ends.0))–\(shown(ends.1))"
        }.joined(separator: ", ")
    }

    private func name(_ part: PreparationPart) -> String {
        switch part {
        case .host where detail.progress.hostNaming != nil: language("organisme d’accueil", "host")
        case .host: language("part de l’organisme d’accueil", "host's part")
        case .family: language("vérification par la famille", "family's check")
        }
    }

    private func state(of part: PreparationPart) -> String {
        if detail.progress.given.contains(part) { return language("faite", "done") }
        switch part {
        case .host:
            if let naming = detail.progress.hostNaming { return state(of: naming) }
            if let act = detail.progress.handedBack {
                let reason = shown(act.reason)
                return language("rendue, motif : \(reason)", "handed back, because: \(reason)")
            }
            return detail.hasHostBegun ? language("commencée", "begun") : language("attendue", "awaited")
        case .family:
            let disputes = detail.progress.disputes.map { shown($0.message) }
            guard !disputes.isEmpty else { return language("attendue", "awaited") }
            let all = disputes.joined(separator: " ; ")
            return language("erreur signalée : \(all)", "objects: \(all)")
        }
    }

    /// Where the family names the host.
    private func state(of naming: HostNaming) -> String {
        if naming.isProposed {
            return language("proposé par la famille, à vérifier", "named by the family, to be looked at")
        }
        if let act = naming.returned {
            let reason = shown(act.reason)
            return language("rendu à la famille, motif : \(reason)", "handed back to the family, because: \(reason)")
        }
        return naming.proposal == nil
            ? language("à indiquer par la famille", "to be named by the family")
            : language("la famille a commencé à l’indiquer", "the family has begun to name it")
    }

    /// A whole text from outside on one line: the school approves what it reads, and nothing in it steers the terminal.
    private func shown(_ text: String) -> String {
        Printable.text(text.replacing("\r\n", with: "\n").replacing("\n", with: " / "), upTo: .max)
    }

    /// What is missing, wrong or deserves a second look in the host's part.
    var remarks: [String] {
        let assessment = detail.assessment
        let missing = assessment.missing.map { $0.text(in: language.ofMessages) }
        let list = language("  manque : ", "  missing: ") + missing.joined(separator: " ; ")
        return (missing.isEmpty ? [] : [list])
            + assessment.faults.map { language("  ! à corriger : ", "  ! wrong: ") + $0.text(in: language.ofMessages) }
            + assessment.advice.map { language("  attention : ", "  warning: ") + $0.text(in: language.ofMessages) }
    }
}

extension String {
    /// Without the French space before a colon in English.
    fileprivate func inStyle(of language: Language) -> String {
        language == .french ? self : replacing(" : ", with: ": ")
    }
}

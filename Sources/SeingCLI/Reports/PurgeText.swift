import ConventionDomain
import Foundation
import Workflow

/// What `seing purge` prints: references, dates and counts; no names.
struct PurgeText {
    let language: Language

    func plan(_ plan: PurgePlan) -> String {
        var lines: [String] = []
        if let unfinished = plan.unfinished {
            lines += part(
                language(
                    "une purge interrompue sera d’abord achevée, si rien ne s’y oppose depuis",
                    "a run that was interrupted is finished first, where nothing keeps it since"), unfinished)
        }
        lines += part(language("à effacer", "to erase"), plan.erasable)
        lines += part(
            language("en attente d’un visa d’élimination (seing purge slip)", "waiting for a visa (seing purge slip)"),
            plan.awaitingVisa)
        lines += part(language("gelées, conservées", "under a legal hold, kept"), plan.held)
        lines += plan.stillSigning.map {
            language(
                "encore à la signature, conservée jusqu’à son annulation", "still being signed, kept until cancelled")
                + "  \($0)"
        }
        lines += plan.failures.map { language("illisible", "cannot be read") + "  \($0.convention)  \($0.reason)" }
        lines.append(leftovers(plan.leftovers))
        return lines.joined(separator: "\n")
    }

    private func part(_ heading: String, _ items: [RetentionItem]) -> [String] {
        [language("\(heading) : \(items.count)", "\(heading): \(items.count)")] + items.map { "  " + line($0) }
    }

    private func line(_ item: RetentionItem) -> String {
        let why = language(
            "compté depuis le \(item.from), conservé jusqu’au \(item.keptUntil)",
            "counted from \(item.from), kept until \(item.keptUntil)")
        return "\(item.convention)  \(name(item.series))  \(why)"
    }

    private func name(_ series: RetentionSeries) -> String {
        switch series {
        case .signed: language("signée par tous", "signed by all")
        case .unsigned: language("émise, non aboutie", "issued, not signed by all")
        case .neverIssued: language("jamais émise", "never issued")
        }
    }

    private func leftovers(_ left: Leftovers) -> String {
        language(
            "autres traces : messages \(left.messages), liens \(left.links), codes \(left.codes), sessions \(left.sessions), listes "
                + "\(left.batches), bilans \(left.digests), fichiers de boîte \(left.mailboxFiles)",
            "other traces: messages \(left.messages), links \(left.links), codes \(left.codes), sessions \(left.sessions), lists "
                + "\(left.batches), digests \(left.digests), mailbox files \(left.mailboxFiles)")
    }

    func pupils(_ count: Int, isDone: Bool) -> String {
        isDone
            ? language("élèves effacés des listes : \(count)", "pupils erased from rosters: \(count)")
            : language("élèves à effacer des listes : \(count)", "pupils to erase from rosters: \(count)")
    }

    func record(_ record: PurgeRecord) -> String {
        let head = language(
            "purge \(record.number) : conventions effacées : \(record.erased.count)",
            "run \(record.number): conventions erased: \(record.erased.count)")
        let kept = record.kept.map { kept in
            let isGone = kept.reason == WorkflowError.conventionErased.code
            let what = isGone ? language("déjà effacée", "erased before") : language("conservée", "kept")
            return "  \(what)  \(kept.convention)  \(kept.reason)"
        }
        return ([head] + record.erased.map { "  " + line($0) } + kept + [leftovers(record.leftovers)]).joined(
            separator: "\n")
    }

    /// What a run leaves for a person to do.
    func waiting(_ plan: PurgePlan) -> [String] {
        var lines: [String] = []
        if !plan.awaitingVisa.isEmpty {
            lines.append(
                language(
                    "en attente d’un visa d’élimination : \(plan.awaitingVisa.count) ; voyez : seing purge slip",
                    "waiting for a visa: \(plan.awaitingVisa.count); see: seing purge slip"))
        }
        if !plan.held.isEmpty {
            lines.append(language("gelées : \(plan.held.count)", "under a legal hold: \(plan.held.count)"))
        }
        if !plan.stillSigning.isEmpty {
            lines.append(
                language(
                    "encore à la signature, longtemps après le dernier jour : \(plan.stillSigning.count) ; annulez-les : seing "
                        + "convention cancel",
                    "still being signed long after the last day: \(plan.stillSigning.count); cancel: seing convention cancel"
                ))
        }
        if !plan.failures.isEmpty {
            lines.append(
                language(
                    "illisibles : \(plan.failures.count) ; lancez : seing journal verify",
                    "cannot be read: \(plan.failures.count); run: seing journal verify"))
        }
        return lines
    }

    func slip(_ stored: StoredSlip) -> String {
        let slip = stored.slip
        let visa = stored.visa.map { language("visa \($0.number) du \($0.on)", "visa \($0.number) of \($0.on)") }
        return "\(slip.number)  \(slip.madeOn)  \(slip.school)  \(slip.entries.count)  "
            + (visa ?? language("sans visa", "no visa"))
    }

    func run(_ run: PurgeRun) -> String {
        let began = Moment.text(Int64(run.beganAt.timeIntervalSince1970), in: language)
        let state = run.record == nil ? language("interrompue", "interrupted") : language("achevée", "finished")
        return language("purge \(run.number)  \(began)  \(state)", "run \(run.number)  \(began)  \(state)")
    }
}

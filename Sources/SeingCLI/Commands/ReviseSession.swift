import ArgumentParser
import ConventionDomain
import Parties
import Workflow

/// Tells what corrections will do, asks, carries them out one by one, and reports.
struct ReviseSession {
    let run: CorrectionRun
    let language: Language
    let dryRun: Bool

    func correctOne(_ item: CorrectionRun.Item, _ options: ConventionCommand.Options) async throws {
        if dryRun {
            let outcome = try await outlook(on: item)
            return Console.print("\(item.convention.text): \(text(of: outcome))")
        }
        let next = try await options.explaining { () throws(WorkflowError) in try await run.carryOut(item) }
        Console.print(next.text)
    }

    /// - Throws: The exit status when some were refused, or nothing was wanted.
    func correctAll(
        _ items: [CorrectionRun.Item], asks: Bool, _ options: ConventionCommand.Options
    ) async throws {
        var outlooks: [(item: CorrectionRun.Item, outcome: CorrectionRun.Outcome)] = []
        for item in items { outlooks.append((item, try await outlook(on: item))) }
        for (item, outcome) in outlooks where dryRun || outcome.refusal != nil {
            Console.note("\(item.convention.text): \(text(of: outcome))")
        }
        for line in summary(of: outlooks.map(\.outcome)) { Console.note(line) }
        let wanted = outlooks.filter { $0.outcome.changesSomething }.map(\.item)
        var refused = outlooks.count { $0.outcome.refusal != nil }
        if dryRun || wanted.isEmpty { return try end(refused: refused) }
        if asks { try confirm(wanted.count) }
        for (number, item) in wanted.enumerated() {
            do throws(WorkflowError) {
                let next = try await run.carryOut(item)
                Console.print("\(item.convention.text) \(next.text)")
            } catch {
                refused += 1
                Console.note("\(item.convention.text): \(text(of: .refused(error)))")
            }
            if (number + 1).isMultiple(of: 50) || number + 1 == wanted.count {
                Console.note("\(number + 1)/\(wanted.count)")
            }
        }
        try end(refused: refused)
    }

    private func outlook(on item: CorrectionRun.Item) async throws -> CorrectionRun.Outcome {
        do throws(WorkflowError) { return try await run.outlook(on: item) } catch {
            throw Console.fail(error.text(in: language.ofMessages), as: .unavailable)
        }
    }

    private func end(refused: Int) throws {
        if refused > 0 { throw ExitStatus.failed.exitCode }
    }

    private func summary(of outcomes: [CorrectionRun.Outcome]) -> [String] {
        let counts: [(String, Int)] = [
            (
                language("nouvelle version (personne n’a signé)", "new version (nobody has signed)"),
                outcomes.count { if case .corrects = $0 { true } else { false } }
            ),
            (
                language(
                    "annulation et réémission (des signatures sont perdues)",
                    "cancelled and issued anew (signatures are lost)"),
                outcomes.count { if case .reissues = $0 { true } else { false } }
            ),
            (
                language("déjà corrigées", "corrected before"),
                outcomes.count { if case .done = $0 { true } else { false } }
            ),
            (language("inchangées", "unchanged"), outcomes.count { $0 == .unchanged }),
            (language("refusées", "refused"), outcomes.count { $0.refusal != nil }),
        ]
        return counts.filter { $0.1 > 0 }.map { language("\($0.0) : \($0.1)", "\($0.0): \($0.1)") }
    }

    private func confirm(_ count: Int) throws {
        Console.note(
            language(
                "Chaque partie sera invitée de nouveau. Pour confirmer, tapez le nombre de conventions à remplacer (\(count)) :",
                "Every party will be invited anew. To confirm, type the number of conventions to replace (\(count)):"))
        guard readLine()?.split(separator: " ").joined() == String(count) else {
            throw Console.fail(
                language(
                    "ce n’est pas ce nombre : rien n’a été changé (--yes évite la question)",
                    "this is not the number; nothing was changed (--yes avoids the question)"), as: .failed)
        }
    }

    private func text(of outcome: CorrectionRun.Outcome) -> String {
        switch outcome {
        case .corrects(let matters): language("nouvelle version : ", "new version: ") + names(of: matters)
        case .reissues(let count, let matters):
            language(
                "annulée et réémise, \(count) signature(s) perdue(s) : ",
                "cancelled and issued anew, \(count) signature(s) lost: ")
                + names(of: matters)
        case .done(let next): language("déjà corrigée : \(next.text)", "corrected before: \(next.text)")
        case .unchanged: language("inchangée", "unchanged")
        case .refused(let error):
            language("refusée", "refused") + " (\(error.code)): \(error.text(in: language.ofMessages))"
        }
    }

    private func names(of matters: [CorrectedMatter]) -> String {
        matters.map { $0.text(in: language.ofMessages) }.joined(separator: ", ")
    }
}

extension CorrectionRun.Outcome {
    var changesSomething: Bool {
        switch self {
        case .corrects, .reissues: true
        case .done, .unchanged, .refused: false
        }
    }

    var refusal: WorkflowError? {
        if case .refused(let error) = self { error } else { nil }
    }
}

package import ConventionDomain
import Parties
import Synchronization

import struct Foundation.Date

/// Makes the signatures of batches that were agreed to, two at a time, until each is made or refused with its reason.
///
/// All that it knows is in the store: killed at any moment, it goes on at the next start. How often something failed is kept in memory only.
package final class BatchRunner: Sendable {
    /// Signatures made side by side.
    private static let width = 2
    /// Rounds in which a signature may fail before it is given up, and its reason shown.
    private static let tries = 5
    /// Five seconds, doubled up to five minutes.
    private static let pauses = RetryPolicy(attempts: .max, firstDelay: 5, longestDelay: 300)

    private struct Memory {
        var failures: [ConventionID: Int] = [:]
        var poorRounds = 0
        var restUntil = Date.distantPast
    }

    private let office: HeadOffice
    private let memory = Mutex(Memory())

    package init(_ office: HeadOffice) { self.office = office }

    /// What one round did.
    package struct Report: Hashable, Sendable {
        package var signed = 0
        package var refused = 0
        /// Conventions whose signature could not be made now; tried again, or given up with their reason.
        package var failed: [ConventionID] = []
        package var finished: [BatchID] = []
        /// Nobody gave a time-stamp: the rest of the round waits.
        package var isHeldUp = false

        package init() {}
    }

    /// Does what is left of every batch, the oldest first.
    ///
    /// - Throws: ``WorkflowError`` when the store cannot be read or written; what was signed stays signed.
    package func runDue() async throws(WorkflowError) -> Report {
        var report = Report()
        let now = office.workflow.now()
        guard memory.withLock({ $0.restUntil <= now }) else { return report }
        let ids: [BatchID]
        do { ids = try await office.store.unfinishedBatches() } catch { throw WorkflowError(error) }
        for id in ids where !Task.isCancelled { try await run(id, &report) }
        memory.withLock { memory in
            memory.poorRounds = report.isHeldUp || !report.failed.isEmpty ? memory.poorRounds + 1 : 0
            memory.restUntil =
                memory.poorRounds > 0
                ? now.addingTimeInterval(Self.pauses.delay(afterFailures: memory.poorRounds)) : now
        }
        return report
    }

    private func run(_ id: BatchID, _ report: inout Report) async throws(WorkflowError) {
        let batch: Batch?
        let account: HeadAccount?
        do {
            batch = try await office.store.batch(id)
            account = if let batch { try await office.store.head(batch.account) } else { nil }
        } catch { throw WorkflowError(error) }
        guard let batch, let confirmation = batch.confirmation else { return }
        let open = batch.items.filter(\.isOpen)
        if let account {
            try await sign(open, of: batch, by: account, confirmation, &report)
        } else {
            try await settle(open.map { $0.settled(.refused(.accountRevoked)) }, of: id)
        }
        try await finish(id, account, &report)
    }

    private typealias Attempt = (item: BatchItem, result: Result<BatchItem.State, WorkflowError>)

    private func sign(
        _ items: [BatchItem], of batch: Batch, by account: HeadAccount, _ confirmation: BatchConfirmation,
        _ report: inout Report
    ) async throws(WorkflowError) {
        let workflow = office.workflow
        var fault: WorkflowError?
        await withTaskGroup(of: Attempt.self) { group in
            var rest = items[...]
            func start() {
                guard !report.isHeldUp, fault == nil, !Task.isCancelled, let item = rest.popFirst() else { return }
                group.addTask {
                    do throws(WorkflowError) {
                        return (item, .success(try await workflow.sign(item, of: batch, by: account, confirmation)))
                    } catch { return (item, .failure(error)) }
                }
            }
            for _ in 0..<Self.width { start() }
            while let (item, result) = await group.next() {
                do throws(WorkflowError) { try await note(item, result, of: batch.id, &report) } catch { fault = error }
                start()
            }
        }
        if let fault { throw fault }
    }

    private func note(
        _ item: BatchItem, _ result: Result<BatchItem.State, WorkflowError>, of batch: BatchID,
        _ report: inout Report
    ) async throws(WorkflowError) {
        switch result {
        case .success(let state):
            memory.withLock { $0.failures[item.convention] = nil }
            switch state {
            case .signed: report.signed += 1
            case .refused: report.refused += 1
            case .pending, .waiting: report.isHeldUp = true
            }
            if state != item.state { try await settle([item.settled(state)], of: batch) }
        case .failure(.unavailable(.storage)): throw .unavailable(.storage)
        case .failure:
            report.failed.append(item.convention)
            let count = memory.withLock { memory in
                memory.failures[item.convention, default: 0] += 1
                return memory.failures[item.convention] ?? 0
            }
            if count >= Self.tries { try await settle([item.settled(.refused(.failed))], of: batch) }
        }
    }

    private func settle(_ items: [BatchItem], of batch: BatchID) async throws(WorkflowError) {
        do { try await office.store.settle(items, of: batch, at: office.workflow.now()) } catch {
            throw WorkflowError(error)
        }
    }

    private func finish(_ id: BatchID, _ account: HeadAccount?, _ report: inout Report) async throws(WorkflowError) {
        do {
            guard let batch = try await office.store.batch(id), !batch.items.contains(where: \.isOpen) else { return }
            var mail: QueuedMail?
            if let account { mail = try await office.summary(of: batch, for: account) }
            if try await office.store.finish(id, at: office.workflow.now(), mail: mail) { report.finished.append(id) }
        } catch let error as StoreError {
            throw WorkflowError(error)
        } catch let error as WorkflowError {
            throw error
        } catch { throw .unavailable(.storage) }
    }
}

extension BatchItem {
    fileprivate func settled(_ state: State) -> BatchItem {
        var item = self
        item.state = state
        return item
    }
}

extension HeadOffice {
    /// Refusals told one by one in the mail; the page tells all.
    private static var longestList: Int { 50 }

    /// One mail for the whole batch.
    fileprivate func summary(of batch: Batch, for account: HeadAccount) async throws(WorkflowError) -> QueuedMail {
        let refused = batch.items.compactMap { item in
            if case .refused(let reason) = item.state { (item, reason) } else { nil }
        }
        let outlines = try await outlines(of: refused.map(\.0.convention))
        var lines = ["Conventions signées : \(batch.items.count - refused.count) sur \(batch.items.count)"]
        if !refused.isEmpty { lines.append("\nConventions non signées (\(refused.count)) :") }
        for (item, reason) in refused.prefix(Self.longestList) {
            let outline = outlines[item.convention]
            let whom = outline.map { "\($0.pupil.full), \($0.host)".onOneLine } ?? "données effacées"
            lines.append("– \(whom) (\(item.convention.text)) : \(reason.french)")
        }
        if refused.count > Self.longestList {
            lines.append("– et \(refused.count - Self.longestList) autres, sur la page")
        }
        return try letter(
            .headBatch, to: account,
            [.lines: lines.joined(separator: "\n"), .link: workflow.ports.addresses.head(.batch(batch.id))])
    }
}

extension BatchRefusal {
    /// Why, and what can be done, for who wanted to sign.
    package var french: String {
        switch self {
        case .documentChanged: "le document n’est plus celui qui était sur la liste ; relisez-le avant de le signer"
        case .conventionCancelled: "l’établissement a annulé la convention"
        case .conventionRefused: "une partie a refusé de signer"
        case .conventionSuperseded: "une version corrigée remplace la convention ; elle viendra sur une autre liste"
        case .conventionCompleted: "la convention est déjà signée par toutes les parties"
        case .conventionExpired:
            "le stage a commencé ou est terminé ; seule une décision de l’établissement permet encore de signer"
        case .conventionOnHold: "la convention est suspendue : un parent qui ne signe pas s’y oppose"
        case .conventionErased: "les données de la convention ont été effacées"
        case .notYourTurn: "ce n’est plus votre tour de signer"
        case .otherSignatory:
            "la convention désigne maintenant un autre signataire ou une autre adresse pour l’établissement"
        case .withoutDelegation:
            "vous n’avez pas de délégation de signature en vigueur pour cet établissement, ou elle a été retirée"
        case .alreadySigned: "vous aviez déjà signé cette convention, ou donné votre accord autrement"
        case .consentAged:
            "plus de 24 heures ont passé depuis votre accord ; mettez la convention sur une nouvelle liste"
        case .consentLapsed:
            "la signature de cette convention a été arrêtée depuis votre accord, qui ne vaut plus ; mettez-la sur une nouvelle liste"
        case .overtaken:
            "l’avenant n’a plus lieu d’être : le stage est interrompu ou attesté, ou sa convention a changé ou a été effacée"
        case .accountRevoked: "le compte a été fermé avant la signature"
        case .failed:
            "le service n’a pas pu faire la signature, plusieurs fois ; prévenez qui l’exploite, puis réessayez"
        }
    }
}

package import ConventionDomain
import Parties

/// A batch as its page shows it.
package struct BatchView: Hashable, Sendable {
    /// One convention; without an outline when its data were erased.
    package struct Line: Hashable, Sendable {
        package let item: BatchItem
        package let outline: ConventionOutline?
    }

    package let batch: Batch
    /// While it runs only those that were not signed; otherwise all.
    package let lines: [Line]
    /// What is agreed to.
    package let consent: ConsentStatement
    package let signedCount: Int
    package let pendingCount: Int
    package let refusedCount: Int
}

/// What a person enters who agrees to a list.
package struct BatchEntry: Hashable, Sendable {
    package let statementID: String
    package let version: String
    package let code: String

    package init(statementID: String, version: String, code: String) {
        self.statementID = statementID
        self.version = version
        self.code = code
    }
}

extension HeadOffice {
    /// Puts conventions on a list to be reviewed; what cannot be signed now is left out.
    ///
    /// - Throws: ``WorkflowError/invalidData(_:)`` when nothing is left; ``WorkflowError/delegation(_:)`` when that is why;
    ///   ``WorkflowError/signatoryMismatch`` for an account that never signs.
    package func propose(_ ids: Set<ConventionID>, by account: HeadAccount) async throws(WorkflowError) -> BatchID {
        try requireSigning(account)
        var items: [BatchItem] = []
        var missing: DelegationRefusal?
        for row in try await desk(of: account).rows where ids.contains(row.convention) {
            let dossier = try await workflow.dossier(row.convention)
            guard let fieldName = account.field(in: dossier), case .signing(let progress) = dossier.state else {
                continue
            }
            if let refusal = try await workflow.missingDelegation(of: dossier) {
                missing = refusal
                continue
            }
            items.append(
                BatchItem(
                    position: items.count, convention: dossier.id, fieldName: fieldName,
                    baseDigest: progress.baseDigest, shownDigest: progress.headDigest))
        }
        guard !items.isEmpty else { throw missing.map { .delegation($0) } ?? .invalidData([Self.nothingChosen]) }
        guard let id = BatchID(Base64URL.encode(try workflow.randomBytes(BatchID.byteCount))) else {
            throw .unavailable(.randomness)
        }
        let batch = Batch(id: id, account: account.id, createdAt: workflow.now(), items: items)
        do { try await store.addBatch(batch) } catch { throw WorkflowError(error) }
        return id
    }

    private static let nothingChosen = BilingualText(
        "Choisissez au moins une convention qui attend votre signature.",
        "Choose at least one convention that awaits your signature.")

    /// - Throws: ``WorkflowError/unknownConvention`` when there is no such batch of this account.
    package func view(_ id: BatchID, of account: HeadAccount) async throws(WorkflowError) -> BatchView {
        let batch = try await batch(id, of: account)
        let isRunning = batch.confirmation != nil && batch.finishedAt == nil
        let shown = batch.items.filter { item in
            if case .refused = item.state { true } else { !isRunning }
        }
        let outlines = try await outlines(of: shown.map(\.convention))
        return BatchView(
            batch: batch, lines: shown.map { .init(item: $0, outline: outlines[$0.convention]) },
            consent: try workflow.consent(for: .school),
            signedCount: batch.items.count { $0.state == .signed },
            pendingCount: batch.items.count { $0.state == .pending },
            refusedCount: batch.items.count { if case .refused = $0.state { true } else { false } })
    }

    /// Batches that this person agreed to, newest first.
    package func batches(of account: HeadAccount, limit: Int = 10) async throws(WorkflowError) -> [BatchOutline] {
        do { return try await store.batches(of: account.id, limit: limit) } catch { throw WorkflowError(error) }
    }

    /// Records the consent to the whole list, confirmed by the application's code. The signatures are made afterwards, one by one, by the
    /// service; repeated or in two tabs, it is one consent.
    ///
    /// - Throws: ``WorkflowError/consentMissing``; ``WorkflowError/consentVersionChanged(current:)``;
    ///   ``WorkflowError/wrongCode(remainingTries:)``; ``WorkflowError/codeLocked(until:)``; ``WorkflowError/codeExpired`` for a code
    ///   that was used; ``WorkflowError/unknownConvention`` when there is no such batch of this account;
    ///   ``WorkflowError/signatoryMismatch`` for an account that never signs.
    package func confirm(
        _ id: BatchID, _ entry: BatchEntry, by account: HeadAccount
    ) async throws(WorkflowError) {
        try requireSigning(account)
        let batch = try await batch(id, of: account)
        if batch.confirmation != nil { return }
        let statement = try workflow.consent(for: .school)
        guard entry.statementID == statement.id else { throw .consentMissing }
        guard entry.version == statement.version else { throw .consentVersionChanged(current: statement.version) }
        let tries: Int
        do { tries = try await requireCode(entry.code, of: account.id) } catch {
            // In another tab the same code was a moment faster.
            if error == .codeExpired, try await self.batch(id, of: account).confirmation != nil { return }
            throw error
        }
        let confirmation = BatchConfirmation(
            statementID: statement.id, statementVersion: statement.version, textDigest: statement.textDigest,
            listDigest: batch.listDigest, givenAt: workflow.now(), codeTries: tries)
        do { _ = try await store.confirm(id, confirmation) } catch { throw WorkflowError(error) }
    }

    /// Staff has no list, whatever its page would send.
    private func requireSigning(_ account: HeadAccount) throws(WorkflowError) {
        guard account.role == .signatory else { throw .signatoryMismatch }
    }

    private func batch(_ id: BatchID, of account: HeadAccount) async throws(WorkflowError) -> Batch {
        let batch: Batch?
        do { batch = try await store.batch(id) } catch { throw WorkflowError(error) }
        guard let batch, batch.account == account.id else { throw .unknownConvention }
        return batch
    }

    /// A few are read one by one, many from the list of all.
    func outlines(of ids: [ConventionID]) async throws(WorkflowError) -> [ConventionID: ConventionOutline] {
        var outlines: [ConventionID: ConventionOutline] = [:]
        if ids.count > 20 {
            for summary in try await workflow.list() { outlines[summary.id] = summary.outline }
            return outlines
        }
        for id in ids {
            do { outlines[id] = try await workflow.dossier(id).drafting.outline } catch {
                guard error == .conventionErased || error == .unknownConvention else { throw error }
            }
        }
        return outlines
    }
}

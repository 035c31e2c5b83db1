package import ConventionDomain
import OpenSSLBridge
import Parties
import Synchronization
package import Workflow

import struct Foundation.Date

/// The store's ports on dictionaries behind one lock; behaves as the contract suite says.
package final class InMemoryStore: Sendable {
    struct Content {
        var histories: [ConventionID: ConventionHistory] = [:]
        var order: [ConventionID] = []
        var files: [String: [UInt8]] = [:]
        var links: [TokenHash: LinkRecord] = [:]
        var partLinks: [TokenHash: PartLink] = [:]
        var grants: [TokenHash: AccessGrant] = [:]
        var codes: [CodeChallenge] = []
        var idempotency: [TokenHash: IdempotencyRecord] = [:]
        var outbox: [OutboxEntry] = []
        var endpoints: [WebhookEndpoint] = []
        /// Every event, oldest first.
        var journal: [JournalNews] = []
        var lookAt: [ConventionID: Date] = [:]
        var otherContacts: [ConventionID: [ContactSheet.Contact]] = [:]
        var healthSheets: [ConventionID: HealthSheet] = [:]
        var erased: Set<ConventionID> = []

        func requireKey(_ id: ConventionID) throws(StoreError) {
            if erased.contains(id) { throw .erased }
        }
    }

    struct OutboxEntry {
        let id: Int64
        let convention: ConventionID
        let queued: QueuedMail
        var endpoint: String?
        var queuedAt = Date.distantPast
        var dueAt: Date
        var attempts = 0
        var state = "waiting"
        /// As in the database: empty for what says nothing any more.
        var bounce: String?
        var isBounced: Bool { !(bounce ?? "").isEmpty }
        var reason = ""
    }

    let content = Mutex(Content())
    private let failure = Mutex<StoreError?>(nil)

    package init() {}

    /// Makes every commit fail until set to `nil` again.
    package func failCommits(with error: StoreError?) { failure.withLock { $0 = error } }

    /// Every message ever queued, oldest first.
    package var mails: [OutgoingMail] { content.withLock { $0.outbox.map(\.queued.mail) } }

    /// What a backup of the store would show of secrets: hashes only.
    package var linkHashes: [TokenHash] { content.withLock { Array($0.links.keys) } }

    /// Changes what was drafted of a convention, as if it had been entered so.
    package func rewriteDrafting(of id: ConventionID, _ rewrite: (inout Drafting) -> Void) throws {
        content.withLock { content in
            guard let history = content.histories[id] else { return }
            let entries = history.entries.map { entry in
                guard case .drafted(var drafting) = entry.event else { return entry }
                rewrite(&drafting)
                return JournalEntry(at: entry.at, event: .drafted(drafting))
            }
            content.histories[id] = ConventionHistory(
                id: id, head: history.head, entries: entries, contacts: history.contacts)
        }
    }

    func commit(_ changes: [ConventionChange]) throws(StoreError) {
        if let error = failure.withLock({ $0 }) { throw error }
        try content.withLock { content throws(StoreError) in
            var next = content
            for change in changes { try next.apply(change) }
            let taken = next.conflicts(of: changes)
            guard taken.isEmpty else { throw .overlapping(taken) }
            content = next
        }
    }

    package var conventionStore: ConventionStore {
        var store = ConventionStore(
            commitAll: { changes throws(StoreError) in try self.commit(changes) },
            history: { id throws(StoreError) in
                try self.content.withLock { content throws(StoreError) in
                    try content.requireKey(id)
                    return content.histories[id]
                }
            },
            list: { self.content.withLock { content in content.order.reversed().compactMap(content.summary) } },
            pending: { self.content.withLock { content in content.order.filter(content.isPending) } },
            awaitingArchive: { self.content.withLock { content in content.order.filter(content.isAwaitingArchive) } },
            deadlinesDue: { now, limit in
                self.content.withLock { content in
                    Array(content.order.filter { content.isToBeLookedAt($0, now) }.prefix(limit))
                }
            },
            watchDeadlines: { id, head, next in
                self.content.withLock { content in
                    if content.histories[id]?.head == head { content.lookAt[id] = next }
                }
            },
            file: { id, digest throws(StoreError) in
                try self.content.withLock { content throws(StoreError) in
                    try content.requireKey(id)
                    return content.files["\(id) \(digest)"]
                }
            },
            link: { hash in self.content.withLock { $0.links[hash] } },
            accessGrant: { hash in self.content.withLock { $0.grants[hash] } },
            codes: { id, fieldName, since in
                self.content.withLock { content in
                    content.codes.filter { $0.convention == id && $0.fieldName == fieldName && $0.sentAt > since }
                }
            },
            countTry: { attempt, at, limit in self.content.withLock { $0.countTry(attempt, at, limit) } },
            idempotency: { key in self.content.withLock { $0.idempotency[key] } },
            sheets: sheetStore, authenticate: { DigestAlgorithm.sha256.digest([0x2A] + $0) })
        store.partLink = { hash in self.content.withLock { $0.partLinks[hash] } }
        return store
    }

    private var sheetStore: SheetStore {
        SheetStore(
            otherContacts: { id throws(StoreError) in
                try self.content.withLock { content throws(StoreError) in
                    try content.requireKey(id)
                    return content.otherContacts[id] ?? []
                }
            },
            healthSheet: { id in self.content.withLock { $0.healthSheets[id] } },
            eraseHealthSheet: { id in self.content.withLock { $0.healthSheets.removeValue(forKey: id) != nil } },
            eraseHealthSheets: { day in
                self.content.withLock { content in
                    let before = content.healthSheets.count
                    content.healthSheets = content.healthSheets.filter { $0.value.lastDay >= day }
                    return before - content.healthSheets.count
                }
            })
    }

    package var outboxStore: OutboxStore {
        outboxStore(OutboxLane.people)
    }

    package func outboxStore(_ lane: OutboxLane) -> OutboxStore { outboxStore([lane]) }

    private func outboxStore(_ lanes: [OutboxLane]) -> OutboxStore {
        var store = OutboxStore(
            claim: { now, until, limit in self.content.withLock { $0.claim(now, until, limit, lanes) } },
            settle: { id, outcome, at in
                self.content.withLock { content in
                    content.settle(id, outcome)
                    if lanes == [.webhook] { content.noteEndpoint(of: id, outcome, at) }
                }
            },
            deadLetters: {
                self.content.withLock { content in
                    content.outbox.filter { ($0.state == "dead" || $0.isBounced) && lanes.contains($0.lane) }.map {
                        DeadLetter(
                            id: $0.id, convention: $0.convention.text,
                            fieldName: $0.endpoint == nil ? $0.queued.fieldName : nil, attempts: $0.attempts,
                            reason: $0.bounce.map(DeadLetter.cameBack) ?? $0.reason, lane: $0.lane,
                            isBounce: $0.bounce != nil)
                    }
                }
            },
            requeue: { id, at in self.content.withLock { $0.requeue(id, at) } })
        store.looksAtOutcomes = lanes == [.webhook]
        return store
    }
}

extension InMemoryStore.Content {
    func isPending(_ id: ConventionID) -> Bool {
        summary(id)?.status == .signing
            && histories[id]?.entries.contains { $0.event.kind == .signaturePending } == true
    }

    func isToBeLookedAt(_ id: ConventionID, _ now: Date) -> Bool {
        [.signing, .completing, .completed, .amended, .ended, .interrupted].contains(summary(id)?.status)
            && lookAt[id] ?? .distantPast <= now
    }

    func isAwaitingArchive(_ id: ConventionID) -> Bool {
        let kinds = histories[id]?.entries.map(\.event.kind) ?? []
        return kinds.contains(.completed) && !kinds.contains(.archived) && !erased.contains(id)
    }

    mutating func apply(_ change: ConventionChange) throws(StoreError) {
        if erased.contains(change.convention) { throw .erased }
        let history = histories[change.convention]
        guard history?.head == change.expectedHead else { throw .headMoved }
        if let attempt = change.usedCode {
            guard let index = codes.firstIndex(where: { $0.attempt == attempt && !$0.isUsed }) else { throw .headMoved }
            codes[index].isUsed = true
        }
        append(change, to: history)
        lookAt[change.convention] = nil
        for file in change.files { files["\(change.convention) \(file.digest)"] = file.bytes }
        for revocation in change.revocations { apply(revocation, to: change.convention) }
        for link in change.links { links[link.hash] = link }
        for link in change.partLinks { partLinks[link.hash] = link }
        for grant in change.accessGrants { grants[grant.hash] = grant }
        if let code = change.newCode { replaceCodes(by: code) }
        if let record = change.idempotency { idempotency[record.key] = record }
        for queued in change.mails {
            outbox.append(
                InMemoryStore.OutboxEntry(
                    id: Int64(outbox.count + 1), convention: change.convention, queued: queued, dueAt: change.at))
        }
        if !change.otherContacts.isEmpty { otherContacts[change.convention] = change.otherContacts }
        if let sheet = change.healthSheet { healthSheets[change.convention] = sheet }
        if change.erasesHealthSheet { healthSheets[change.convention] = nil }
        if change.erases { erase(change.convention) }
    }

    private mutating func append(_ change: ConventionChange, to history: ConventionHistory?) {
        if history == nil { order.append(change.convention) }
        let entries = (history?.entries ?? []) + change.events.map { JournalEntry(at: change.at, event: $0) }
        let hash = DigestAlgorithm.sha256.digest(Array("\(change.convention) \(entries.count)".utf8))
        for position in (history?.entries.count ?? 0)..<entries.count {
            let place = Int64(journal.count + 1)
            journal.append(JournalNews(sequence: place, convention: change.convention, position: position + 1))
        }
        histories[change.convention] = ConventionHistory(
            id: change.convention, head: JournalHead(position: entries.count, hash: hash), entries: entries,
            contacts: (history?.contacts ?? [:]).merging(change.contacts) { _, new in new })
    }

    private mutating func apply(_ revocation: Revocation, to convention: ConventionID) {
        let fieldName = revocation.fieldName
        if revocation.reach != .unsent { revokeLinks(revocation, of: convention) }
        if revocation.reach != .reading {
            liftBounces(of: convention, fieldName, forEver: revocation.reach == .everythingSent)
        }
        guard ![.signing, .reading].contains(revocation.reach) else { return }
        codes.removeAll { $0.convention == convention && $0.fieldName == fieldName }
        for index in outbox.indices
        where outbox[index].convention == convention && outbox[index].queued.fieldName == fieldName {
            if outbox[index].state != "delivered" { outbox[index].state = "dropped" }
        }
    }

    private mutating func liftBounces(of convention: ConventionID, _ fieldName: String, forEver: Bool) {
        for index in outbox.indices
        where outbox[index].convention == convention && outbox[index].queued.fieldName == fieldName {
            if outbox[index].isBounced { outbox[index].bounce = nil }
            if forEver, outbox[index].state == "delivered" { outbox[index].bounce = "" }
        }
    }

    private mutating func revokeLinks(_ revocation: Revocation, of convention: ConventionID) {
        let fieldName = revocation.fieldName
        for (hash, link) in links where link.convention == convention && link.fieldName == fieldName {
            guard revocation.reach == .everythingSent || (link.kind == .reading) == (revocation.reach == .reading)
            else { continue }
            links[hash] = LinkRecord(
                hash: hash, kind: link.kind, convention: link.convention, fieldName: fieldName,
                baseDigest: link.baseDigest, expiresAt: link.expiresAt, isRevoked: true)
        }
        if revocation.reach == .reading {
            return codes.removeAll { $0.convention == convention && $0.fieldName == fieldName && $0.kind == .reading }
        }
        for (hash, link) in partLinks where link.convention == convention && link.fieldName == fieldName {
            partLinks[hash]?.isRevoked = true
        }
        for (hash, grant) in grants where grant.convention == convention && grant.fieldName == fieldName {
            grants[hash] = AccessGrant(
                hash: hash, convention: grant.convention, fieldName: fieldName, expiresAt: grant.expiresAt,
                isRevoked: true)
        }
    }

    private mutating func erase(_ convention: ConventionID) {
        erased.insert(convention)
        codes.removeAll { $0.convention == convention }
        for index in outbox.indices where outbox[index].convention == convention {
            outbox[index].bounce = ""
            if outbox[index].state != "delivered" { outbox[index].state = "dropped" }
        }
    }

    private mutating func replaceCodes(by code: CodeChallenge) {
        for index in codes.indices
        where codes[index].convention == code.convention && codes[index].fieldName == code.fieldName
            && codes[index].kind == code.kind
        {
            codes[index].isReplaced = true
        }
        codes.append(code)
    }

    /// Days that changes which were just applied lay hold of, though another convention has them.
    func conflicts(of changes: [ConventionChange]) -> [DaysTaken] {
        changes.filter { $0.events.contains(where: \.kind.claimsDays) }.flatMap { change in
            histories.keys.sorted { $0.text < $1.text }
                .filter { $0 != change.convention && conflict(change.convention, $0) }
                .map { DaysTaken(convention: change.convention, other: $0) }
        }
    }

    private func conflict(_ one: ConventionID, _ other: ConventionID) -> Bool {
        guard let own = drafting(one), let theirs = drafting(other), let days = PupilDays(own.outline),
            let taken = PupilDays(theirs.outline), days.pupil == taken.pupil, !erased.contains(other), holdsDays(other)
        else { return false }
        let isShared =
            !names(of: other).isDisjoint(with: decided(about: one))
            || !names(of: one).isDisjoint(with: decided(about: other))
        return !isShared && !added(by: one, days).isDisjoint(with: added(by: other, taken))
    }

    /// An amendment holds the days that it adds, until its convention has them.
    private func added(by id: ConventionID, _ days: PupilDays) -> Set<Int> {
        guard let follows = drafting(id)?.follows, let base = drafting(follows.convention),
            let held = PupilDays(base.outline)
        else { return Set(days.days) }
        return Set(days.days).subtracting(held.days)
    }

    private func holdsDays(_ id: ConventionID) -> Bool {
        guard let status = summary(id)?.status else { return false }
        return drafting(id)?.follows == nil ? status.holdsDays : [.draft, .signing].contains(status)
    }

    /// A convention, and the amendments that it is read with; of an amendment, the convention too.
    private func names(of id: ConventionID) -> Set<ConventionID> {
        let base = drafting(id)?.follows?.convention ?? id
        let amendments: [ConventionID] = (histories[base]?.entries ?? []).compactMap {
            if case .amended(let act) = $0.event { act.amendment } else { nil }
        }
        return Set([id, base] + amendments)
    }

    /// The conventions with which days are shared, by what was decided about a convention and one that it follows.
    private func decided(about id: ConventionID) -> [ConventionID] {
        let own = drafting(id)
        let followed = (own?.follows?.convention).flatMap(drafting)
        return (own?.sharedDays?.with ?? []) + (followed?.sharedDays?.with ?? [])
    }

    private func drafting(_ id: ConventionID) -> Drafting? {
        histories[id]?.entries.lazy.compactMap(\.event.drafting).last
    }

    mutating func countTry(_ attempt: AttemptID, _ at: Date, _ limit: Int) -> CodeChallenge? {
        guard let index = codes.firstIndex(where: { $0.attempt == attempt }) else { return nil }
        if codes[index].tries < limit { codes[index].lastTryAt = at }
        codes[index].tries += 1
        return codes[index]
    }

    func summary(_ id: ConventionID) -> ConventionSummary? {
        guard let history = histories[id], let first = history.entries.first, let last = history.entries.last,
            let drafting = history.entries.lazy.compactMap(\.event.drafting).last,
            let state = try? ConventionState.after(history.entries.map(\.event))
        else { return nil }
        let isErased = erased.contains(id)
        let optional = isErased ? [] : drafting.order.optional
        let signed = history.entries.map(\.event).filter { [.signed, .paperAttested].contains($0.kind) }
        let optionalCount = signed.count { $0.fieldName.map(optional.contains) == true }
        var summary = ConventionSummary(
            id: id, status: ConventionSummary.Status(state.phase), outline: isErased ? nil : drafting.outline,
            signatureCount: signed.count - optionalCount
                - history.entries.count { $0.event.kind == .paperWithdrawn },
            signatoryCount: isErased ? 0 : drafting.order.requiredNames.count, createdAt: first.at,
            updatedAt: last.at)
        (summary.optionalSignatureCount, summary.optionalSignatoryCount) = (optionalCount, optional.count)
        return summary
    }

    private func isUrgent(_ index: Int, _ now: Date) -> Bool {
        (outbox[index].queued.notAfter ?? .distantFuture) < now.addingTimeInterval(OutboxStore.shortLife)
    }

    /// What is urgent by age, then what has been due for longest.
    private func claimOrder(_ index: Int, _ now: Date) -> (Int, Date, Int) {
        isUrgent(index, now) ? (0, .distantPast, index) : (1, outbox[index].dueAt, index)
    }

    mutating func claim(_ now: Date, _ until: Date, _ limit: Int, _ lanes: [OutboxLane]) -> [OutboxItem] {
        let all = outbox.indices.filter {
            outbox[$0].state == "waiting" && outbox[$0].dueAt <= now && lanes.contains(outbox[$0].lane)
        }
        let due = (lanes == [.webhook] ? oneForEachEndpoint(all) : all)
            .sorted { claimOrder($0, now) < claimOrder($1, now) }
        // Of what is taken together the oldest leaves first.
        let taken = due.prefix(limit).sorted { (isUrgent($0, now) ? 0 : 1, $0) < (isUrgent($1, now) ? 0 : 1, $1) }
        return taken.map { index in
            let entry = outbox[index]
            outbox[index].dueAt = until
            outbox[index].attempts += 1
            return OutboxItem(
                id: entry.id, mail: entry.queued.mail, attempts: entry.attempts, notAfter: entry.queued.notAfter)
        }
    }

    mutating func settle(_ id: Int64, _ outcome: OutboxOutcome) {
        guard let index = outbox.firstIndex(where: { $0.id == id && $0.state == "waiting" }) else { return }
        switch outcome {
        case .delivered: outbox[index].state = "delivered"
        case .dropped: outbox[index].state = "dropped"
        case .deferred(let until, let reason): (outbox[index].dueAt, outbox[index].reason) = (until, reason)
        case .dead(let reason): (outbox[index].state, outbox[index].reason) = ("dead", reason)
        }
    }

    mutating func requeue(_ id: Int64, _ at: Date) {
        guard let index = outbox.firstIndex(where: { $0.id == id && $0.state == "dead" }) else { return }
        (outbox[index].state, outbox[index].dueAt, outbox[index].attempts) = ("waiting", at, 0)
    }
}

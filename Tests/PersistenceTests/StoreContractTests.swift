import ConventionDomain
import Foundation
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

/// Both adapters of the store's ports: what holds for one holds for the other.
enum Adapter: String, CaseIterable, CustomTestStringConvertible {
    case memory, sqlite

    var testDescription: String { rawValue }

    struct Opened {
        let conventions: ConventionStore
        let outbox: OutboxStore
        /// Keeps the adapter alive.
        let owner: any Sendable
    }

    func open() throws -> Opened {
        switch self {
        case .memory:
            let store = InMemoryStore()
            return Opened(conventions: store.conventionStore, outbox: store.outboxStore, owner: store)
        case .sqlite:
            let test = try TestStore()
            return Opened(
                conventions: test.store.conventionStore, outbox: test.store.outboxStore, owner: test)
        }
    }
}

@Suite("Store contract", .serialized)
struct StoreContractTests {
    static let time = Date(timeIntervalSince1970: 1_780_300_800)

    static func id(_ seed: UInt8) throws -> ConventionID {
        try #require(ConventionID(randomBytes: [UInt8](repeating: seed, count: 20)))
    }

    static func hash(_ seed: UInt8) -> TokenHash { TokenHash(bytes: [UInt8](repeating: seed, count: 32)) }

    static func drafted(_ id: ConventionID) throws -> ConventionChange {
        let sample = SampleConvention()
        let data = StoredFile(kind: .data, digest: PaperDocument.digest(sample.data), bytes: sample.data)
        var change = ConventionChange(convention: id, expectedHead: nil, at: time)
        change.events = [
            .drafted(
                Drafting(
                    outline: sample.checked.outline, signatories: sample.signatories, organisations: [:],
                    templateIdentifier: "t", dataDigest: data.digest,
                    order: try SigningOrder(.free, for: sample.signatories)))
        ]
        change.files = [data]
        change.contacts = sample.contacts
        return change
    }

    static func mail(_ key: String, for fieldName: String = "student") -> QueuedMail {
        QueuedMail(
            fieldName: fieldName,
            mail: OutgoingMail(messageKey: key, to: "a@exemple.fr", subject: "S", textBody: "T"),
            notAfter: time.addingTimeInterval(600))
    }

    @Test(arguments: Adapter.allCases)
    func `what was committed is read back`(adapter: Adapter) async throws {
        let store = try adapter.open()
        defer { withExtendedLifetime(store) {} }
        let id = try Self.id(1)
        let change = try Self.drafted(id)
        try await store.conventions.commit(change)
        let history = try #require(try await store.conventions.history(id))
        #expect(history.entries == [JournalEntry(at: Self.time, event: change.events[0])])
        #expect(history.contacts == change.contacts && history.head.position == 1)
        #expect(try await store.conventions.file(id, change.files[0].digest) == change.files[0].bytes)
        #expect(try await store.conventions.list().map(\.id) == [id])
    }

    @Test(arguments: Adapter.allCases)
    func `what was never written is not there`(adapter: Adapter) async throws {
        let opened = try adapter.open()
        defer { withExtendedLifetime(opened) {} }
        let store = opened.conventions
        let id = try Self.id(1)
        #expect(try await store.history(id) == nil)
        #expect(try await store.file(id, PaperDocument.digest([1])) == nil)
        #expect(try await store.link(Self.hash(1)) == nil)
        #expect(try await store.accessGrant(Self.hash(1)) == nil)
        #expect(try await store.idempotency(Self.hash(1)) == nil)
        let attempt = try #require(AttemptID(String(repeating: "A", count: 43)))
        #expect(try await store.countTry(attempt, Self.time, 5) == nil)
    }

    @Test(arguments: Adapter.allCases)
    func `a change on an older head writes nothing at all`(adapter: Adapter) async throws {
        let store = try adapter.open()
        defer { withExtendedLifetime(store) {} }
        let id = try Self.id(1)
        try await store.conventions.commit(try Self.drafted(id))
        let head = try #require(try await store.conventions.history(id)).head
        var change = ConventionChange(convention: id, expectedHead: head, at: Self.time)
        change.events = [.cancelled(Cancellation(reason: "x"))]
        try await store.conventions.commit(change)
        change.mails = [Self.mail("late")]
        change.idempotency = IdempotencyRecord(key: Self.hash(3), requestDigest: PaperDocument.digest([1]))
        let late = change
        await #expect(throws: StoreError.headMoved) { try await store.conventions.commit(late) }
        await #expect(throws: StoreError.headMoved) { try await store.conventions.commit(try Self.drafted(id)) }
        #expect(try await store.conventions.idempotency(Self.hash(3)) == nil)
        #expect(try await store.outbox.claim(Self.time, Self.time, 9).isEmpty)
        #expect(try await store.conventions.history(id)?.entries.count == 2)
    }

    @Test(arguments: Adapter.allCases)
    func `revocation stops signing links and access tokens, not reading links`(adapter: Adapter) async throws {
        let opened = try adapter.open()
        defer { withExtendedLifetime(opened) {} }
        let store = opened.conventions
        let id = try Self.id(1)
        var change = try Self.drafted(id)
        change.links = [LinkKind.signing, .reading].enumerated().map { index, kind in
            LinkRecord(
                hash: Self.hash(UInt8(index)), kind: kind, convention: id, fieldName: "student",
                baseDigest: PaperDocument.digest([1]), expiresAt: Self.time)
        }
        change.accessGrants = [
            AccessGrant(hash: Self.hash(9), convention: id, fieldName: "student", expiresAt: Self.time)
        ]
        try await store.commit(change)
        #expect(try await store.link(Self.hash(0)) == change.links[0])
        let head = try #require(try await store.history(id)).head
        var revocation = ConventionChange(convention: id, expectedHead: head, at: Self.time)
        revocation.revocations = [Revocation(fieldName: "student", reach: .signing)]
        try await store.commit(revocation)
        #expect(try await store.link(Self.hash(0))?.isRevoked == true)
        #expect(try await store.link(Self.hash(1))?.isRevoked == false)
        #expect(try await store.accessGrant(Self.hash(9))?.isRevoked == true)
    }

    @Test(arguments: Adapter.allCases)
    func `who guesses at codes for reading ends reading links and those codes, and nothing that signs`(adapter: Adapter)
        async throws
    {
        let opened = try adapter.open()
        defer { withExtendedLifetime(opened) {} }
        let store = opened.conventions
        let id = try Self.id(1)
        var change = try Self.drafted(id)
        let links: [(String, LinkKind)] = [("student", .signing), ("student", .reading), ("school", .reading)]
        change.links = links.enumerated().map { index, link in
            LinkRecord(
                hash: Self.hash(UInt8(index)), kind: link.1, convention: id, fieldName: link.0,
                baseDigest: PaperDocument.digest([1]), expiresAt: Self.time)
        }
        change.accessGrants = [
            AccessGrant(hash: Self.hash(9), convention: id, fieldName: "student", expiresAt: Self.time)
        ]
        change.mails = [Self.mail("a")]
        try await store.commit(change)
        let attempts = try ["A", "B"].map { try #require(AttemptID(String(repeating: $0, count: 43))) }
        try await send(attempts[0], .decision, id, store)
        try await send(attempts[1], .reading, id, store)
        var revocation = ConventionChange(
            convention: id, expectedHead: try await store.history(id)?.head, at: Self.time)
        revocation.revocations = [Revocation(fieldName: "student", reach: .reading)]
        try await store.commit(revocation)
        for (index, isRevoked) in [false, true, false].enumerated() {
            #expect(try await store.link(Self.hash(UInt8(index)))?.isRevoked == isRevoked)
        }
        #expect(try await store.accessGrant(Self.hash(9))?.isRevoked == false)
        #expect(try await store.countTry(attempts[0], Self.time, 5)?.kind == .decision)
        #expect(try await store.countTry(attempts[1], Self.time, 5) == nil)
        #expect(try await opened.outbox.claim(Self.time, Self.time, 9).count == 1)
    }

    @Test(arguments: Adapter.allCases)
    func `everything that was sent to a wrong address is taken back, and nothing of anybody else's`(adapter: Adapter)
        async throws
    {
        let opened = try adapter.open()
        defer { withExtendedLifetime(opened) {} }
        let store = opened.conventions
        let id = try Self.id(1)
        let attempt = try #require(AttemptID(String(repeating: "A", count: 43)))
        var change = try Self.drafted(id)
        change.links = ["student", "school"].enumerated().map { index, fieldName in
            LinkRecord(
                hash: Self.hash(UInt8(index)), kind: .reading, convention: id, fieldName: fieldName,
                baseDigest: PaperDocument.digest([1]), expiresAt: Self.time)
        }
        change.newCode = CodeChallenge(
            attempt: attempt, convention: id, fieldName: "student", shownDigest: PaperDocument.digest([1]), salt: [1],
            authenticator: [UInt8](repeating: 2, count: 32), sentAt: Self.time, expiresAt: Self.time)
        change.mails = [Self.mail("wrong"), Self.mail("right", for: "school")]
        try await store.commit(change)
        let head = try #require(try await store.history(id)).head
        var revocation = ConventionChange(convention: id, expectedHead: head, at: Self.time)
        revocation.revocations = [Revocation(fieldName: "student", reach: .everythingSent)]
        revocation.mails = [Self.mail("new")]
        try await store.commit(revocation)
        #expect(try await store.link(Self.hash(0))?.isRevoked == true)
        #expect(try await store.link(Self.hash(1))?.isRevoked == false)
        #expect(try await store.countTry(attempt, Self.time, 5) == nil)
        let items = try await opened.outbox.claim(Self.time, Self.time.addingTimeInterval(60), 9)
        #expect(items.map(\.mail.messageKey) == ["right", "new"])
    }

    @Test(arguments: Adapter.allCases)
    func `a message taken back while it was on its way is not tried again`(adapter: Adapter) async throws {
        let opened = try adapter.open()
        defer { withExtendedLifetime(opened) {} }
        let store = opened.conventions
        let id = try Self.id(1)
        var change = try Self.drafted(id)
        change.mails = [Self.mail("a"), Self.mail("b")]
        try await store.commit(change)
        let items = try await opened.outbox.claim(Self.time, Self.time.addingTimeInterval(60), 9)
        let head = try #require(try await store.history(id)).head
        var revocation = ConventionChange(convention: id, expectedHead: head, at: Self.time)
        revocation.revocations = [Revocation(fieldName: "student", reach: .everythingSent)]
        try await store.commit(revocation)
        try await opened.outbox.settle(items[0].id, .deferred(until: Self.time, reason: "451"), Self.time)
        try await opened.outbox.settle(items[1].id, .dead(reason: "550"), Self.time)
        #expect(try await opened.outbox.deadLetters().isEmpty)
        #expect(try await opened.outbox.claim(Self.time.addingTimeInterval(99), Self.time, 9).isEmpty)
    }

    @Test(arguments: Adapter.allCases)
    func `an erased convention is told from one that never was`(adapter: Adapter) async throws {
        let opened = try adapter.open()
        defer { withExtendedLifetime(opened) {} }
        let store = opened.conventions
        let id = try Self.id(1)
        var change = try Self.drafted(id)
        change.links = [
            LinkRecord(
                hash: Self.hash(0), kind: .reading, convention: id, fieldName: "student",
                baseDigest: PaperDocument.digest([1]), expiresAt: Self.time)
        ]
        change.mails = [Self.mail("a")]
        try await store.commit(change)
        let head = try #require(try await store.history(id)).head
        try await store.commit(
            ConventionChange(
                convention: id, expectedHead: head, at: Self.time, events: [.erased(Erasure(reason: .mistake))]))
        await #expect(throws: StoreError.erased) { try await store.history(id) }
        await #expect(throws: StoreError.erased) { try await store.file(id, change.files[0].digest) }
        #expect(try await store.link(Self.hash(0)) != nil)
        let list = try await store.list()
        #expect(list.map(\.status) == [.erased] && list.first?.outline == nil)
        #expect(try await opened.outbox.claim(Self.time, Self.time, 9).isEmpty)
        #expect(try await store.history(try Self.id(2)) == nil)
    }

    @Test(arguments: Adapter.allCases)
    func `tries are counted one by one, and those above the limit do not lengthen the pause`(adapter: Adapter)
        async throws
    {
        let opened = try adapter.open()
        defer { withExtendedLifetime(opened) {} }
        let store = opened.conventions
        let id = try Self.id(1)
        let attempt = try #require(AttemptID(String(repeating: "A", count: 43)))
        var change = try Self.drafted(id)
        change.newCode = CodeChallenge(
            attempt: attempt, convention: id, fieldName: "student", shownDigest: PaperDocument.digest([1]), salt: [1],
            authenticator: [UInt8](repeating: 2, count: 32), sentAt: Self.time, expiresAt: Self.time)
        try await store.commit(change)
        let first = try #require(try await store.countTry(attempt, Self.time, 2))
        #expect(first.tries == 1 && first.lastTryAt == Self.time && !first.isUsed && !first.isReplaced)
        for offset in [1.0, 2.0, 3.0] { _ = try await store.countTry(attempt, Self.time.addingTimeInterval(offset), 2) }
        let codes = try await store.codes(id, "student", Self.time.addingTimeInterval(-1))
        #expect(codes.map(\.tries) == [4] && codes.map(\.lastTryAt) == [Self.time.addingTimeInterval(1)])
        #expect(try await store.codes(id, "student", Self.time).isEmpty)
    }

    @Test(arguments: Adapter.allCases)
    func `a code is used once, and a newer one replaces it`(adapter: Adapter) async throws {
        let opened = try adapter.open()
        defer { withExtendedLifetime(opened) {} }
        let store = opened.conventions
        let id = try Self.id(1)
        let attempts = try ["A", "B"].map { try #require(AttemptID(String(repeating: $0, count: 43))) }
        for attempt in attempts {
            let head = try await store.history(id)?.head
            var change =
                head == nil ? try Self.drafted(id) : ConventionChange(convention: id, expectedHead: head, at: Self.time)
            change.newCode = CodeChallenge(
                attempt: attempt, convention: id, fieldName: "student", shownDigest: PaperDocument.digest([1]),
                salt: [1], authenticator: [UInt8](repeating: 2, count: 32), sentAt: Self.time, expiresAt: Self.time)
            try await store.commit(change)
        }
        #expect(try await store.countTry(attempts[0], Self.time, 5)?.isReplaced == true)
        #expect(try await store.countTry(attempts[1], Self.time, 5)?.isReplaced == false)
        var use = ConventionChange(convention: id, expectedHead: try await store.history(id)?.head, at: Self.time)
        use.usedCode = attempts[1]
        let once = use
        try await store.commit(once)
        #expect(try await store.countTry(attempts[1], Self.time, 5)?.isUsed == true)
        await #expect(throws: StoreError.headMoved) { try await store.commit(once) }
    }

    @Test(arguments: Adapter.allCases)
    func `a code goes before older messages, and these in the order in which they were written`(adapter: Adapter)
        async throws
    {
        let store = try adapter.open()
        defer { withExtendedLifetime(store) {} }
        var change = try Self.drafted(try Self.id(1))
        let invitation = QueuedMail(
            fieldName: "student", mail: Self.mail("an invitation").mail, notAfter: Self.time.addingTimeInterval(86_400))
        let notice = QueuedMail(fieldName: "student", mail: Self.mail("a notice").mail)
        change.mails = [notice, invitation, Self.mail("a code")]
        try await store.conventions.commit(change)
        // One at a time: which is taken, and not only in which order several are given.
        for key in ["a code", "a notice", "an invitation"] {
            let next = try await store.outbox.claim(Self.time, Self.time.addingTimeInterval(60), 1)
            #expect(next.map(\.mail.messageKey) == [key])
        }
    }

    @Test(arguments: Adapter.allCases)
    func `a code for reading replaces no code for a decision, nor the other way round`(adapter: Adapter) async throws {
        let opened = try adapter.open()
        defer { withExtendedLifetime(opened) {} }
        let store = opened.conventions
        let id = try Self.id(1)
        let kinds: [CodeChallenge.Kind] = [.decision, .reading, .reading, .decision]
        let attempts = try ["A", "B", "C", "D"].map { try #require(AttemptID(String(repeating: $0, count: 43))) }
        try await store.commit(try Self.drafted(id))
        for (attempt, kind) in zip(attempts.prefix(3), kinds) { try await send(attempt, kind, id, store) }
        func replaced() async throws -> [Bool] {
            try await store.codes(id, "student", Self.time.addingTimeInterval(-1)).map(\.isReplaced)
        }
        #expect(try await replaced() == [false, true, false])
        try await send(attempts[3], kinds[3], id, store)
        let all = try await store.codes(id, "student", Self.time.addingTimeInterval(-1))
        #expect(all.map(\.kind) == kinds && all.map(\.isReplaced) == [true, true, false, false])
    }

    private func send(
        _ attempt: AttemptID, _ kind: CodeChallenge.Kind, _ id: ConventionID, _ store: ConventionStore
    ) async throws {
        // No event goes with a code for reading.
        var change = ConventionChange(
            convention: id, expectedHead: try await store.history(id)?.head, at: Self.time)
        var code = CodeChallenge(
            attempt: attempt, convention: id, fieldName: "student", shownDigest: PaperDocument.digest([1]),
            salt: [1], authenticator: [UInt8](repeating: 2, count: 32), sentAt: Self.time, expiresAt: Self.time)
        code.kind = kind
        change.newCode = code
        try await store.commit(change)
    }

    @Test(arguments: Adapter.allCases)
    func `a claimed message is nobody else's until its lease ends, and settled ones stay settled`(
        adapter: Adapter
    ) async throws {
        let store = try adapter.open()
        defer { withExtendedLifetime(store) {} }
        var change = try Self.drafted(try Self.id(1))
        change.mails = [Self.mail("one"), Self.mail("two"), Self.mail("three")]
        try await store.conventions.commit(change)
        let lease = Self.time.addingTimeInterval(60)
        let claimed = try await store.outbox.claim(Self.time, lease, 2)
        #expect(claimed.map(\.mail) == change.mails.prefix(2).map(\.mail))
        #expect(
            claimed.map(\.attempts) == [0, 0]
                && claimed.map(\.notAfter) == [change.mails[0].notAfter, change.mails[1].notAfter])
        #expect(try await store.outbox.claim(Self.time, lease, 9).map(\.mail.messageKey) == ["three"])
        try await store.outbox.settle(claimed[0].id, .delivered, Self.time)
        try await store.outbox.settle(claimed[1].id, .dead(reason: "550"), Self.time)
        let again = try await store.outbox.claim(lease, lease.addingTimeInterval(60), 9)
        #expect(again.map(\.mail.messageKey) == ["three"] && again.map(\.attempts) == [1])
        #expect(try await store.outbox.deadLetters().map(\.reason) == ["550"])
        try await store.outbox.requeue(claimed[1].id, lease)
        #expect(try await store.outbox.claim(lease, lease, 9).map(\.mail.messageKey) == ["two"])
    }

    @Test(arguments: Adapter.allCases)
    func `of several changes all are written or none`(adapter: Adapter) async throws {
        let store = try adapter.open()
        defer { withExtendedLifetime(store) {} }
        let taken = try Self.drafted(try Self.id(3))
        try await store.conventions.commit(taken)
        let changes = try [1, 2].map { try Self.drafted(try Self.id($0)) }
        await #expect(throws: StoreError.headMoved) { try await store.conventions.commitAll(changes + [taken]) }
        #expect(try await store.conventions.list().map(\.id) == [taken.convention])
        #expect(try await store.conventions.history(changes[0].convention) == nil)
        try await store.conventions.commitAll(changes)
        #expect(Set(try await store.conventions.list().map(\.id)) == Set((changes + [taken]).map(\.convention)))
        for change in changes {
            #expect(try await store.conventions.history(change.convention)?.entries.count == 1)
        }
    }

    @Test(arguments: Adapter.allCases)
    func `of two changes on one head exactly one is written`(adapter: Adapter) async throws {
        let store = try adapter.open()
        defer { withExtendedLifetime(store) {} }
        let id = try Self.id(1)
        try await store.conventions.commit(try Self.drafted(id))
        let head = try #require(try await store.conventions.history(id)).head
        let written = await withTaskGroup(of: Bool.self) { group in
            for index in 0..<8 {
                group.addTask {
                    var change = ConventionChange(convention: id, expectedHead: head, at: Self.time)
                    change.events = [.cancelled(Cancellation(reason: "\(index)"))]
                    return (try? await store.conventions.commit(change)) != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(written == 1)
        #expect(try await store.conventions.history(id)?.entries.count == 2)
    }
}

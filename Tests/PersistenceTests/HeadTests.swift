import ConventionDomain
import Foundation
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

@Suite("Accounts of those who sign for schools")
struct HeadTests {
    private let test: TestStore
    private let bench: WorkflowBench
    private let office: HeadOffice

    init() throws {
        test = try TestStore()
        bench = try test.bench()
        office = HeadOffice(bench.workflow, store: test.store)
    }

    private func head() async throws -> HeadAtWork { try await HeadAtWork(bench, office) }

    /// Six digits that are none of those accepted now.
    private func wrongCode(_ head: HeadAtWork) throws -> String {
        let right = try (-1...1).map { try head.code($0) }
        return try #require(["000000", "111111", "222222", "333333"].first { !right.contains($0) })
    }

    @Test func `a link and a code begin a session, once`() async throws {
        let head = try await head()
        try await office.sendEntry(to: "School@Exemple.fr")
        let entry = try await head.entry()
        try await office.requireEntry(entry)
        let session = try await office.enter(entry, code: try head.code())
        #expect(try await office.account(of: session).id == head.account.id)
        bench.advance(by: 60)
        await #expect(throws: WorkflowError.expiredLink) { try await office.requireEntry(entry) }
        await #expect(throws: WorkflowError.expiredLink) { try await office.enter(entry, code: try head.code()) }
    }

    @Test func `a link serves for fifteen minutes`() async throws {
        let head = try await head()
        try await office.sendEntry(to: HeadAtWork.email)
        let entry = try await head.entry()
        bench.advance(by: 899)
        try await office.requireEntry(entry)
        bench.advance(by: 1)
        await #expect(throws: WorkflowError.expiredLink) { try await office.enter(entry, code: try head.code()) }
    }

    @Test func `an address without an account is told nothing else, and three links an hour are enough`() async throws {
        _ = try await head()
        try await office.sendEntry(to: "inconnue@exemple.fr")
        #expect(try await bench.mails(toAddress: "inconnue@exemple.fr").isEmpty)
        for _ in 0..<5 {
            try await office.sendEntry(to: HeadAtWork.email)
            bench.advance(by: 600)
        }
        #expect(try await bench.mails(toAddress: HeadAtWork.email).count == 3)
        bench.advance(by: 3_600)
        try await office.sendEntry(to: HeadAtWork.email)
        #expect(try await bench.mails(toAddress: HeadAtWork.email).count == 4)
    }

    @Test func `a code is accepted once, and none before it`() async throws {
        let head = try await head()
        let (early, present) = (try head.code(-1), try head.code())
        try await office.confirm(email: HeadAtWork.email, code: present)
        for code in [present, early] {
            await #expect(throws: WorkflowError.codeExpired) {
                try await office.confirm(email: HeadAtWork.email, code: code)
            }
        }
        try await office.confirm(email: HeadAtWork.email, code: try head.code(1))
    }

    @Test func `of eight requests at once with one code, one is accepted`() async throws {
        let head = try await head()
        let code = try head.code()
        let accepted = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<4 {
                group.addTask { (try? await office.confirm(email: HeadAtWork.email, code: code)) != nil }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(accepted == 1)
    }

    @Test func `five wrong codes make a pause, in which the right one does not serve either`() async throws {
        let head = try await head()
        let wrong = try wrongCode(head)
        for remaining in [4, 3, 2, 1] {
            await #expect(throws: WorkflowError.wrongCode(remainingTries: remaining)) {
                try await office.confirm(email: HeadAtWork.email, code: wrong)
            }
        }
        let end = bench.now.addingTimeInterval(900)
        for _ in 0..<2 {
            await #expect(throws: WorkflowError.codeLocked(until: end)) {
                try await office.confirm(email: HeadAtWork.email, code: wrong)
            }
        }
        bench.advance(by: 899)
        await #expect(throws: WorkflowError.codeLocked(until: end)) {
            try await office.confirm(email: HeadAtWork.email, code: try head.code())
        }
        bench.advance(by: 1)
        await #expect(throws: WorkflowError.wrongCode(remainingTries: 4)) {
            try await office.confirm(email: HeadAtWork.email, code: "no code")
        }
        try await office.confirm(email: HeadAtWork.email, code: try head.code())
    }

    @Test func `a session ends half an hour after its last use, and after eight hours whatever its use`() async throws {
        let head = try await head()
        let idle = try await head.enter()
        bench.advance(by: 1_799)
        _ = try await office.account(of: idle)
        bench.advance(by: 1_800)
        await #expect(throws: WorkflowError.unauthorized) { try await office.account(of: idle) }
        let long = try await head.enter()
        for _ in 0..<28 {
            bench.advance(by: 1_000)
            _ = try await office.account(of: long)
        }
        bench.advance(by: 800)
        await #expect(throws: WorkflowError.unauthorized) { try await office.account(of: long) }
    }

    @Test func `who leaves or is revoked has no session any more`() async throws {
        let head = try await head()
        let (first, second) = (try await head.enter(), try await head.enter())
        try await office.leave(first)
        await #expect(throws: WorkflowError.unauthorized) { try await office.account(of: first) }
        _ = try await office.account(of: second)
        try await office.sendEntry(to: HeadAtWork.email)
        #expect(try await office.revoke(email: HeadAtWork.email))
        #expect(try await !office.revoke(email: HeadAtWork.email))
        await #expect(throws: WorkflowError.unauthorized) { try await office.account(of: second) }
        #expect(try await bench.mails(toAddress: HeadAtWork.email).isEmpty, "what waits cannot be read any more")
    }

    @Test func `an entry is no session, and a session no entry`() async throws {
        let head = try await head()
        let session = try await head.enter()
        try await office.sendEntry(to: HeadAtWork.email)
        let entry = try await head.entry()
        await #expect(throws: WorkflowError.unauthorized) {
            try await office.account(of: try #require(HeadSessionToken(entry.text)))
        }
        await #expect(throws: WorkflowError.expiredLink) {
            try await office.requireEntry(try #require(HeadEntryToken(session.text)))
        }
    }

    @Test func `an account is replaced until it is confirmed, and is good for a week until then`() async throws {
        let lost = try await head()
        let head = try await head()
        await #expect(throws: WorkflowError.wrongCode(remainingTries: 4)) {
            try await office.confirm(email: HeadAtWork.email, code: try lost.code())
        }
        bench.advance(by: 7 * 86_400)
        await #expect(throws: WorkflowError.unauthorized) {
            try await office.confirm(email: HeadAtWork.email, code: try head.code())
        }
        let last = try await self.head()
        try await office.confirm(email: HeadAtWork.email, code: try last.code())
        bench.advance(by: 30 * 86_400)
        try await office.confirm(email: HeadAtWork.email, code: try last.code())
        await #expect(throws: WorkflowError.self) { try await self.head() }
        #expect(try await office.accounts().map(\.id) == [last.account.id])
    }

    @Test(arguments: [
        ("", HeadAtWork.email), (String(repeating: "n", count: 101), HeadAtWork.email), ("Hélène Roussel", "school"),
    ])
    func `an account needs a name and an address`(name: String, email: String) async throws {
        await #expect(throws: WorkflowError.self) { try await HeadAtWork(bench, office, name: name, email: email) }
        #expect(try await office.accounts().isEmpty)
    }

    @Test func `nothing of an account can be read in the database, and of a token only its hash`() async throws {
        let head = try await head()
        let session = try await head.enter()
        try await office.sendEntry(to: HeadAtWork.email)
        let bytes = try test.allBytes()
        for text in [HeadAtWork.email, "Roussel", session.text, try await head.entry().text] {
            #expect(bytes.range(of: Data(text.utf8)) == nil)
        }
        #expect(bytes.range(of: Data(head.secret)) == nil)
    }
}

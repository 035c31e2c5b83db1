import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Placements
import Testing
import WorkflowTestSupport

@testable import HTTPService

@Suite("Who is answered as whom")
struct VisitorDoorTests {
    private let door: EntranceAtWork

    init() throws { door = try EntranceAtWork() }

    @Test(arguments: VisitorKind.allCases)
    func `pages of one kind of visitor send strangers to the entrance and refuse the other kinds`(
        kind: VisitorKind
    ) async throws {
        let account = VisitorPaths.account(kind)
        let stranger = try await door.get(account)
        #expect(stranger.status == .seeOther)
        #expect(stranger.headers[.location] == VisitorPaths.entrance(kind) + "?erreur=session")
        for other in VisitorKind.allCases {
            let visit = try await door.enter(other)
            let answer = try await door.get(account, visit)
            #expect(answer.status == (other == kind ? .ok : .forbidden))
            for text in ["Claire", "Fontaine", "0990011Z", "exemple.fr"] where other != kind {
                #expect(!answer.text.contains(text))
            }
        }
    }

    @Test func `a link of one door opens no other`() async throws {
        for kind in VisitorKind.allCases {
            let email = try await door.admit(kind)
            let token = try await door.bench.link(to: email, as: kind)
            for other in VisitorKind.allCases where other != kind {
                let path = VisitorPaths.entry(token, as: other)
                #expect(try await door.get(path).status == .gone)
                let fields = ["nom": "Claire Martin", "code": EntryBench.code]
                let answer = try await door.post(path, nil, fields, formToken: ServiceUnderTest.formToken(token.text))
                #expect(answer.status == .gone && answer.headers[.setCookie] == nil)
            }
        }
    }
}

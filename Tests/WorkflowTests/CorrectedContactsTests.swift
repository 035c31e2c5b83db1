import ConventionDomain
import Parties
import Testing
import Workflow
import WorkflowTestSupport

import struct Foundation.Date

/// Rule: a contact sheet that comes with a correction is entered person by person, as any other.
@Suite("Contacts of a corrected convention")
struct CorrectedContactsTests {
    private func office() throws -> RevisionTests.Office {
        var documents = PlacementSheet.documents
        documents.representatives = OtherParent.documents.representatives
        return try RevisionTests.Office(documents: documents)
    }

    private func issued(_ office: RevisionTests.Office, _ father: ContactSheet.Contact) async throws -> ConventionID {
        let sheet = PlacementSheet().request
        let id = try await office.workflow.draft(
            DraftRequest(data: sheet.data, contacts: sheet.contacts, otherContacts: [father]))
        try await office.workflow.issue(id)
        return id
    }

    private func revised(
        _ office: RevisionTests.Office, _ former: ConventionID, contacts: [String: Contact] = [:],
        others: [ContactSheet.Contact]
    ) async throws -> ConventionDetail {
        var correction = RevisionTests.Office.correction { $0.place = "8 rue Basse" }
        correction.request = DraftRequest(
            data: correction.request.data, contacts: contacts, otherContacts: others)
        let next = try await office.workflow.revise(former, correction).convention
        return try await office.workflow.show(next)
    }

    @Test(arguments: [[:], SampleConvention().contacts])
    func `whom the school forbids to tell stays untold, though the sheet of the correction does not repeat it`(
        contacts: [String: Contact]
    ) async throws {
        let office = try office()
        let former = try await issued(
            office, .init(of: .representative2, email: OtherParent.email, notice: .forbidden))
        let next = try await revised(
            office, former, contacts: contacts, others: [.init(of: .representative2, email: OtherParent.email)])
        #expect(next.notified.isEmpty)
        #expect(try await office.hands.mails(toAddress: OtherParent.email).isEmpty)
    }

    @Test func `a sheet that names nobody who signs forbids to tell, and leaves everybody else their address`()
        async throws
    {
        let office = try office()
        let former = try await issued(office, .init(of: .representative2, email: OtherParent.email))
        let before = try await office.hands.mails(toAddress: OtherParent.email).count
        let next = try await revised(
            office, former, others: [.init(of: .representative2, email: OtherParent.email, notice: .forbidden)])
        #expect(next.notified.isEmpty)
        #expect(try await office.hands.mails(toAddress: OtherParent.email).count == before)
        try await office.hands.sign("student")
    }

    @Test func `the parent's former link says that a new version took its place, and what had not left is not sent`()
        async throws
    {
        let office = try office()
        let former = try await issued(office, .init(of: .representative2, email: OtherParent.email))
        let link = try await OtherParent(office.hands).link()
        _ = try await revised(office, former, others: [])
        #expect(try await office.workflow.noticeView(link).situation == .superseded)
        let sent = try await office.store.outboxStore.claim(office.hands.now, .distantFuture, 99).map(\.mail)
        #expect(sent.filter { $0.to == OtherParent.email }.count == 1)
    }

    @Test func `who is not in the sheet keeps the address on file; who signs for the first time needs one`()
        async throws
    {
        let office = try office()
        let former = try await issued(office, .init(of: .representative2, email: OtherParent.email))
        let next = try await revised(
            office, former, contacts: ["student": Contact(email: "awa@exemple.fr")],
            others: [.init(of: .tutor, email: "karim@exemple.fr")])
        #expect(next.notified.map(\.fieldName) == ["representative-2"])
        #expect(try await office.hands.mails(toAddress: "awa@exemple.fr").last?.textBody.contains("/s/") == true)
        var head = RevisionTests.Office.correction { $0.head = "Paul Mercier" }
        head.request = DraftRequest(
            data: head.request.data, contacts: ["student": Contact(email: "awa@exemple.fr")])
        await #expect(throws: WorkflowError.self) { try await office.workflow.revise(next.summary.id, head) }
    }
}

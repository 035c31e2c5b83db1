import ConventionDomain
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@Suite("One party on paper")
struct PaperTests {
    private func request(
        _ fieldName: String, on day: String = "2026-06-01"
    ) throws -> PaperAttestationRequest {
        PaperAttestationRequest(
            fieldName: fieldName, signedOn: try #require(CalendarDate(iso8601: day)), attestedBy: "Hélène Roussel",
            function: "proviseure", scan: try PaperScan(Array("%PDF-1.7".utf8)))
    }

    @Test func `saying so tells the school once, stops reminders, and leaves the link good`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        let token = try await bench.hands.signingLink("representative-1")
        try await bench.workflow.choosePaper(token)
        let mail = try #require(try await bench.hands.mails(to: "school").last)
        #expect(mail.textBody.contains("Mariam Diallo (Mère) préfère signer sur papier"))
        let count = bench.store.mails.count
        try await bench.workflow.choosePaper(token)
        #expect(bench.store.mails.count == count)
        bench.hands.advance(by: 7 * 86_400)
        _ = try await bench.workflow.meetDeadlines(of: id)
        #expect(try await bench.hands.mails(to: "representative-1").count == 1)
        #expect(try await bench.hands.mails(to: "student").last?.subject.contains("Rappel") == true)
        try await bench.hands.sign("representative-1")
    }

    @Test func `the school does not choose paper`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        try await bench.hands.sign("student")
        try await bench.hands.sign("representative-1")
        let token = try await bench.hands.signingLink("school")
        await #expect(throws: WorkflowError.paper(.schoolOnPaper)) { try await bench.workflow.choosePaper(token) }
    }

    @Test func `an attested part invites whoever is next, and all parts together complete`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        try await bench.hands.sign("student")
        let token = try await bench.hands.signingLink("representative-1")
        try await bench.workflow.attestPaper(try request("representative-1"), on: id)
        await #expect(throws: WorkflowError.alreadySigned) { try await bench.workflow.view(token) }
        let receipt = try #require(try await bench.hands.mails(to: "representative-1").last)
        #expect(receipt.textBody.contains("que vous avez signée sur papier le 1er juin 2026"))
        try await bench.hands.sign("school")
        try await bench.hands.countersign(id)
        #expect(try await bench.workflow.show(id).summary.status == .completed)
        let last = try #require(try await bench.hands.mails(to: "student").last)
        #expect(
            last.textBody.contains(
                "3 signatures électroniques, 1 sur papier attestée par Hélène Roussel, proviseure, le 1er juin 2026"))
        #expect(try await bench.workflow.archive(id) == .archived(until: PaperDocument.provableUntil))
        let reading = try await bench.hands.readingLink("representative-1")
        #expect(
            String(decoding: try await bench.workflow.paperStatement(reading).bytes, as: UTF8.self).hasPrefix(
                "STATEMENT"))
    }

    @Test func `the last part on paper completes at once; taken back, the convention is open again`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        for field in ["student", "representative-1", "school"] { try await bench.hands.sign(field) }
        try await bench.workflow.attestPaper(try request("employer"), on: id)
        #expect(try await bench.workflow.show(id).summary.status == .completed)
        #expect(try await bench.workflow.show(id).summary.signatureCount == 4)
        try await bench.workflow.withdrawPaper("employer", of: id, reason: "Mauvaise numérisation")
        #expect(try await bench.workflow.show(id).summary.status == .signing)
        #expect(try await bench.hands.mails(to: "student").last?.subject.contains("n’est plus signée") == true)
        try await bench.hands.countersign(id)
        #expect(try await bench.workflow.show(id).summary.status == .completed)
    }

    @Test func `once archived, what was taken back is attested anew, and nobody signs in the document`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        for field in ["student", "representative-1", "school"] { try await bench.hands.sign(field) }
        try await bench.workflow.attestPaper(try request("employer"), on: id)
        _ = try await bench.workflow.archive(id)
        let sent = try await bench.hands.mails(to: "employer").count
        try await bench.workflow.withdrawPaper("employer", of: id, reason: "Mauvaise numérisation")
        // Told, and given no means that would not work.
        #expect(try await bench.hands.mails(to: "employer").count == sent + 1)
        await #expect(throws: WorkflowError.paper(.alreadyArchived)) {
            try await bench.workflow.resendInvitation(of: id, to: "employer")
        }
        bench.hands.advance(by: 60)
        try await bench.workflow.attestPaper(try request("employer"), on: id)
        #expect(try await bench.workflow.show(id).summary.status == .completed)
    }

    @Test func `after a later signature a statement stays`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        try await bench.hands.sign("student")
        try await bench.workflow.attestPaper(try request("representative-1"), on: id)
        try await bench.hands.sign("school")
        await #expect(throws: WorkflowError.paper(.othersSignedSince)) {
            try await bench.workflow.withdrawPaper("representative-1", of: id, reason: "Erreur")
        }
    }

    @Test func `one party, in turn, not the school, on a day that can be`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        await #expect(throws: WorkflowError.notYourTurn(waitingFor: [.student, .representative])) {
            try await bench.workflow.attestPaper(try request("employer"), on: id)
        }
        for day in ["2026-05-31", "2026-06-02"] {
            await #expect(throws: WorkflowError.self) {
                try await bench.workflow.attestPaper(try request("student", on: day), on: id)
            }
        }
        try await bench.workflow.attestPaper(try request("student"), on: id)
        await #expect(throws: WorkflowError.paper(.onePartyOnPaper)) {
            try await bench.workflow.attestPaper(try request("representative-1"), on: id)
        }
        let other = try await bench.hands.signingLink("representative-1")
        await #expect(throws: WorkflowError.paper(.onePartyOnPaper)) { try await bench.workflow.choosePaper(other) }
        try await bench.hands.sign("representative-1")
        await #expect(throws: WorkflowError.paper(.schoolOnPaper)) {
            try await bench.workflow.attestPaper(try request("school"), on: id)
        }
    }

    @Test func `a statement that the verifier refuses is not stored`() async throws {
        let bench = try Bench(
            verifier: RevisionVerifier { document, statements in
                let good = PaperDocument.assess(document)
                return RevisionAssessment(
                    isSound: statements.isEmpty, signedFields: good.signedFields, isComplete: good.isComplete)
            })
        let id = try await bench.hands.issued()
        await #expect(throws: WorkflowError.unavailable(.verification)) {
            try await bench.workflow.attestPaper(try request("student"), on: id)
        }
        #expect(try await bench.workflow.show(id).summary.signatureCount == 0)
    }

    private static func beginning(width: [UInt8], height: [UInt8]) -> [UInt8] {
        [0, 0, 0, 13] + Array("IHDR".utf8) + width + height + [8, 0, 0, 0, 0] + [0, 0, 0, 0]
    }

    @Test func `a scan is what its first bytes say, whole, and of bounded size`() throws {
        let header: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        let begin = Self.beginning(width: [0, 0, 6, 0x40], height: [0, 0, 8, 0])
        let data: [UInt8] = [0, 0, 0, 1] + Array("IDAT".utf8) + [0, 0, 0, 0, 0]
        let end: [UInt8] = [0, 0, 0, 0] + Array("IEND".utf8) + [0, 0, 0, 0]
        #expect(try PaperScan(header + begin + data + end).kind == .png)
        for damaged in [header, header + begin + end, header + begin + data, header + begin + data + end + [0]] {
            #expect(throws: PaperScanFault.damaged(.png)) { try PaperScan(damaged) }
        }
        for sides in [[0, 0, 0, 0], [0, 0, 0x4E, 0x21], [0x7F, 0xFF, 0xFF, 0xFF]] as [[UInt8]] {
            let bomb = header + Self.beginning(width: sides, height: [0, 0, 8, 0]) + data + end
            #expect(throws: PaperScanFault.damaged(.png)) { try PaperScan(bomb) }
        }
        let frame: [UInt8] = [0xFF, 0xC0, 0, 11, 8, 8, 0, 6, 0x40, 1, 1, 0x11, 0]
        let scan: [UInt8] = [0xFF, 0xDA, 0, 2, 1, 2, 3]
        #expect(try PaperScan([0xFF, 0xD8] + frame + scan + [0xFF, 0xD9]).kind == .jpeg)
        for damaged in [[0xFF, 0xD8, 0xFF], [0xFF, 0xD8] + scan + [0xFF, 0xD9], [0xFF, 0xD8] + frame + scan]
            as [[UInt8]]
        {
            #expect(throws: PaperScanFault.damaged(.jpeg)) { try PaperScan(damaged) }
        }
        for other in [Array("GIF89a".utf8), Array("<svg/>".utf8), []] {
            #expect(throws: PaperScanFault.otherKind) { try PaperScan(other) }
        }
        let large = Array("%PDF-1.7".utf8) + [UInt8](repeating: 0x20, count: 10 << 20)
        #expect(throws: PaperScanFault.tooLarge(byteCount: large.count)) { try PaperScan(large) }
    }
}

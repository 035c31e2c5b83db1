import ConventionDomain
import Foundation
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@Suite("Sheets that are handed over apart")
struct SheetTests {
    private let bench: Bench

    init() throws { bench = try Bench() }

    /// The sample with a telephone number for everybody, a tutor and a health plan.
    private func drafted(kit: ContactSheet.EmergencyKit? = .family) async throws -> ConventionID {
        let sample = bench.hands.sample
        let contacts = sample.contacts.mapValues { Contact(email: $0.email, mobile: "+33 \($0.email)") }
        return try await bench.workflow.draft(
            DraftRequest(
                data: sample.data, contacts: contacts,
                otherContacts: [
                    .init(of: .tutor, telephone: "+33 tutor"), .init(of: .representative2, telephone: "+33 other"),
                ],
                emergencyKit: kit))
    }

    private func issued(kit: ContactSheet.EmergencyKit? = .family) async throws -> ConventionID {
        let id = try await drafted(kit: kit)
        try await bench.workflow.issue(id)
        return id
    }

    private func text(_ file: SheetFile) -> String { String(decoding: file.bytes, as: UTF8.self) }

    /// Beyond the sample's last day, 26 June 2026.
    private func passThePlacement() { bench.hands.advance(by: 40 * 86_400) }

    @Test func `say to each reader behind a link what is on file for that reader`() async throws {
        _ = try await issued()
        let parent = try await bench.hands.signingLink("representative-1")
        let sheet = text(try await bench.workflow.sheet(.contacts, behind: parent))
        #expect(sheet.hasPrefix("contact-sheet representative-1\n"))
        for word in ["representative-1@exemple.fr", "+33 tutor", "school@exemple.fr"] { #expect(sheet.contains(word)) }
        for word in ["+33 other", "student@exemple.fr", "employer@exemple.fr", "kit"] { #expect(!sheet.contains(word)) }
        let health = text(try await bench.workflow.sheet(.health, behind: parent))
        #expect(health.hasPrefix("health-sheet representative-1\n") && health.hasSuffix("kit family"))
        #expect(!health.contains("+33 other"))
        #expect(try await bench.workflow.view(parent).sheets == [.contacts, .health])
    }

    @Test func `leave the dead link of a signature, and stay behind the reading link`() async throws {
        _ = try await issued()
        let link = try await bench.hands.signingLink("student")
        try await bench.hands.sign("student")
        await #expect(throws: WorkflowError.alreadySigned) { try await bench.workflow.sheet(.contacts, behind: link) }
        #expect(try await bench.workflow.view(link).sheets.isEmpty)
        let reading = try await bench.hands.readingLink("student")
        #expect(try await bench.workflow.view(reading).sheets == [.contacts, .health])
        #expect(try await text(bench.workflow.sheet(.health, behind: reading)).contains("kit family"))
    }

    @Test func `give the employer the family's numbers, behind its token only`() async throws {
        let id = try await issued()
        for field in ["student", "representative-1", "school"] { try await bench.hands.sign(field) }
        let token = try await bench.hands.accessToken()
        let sheet = text(try await bench.workflow.sheet(.contacts, of: id, accessToken: token))
        #expect(sheet.contains("representative-1 - +33 representative-1@exemple.fr"))
        #expect(sheet.contains("representative-2 - +33 other"))
        #expect(try await bench.workflow.employerView(id, accessToken: token).sheets == [.contacts, .health])
        let other = try await drafted()
        await #expect(throws: WorkflowError.unauthorized) {
            try await bench.workflow.sheet(.health, of: other, accessToken: token)
        }
    }

    @Test(arguments: [HandoverSheet.contacts, .health])
    func `of a draft are the school's alone`(kind: HandoverSheet) async throws {
        let id = try await drafted()
        _ = try await bench.workflow.sheet(kind, of: id, for: "school")
        for reader in ["employer", "student", "representative-1"] {
            await #expect(throws: WorkflowError.wrongState(.draft)) {
                try await bench.workflow.sheet(kind, of: id, for: reader)
            }
        }
        let error = await #expect(throws: WorkflowError.self) {
            try await bench.workflow.sheet(kind, of: id, for: "tutor")
        }
        #expect(error?.code == "invalid-data")
    }

    @Test func `about health exist only when somebody asked for them`() async throws {
        let id = try await issued(kit: nil)
        await #expect(throws: WorkflowError.noHealthSheet) {
            try await bench.workflow.sheet(.health, of: id, for: "school")
        }
        let link = try await bench.hands.signingLink("student")
        #expect(try await bench.workflow.view(link).sheets == [.contacts])
        #expect(try await bench.workflow.show(id).healthSheetUntil == nil)
        await #expect(throws: WorkflowError.noHealthSheet) { try await bench.workflow.eraseHealthSheet(of: id) }
    }

    @Test func `about health end with the last day, before anybody has erased them`() async throws {
        let id = try await issued()
        #expect(try await bench.workflow.show(id).healthSheetUntil?.iso8601 == "2026-06-26")
        let link = try await bench.hands.signingLink("student")
        try await bench.hands.sign("student")
        let reading = try await bench.hands.readingLink("student")
        passThePlacement()
        await #expect(throws: WorkflowError.placementOver) { try await bench.workflow.sheet(.health, behind: reading) }
        await #expect(throws: WorkflowError.placementOver) {
            try await bench.workflow.sheet(.contacts, behind: reading)
        }
        await #expect(throws: WorkflowError.noHealthSheet) {
            try await bench.workflow.sheet(.health, of: id, for: "school")
        }
        _ = try await bench.workflow.sheet(.contacts, of: id, for: "school")
        #expect(try await bench.workflow.view(reading).sheets.isEmpty)
        #expect(try await bench.workflow.eraseHealthSheetsThatAreOver() == 1)
        #expect(try await bench.workflow.eraseHealthSheetsThatAreOver() == 0)
        _ = link
    }

    /// 26 June 2026 ends in Paris at 22:00 UTC.
    @Test func `are there to the end of the last day where the school is`() async throws {
        let id = try await issued()
        let end = Date(timeIntervalSince1970: 1_782_511_200)
        bench.hands.advance(by: end.timeIntervalSince(bench.hands.now) - 1)
        #expect(try await bench.workflow.eraseHealthSheetsThatAreOver() == 0)
        _ = try await bench.workflow.sheet(.health, of: id, for: "school")
        bench.hands.advance(by: 1)
        #expect(try await bench.workflow.eraseHealthSheetsThatAreOver() == 1)
    }

    @Test func `about health are erased with a cancellation, a refusal, an erasure, and by hand`() async throws {
        let cancelled = try await issued()
        try await bench.workflow.cancel(cancelled, reason: "Plus de place")
        let refused = try await issued()
        try await bench.hands.refuse(try await bench.hands.signingLink("student"), "student", reason: "Non")
        let erased = try await drafted()
        try await bench.workflow.erase(erased, reason: .mistake)
        let byHand = try await issued()
        try await bench.workflow.eraseHealthSheet(of: byHand)
        let kept = try await issued()
        let store = bench.store.conventionStore.sheets
        for id in [cancelled, refused, erased, byHand] {
            #expect(try await store.healthSheet(id) == nil)
        }
        #expect(try await store.healthSheet(kept) != nil)
        await #expect(throws: WorkflowError.conventionErased) {
            try await bench.workflow.sheet(.health, of: erased, for: "school")
        }
        await #expect(throws: WorkflowError.conventionErased) { try await bench.workflow.eraseHealthSheet(of: erased) }
        await #expect(throws: WorkflowError.unknownConvention) {
            try await bench.workflow.sheet(
                .contacts, of: try #require(ConventionID("zzzzzzzzzzzzzzzzzzzz")), for: "school")
        }
    }

    @Test func `are corrected person by person, without an event`() async throws {
        let id = try await issued(kit: nil)
        let before = try await bench.workflow.show(id).history
        try await bench.workflow.correctSheet(
            of: id,
            with: ContactSheet(
                contacts: [
                    .init(of: .representative1, telephone: "+33 new"), .init(of: .tutor, email: "t@hote.example"),
                    .init(of: .referentTeacher, telephone: "+33 teacher"),
                ], emergencyKit: .school))
        let sheet = text(try await bench.workflow.sheet(.contacts, of: id, for: "school"))
        for line in [
            "representative-1 representative-1@exemple.fr +33 new", "tutor t@hote.example -",
            "representative-2 - +33 other",
            "referent-teacher - +33 teacher", "student student@exemple.fr +33 student@exemple.fr",
        ] { #expect(sheet.contains(line), "\(line) in \(sheet)") }
        #expect(text(try await bench.workflow.sheet(.health, of: id, for: "school")).hasSuffix("kit school"))
        #expect(try await bench.workflow.show(id).history == before)
        try await bench.hands.sign("student")
    }

    @Test func `are not corrected where links would still go to another address, or nobody will come`() async throws {
        let id = try await issued()
        let stranger = ContactSheet(contacts: [.init(of: .representative1, email: "x@ailleurs.example")])
        let error = await #expect(throws: WorkflowError.self) {
            try await bench.workflow.correctSheet(of: id, with: stranger)
        }
        #expect(error?.code == "invalid-data")
        let kit = ContactSheet(contacts: [.init(of: .tutor, telephone: "+33 1")], emergencyKit: .family)
        try await bench.workflow.cancel(id, reason: "x")
        await #expect(throws: WorkflowError.conventionCancelled) {
            try await bench.workflow.correctSheet(of: id, with: kit)
        }
        let late = try await issued()
        passThePlacement()
        await #expect(throws: WorkflowError.placementOver) {
            try await bench.workflow.correctSheet(of: late, with: kit)
        }
    }

    @Test func `reach no mail, list or journal`() async throws {
        let id = try await issued()
        for field in ["student", "representative-1", "school"] { try await bench.hands.sign(field) }
        try await bench.hands.countersign(id)
        let journal = String(reflecting: try await bench.store.conventionStore.history(id)?.entries)
        let all = bench.store.mails.map { "\($0)" }.joined() + journal + "\(try await bench.workflow.list())"
        for word in ["mergencyKit", "health", " PAI", "+33 tutor", "+33 other"] {
            #expect(!all.contains(word), "\(word)")
        }
    }
}

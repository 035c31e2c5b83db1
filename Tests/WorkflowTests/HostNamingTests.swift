import ConventionDomain
import Foundation
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@Suite("A family that names the host")
struct HostNamingTests {
    private static let day = 86_400.0
    private static let email = "claire@martin.example"

    private func open(hasTwoParents: Bool = false) async throws -> PreparedConvention {
        try await PreparedConvention(texts: Bench.texts(), hasTwoParents: hasTwoParents, isHostOpen: true)
    }

    private func named(_ changes: [String: String]) -> HostPart {
        HostPart(PreparedConvention.named.values.merging(changes) { _, new in new })
    }

    @Test func `the family alone is asked, and what it names reaches nobody before the school has confirmed it`()
        async throws
    {
        let bench = try await open()
        #expect(bench.store.mails.map(\.to) == ["representative-1@exemple.fr"])
        let token = try await bench.token("representative-1")
        let view = try await bench.workflow.nameHost(token, PreparedConvention.named, gives: true)
        #expect(view.naming?.isProposed == true)
        try await bench.confirm()
        bench.hands.advance(by: 8 * Self.day)
        _ = try await bench.workflow.meetDeadlines(of: bench.id)
        #expect(
            bench.store.mails.count == 1, "no mail to an address that the school has not looked at, and no reminder")
        try await bench.workflow.confirmHost(bench.id, email: Self.email)
        let mail = try #require(try await bench.hands.mails(toAddress: Self.email).first)
        #expect(bench.store.mails.count == 2 && mail.textBody.contains("Menuiserie Martin"))
        let match = try #require(mail.textBody.firstMatch(of: #/localhost:8080/p/(\S+)/#))
        let host = try #require(PartToken(String(match.1)))
        let part = try await bench.workflow.partView(host)
        #expect(part.part == .host && part.situation == .open)
        #expect(part.hostPart[.legalName] == "Menuiserie Martin" && part.hostPart[.signatoryFamilyName] == "Martin")
        #expect(try await bench.workflow.show(bench.id).summary.outline?.host == "Menuiserie Martin")
        _ = try await bench.workflow.savePart(host, PreparedConvention.complete, gives: true)
        try await bench.workflow.approve(bench.id)
        #expect(try await bench.phase() == .draft)
    }

    @Test func `what is incomplete is kept, and says what is missing; a number that looks wrong stops nobody`()
        async throws
    {
        let bench = try await open()
        let token = try await bench.token("representative-1")
        let first = try await bench.workflow.nameHost(
            token, HostPart(["host/legalName": "Menuiserie Martin", "host/siret": "12"]), gives: true)
        #expect(first.naming?.isProposed == false)
        #expect(
            first.naming?.assessment.missing.map(\.key) == [
                "host/representative/givenName", "host/representative/familyName", "contacts/employer/email",
            ])
        let resumed = try #require(try await bench.workflow.partView(token).naming)
        #expect(resumed.host[.siret] == "12" && resumed.assessment.advice.map(\.key) == ["host/siret"])
        let wrong = try await bench.workflow.nameHost(
            token, named(["contacts/employer/email": "martin"]), gives: true)
        #expect(wrong.naming?.assessment.faults.map(\.code) == ["notAnEMailAddress"])
        let given = try await bench.workflow.nameHost(token, named(["host/siret": "12"]), gives: true)
        #expect(given.naming?.isProposed == true)
        try await bench.workflow.confirmHost(bench.id, email: Self.email)
        let kinds = try await bench.workflow.show(bench.id).history.map(\.kind)
        #expect(kinds.count { $0 == .hostProposed } == 3 && kinds.suffix(2) == [.hostConfirmed, .partRequested])
    }

    @Test func `keeping the same again writes nothing, and other values than those that name a host are left out`()
        async throws
    {
        let bench = try await open()
        let token = try await bench.token("representative-1")
        for _ in 0..<2 { _ = try await bench.workflow.nameHost(token, named(["host/sector": "Bois"]), gives: false) }
        let detail = try await bench.workflow.show(bench.id)
        #expect(detail.history.count { $0.kind == .hostProposed } == 1)
        #expect(detail.preparation?.part == PreparedConvention.named)
    }

    @Test func `the school hands it back with a reason, and the family names it anew`() async throws {
        let bench = try await open(hasTwoParents: true)
        let token = try await bench.token("representative-1")
        await #expect(throws: WorkflowError.self) { try await bench.workflow.returnProposal(bench.id, reason: "Non") }
        _ = try await bench.workflow.nameHost(token, PreparedConvention.named, gives: true)
        await #expect(throws: WorkflowError.wrongState(.completing)) {
            try await bench.workflow.nameHost(token, named(["host/legalName": "Autre"]), gives: true)
        }
        try await bench.workflow.returnProposal(bench.id, reason: "Quel atelier ?")
        await #expect(throws: WorkflowError.revokedLink) { try await bench.workflow.partView(token) }
        for parent in ["representative-1", "representative-2"] {
            let mail = try #require(try await bench.hands.mails(to: parent).last)
            #expect(mail.textBody.contains("Quel atelier ?"))
            let naming = try #require(try await bench.workflow.partView(try await bench.token(parent)).naming)
            #expect(naming.returned == "Quel atelier ?" && naming.host == PreparedConvention.named)
        }
        let second = try await bench.token("representative-2")
        let view = try await bench.workflow.nameHost(second, PreparedConvention.named, gives: true)
        #expect(view.naming?.isProposed == true && view.naming?.returned == nil)
        #expect(try await bench.hands.mails(toAddress: Self.email).isEmpty)
    }

    @Test func `a family that has not named the host is reminded, also once its data are checked`() async throws {
        let bench = try await open()
        try await bench.confirm()
        bench.hands.advance(by: 7 * Self.day)
        _ = try await bench.workflow.meetDeadlines(of: bench.id)
        let mails = try await bench.hands.mails(to: "representative-1")
        #expect(mails.count == 2 && mails.last?.subject.contains("organisme d’accueil") == true)
        let view = try await bench.workflow.partView(try await bench.token("representative-1"))
        #expect(view.situation == .open && view.isFamilyGiven)
        #expect(bench.store.mails.count == 2)
    }

    @Test func `the school names the host itself, and the family's naming is over`() async throws {
        let bench = try await open()
        let token = try await bench.token("representative-1")
        _ = try await bench.workflow.nameHost(token, named(["host/legalName": "Autre"]), gives: false)
        try await bench.workflow.correctPreparation(
            bench.id, PreparedConvention.request(pupil: "Awa", bench.hands.sample.contacts))
        #expect(try await bench.hands.mails(to: "employer").count == 1)
        #expect(try await bench.workflow.partView(token).naming == nil)
        await #expect(throws: WorkflowError.wrongState(.completing)) {
            try await bench.workflow.nameHost(token, PreparedConvention.named, gives: true)
        }
        var again = DraftRequest(
            data: PreparedConvention.school(pupil: "Awa"), contacts: bench.hands.sample.contacts)
        again.isHostOpen = true
        await #expect(throws: WorkflowError.self) { try await bench.workflow.correctPreparation(bench.id, again) }
    }

    @Test func `a host that is named twice, or by nobody, is refused at the beginning`() async throws {
        let bench = try await open()
        let data = PreparedConvention.school(pupil: "Aminata")
        var (twice, contacts) = (
            DraftRequest(data: data, contacts: bench.hands.sample.contacts), bench.hands.sample.contacts
        )
        twice.isHostOpen = true
        contacts["employer"] = nil
        let bare = String(decoding: data, as: UTF8.self).replacing("Menuiserie Martin", with: "")
        for request in [twice, DraftRequest(data: Array(bare.utf8), contacts: contacts)] {
            let error = await #expect(throws: WorkflowError.self) { try await bench.workflow.prepare(request) }
            guard case .invalidData(let messages) = error else {
                Issue.record("expected a refusal that says why, found \(String(describing: error))")
                continue
            }
            #expect(messages.contains { $0.french.contains("host, legalName") })
        }
    }

    @Test func `nobody corrects or renews what has no address yet, and the refusal says what to do`() async throws {
        let bench = try await open()
        for act in [
            { try await bench.workflow.resendInvitation(of: bench.id, to: "employer") },
            { try await bench.workflow.correctContact(of: bench.id, signatory: "employer", email: "a@exemple.fr") },
        ] as [() async throws -> Void] {
            let error = await #expect(throws: WorkflowError.self) { try await act() }
            guard case .invalidData(let messages) = error else {
                Issue.record("expected a refusal that says why, found \(String(describing: error))")
                continue
            }
            #expect(messages.contains { $0.french.contains("confirm-host") })
        }
    }

    private func refuses(_ word: String, _ act: () async throws -> Void) async throws {
        let error = await #expect(throws: WorkflowError.self) { try await act() }
        guard case .invalidData(let messages) = error else {
            Issue.record("expected a refusal that says why, found \(String(describing: error))")
            return
        }
        #expect(messages.contains { $0.french.contains(word) }, "\(messages.map(\.french))")
    }

    @Test(arguments: ["student@exemple.fr", "Representative-1@exemple.fr", "school@exemple.fr"])
    func `an address that is another signatory's is not confirmed, and nobody is written to`(email: String) async throws
    {
        let bench = try await open()
        let token = try await bench.token("representative-1")
        _ = try await bench.workflow.nameHost(token, named(["contacts/employer/email": email]), gives: true)
        let mails = bench.store.mails.count
        try await refuses("qui signerait deux fois") { try await bench.workflow.confirmHost(bench.id, email: email) }
        #expect(bench.store.mails.count == mails)
        #expect(try await bench.workflow.show(bench.id).history.last?.kind == .hostProposed)
    }

    @Test func `an address named for the host becomes no parent’s afterwards, unsaid`() async throws {
        let bench = try await open()
        _ = try await bench.workflow.nameHost(
            try await bench.token("representative-1"), PreparedConvention.named, gives: true)
        try await bench.confirm()
        try await bench.workflow.confirmHost(bench.id, email: Self.email)
        let mail = try #require(try await bench.hands.mails(toAddress: Self.email).first)
        let match = try #require(mail.textBody.firstMatch(of: #/localhost:8080/p/(\S+)/#))
        _ = try await bench.workflow.savePart(
            try #require(PartToken(String(match.1))), PreparedConvention.complete, gives: true)
        try await bench.workflow.correctContact(of: bench.id, signatory: "representative-1", email: Self.email)
        try await refuses("signerait alors deux fois") { try await bench.workflow.approve(bench.id) }
        // Who is parent and employer indeed is entered by the school.
        try await bench.workflow.correctContact(of: bench.id, signatory: "employer", email: "atelier@martin.example")
        try await bench.workflow.correctContact(of: bench.id, signatory: "employer", email: Self.email)
        try await bench.workflow.approve(bench.id)
    }

    @Test func `what the family has named anew since the school looked is not confirmed unread`() async throws {
        let bench = try await open()
        let token = try await bench.token("representative-1")
        _ = try await bench.workflow.nameHost(token, PreparedConvention.named, gives: true)
        try await bench.workflow.returnProposal(bench.id, reason: "Quel atelier ?")
        _ = try await bench.workflow.nameHost(
            try await bench.token("representative-1"), named(["contacts/employer/email": "autre@exemple.fr"]),
            gives: true)
        try await refuses("une autre adresse") { try await bench.workflow.confirmHost(bench.id, email: Self.email) }
        #expect(try await bench.hands.mails(toAddress: "autre@exemple.fr").isEmpty)
        try await bench.workflow.confirmHost(bench.id, email: "Autre@exemple.fr")
        #expect(try await bench.hands.mails(toAddress: "autre@exemple.fr").count == 1)
    }

    @Test func `a part of a host whom nobody has named is not written by the school either`() async throws {
        let bench = try await open()
        var contacts = bench.hands.sample.contacts
        contacts["employer"] = nil
        let data = String(decoding: PreparedConvention.school(pupil: "Awa"), as: UTF8.self)
        let member = try #require(data.firstMatch(of: #/"host": \{"legalName": "Menuiserie Martin"\}, /#))
        var request = DraftRequest(data: Array(data.replacing(member.0, with: "").utf8), contacts: contacts)
        request.isHostOpen = true
        for isNamed in [false, true] {
            if isNamed {
                _ = try await bench.workflow.nameHost(
                    try await bench.token("representative-1"), PreparedConvention.named, gives: true)
            }
            try await refuses("ne peut pas être écrite") {
                try await bench.workflow.correctPreparation(bench.id, request, hostPart: PreparedConvention.complete)
            }
        }
        #expect(try await bench.workflow.show(bench.id).history.contains { $0.kind == .partCorrected } == false)
        // Without that part it is a correction as any other.
        try await bench.workflow.correctPreparation(bench.id, request)
    }

    @Test func `a family that has named the host and not checked its data is reminded of these alone`() async throws {
        let bench = try await open()
        _ = try await bench.workflow.nameHost(
            try await bench.token("representative-1"), PreparedConvention.named, gives: true)
        bench.hands.advance(by: 7 * Self.day)
        _ = try await bench.workflow.meetDeadlines(of: bench.id)
        let mails = try await bench.hands.mails(to: "representative-1")
        #expect(mails.count == 2 && mails.last?.textBody.contains("Il vous revient d’indiquer") == false)
    }

    @Test func `the school is told of an address that is another party's`() async throws {
        let bench = try await open()
        let token = try await bench.token("representative-1")
        let view = try await bench.workflow.nameHost(
            token, named(["contacts/employer/email": "Student@exemple.fr"]), gives: true)
        #expect(view.naming?.assessment.advice.isEmpty == true, "a family reads nothing of others' addresses")
        let advice = try #require(try await bench.workflow.show(bench.id).preparation?.assessment.advice)
        #expect(advice.contains { $0.text.french.contains("« student »") })
    }
}

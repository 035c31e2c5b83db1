import ConventionDomain
import Foundation
import Parties
import Testing

@testable import Workflow
@testable import WorkflowTestSupport

@Suite("Which way a code goes")
struct IdentificationTests {
    private static let number = "+33639981234"

    private func bench(
        texts: Bool = true, number: String? = number, _ policies: [Signatory.Role: IdentificationPolicy] = [:]
    ) throws -> Bench {
        var settings = WorkflowSettings()
        (settings.sendsTexts, settings.identification) = (texts, policies)
        var sample = SampleConvention()
        sample.mobiles["student"] = number
        return try Bench(sample: sample, settings: settings)
    }

    /// Reads and agrees as the student.
    private func ask(_ bench: Bench, byMail: Bool = false) async throws -> (LinkToken, CodeRequested, SigningView) {
        let token = try await bench.hands.signingLink("student")
        let view = try await bench.workflow.view(token)
        let requested = try await bench.workflow.requestCode(token, consent: view.agreement, byMail: byMail)
        return (token, requested, view)
    }

    private func texts(_ bench: Bench) async throws -> [OutgoingMail] {
        try await bench.hands.mails(toAddress: Self.number)
    }

    private func digits(_ text: OutgoingMail?) throws -> String {
        let words = try #require(text).textBody.split(separator: " ").map { String($0) }
        return try #require(words.first { $0.count == 6 && $0.allSatisfy(\.isNumber) })
    }

    private func channels(_ bench: Bench, _ id: ConventionID) async throws -> [IdentificationMethod] {
        try #require(try await bench.store.conventionStore.history(id)).entries.compactMap {
            if case .codeSent(let dispatch) = $0.event { dispatch.channel } else { nil }
        }
    }

    @Test func `by SMS where a gateway and a mobile number are known: a second channel, and recorded as one`()
        async throws
    {
        let bench = try bench()
        let id = try await bench.hands.issued()
        let mails = try await bench.hands.mails(to: "student").count
        let (token, requested, view) = try await ask(bench)
        #expect(view.codeMethod == .smsCode && requested.method == .smsCode)
        #expect(requested.maskedAddress == "•• •• •• •• 34")
        #expect(try await bench.hands.mails(to: "student").count == mails, "no code in the mailbox of the link")
        let text = try #require(try await texts(bench).last)
        #expect(text.medium == .sms && text.subject.isEmpty)
        let answer = try await bench.workflow.sign(
            token, code: try digits(text), shownDigest: view.documentDigest, attempt: requested.attempt)
        guard case .signed(let receipt) = answer else { throw StillWaiting() }
        #expect(receipt.identification == .smsCode)
        #expect(try await channels(bench, id) == [.smsCode])
    }

    @Test(arguments: [
        (false, Optional(number), IdentificationPolicy?.none), (true, nil, nil), (true, "+33139981234", nil),
        (true, number, .email),
    ])
    func `by e-mail without gateway or mobile number, or where the school wants it: one channel, and recorded as one`(
        texts: Bool, number: String?, policy: IdentificationPolicy?
    ) async throws {
        let bench = try bench(texts: texts, number: number, policy.map { [.student: $0] } ?? [:])
        let id = try await bench.hands.issued()
        #expect(try await bench.hands.sign("student").identification == .emailCode)
        #expect(try await channels(bench, id) == [.emailCode])
        #expect(try await self.texts(bench).isEmpty)
    }

    @Test func `who has lost the number gets it by e-mail, and what is recorded is e-mail`() async throws {
        let bench = try bench()
        let id = try await bench.hands.issued()
        let (_, first, _) = try await ask(bench)
        let (token, requested, view) = try await ask(bench, byMail: true)
        #expect(first.method == .smsCode && requested.method == .emailCode)
        #expect(requested.maskedAddress == "s…@exemple.fr")
        let answer = try await bench.workflow.sign(
            token, code: try await bench.hands.code("student"), shownDigest: view.documentDigest,
            attempt: requested.attempt)
        guard case .signed(let receipt) = answer else { throw StillWaiting() }
        #expect(receipt.identification == .emailCode)
        #expect(try await channels(bench, id) == [.smsCode, .emailCode])
    }

    @Test func `where the school wants SMS, who has lost the number does not sign, and the school is told once`()
        async throws
    {
        let bench = try bench([.student: .sms])
        _ = try await bench.hands.issued()
        for _ in 0..<3 {
            await #expect(throws: WorkflowError.smsOnly) { _ = try await ask(bench, byMail: true) }
        }
        let told = try await bench.hands.mails(to: "school").filter { $0.subject.contains("Numéro de mobile") }
        #expect(told.count == 1 && told[0].textBody.contains("Awa Diallo") && !told[0].textBody.contains("+33"))
        #expect(try await texts(bench).isEmpty)
        let (_, requested, _) = try await ask(bench)
        #expect(requested.method == .smsCode)
        // Refusing does not depend on a number that nobody has any more.
        let token = try await bench.hands.signingLink("student")
        #expect(try await bench.workflow.requestRefusalCode(token, byMail: true).method == .emailCode)
    }

    @Test(arguments: [String?.none, "+33139981234"])
    func `where the school wants SMS, a draft without a mobile number is refused, and says whose`(number: String?)
        async throws
    {
        let bench = try bench(number: number, [.student: .sms])
        let error = await #expect(throws: WorkflowError.self) { try await bench.hands.drafted() }
        #expect(error?.description.contains("mobile number of student is missing") == true)
        _ = try await self.bench([.student: .sms]).hands.drafted()
    }

    @Test func `a code that was sent by e-mail does not sign once the school wants SMS`() async throws {
        let before = try bench(texts: false)
        let id = try await before.hands.issued()
        let ready = try await before.hands.prepare("student")
        var settings = WorkflowSettings()
        (settings.sendsTexts, settings.identification) = (true, [.student: .sms])
        let after = ConventionWorkflow(ports: before.workflow.ports, settings: settings)
        await #expect(throws: WorkflowError.codeExpired) {
            try await after.sign(ready.token, code: ready.code, shownDigest: ready.shown, attempt: ready.attempt)
        }
        #expect(try await before.workflow.show(id).summary.signatureCount == 0)
    }

    @Test func `a code for reading goes the same way, and its page does not depend on a lost number`() async throws {
        let bench = try bench()
        _ = try await bench.hands.issued()
        let (token, requested, view) = try await ask(bench)
        _ = try await bench.workflow.sign(
            token, code: try digits(try await texts(bench).last), shownDigest: view.documentDigest,
            attempt: requested.attempt)
        let reading = try await bench.hands.readingLink("student")
        let asked = try await bench.workflow.requestReadingCode(reading)
        #expect(asked.method == .smsCode)
        let pass = try await bench.workflow.enterForReading(
            reading, code: try digits(try await texts(bench).last), attempt: asked.attempt)
        #expect(try await bench.workflow.admits(reading, pass: pass.text))
        #expect(try await bench.workflow.requestReadingCode(reading, byMail: true).method == .emailCode)
    }

    @Test func `one number gets six texts an hour, about whichever conventions`() async throws {
        let bench = try bench()
        for _ in 0..<2 {
            _ = try await bench.hands.issued()
            for _ in 0..<3 { _ = try await ask(bench) }
        }
        _ = try await bench.hands.issued()
        let full = WorkflowError.tooManyCodes(until: bench.hands.now.addingTimeInterval(3_600))
        await #expect(throws: full) { _ = try await ask(bench) }
        #expect(try await texts(bench).count == 6)
        bench.hands.advance(by: 3_600)
        _ = try await ask(bench)
    }

    @Test func `a number gets three texts an hour for reading, and six for deciding all the same`()
        async throws
    {
        let bench = try bench()
        var links: [LinkToken] = []
        for _ in 0..<2 {
            _ = try await bench.hands.issued()
            let (token, requested, view) = try await ask(bench)
            _ = try await bench.workflow.sign(
                token, code: try digits(try await texts(bench).last), shownDigest: view.documentDigest,
                attempt: requested.attempt)
            links.append(try await bench.hands.readingLink("student"))
        }
        for _ in 0..<3 { _ = try await bench.workflow.requestReadingCode(links[0]) }
        let full = WorkflowError.tooManyCodes(until: bench.hands.now.addingTimeInterval(3_600))
        await #expect(throws: full) { try await bench.workflow.requestReadingCode(links[1]) }
        _ = try await bench.hands.issued()
        for _ in 0..<3 { #expect(try await ask(bench).1.method == .smsCode) }
        _ = try await bench.hands.issued()
        _ = try await ask(bench)
        await #expect(throws: full) { _ = try await ask(bench) }
        #expect(try await texts(bench).count == 9)
    }

    @Test(arguments: [StoreError.headMoved, .unavailable("disk full")])
    func `a text that was not sent does not count, however often it was tried`(error: StoreError) async throws {
        let bench = try bench()
        _ = try await bench.hands.issued()
        bench.store.failCommits(with: error)
        for _ in 0..<7 {
            let asked = await #expect(throws: WorkflowError.self) { _ = try await ask(bench) }
            guard case .unavailable = asked else { return #expect(Bool(false), "counted though none was sent") }
        }
        bench.store.failCommits(with: nil)
        for _ in 0..<3 { #expect(try await ask(bench).1.method == .smsCode) }
    }

    @Test func `a text that is older than its code is not sent`() async throws {
        let bench = try bench()
        _ = try await bench.hands.issued()
        _ = try await ask(bench)
        bench.hands.advance(by: 600)
        let delivery = OutboxDelivery(
            store: bench.store.outboxStore,
            mailer: Mailer { message throws(MailDeliveryError) in
                #expect(message.medium == nil, "a text left that is of no use any more")
            })
        #expect(try await delivery.deliverDue(now: bench.hands.now).dropped == 1)
    }

    @Test(arguments: [CodeUse.Purpose.sign, .refuse, .read])
    func `a text is one message of GSM, and names neither person nor address`(purpose: CodeUse.Purpose) throws {
        let code = try #require(OneTimeCode(typed: "000 042"))
        let text = TextMessage.text(for: purpose, code: code, minutes: 10)
        // ETSI TS 123 038 §6.2.1, but for letters that no text of ours needs.
        let alphabet = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 éèàùìò.,:;()?!'-/")
        #expect(text.count <= 160 && text.allSatisfy(alphabet.contains) && text.contains("000042"))
        #expect(!text.contains("http") && !text.contains("Awa"))
    }

    @Test(arguments: [
        ("+33639981234", true), ("+33739981234", true), ("+33139981234", false), ("+33939981234", false),
        ("+262692123456", true), ("+262262123456", false), ("+590690123456", true), ("+596596123456", false),
        ("+594694123456", true), ("+687751234", true), ("+68987123456", true), ("+32470123456", true),
        ("0639981234", false), ("+3363998", false), ("+33 639981234", false), ("", false), ("+", false),
    ])
    func `texts go to mobile numbers in international form`(number: String, isMobile: Bool) {
        #expect((MobileNumber(number) != nil) == isMobile)
    }
}

@Suite("Who has to sign with an account")
struct AccountRequiredTests {
    private func bench(_ policy: IdentificationPolicy?) throws -> Bench {
        var settings = WorkflowSettings()
        settings.identification[.school] = policy
        return try Bench(settings: settings)
    }

    @Test func `is mailed no link that signs, reads and refuses by another, and is told where to enter`() async throws {
        let bench = try bench(.totp)
        let id = try await bench.hands.issued()
        for field in ["student", "representative-1"] { try await bench.hands.sign(field) }
        let mail = try #require(try await bench.hands.mails(to: "school").last)
        #expect(!mail.textBody.contains("/s/") && mail.textBody.contains("http://localhost:8080/e"))
        let token = try await bench.hands.readingLink("school")
        let view = try await bench.workflow.view(token)
        #expect(view.mustUseAccount && view.situation == .toSign)
        try await bench.hands.refuse(token, "school", reason: "Horaires à revoir")
        #expect(try await bench.workflow.show(id).summary.status == .refused)
    }

    @Test func `does not sign by a link that was mailed before, nor with a code that was`() async throws {
        let before = try bench(nil)
        let id = try await before.hands.issued()
        for field in ["student", "representative-1"] { try await before.hands.sign(field) }
        let ready = try await before.hands.prepare("school")
        var settings = WorkflowSettings()
        settings.identification[.school] = .totp
        let after = ConventionWorkflow(ports: before.workflow.ports, settings: settings)
        await #expect(throws: WorkflowError.accountRequired) {
            try await after.sign(ready.token, code: ready.code, shownDigest: ready.shown, attempt: ready.attempt)
        }
        let view = try await after.view(ready.token)
        #expect(view.mustUseAccount)
        await #expect(throws: WorkflowError.accountRequired) {
            try await after.requestCode(ready.token, consent: view.agreement)
        }
        #expect(try await before.workflow.show(id).summary.signatureCount == 2)
    }

    @Test func `is the school alone`() {
        for role in Signatory.Role.allCases { #expect(IdentificationPolicy.totp.suits(role) == (role == .school)) }
    }
}

@Suite("What is kept of a consent")
struct ConsentRecordTests {
    @Test func `is the statement and its version, attempt, time, document and browser`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        let token = try await bench.hands.signingLink("student")
        let view = try await bench.workflow.view(token)
        var given = view.agreement
        given.userAgent = "Mozilla/5.0 (Android 15)\r\nX: \u{1B}[31m\u{202E}é "
        let requested = try await bench.workflow.requestCode(token, consent: given)
        let entries = try #require(try await bench.store.conventionStore.history(id)).entries
        let found = try #require(
            entries.compactMap { entry -> (Consent, Bool)? in
                if case .consentGiven(let consent) = entry.event { (consent, entry.at == bench.hands.now) } else { nil }
            }.last)
        #expect(found.1)
        let expected = Consent(
            fieldName: "student", attempt: requested.attempt.text, statementID: view.consent.id,
            statementVersion: view.consent.version, textDigest: view.consent.textDigest,
            shownDigest: view.documentDigest, baseDigest: view.documentDigest,
            userAgent: "Mozilla/5.0 (Android 15)??X: ?[31m??")
        #expect(found.0 == expected)
    }

    @Test(arguments: [
        (String?.none, String?.none), ("", nil), (" \n", "?"),
        (String(repeating: "a", count: 9_000), String(repeating: "a", count: 300)),
    ])
    func `has a browser of bounded length, or none`(sent: String?, kept: String?) {
        #expect(UserAgent.cleaned(sent) == kept)
    }
}

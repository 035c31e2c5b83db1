import Bootstrap
import ConventionDomain
import Foundation
import Parties
import Persistence
import Workflow

/// Does what people do on the pages: takes a link out of a mail, agrees, asks for a code, types it.
struct DemoHands {
    let installation: Installation
    let mailbox: DemoMailbox
    private let delivery: OutboxDelivery
    private let clock: WallClock

    /// - Parameter mailbox: Receives all mails that wait from now on.
    init(_ installation: Installation, mailbox: DemoMailbox = DemoMailbox(), clock: WallClock = .system) {
        (self.installation, self.mailbox, self.clock) = (installation, mailbox, clock)
        delivery = OutboxDelivery(store: installation.store.outboxStore, mailer: mailbox.mailer)
    }

    private var workflow: ConventionWorkflow { installation.workflow }

    func deliver() async throws { try await delivery.deliverDue(now: clock.now()) }

    func link(to address: String) async throws -> LinkToken {
        guard let token = LinkToken(try await mailbox.token(after: "s", to: address)) else { throw Broken.link }
        return token
    }

    /// To a part of a convention that is being prepared.
    func part(to address: String) async throws -> PartToken {
        guard let token = PartToken(try await mailbox.token(after: "p", to: address)) else { throw Broken.link }
        return token
    }

    /// What a person does on the page: open, agree, ask for the code, type it.
    func sign(at address: String) async throws -> SigningReceipt {
        let token = try await link(to: address)
        let view = try await workflow.view(token)
        try await workflow.recordOpening(token)
        let consent = ConsentGiven(
            statementID: view.consent.id, version: view.consent.version, shownDigest: view.documentDigest)
        let requested = try await workflow.requestCode(token, consent: consent)
        try await deliver()
        let answer = try await workflow.sign(
            token, code: try await mailbox.code(to: address), shownDigest: view.documentDigest,
            attempt: requested.attempt)
        guard case .signed(let receipt) = answer else { throw Broken.timeStamp }
        return receipt
    }

    /// What the host's software does with the token of its mail.
    func countersign(_ id: ConventionID, at address: String) async throws -> CountersignatureResult {
        guard let token = AccessToken(try await mailbox.accessToken(to: address)) else { throw Broken.link }
        let view = try await workflow.employerView(id, accessToken: token)
        let request = CountersignatureRequest(
            signatory: view.signatory.name.full, capacity: view.signatory.capacity,
            consentVersion: view.consent.version, revisionDigest: view.revisionDigest,
            idempotencyKey: "demonstration-1")
        let outcome = try await workflow.countersign(id, accessToken: token, request: request)
        guard case .signed(let result) = outcome else { throw Broken.timeStamp }
        return result
    }

    func refuse(at address: String, reason: String) async throws {
        let token = try await link(to: address)
        let requested = try await workflow.requestRefusalCode(token)
        try await deliver()
        try await workflow.refuse(
            token, reason: reason, code: try await mailbox.code(to: address), attempt: requested.attempt)
    }

    enum Broken: Error { case link, contact, timeStamp }
}

extension WallClock {
    /// A clock that is late by some days.
    func late(byDays days: Int) -> WallClock {
        WallClock { now().addingTimeInterval(-86_400 * TimeInterval(days)) }
    }
}

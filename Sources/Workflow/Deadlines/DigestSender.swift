import ConventionDomain
import Parties
import Synchronization

import struct Foundation.Date

/// Sends each school its digest, once on every business day, about the conventions that it entered before that day.
///
/// Gathering reads every convention that is under way: once a day, and again only while a mail could not be handed over. A crash between
/// sending and noting sends it again, with the same key.
package final class DigestSender: Sendable {
    /// The hour from which it leaves.
    private static let firstHour = 7
    /// Seconds until a mail that was not taken over is tried again.
    private static let pause = 600.0
    /// Seconds after which an endpoint that does not answer is told.
    private static let silence = 86_400.0

    let workflow: ConventionWorkflow
    private let outbox: OutboxStore
    private let mailer: Mailer
    private let digests: DigestStore
    let webhooks: WebhookStore?
    private let restUntil = Mutex(Date.distantPast)

    /// - Parameter webhooks: Of which endpoints the schools are told that they do not answer; `nil` tells of none.
    package init(
        _ workflow: ConventionWorkflow, outbox: OutboxStore, mailer: Mailer, digests: DigestStore,
        webhooks: WebhookStore? = nil
    ) {
        self.webhooks = webhooks
        self.workflow = workflow
        self.outbox = outbox
        self.mailer = mailer
        self.digests = digests
    }

    /// What one round did.
    package struct Report: Hashable, Sendable {
        package var sent = 0
        /// Not taken over by the mail system; tried again in the next round.
        package var failed = 0

        package init() {}

        static func + (one: Report, other: Report) -> Report {
            var sum = one
            sum.sent += other.sent
            sum.failed += other.failed
            return sum
        }
    }

    /// Sends what is due, and tells establishments whose endpoints were given up.
    ///
    /// - Throws: ``WorkflowError`` when the store cannot be read or written.
    package func sendDue() async throws(WorkflowError) -> Report {
        let (now, zone) = (workflow.now(), workflow.settings.timeZone)
        let today = zone.day(of: now)
        guard SigningDeadlines.isBusinessDay(today), zone.hour(of: now) >= Self.firstHour,
            restUntil.withLock({ $0 <= now })
        else { return Report() }
        let report = try await send(today) + tellOwners(on: today)
        let tomorrow = CalendarDate(dayNumber: today.dayNumber + 1) ?? today
        restUntil.withLock {
            $0 = report.failed == 0 ? zone.moment(tomorrow, hour: Self.firstHour) : now.addingTimeInterval(Self.pause)
        }
        return report
    }

    private func send(_ today: CalendarDate) async throws(WorkflowError) -> Report {
        var report = Report()
        for (address, digest) in try await gather(today) where !digest.isEmpty {
            let recipient = recipient(address)
            do {
                if try await digests.lastDay(recipient) == today { continue }
            } catch { throw WorkflowError(error) }
            if try await deliver(try mail(digest, to: address, on: today), to: recipient, on: today) {
                report.sent += 1
            } else {
                report.failed += 1
            }
        }
        return report
    }

    /// - Parameter refused: Noted in the recipient's place when the mail is refused for good, where having been sent once is enough.
    /// - Returns: Whether the mail system took it over. What it refuses for good is tried again tomorrow, not all day.
    func deliver(
        _ mail: OutgoingMail, to recipient: TokenHash, refused: TokenHash? = nil, on today: CalendarDate
    ) async throws(WorkflowError) -> Bool {
        var isTaken = true
        do { try await mailer.deliver(mail) } catch {
            guard error.isPermanent else { return false }
            isTaken = false
        }
        do { try await digests.note(isTaken ? recipient : refused ?? recipient, today) } catch {
            throw WorkflowError(error)
        }
        return isTaken
    }

    /// The digest of each school, by the address of who signs for it.
    private func gather(_ today: CalendarDate) async throws(WorkflowError) -> [String: SchoolDigest] {
        var digests: [String: SchoolDigest] = [:]
        let unreadable = try await OpenConventions(workflow: workflow, outbox: outbox).forEach { dossier, context in
            guard let address = dossier.schoolAddress,
                workflow.settings.timeZone.day(of: dossier.createdAt) < today
            else { return }
            digests[address, default: SchoolDigest(school: dossier.drafting.outline.school)].note(
                dossier, context)
        }
        let silent = try await silentSoftware()
        for address in digests.keys {
            digests[address]?.unreadable = unreadable
            digests[address]?.silentSoftware = silent
        }
        return digests
    }

    /// Names of the endpoints that nothing has reached for a day, in words for the digest.
    private func silentSoftware() async throws(WorkflowError) -> [String] {
        let endpoints: [WebhookEndpoint]
        do { endpoints = try await webhooks?.list() ?? [] } catch { throw WorkflowError(error) }
        let now = workflow.now()
        return endpoints.compactMap { endpoint in
            guard let since = endpoint.health.failingSince, now.timeIntervalSince(since) >= Self.silence else {
                return nil
            }
            let day = FrenchDate.day(iso: workflow.settings.timeZone.day(of: since).iso8601)
            let end = endpoint.state == .disabled ? ", désactivé" : ""
            return "\(endpoint.name) : ne répond plus depuis le \(day)\(end)"
        }
    }

    private func mail(
        _ digest: SchoolDigest, to address: String, on today: CalendarDate
    ) throws(WorkflowError) -> OutgoingMail {
        guard let template = workflow.ports.texts.mails[.digest] else { throw .unavailable(.texts) }
        let values: [MailVariable: String] = [
            .school: digest.school.onOneLine, .today: FrenchDate.day(iso: today.iso8601), .lines: digest.text,
        ]
        let letter: (subject: String, body: String)
        do { letter = try template.render(values) } catch { throw .unavailable(.texts) }
        let mark = workflow.settings.isDemo ? "[Démonstration] " : ""
        return OutgoingMail(
            messageKey: key("\(address) \(today.iso8601)"), to: address, subject: mark + letter.subject,
            textBody: letter.body)
    }

    /// The same however often a message is tried.
    func key(_ occasion: String) -> String {
        Base64URL.encode(Array(workflow.ports.store.authenticate(Array("digest \(occasion)".utf8)).prefix(16)))
    }

    /// Whether somebody was ever sent a message of this kind.
    func wasSent(to recipient: TokenHash) async throws(WorkflowError) -> Bool {
        try await lastDay(recipient) != nil
    }

    /// The day on which something was last noted.
    func lastDay(_ recipient: TokenHash) async throws(WorkflowError) -> CalendarDate? {
        do { return try await digests.lastDay(recipient) } catch { throw WorkflowError(error) }
    }

    /// What is noted of a school says nothing about its address to who reads the database.
    func recipient(_ address: String) -> TokenHash {
        TokenHash(bytes: workflow.ports.store.authenticate(Array("digest \(address)".utf8)))
    }
}

extension ConventionSummary {
    /// The placement is over, and not for long: the host may have been asked in vain.
    func mayLackAttestation(on today: CalendarDate) -> Bool {
        guard [.ended, .interrupted].contains(status), follows == nil,
            let lastDay = outline.flatMap({ CalendarDate(iso8601: $0.lastDay) })
        else { return false }
        return today.dayNumber - lastDay.dayNumber <= AttestationReminders.longestWait
    }
}

extension Dossier {
    fileprivate var schoolAddress: String? {
        drafting.signatories.first { $0.role == .school }.flatMap { history.contacts[$0.fieldName]?.email.lowercased() }
    }
}

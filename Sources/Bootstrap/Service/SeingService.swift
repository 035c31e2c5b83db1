import CertificateAuthority
import ConventionDomain
import Foundation
import Guides
package import HTTPService
package import Logging
import Mail
import PAdESSigning
import Persistence
import Placements
import ServiceLifecycle
import TrustServices
import UnixSignals
package import Workflow

/// The running service: pages and API, delivery of mails, renewal of revocation lists.
package struct SeingService: Sendable {
    package struct Settings: Sendable {
        package var dataDirectory: String
        package var address: ListenAddress
        /// What links in mails begin with.
        package var publicAddress: PublicAddress
        package var operatorContact: String
        package var version: String
        package var mail: MailSettings
        /// The last address of `X-Forwarded-For` is the client's.
        package var trustsForwardedFor = false
        /// Requests a minute that change something, with one link, token or key; six times as many from one address.
        package var postsPerMinute = 20
        /// What Prometheus sends as a bearer token; `nil` leaves `/metrics` out.
        package var metricsToken: [UInt8]?
        /// Where mails that cannot be delivered come back to, instead of to their sender's address.
        package var bouncesTo: String?
        /// Folder of the form of Maildir into which they are put; `nil` reads none.
        package var bounceMailbox: String?
        /// What a mail provider sends as a bearer token when it tells of them; `nil` leaves `/api/v1/bounces` out.
        package var bounceSecret: [UInt8]?

        package init(
            dataDirectory: String, address: ListenAddress, publicAddress: PublicAddress, operatorContact: String,
            version: String, mail: MailSettings
        ) {
            self.dataDirectory = dataDirectory
            self.address = address
            self.publicAddress = publicAddress
            self.operatorContact = operatorContact
            self.version = version
            self.mail = mail
        }
    }

    private let settings: Settings
    private let installation: Installation
    private let passphrase: [UInt8]
    private let mail: MailDoor
    private let texts: TextDoor
    private let webhooks: WebhookDoor
    private let follower: WebhookFollower
    private let archiving: ArchivingQueue
    private let deadlines: DeadlineWatch
    private let digests: DigestSender
    private let heads: HeadOffice
    private let rosters: RosterUseCases
    private let batches: BatchRunner
    private let entry: EntryDesk
    private let clock: WallClock
    private let logger: Logger
    private let pending: PendingSignatures
    private let anchoring: JournalAnchoring
    private let writes: WriteProbe

    package init(
        _ settings: Settings, installation: Installation, passphrase: [UInt8], clock: WallClock = .system,
        logger: Logger
    ) throws {
        self.settings = settings
        self.installation = installation
        self.passphrase = passphrase
        self.clock = clock
        archiving = ArchivingQueue(installation.workflow)
        deadlines = DeadlineWatch(installation.workflow)
        heads = installation.headOffice
        rosters = RosterUseCases(installation.rosterDesk())
        batches = BatchRunner(heads)
        entry = installation.entryDesk(
            clock: clock, office: heads, pupils: .rosters(installation.rosterDesk(clock: clock)))
        self.logger = logger
        pending = PendingSignatures(workflow: installation.workflow, logger: logger)
        let (timeStamps, store) = (installation.timeStamps, installation.store)
        writes = WriteProbe(now: clock.now) { await store.isWritable() }
        anchoring = JournalAnchoring(
            store: installation.store, stamp: { digest in try timeStamps.session().authority.token(digest) },
            logger: logger)
        texts = try TextDoor(
            SMSSettings.read(dataDirectory: settings.dataDirectory), dataDirectory: settings.dataDirectory)
        mail = try MailDoor(
            settings.mail, texts: texts, address: settings.publicAddress, dataDirectory: settings.dataDirectory,
            senderName: installation.infrastructure.trust.policies.organisation, bouncesTo: settings.bouncesTo,
            clock: clock)
        webhooks = try WebhookDoor(installation, address: settings.publicAddress, clock: clock)
        follower = installation.webhookFollower()
        digests = DigestSender(
            installation.workflow, outbox: installation.store.outboxStore, mailer: mail.mailer,
            digests: installation.store.digestStore, webhooks: installation.store.webhookStore)
    }

    private func delivery(_ lane: OutboxLane) -> OutboxDelivery {
        let store = installation.store.outboxStore(lane)
        return switch lane {
        case .mail:
            // A code waits behind no more than one handful.
            OutboxDelivery(
                store: store, mailer: mail.mailer, batch: 2 * SMTPTransport.width, width: SMTPTransport.width)
        case .sms: OutboxDelivery(store: store, mailer: texts.mailer, width: SMSGateway.width)
        case .webhook:
            OutboxDelivery(
                store: store, mailer: webhooks.mailer, policy: .webhook, batch: WebhookDoor.width,
                width: WebhookDoor.width)
        }
    }

    /// Sends what waits, once; used before a demonstration answers, so that its mailbox is not empty at first sight.
    package func deliverNow() async throws {
        for lane in OutboxLane.people { try await deliver(lane) }
    }

    private func deliver(_ lane: OutboxLane) async throws {
        let report = try await delivery(lane).deliverDue(now: clock.now())
        guard report.dead > 0 else { return }
        // What the server answered may quote an address: `seing convention show` says it to the school, the log does not.
        for letter in try await installation.store.outboxStore(lane).deadLetters().suffix(report.dead) {
            logger.warning(
                "a message was given up; run: seing outbox list",
                metadata: [
                    "lane": .string(lane.rawValue), "convention": .string(letter.convention),
                    "signatory": .string(letter.fieldName ?? "unknown"),
                    "attempts": .stringConvertible(letter.attempts),
                ])
        }
    }

    /// What the process before this one had taken and not sent when it was killed must not wait for its lease to end:
    /// a code among it is only good for minutes.
    package func resumeDelivery() async throws {
        try await installation.store.releaseLeases(now: clock.now(), lease: delivery(.mail).lease)
    }

    /// Runs until the process is told to stop (SIGTERM, SIGINT), then finishes the requests at hand.
    ///
    /// - Parameter onReady: Told the port once connections are taken.
    package func run(onReady: @escaping @Sendable (_ port: Int) async -> Void) async throws {
        try await resumeDelivery()
        let placements = try self.placements()
        let server = try HTTPServer(try parts(), pageSettings, address: settings.address, onReady: onReady)
        let group = ServiceGroup(
            services: [server] + deliveries + placements + [
                BackgroundLoop(name: "waiting signatures", interval: .seconds(1), logger: logger) {
                    try await pending.settle(now: clock.now())
                },
                BackgroundLoop(name: "batches", interval: .seconds(1), logger: logger) {
                    try await runBatches()
                },
                BackgroundLoop(name: "archive", interval: .seconds(2), logger: logger) {
                    try await archiveDue()
                },
                BackgroundLoop(name: "deadlines", interval: .seconds(20), logger: logger) {
                    try await meetDeadlines()
                },
                BackgroundLoop(name: "digests", interval: .seconds(60), logger: logger) {
                    try await sendDigests()
                },
                BackgroundLoop(name: "health sheets", interval: .seconds(3600), logger: logger) {
                    try await eraseHealthSheets()
                },
                BackgroundLoop(name: "visitors", interval: .seconds(3600), logger: logger) {
                    try await sweepVisitors()
                },
                BackgroundLoop(name: "journal anchors", interval: .seconds(5), logger: logger) {
                    try await anchoring.anchorDue(now: clock.now())
                },
                BackgroundLoop(name: "revocation lists", interval: .seconds(3600), logger: logger) {
                    try refreshRevocationLists()
                },
            ], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        try await group.run()
    }

    /// What offers and applications need without anybody asking.
    private func placements() throws -> [any Service] {
        let named = try SchoolSettings.read(dataDirectory: settings.dataDirectory).dangerMailboxes
        return PlacementRounds(
            installation, mailboxes: .known(named, installation.schoolRegister), pupils: pupils, clock: clock,
            logger: logger
        ).services
    }

    private var pupils: PupilFile {
        let logger = logger
        return .rosters(installation.rosterDesk(clock: clock), installation.schoolRegister) { fault in
            logger.error("a school's file cannot be read", metadata: ["fault": .string(fault.description)])
        }
    }

    /// Each way by itself: a gateway or an endpoint that hangs holds no mail up.
    private var deliveries: [any Service] {
        [
            // A person looks at an empty mailbox until the code is there.
            BackgroundLoop(name: "outbox", interval: .milliseconds(200), logger: logger) {
                try await deliver(.mail)
            },
            BackgroundLoop(name: "texts", interval: .milliseconds(200), logger: logger) {
                try await deliver(.sms)
            },
            BackgroundLoop(name: "webhooks", interval: .seconds(1), logger: logger) { try await tellSoftware() },
        ] + [bounces].compactMap(\.self)
    }

    private var bounceDoor: BounceDoor? {
        guard let secret = settings.bounceSecret else { return nil }
        let (store, clock) = (installation.store.bounceStore, clock)
        return BounceDoor(secret: secret) { key, status throws(WorkflowError) in
            do { _ = try await store.note(key, status, clock.now()) } catch { throw .unavailable(.storage) }
        }
    }

    private var bounces: BackgroundLoop? {
        guard let directory = settings.bounceMailbox else { return nil }
        let reading = BounceReading(
            mailbox: BounceMailbox(directory: directory), store: installation.store.bounceStore, clock: clock,
            logger: logger)
        return BackgroundLoop(name: "bounces", interval: .seconds(30), logger: logger) { try await reading.readNew() }
    }

    /// What a process before this one had completed and not archived when it was killed is made up for here.
    private func archiveDue() async throws {
        for postponed in try await archiving.archiveDue() {
            logger.warning(
                "a finished document is not archived yet; it is valid all the same and will be tried again",
                metadata: [
                    "convention": .string(postponed.convention.text), "error": .string(postponed.error.code),
                ])
        }
    }

    private func tellSoftware() async throws {
        for convention in try await follower.follow() {
            logger.error(
                "a convention's journal cannot be read, and no software is told of it",
                metadata: ["convention": .string(convention.text)])
        }
        try await deliver(.webhook)
    }

    private func runBatches() async throws {
        let report = try await batches.runDue()
        for convention in report.failed {
            logger.warning(
                "a signature of a batch could not be made and is tried again, or given up on the batch's page",
                metadata: ["convention": .string(convention.text)])
        }
        for batch in report.finished { logger.notice("a batch is finished", metadata: ["batch": .string(batch.text)]) }
        if report.isHeldUp { logger.warning("a batch waits for a time-stamp and goes on by itself") }
    }

    private func meetDeadlines() async throws {
        for failure in try await deadlines.meetDue() {
            logger.warning(
                "deadlines could not be met and will be tried again; see: seing convention show",
                metadata: ["convention": .string(failure.convention.text), "error": .string(failure.error.code)])
        }
    }

    private func sendDigests() async throws {
        let report = try await digests.sendDue()
        guard report.failed > 0 else { return }
        logger.warning(
            "digests could not be handed to the mail server and will be tried again",
            metadata: ["count": .stringConvertible(report.failed)])
    }

    /// How many, never whose: that there was a health plan is health data itself.
    private func eraseHealthSheets() async throws {
        let count = try await installation.workflow.eraseHealthSheetsThatAreOver()
        guard count > 0 else { return }
        logger.info("health sheets of placements that are over were erased", metadata: ["count": "\(count)"])
    }

    private func sweepVisitors() async throws {
        let count = try await entry.sweep()
        guard count > 0 else { return }
        logger.info("employers' accounts that had not served for years were removed", metadata: ["count": "\(count)"])
    }

    private func refreshRevocationLists() throws {
        let (directory, now) = (settings.dataDirectory + "/pki", clock.now())
        _ = try PublicKeyInfrastructure.refreshRevocationLists(
            directory: directory, profiles: CertificateProfiles(directory: installation.resources.profiles),
            passphrase: passphrase, now: now, onlyWhenDue: true)
        for concern in try PublicKeyInfrastructure.concerns(directory: directory, now: now) {
            logger.warning("the keys need attention", metadata: ["concern": .string(concern)])
        }
    }

    private var pageSettings: HTTPServiceSettings {
        var pages = HTTPServiceSettings(
            publicBaseURL: settings.publicAddress.text,
            operatorName: installation.infrastructure.trust.policies.organisation,
            operatorContact: settings.operatorContact, version: settings.version,
            isDemo: installation.infrastructure.isDemo)
        pages.timeZone = installation.workflow.settings.timeZone
        pages.trustsForwardedFor = settings.trustsForwardedFor
        pages.limits.postsPerMinuteAndSecret = settings.postsPerMinute
        pages.limits.postsPerMinuteAndAddress = 6 * settings.postsPerMinute
        return pages
    }

    private var health: HealthProbe {
        let (store, timeStamps) = (installation.store, installation.timeStamps)
        let (clock, pending, anchoring, writes) = (self.clock, self.pending, self.anchoring, self.writes)
        return HealthProbe {
            let health = await store.health(now: clock.now())
            let waiting = await pending.last
            var reading = HealthProbe.Reading(
                isDatabaseWritable: await writes.isWritable, oldestMailSeconds: health.oldestWaitingMailAge,
                deadLetterCount: health.deadLetterCount)
            reading.timeStamping = .init(
                source: timeStamps.isOutside ? "outside" : "built-in", clock: timeStamps.clockQuality.state().word,
                waitingSignatures: waiting.remaining,
                oldestSeconds: waiting.oldest.map { Int(clock.now().timeIntervalSince($0)) })
            reading.anchors = (try? await anchoring.reading()).map { anchors in
                .init(
                    newestSeconds: anchors.newestAt.map { Int(clock.now().timeIntervalSince($0)) },
                    eventsAfter: Int(anchors.eventsAfter), failedTries: anchors.failures)
            }
            return reading
        }
    }

    private func parts() throws -> ServiceParts {
        let store = installation.store
        let pages = installation.resources.templates + "/Pages"
        var parts = ServiceParts(
            signatories: SignatoryUseCases(installation.workflow), employers: EmployerUseCases(installation.workflow),
            schools: SchoolUseCases(installation, clock: clock),
            printedCopies: PrintedCopies { code throws(WorkflowError) in
                try await installation.workflow.printedCopy(code)
            },
            health: health,
            published: .trustFolder(settings.dataDirectory + "/pki/trust"),
            // Links and codes lie open on this page: it exists only where nothing is at stake.
            mailbox: installation.infrastructure.isDemo ? mail.mailbox.map(developmentMailbox) : nil,
            templates: try PageTemplates(directory: pages + "/fr"),
            stylesheet: try Stylesheet(path: pages + "/assets/seing.css", version: settings.version),
            authenticate: store.conventionStore.authenticate, now: clock.now, logger: logger)
        (parts.heads, parts.rosters, parts.entry) = (heads, rosters, entry)
        parts.offers = try installation.offerParts(clock: clock)
        parts.applications = installation.applicationParts(clock: clock, pupils: pupils)
        parts.hosts = installation.hostParts(clock: clock)
        parts.partnerOffers = PartnerOfferUseCases(installation, entry: entry, clock: clock)
        parts.followUp = installation.followUpParts(entry: entry, clock: clock)
        parts.proofs = ProofUseCases(installation.workflow)
        (parts.employerList, parts.signingKeys) = installation.softwareUseCases(clock: clock)
        (parts.employerWebhook, parts.apiDescription) = (
            try EmployerWebhookUseCases(installation, clock: clock),
            try APIDescription(path: installation.resources.templates + "/API/openapi.json")
        )
        parts.parts = installation.workflow
        parts.hostPartScript = try HostPartScript(path: pages + "/assets/host-part.js", version: settings.version)
        (parts.metrics, parts.bounces) = (metrics, bounceDoor)
        parts.guides = try GuideLibrary(installation.resources, dataDirectory: settings.dataDirectory)
        (parts.guidePictures, parts.films) = (StepPictures(installation.resources), FilmFiles(installation.resources))
        return parts
    }

    private var metrics: MetricsProbe? {
        guard let token = settings.metricsToken else { return nil }
        let metrics = ServiceMetrics(
            store: installation.store, workflow: installation.workflow, pending: pending,
            stuck: StuckWatch(installation.workflow, outbox: installation.store.outboxStore),
            writes: writes, version: settings.version, now: clock.now)
        return MetricsProbe(token: token, requests: RequestCounter()) { await metrics.read() }
    }

    private func developmentMailbox(_ mailbox: LocalMailbox) -> DevelopmentMailbox {
        let (address, spool) = (settings.publicAddress.text, texts.spool)
        return DevelopmentMailbox {
            let mails = try mailbox.messages().map { message in
                DevelopmentMailbox.Message(
                    id: message.id, to: message.to, subject: message.subject, deliveredAt: message.deliveredAt,
                    textBody: message.textBody(servedAt: address))
            }
            let texts = try spool?.messages() ?? []
            let messages = texts.map { text in
                DevelopmentMailbox.Message(
                    id: text.id, to: text.to, subject: "SMS", deliveredAt: text.deliveredAt, textBody: text.text)
            }
            return (mails + messages).sorted { $0.deliveredAt > $1.deliveredAt }
        }
    }
}

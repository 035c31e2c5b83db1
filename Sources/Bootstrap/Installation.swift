import Applications
package import CertificateAuthority
import ConventionDomain
package import ConventionTemplates
package import ConventionVerification
import HTTPService
package import Logging
import OpenSSLBridge
import PAdESValidation
package import Parties
package import Persistence
import Synchronization
import TrustServices
import Typesetting
package import Workflow

import struct Foundation.Date

/// Everything that one data directory and the program's resources make, wired together.
package struct Installation: Sendable {
    package let resources: Resources
    package let store: SQLiteStore
    package let infrastructure: PublicKeyInfrastructure
    package let templates: TemplateStore
    package let workflow: ConventionWorkflow
    let dataDirectory: String
    /// Where communes are.
    package let places: PlaceBook
    /// Asked where addresses of offers are, and nothing else.
    let addressService: AddressService?
    /// How long an application waits for an answer.
    let applicationTerms: ApplicationTerms
    /// Whether documents carry a code and a QR code that lead to the service's page of verification.
    package let printsVerification: Bool
    /// Who attests times; for document time-stamps as for signatures.
    package let timeStamps: TimeStampSource

    /// Opens a data directory whose keys were made by `seing pki init`.
    ///
    /// - Parameters:
    ///   - dataDirectory: The directory; made when it does not exist, but for the keys.
    ///   - passphrase: Opens the private keys.
    ///   - publicAddress: Where the service is reached, printed on documents; by default what `settings.json` says.
    ///   - addresses: What links in mails point to; the service that delivers them fills in its own by default.
    ///   - logger: Told what fails inside, without personal data.
    /// - Throws: What the store, the keys or the templates say, each in its own words.
    package static func open(
        resources: Resources, dataDirectory: String, passphrase: [UInt8], publicAddress: String? = nil,
        addresses: LinkAddresses = .undelivered, clock: WallClock = .system, logger: Logger = Logger(label: "seing")
    ) throws -> Installation {
        let infrastructure = try PublicKeyInfrastructure.load(
            directory: dataDirectory + "/pki", profiles: CertificateProfiles(directory: resources.profiles),
            passphrase: passphrase)
        let store = try SQLiteStore.open(directory: dataDirectory).reportingFailures { error in
            logger.error("the store failed", metadata: ["error": .string(error.description)])
        }
        return try Installation(
            resources: resources, store: store, infrastructure: infrastructure,
            dataDirectory: dataDirectory, publicAddress: publicAddress, addresses: addresses, clock: clock,
            logger: logger)
    }

    package init(
        resources: Resources, store: SQLiteStore, infrastructure: PublicKeyInfrastructure, dataDirectory: String,
        publicAddress: String?, addresses: LinkAddresses, clock: WallClock, logger: Logger
    ) throws {
        self.resources = resources
        self.store = store
        self.infrastructure = infrastructure
        (self.dataDirectory, places) = (dataDirectory, PlaceBook(dataDirectory: dataDirectory))
        templates = try .forSchool(
            resources: resources, dataDirectory: dataDirectory,
            calendar: PlacementCalendar.read(dataDirectory: dataDirectory))
        let trustServices = try TrustServiceSettings.read(dataDirectory: dataDirectory)
        timeStamps = try TimeStampSource(
            trustServices, infrastructure: infrastructure, dataDirectory: dataDirectory, clock: clock)
        let school = try SchoolSettings.read(dataDirectory: dataDirectory)
        (applicationTerms, printsVerification) = (school.applications, (school.publicAddress ?? publicAddress) != nil)
        addressService = school.addressService.map { AddressService(url: $0, policy: trustServices.http.policy) }
        let settings = try Self.settings(school, isDemo: infrastructure.isDemo, dataDirectory)
        let employers = EmployerTrust(trustServices, dataDirectory: dataDirectory, clock: clock, logger: logger)
        let dates = FrenchDate(timeZone: settings.timeZone)
        let typesetter = Typesetter(fonts: try FontSet())
        let verifiers = Self.verifiers(infrastructure, dataDirectory)
        var ports = WorkflowPorts(
            store: store.conventionStore,
            documents: Self.documents(
                templates, typesetter, school, store, reviews: TemplateReviews(dataDirectory: dataDirectory),
                publicAddress: publicAddress, timeZone: settings.timeZone),
            signer: .builtIn(infrastructure, timeStamps: timeStamps, dates: dates, logger: logger),
            verifier: .strict(clock: clock, logger: logger, employers: employers, verifiers),
            archiver: .builtIn(
                infrastructure, timeStamps: timeStamps,
                revocation: RevocationSource(http: trustServices.http, first: .responder, now: clock.now),
                keyDirectory: dataDirectory + "/pki", clock: clock, logger: logger),
            texts: try WorkflowTexts.load(directory: resources.templates),
            addresses: addresses, clock: clock, randomness: .system)
        ports.ownCertificates = .builtIn(
            employers, timeStamps: timeStamps, dates: dates, clock: clock, logger: logger)
        ports.proofs = .builtIn(
            ProofTools(
                store: store, infrastructure: infrastructure, timeStamps: timeStamps, typesetter: typesetter,
                dates: dates, logger: logger, verifier: { try verifiers().conventions }))
        ports.paper = Self.paper(infrastructure, typesetter, timeStamps, settings.timeZone, logger)
        workflow = ConventionWorkflow(ports: ports, settings: settings)
    }

    private static func documents(
        _ templates: TemplateStore, _ typesetter: Typesetter, _ school: SchoolSettings, _ store: SQLiteStore,
        reviews: TemplateReviews, publicAddress: String?, timeZone: SchoolTimeZone
    ) -> DocumentFactory {
        var documents = DocumentFactory.templates(
            templates, typesetter: typesetter, templateIdentifier: school.template ?? templateIdentifier,
            sheetTemplates: sheetTemplates.merging(school.sheetTemplates) { $1 }, timeZone: timeZone,
            reviews: reviews, publicAddress: school.publicAddress ?? publicAddress)
        documents.objections = { data throws(DocumentFactoryError) in
            try await HostObjection.messages(data, store)
        }
        return documents
    }

    private static func paper(
        _ infrastructure: PublicKeyInfrastructure, _ typesetter: Typesetter, _ timeStamps: TimeStampSource,
        _ timeZone: SchoolTimeZone, _ logger: Logger
    ) -> PaperStatementMaker {
        .builtIn(infrastructure, typesetter: typesetter, timeStamps: timeStamps, timeZone: timeZone, logger: logger)
    }

    private static func settings(
        _ school: SchoolSettings, isDemo: Bool, _ dataDirectory: String
    ) throws -> WorkflowSettings {
        let sendsTexts = try SMSSettings.read(dataDirectory: dataDirectory).transport != nil
        try school.requireTexts(sendsTexts)
        var settings = WorkflowSettings()
        settings.signingOrder = school.signingOrder
        settings.timeZone = school.timeZone
        settings.acceptsSeals = school.acceptsSeals
        settings.acceptsSchoolCertificates = school.acceptsSchoolCertificates
        settings.retention = school.retention
        settings.bothRepresentativesSign = school.bothRepresentativesSign
        settings.optionalSignatures = school.optionalSignatures
        settings.isDemo = isDemo
        (settings.identification, settings.sendsTexts) = (school.identification, sendsTexts)
        return settings
    }

    /// The trust folder is read anew for each revision: its revocation lists are renewed while the service runs.
    private static func verifiers(
        _ infrastructure: PublicKeyInfrastructure, _ dataDirectory: String
    ) -> @Sendable () throws -> RevisionVerifier.Verifiers {
        let arc = infrastructure.trust.policies.arc
        // Read each time and compared: what is put into the folder counts at once, what is the same is not taken apart again.
        let last = Mutex<(files: [TrustDirectory.File], verifiers: RevisionVerifier.Verifiers)?>(nil)
        return {
            let files = try TrustDirectory.files(dataDirectory + "/pki/trust")
            if let known = last.withLock(\.self), known.files.elementsEqual(files, by: ==) { return known.verifiers }
            let trust = try TrustMaterial(files: files)
            let verifiers = RevisionVerifier.Verifiers(
                conventions: ConventionVerifier(validator: DocumentValidator(trust: trust, policyArc: arc)),
                statements: PaperStatementJudge(trust: trust, policyArc: arc))
            last.withLock { $0 = (files, verifiers) }
            return verifiers
        }
    }

    /// What everybody verifies the service's documents with: its trust folder as it is now.
    ///
    /// - Throws: What keeps the trust folder from being read.
    package func verifier() throws -> ConventionVerifier {
        try Self.verifiers(infrastructure, dataDirectory)().conventions
    }

    /// The template of new conventions.
    package static let templateIdentifier = "observation-2025-11"

    /// The templates of the sheets that are handed over apart.
    package static let sheetTemplates: [HandoverSheet: String] = [
        .contacts: "contact-sheet-2025-11", .health: "health-sheet-2025-11",
    ]
}

extension WallClock {
    /// The machine's clock.
    package static let system = WallClock { Date() }
}

extension Randomness {
    /// OpenSSL's generator for secrets.
    package static let system = Randomness { count throws(RandomnessFailure) in
        do { return try SecureRandom.bytes(count) } catch { throw RandomnessFailure() }
    }
}

import Foundation
import Guides
import Hummingbird
import Logging
import Offers
import Placements
import Typesetting
import Workflow
import WorkflowTestSupport

@testable import HTTPService

/// The service with doubles behind it.
struct ServiceUnderTest {
    var signatories = SignatoryUseCases.reading()
    var employers = EmployerUseCases.reading()
    var schools = SchoolUseCases.reading()
    var printedCopies = PrintedCopies { _ in nil }
    var health = HealthProbe.Reading(isDatabaseWritable: true, oldestMailSeconds: nil, deadLetterCount: 0)
    var published = PublishedFiles { _ in nil }
    var mailbox: DevelopmentMailbox?
    var isDemo = false
    var limits = RequestLimits()
    var trustsForwardedFor = false
    var log = LogCapture()
    var heads: HeadOffice?
    var entry: EntryDesk?
    var offers: OfferParts?
    var applications: ApplicationParts?
    var rosters: RosterUseCases?
    var hosts: HostParts?
    var followUp: FollowUpParts?
    var proofs = ProofUseCases.none
    var preparing: ConventionWorkflow?
    var publicBaseURL = "https://seing.example"
    var guides: GuideLibrary?
    var pictures: StepPictures?
    var films: FilmFiles?

    static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    var settings: HTTPServiceSettings {
        var settings = HTTPServiceSettings(
            publicBaseURL: publicBaseURL, operatorName: "Académie de démonstration",
            operatorContact: "accessibilite@seing.example", version: "0.1.0", isDemo: isDemo)
        settings.limits = limits
        settings.trustsForwardedFor = trustsForwardedFor
        return settings
    }

    private static let pages = package.appending(path: "Templates/Pages")
    private static let templates = Result { try PageTemplates(directory: pages.appending(path: "fr").path) }

    private static let guideTexts = package.appending(path: "Templates/Guides")
    private static let typesetter = Result { Typesetter(fonts: try FontSet()) }
    private static let guides = Result { try guides(need: nil) }

    /// The pages that explain, as they are delivered.
    static func guides(need: SectorsInNeed?) throws -> GuideLibrary {
        try GuideLibrary(
            directory: guideTexts.appending(path: "fr").path, need: need, typesetter: try typesetter.get())
    }

    func parts() throws -> ServiceParts {
        let health = health
        var parts = ServiceParts(
            signatories: signatories, employers: employers, schools: schools,
            printedCopies: printedCopies, health: HealthProbe { health },
            published: published,
            mailbox: mailbox,
            templates: try Self.templates.get(),
            stylesheet: try Stylesheet(path: Self.pages.appending(path: "assets/seing.css").path, version: "0.1.0"),
            authenticate: Self.authenticate, now: { Sample.now }, logger: log.logger)
        parts.heads = heads
        (parts.entry, parts.offers) = (entry, offers)
        (parts.rosters, parts.applications, parts.hosts) = (rosters, applications, hosts)
        parts.followUp = followUp
        parts.proofs = proofs
        (parts.guidePictures, parts.films) = (pictures, films)
        parts.guides = try guides ?? Self.guides.get()
        parts.parts = preparing
        parts.hostPartScript = try HostPartScript(
            path: Self.pages.appending(path: "assets/host-part.js").path, version: "0.1.0")
        return parts
    }

    func application() throws -> Application<RouterResponder<ServiceRequestContext>> {
        Application(router: ServiceRouter.build(try parts(), settings), logger: log.logger)
    }

    /// Stands in for the store's HMAC: what matters here is that it depends on every byte.
    @Sendable static func authenticate(_ bytes: [UInt8]) -> [UInt8] {
        var state = UInt64(0xcbf2_9ce4_8422_2325)
        for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return (0..<32).map { UInt8(truncatingIfNeeded: state >> UInt64($0 % 8 * 8)) ^ UInt8($0) }
    }

    /// What the form of this link's page carries.
    static func formToken(_ link: String = Sample.secret) -> String {
        FormToken(authenticate: authenticate).text(for: link)
    }
}

extension ServiceUnderTest {
    /// A service on the real use cases with a store in memory, and the hands that play its parties.
    static func onWorkflow(
        sample: SampleConvention = SampleConvention(), documents: DocumentFactory? = nil
    ) throws -> (bench: WorkflowBench, service: ServiceUnderTest) {
        let store = InMemoryStore()
        let bench = WorkflowBench(
            store: store.conventionStore, mails: { store.mails }, texts: try texts.get(), sample: sample,
            documents: documents)
        let service = ServiceUnderTest(
            signatories: SignatoryUseCases(bench.workflow), employers: EmployerUseCases(bench.workflow))
        return (bench, service)
    }

    /// Read once: to read them takes longer than most tests.
    private static let texts = Result {
        try WorkflowTexts.load(directory: package.appending(path: "Templates").path)
    }
}

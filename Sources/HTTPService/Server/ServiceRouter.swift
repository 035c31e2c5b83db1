import Guides
package import Hummingbird
import Offers
import Placements
import Workflow

/// Puts middleware and controllers together.
package enum ServiceRouter {
    package static func build(_ parts: ServiceParts, _ settings: HTTPServiceSettings) -> Router<ServiceRequestContext> {
        // Messages hold links and codes, so the page is for demonstrations alone.
        let mailbox = settings.isDemo ? parts.mailbox : nil
        let writer = PageWriter(templates: parts.templates, settings: settings, hasMailbox: mailbox != nil)
        let formToken = FormToken(authenticate: parts.authenticate)
        let router = Router(context: ServiceRequestContext.self, options: .autoGenerateHeadEndpoints)
        addMiddleware(to: router, parts, settings, FailurePages(writer: writer, formToken: formToken))
        var table = table(parts, settings)
        addPages(to: &table, parts, settings, writer, formToken)
        if let workflow = parts.parts {
            let bodies = RequestBodies(limits: settings.limits)
            PartController(
                workflow: workflow, bodies: bodies, formToken: formToken, writer: writer, script: parts.hostPartScript
            ).addRoutes(to: &table)
        }
        HealthController(probe: parts.health, version: settings.version).addRoutes(to: &table)
        if let metrics = parts.metrics {
            MetricsController(probe: metrics, authenticate: parts.authenticate).addRoutes(to: &table)
        }
        PublishedFilesController(files: parts.published).addRoutes(to: &table)
        if let mailbox { MailboxController(mailbox: mailbox, writer: writer).addRoutes(to: &table) }
        table.register(on: router)
        return router
    }

    /// Everything for programs; `/api/openapi.json` describes it.
    static func table(_ parts: ServiceParts, _ settings: HTTPServiceSettings) -> RouteTable {
        var table = RouteTable()
        let bodies = RequestBodies(limits: settings.limits)
        if let description = parts.apiDescription { APIDescriptionController(description).addRoutes(to: &table) }
        CountersignatureController(useCases: parts.employers, bodies: bodies, base: settings.publicBaseURL)
            .addRoutes(to: &table)
        DraftController(useCases: parts.schools, bodies: bodies).addRoutes(to: &table)
        CorrectionController(useCases: parts.schools, bodies: bodies).addRoutes(to: &table)
        PreparationController(useCases: parts.schools, bodies: bodies).addRoutes(to: &table)
        if let workflow = parts.parts { HostPartController(workflow: workflow, bodies: bodies).addRoutes(to: &table) }
        SchoolProofController(schools: parts.schools, proofs: parts.proofs).addRoutes(to: &table)
        addSoftwareRoutes(to: &table, parts, bodies, settings.publicBaseURL)
        if let offers = parts.partnerOffers {
            PartnerOfferController(useCases: offers, bodies: bodies, base: settings.publicBaseURL)
                .addRoutes(to: &table)
        }
        if let door = parts.bounces {
            BounceController(door: door, bodies: bodies, authenticate: parts.authenticate).addRoutes(to: &table)
        }
        if let webhook = parts.employerWebhook {
            EmployerWebhookController(useCases: webhook, bodies: bodies, base: settings.publicBaseURL)
                .addRoutes(to: &table)
        }
        return table
    }

    /// What software lists and signs with a key.
    private static func addSoftwareRoutes(
        to table: inout RouteTable, _ parts: ServiceParts, _ bodies: RequestBodies, _ base: String
    ) {
        var countersign: RouteTable.Handler?
        if let useCases = parts.signingKeys {
            let schools = parts.schools
            SigningKeyController(
                path: ConventionPaths.school,
                holder: { request throws(RequestFailure) in .school(try await schools.holder(of: request)) },
                useCases: useCases, bodies: bodies, base: base
            )
            .addRoutes(
                to: &table, listing: SchoolListController(schools: schools, useCases: useCases, base: base).list)
            if let list = parts.employerList {
                let controller = SigningKeyController(
                    path: ConventionPaths.employer,
                    holder: { request throws(RequestFailure) in .employer(try await list.holder(of: request)) },
                    useCases: useCases, bodies: bodies, base: base)
                controller.addRoutes(to: &table)
                countersign = controller.countersign
            }
        }
        if let list = parts.employerList {
            EmployerListController(useCases: list, base: base, sign: countersign).addRoutes(to: &table)
        }
    }

    /// From the outside in.
    private static func addMiddleware(
        to router: Router<ServiceRequestContext>, _ parts: ServiceParts, _ settings: HTTPServiceSettings,
        _ pages: FailurePages
    ) {
        router.add(middleware: AccessLogMiddleware(requests: parts.metrics?.requests))
        router.add(middleware: SecurityHeadersMiddleware())
        router.add(middleware: FailureMiddleware(pages: pages, now: parts.now))
        router.add(
            middleware: RateLimitMiddleware(
                limits: settings.limits, trustsForwardedFor: settings.trustsForwardedFor, now: parts.now))
    }

    /// Everything for people, but for the parts of conventions that are being prepared.
    static func addPages(
        to table: inout RouteTable, _ parts: ServiceParts, _ settings: HTTPServiceSettings, _ writer: PageWriter,
        _ formToken: FormToken
    ) {
        let access = LinkAccess(
            bodies: RequestBodies(limits: settings.limits), formToken: formToken, useCases: parts.signatories,
            cookie: ReadingCookie(publicBaseURL: settings.publicBaseURL), now: parts.now)
        let door = ReadingDoor(room: .reading(parts.signatories, access), access: access, writer: writer)
        door.addRoutes(to: &table)
        addOffices(to: &table, parts, settings, writer, access)
        if let workflow = parts.parts {
            let door = ReadingDoor(room: .notice(workflow, access), access: access, writer: writer)
            door.addRoutes(to: &table)
            NoticeController(workflow: workflow, access: access, writer: writer, door: door, now: parts.now)
                .addRoutes(to: &table)
        }
        SiteController(writer: writer, stylesheet: parts.stylesheet).addRoutes(to: &table)
        VerificationController(copies: parts.printedCopies, writer: writer).addRoutes(to: &table)
        SigningController(useCases: parts.signatories, access: access, writer: writer, now: parts.now)
            .addRoutes(to: &table)
        ReadingController(useCases: parts.signatories, access: access, writer: writer, door: door).addRoutes(to: &table)
        ProofController(useCases: parts.proofs, access: access, writer: writer).addRoutes(to: &table)
        AttestationController(useCases: parts.signatories, access: access, writer: writer).addRoutes(to: &table)
        for prefix in [LinkPaths.signingPrefix, LinkPaths.readingPrefix] {
            RefusalController(
                useCases: parts.signatories, access: access, writer: writer, prefix: prefix, now: parts.now
            ).addRoutes(to: &table)
            PaperController(useCases: parts.signatories, access: access, writer: writer, prefix: prefix)
                .addRoutes(to: &table)
            SheetController(useCases: parts.signatories, access: access, prefix: prefix).addRoutes(to: &table)
            AmendmentController(useCases: parts.signatories, access: access, prefix: prefix).addRoutes(to: &table)
        }
    }

    /// Everything for those who enter for a school.
    ///
    /// - Returns: As whom somebody reads offers who has entered so; `nil` for everybody else.
    private static func addSchools(
        to table: inout RouteTable, _ parts: ServiceParts, _ settings: HTTPServiceSettings, _ writer: PageWriter,
        _ access: LinkAccess
    ) -> @Sendable (Request) async throws -> OfferReader? {
        var schoolReader: @Sendable (Request) async throws -> OfferReader? = { _ in nil }
        guard let heads = parts.heads else { return schoolReader }
        var controller = HeadController(office: heads, access: access, writer: writer)
        if let followUp = parts.followUp {
            controller.followUp = followUp
            let pages = FollowUpController(heads: controller, parts: followUp)
            pages.addRoutes(to: &table)
            schoolReader = pages.offerReader
        }
        controller.addRoutes(to: &table)
        if let rosters = parts.rosters {
            RosterController(useCases: rosters, heads: controller, limits: settings.limits).addRoutes(to: &table)
        }
        if let hosts = parts.hosts {
            HostController(heads: controller, parts: hosts).addRoutes(to: &table)
            if hosts.desk.messaging != nil {
                HostStopController(access: access, writer: writer, parts: hosts).addRoutes(to: &table)
            }
        }
        if let applications = parts.applications {
            SchoolApplicationController(heads: controller, parts: applications).addRoutes(to: &table)
        }
        return schoolReader
    }

    /// Everything for those who enter: schools, employers, moderators, pupils, families; and what they look for and read before.
    private static func addOffices(
        to table: inout RouteTable, _ parts: ServiceParts, _ settings: HTTPServiceSettings, _ writer: PageWriter,
        _ access: LinkAccess
    ) {
        let schoolReader = addSchools(to: &table, parts, settings, writer, access)
        let door = parts.entry.map { VisitorDoor(desk: $0, access: access, writer: writer) }
        var pupils: PupilDoor?
        if let door {
            EntranceController(door: door).addRoutes(to: &table)
            parts.offers?.addDeskRoutes(to: &table, door)
            if let followUp = parts.followUp {
                DepartmentFiguresController(door: door, shelf: followUp.departments).addRoutes(to: &table)
            }
            if let hosts = parts.hosts { InvitationController(door: door, desk: hosts.desk).addRoutes(to: &table) }
            if let applications = parts.applications {
                let pupilDoor = PupilDoor(door: door, parts: applications)
                pupils = pupilDoor
                PupilApplicationController(pupils: pupilDoor).addRoutes(to: &table)
                FamilyApplicationController(door: pupilDoor.door, parts: pupilDoor.parts).addRoutes(to: &table)
                EmployerApplicationController(door: door, parts: applications).addRoutes(to: &table)
            }
        }
        if let offers = parts.offers {
            offers.addRoutes(to: &table, access, writer, pupils: pupils, school: schoolReader)
        }
        if let guides = parts.guides {
            QuestionController(book: guides.questions, writer: writer).addRoutes(to: &table)
            let films = FilmController(scripts: guides.films, files: parts.films)
            films.addRoutes(to: &table)
            StepController(guides: guides.steps, films: films, pictures: parts.guidePictures, writer: writer)
                .addRoutes(to: &table)
            SectorController(guide: guides.sectors, writer: writer).addRoutes(to: &table)
            EmployerGuideController(kit: guides.kit, writer: writer, now: parts.now).addRoutes(to: &table)
        }
    }
}

package import Guides
package import Logging
package import Placements
package import Workflow

package import struct Foundation.Date

/// Everything the service is made of, put together by the composition root.
package struct ServiceParts: Sendable {
    package var signatories: SignatoryUseCases
    package var employers: EmployerUseCases
    package var schools: SchoolUseCases
    package var printedCopies: PrintedCopies
    package var health: HealthProbe
    package var published: PublishedFiles
    /// Present only with the local mailbox as transport.
    package var mailbox: DevelopmentMailbox?
    package var templates: PageTemplates
    package var stylesheet: Stylesheet
    /// HMAC-SHA-256 under a key that never leaves the store; makes the forms' tokens.
    package var authenticate: @Sendable ([UInt8]) -> [UInt8]
    package var now: @Sendable () -> Date
    package var logger: Logger
    /// Pages of those who fill parts of conventions that are being prepared, and the same for software; `nil` leaves them out.
    package var parts: ConventionWorkflow?
    /// What says on the host's page, while it is typed, what is wrong; `nil` leaves it out.
    package var hostPartScript: HostPartScript?
    /// Pages that explain, and the employers' kit; `nil` leaves them out.
    package var guides: GuideLibrary?
    /// Pictures of the guides step by step; `nil` shows them without.
    package var guidePictures: StepPictures?
    /// Films of the guides; `nil` shows what they say as text.
    package var films: FilmFiles?
    /// Pages of those who sign for schools with an account; `nil` leaves them out.
    package var heads: HeadOffice?
    /// Pages of offers; `nil` leaves them out.
    package var offers: OfferParts?
    /// Pages of applications, for who enters as a pupil or an employer and for schools; `nil` leaves them out.
    package var applications: ApplicationParts?
    /// How employers, moderators, pupils and families enter; `nil` leaves their pages out.
    package var entry: EntryDesk?
    /// Pages of schools' rosters, for whoever entered by those of heads; `nil` leaves them out.
    package var rosters: RosterUseCases?
    /// Pages of schools' directories of hosts, for whoever entered by those of heads; `nil` leaves them out.
    package var hosts: HostParts?
    /// Pages of who has no placement yet and of a school's figures, for whoever entered by those of heads; `nil` leaves them out.
    package var followUp: FollowUpParts?
    package var proofs = ProofUseCases.none
    /// The list for employers' software; `nil` leaves it out.
    package var employerList: EmployerListUseCases?
    /// Where employers' software sets up its endpoint; `nil` leaves it out.
    package var employerWebhook: EmployerWebhookUseCases?
    /// Where partners' software publishes offers; `nil` leaves it out.
    package var partnerOffers: PartnerOfferUseCases?
    /// Signing with keys that were let sign; `nil` leaves it out.
    package var signingKeys: SigningKeyUseCases?
    /// Where a mail provider tells what came back; `nil` leaves it out.
    package var bounces: BounceDoor?
    /// What `/api/openapi.json` serves; `nil` leaves it out.
    package var apiDescription: APIDescription?
    /// What `/metrics` shows; `nil` leaves it out.
    package var metrics: MetricsProbe?

    package init(
        signatories: SignatoryUseCases, employers: EmployerUseCases, schools: SchoolUseCases,
        printedCopies: PrintedCopies,
        health: HealthProbe,
        published: PublishedFiles,
        mailbox: DevelopmentMailbox?, templates: PageTemplates, stylesheet: Stylesheet,
        authenticate: @escaping @Sendable ([UInt8]) -> [UInt8], now: @escaping @Sendable () -> Date, logger: Logger
    ) {
        self.signatories = signatories
        self.employers = employers
        self.schools = schools
        self.printedCopies = printedCopies
        self.health = health
        self.published = published
        self.mailbox = mailbox
        self.templates = templates
        self.stylesheet = stylesheet
        self.authenticate = authenticate
        self.now = now
        self.logger = logger
    }
}

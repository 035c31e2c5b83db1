package import struct Foundation.Date

/// Until when what is left of offers and applications is kept.
package struct PlacementLimits: Hashable, Sendable {
    /// Applications to which nothing has happened since go.
    package let applications: Date
    /// Offers that were over by then, what was found out about employers, and reports that were looked at go.
    package let offers: Date
    /// Invitations whose link has ended by then go.
    package let now: Date

    package init(applications: Date, offers: Date, now: Date = .distantPast) {
        self.applications = applications
        self.offers = offers
        self.now = now
    }
}

/// How many went.
package struct ForgottenPlacements: Hashable, Sendable {
    package var applications = 0
    package var offers = 0
    package var reports = 0
    package var checks = 0
    /// Hosts of whom a school's own words went, and invitations.
    package var hosts = 0

    package init(applications: Int = 0, offers: Int = 0, reports: Int = 0, checks: Int = 0, hosts: Int = 0) {
        self.applications = applications
        self.offers = offers
        self.reports = reports
        self.checks = checks
        self.hosts = hosts
    }
}

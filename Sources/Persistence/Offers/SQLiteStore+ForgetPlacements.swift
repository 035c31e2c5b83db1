import GRDB
import Offers
package import Placements
import Workflow

extension SQLiteStore {
    /// Deletes what is left of offers and applications when its time is over. What is deleted is overwritten.
    ///
    /// An application that somebody awaits an answer to stays, and a place that was confirmed until its offer's last day is as long ago; so does one whose convention is under a legal hold, an offer as long as an application for it does, and a report until somebody has
    /// looked at it.
    package func forgetPlacements(_ limits: PlacementLimits) async throws(OfferStoreError) -> ForgottenPlacements {
        var sum = ForgottenPlacements()
        while !Task.isCancelled {
            let gone = try await offerWrite { db in
                ForgottenPlacements(
                    applications: try Self.forgetApplications(
                        "\(Self.isOver) AND \(Self.isFree)",
                        [limits.applications.wholeSeconds], in: db),
                    offers: try Self.forgetOffers(limits.offers.wholeSeconds, in: db),
                    reports: try Self.forgetReports(limits.offers.wholeSeconds, in: db),
                    checks: try Self.forgetChecks(limits.offers.wholeSeconds, in: db),
                    hosts: try Self.forgetHosts(limits.offers.wholeSeconds, in: db)
                        + Self.forgetInvitations(limits.now.wholeSeconds, in: db)
                        + Self.forgetMessages(limits.now.wholeSeconds, in: db))
            }
            guard gone != ForgottenPlacements() else { break }
            sum.applications += gone.applications
            sum.offers += gone.offers
            sum.reports += gone.reports
            sum.checks += gone.checks
            sum.hosts += gone.hosts
        }
        if sum != ForgottenPlacements() { await emptyLog() }
        return sum
    }

    /// All that one pupil asked for and wrote, but what has still to be withdrawn, or is under a legal hold; what the pupil had a place in has ended by
    /// then.
    func forget(_ pupil: PupilIdentity) async throws(OfferStoreError) -> Int {
        let mark = key.mark(pupil)
        let count = try await offerWrite { db in
            try Self.forgetApplications(
                """
                pupil = ? AND state NOT IN ('drafted', 'sent', 'seen', 'inDiscussion', 'accepted', 'confirmed')
                    AND \(Self.isFree)
                """,
                [mark.blob], in: db)
        }
        if count > 0 { await emptyLog() }
        return count
    }

    // MARK: Steps

    /// Nobody awaits an answer, and the days of a place that was confirmed are as long ago.
    private static let isOver = """
        changedAt < ?1 AND state NOT IN ('sent', 'seen', 'inDiscussion', 'accepted')
            AND (state <> 'confirmed' OR NOT EXISTS (SELECT 1 FROM offer
                WHERE offer.id = application.offer AND offer.lastDay >= date(?1, 'unixepoch')))
        """

    /// Nothing is to be done about its convention any more, and nobody has asked to keep that. A place whose convention the school made by itself, or
    /// never made, waits for none once its offer's last day is over.
    private static let isFree = """
        (handOverDueAt IS NULL OR (convention IS NULL AND handOverProblem IS NOT NULL AND NOT EXISTS (SELECT 1 FROM offer
            WHERE offer.id = application.offer AND offer.state NOT IN ('expired', 'withdrawn'))))
            AND (convention IS NULL OR convention NOT IN (\(held)))
        """

    /// As many as one transaction takes.
    private static let handful = 200

    private static func forgetApplications(
        _ condition: String, _ arguments: StatementArguments, in db: Database
    ) throws -> Int {
        let sql = "SELECT number, id FROM application WHERE \(condition) LIMIT \(handful)"
        let rows = try db.rows(sql: sql, arguments: arguments)
        for row in rows {
            let number: Int64 = row["number"]
            try forgetNotices(about: "application", row["id"], in: db)
            try db.run(sql: "DELETE FROM applicationEvent WHERE application = ?", arguments: [number])
            try db.run(sql: "DELETE FROM application WHERE number = ?", arguments: [number])
        }
        return rows.count
    }

    private static func forgetOffers(_ before: Int64, in db: Database) throws -> Int {
        let sql = """
            SELECT number, id FROM offer WHERE state IN ('expired', 'withdrawn') AND changedAt < ?
                AND NOT EXISTS (SELECT 1 FROM application WHERE application.offer = offer.id)
                AND NOT EXISTS (SELECT 1 FROM offerReport WHERE offerReport.offer = offer.id) LIMIT \(handful)
            """
        let rows = try db.rows(sql: sql, arguments: [before])
        for row in rows {
            let (number, id) = (row["number"] as Int64, row["id"] as String)
            for table in ["offerEvent", "offerPeriod", "offerAddress"] {
                try db.run(sql: "DELETE FROM \(table) WHERE offer = ?", arguments: [number])
            }
            try db.run(sql: "DELETE FROM offerEnding WHERE offer = ?", arguments: [id])
            try forgetNotices(about: "offer", id, in: db)
            try db.run(sql: "DELETE FROM offer WHERE number = ?", arguments: [number])
        }
        return rows.count
    }

    /// With the mails that told of them, and their keys.
    private static func forgetReports(_ before: Int64, in db: Database) throws -> Int {
        let numbers = try Int64.fetchAll(
            db, sql: "SELECT number FROM offerReport WHERE handledAt < ? LIMIT \(handful)", arguments: [before])
        for number in numbers {
            let alerts = try Int64.fetchAll(
                db, sql: "SELECT number FROM offerAlert WHERE report = ?", arguments: [number])
            for alert in alerts {
                for table in ["outbox", "conventionKey"] {
                    try db.run(
                        sql: "DELETE FROM \(table) WHERE convention = ?", arguments: [Self.alertOwner(alert)])
                }
            }
            try db.run(sql: "DELETE FROM offerAlert WHERE report = ?", arguments: [number])
            try db.run(sql: "DELETE FROM offerReport WHERE number = ?", arguments: [number])
        }
        return numbers.count
    }

    private static func forgetChecks(_ before: Int64, in db: Database) throws -> Int {
        try db.run(sql: "DELETE FROM offerCheck WHERE checkedAt < ?", arguments: [before])
        return db.changesCount
    }

    /// Whose the mails of an alert are in the outbox: they have a key of their own, as those of a convention have.
    static func alertOwner(_ number: Int64) -> String { "alert-\(number)" }
}

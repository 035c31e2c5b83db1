import GRDB

/// One step of the schema: its name for ever, and what it does.
struct StoreMigration: Sendable {
    let name: String
    let migrate: @Sendable (Database) throws -> Void

    /// In the order in which they are applied. Append only: a step that was released never changes.
    static let all: [StoreMigration] = [
        .createStoreIdentity, .createJournal, .createFiles, .createAccess, .createOutbox, .createSummary,
        .nameRecipients, .createSchoolKeys, .findPendingSignatures, .countArchivals, .createSheets, .createAnchors,
        .watchDeadlines, .createHeads, .createParts, .keepStatements, .createEmployerKeys, .createDelegations,
        .takeDays, .endPlacements, .tellCodesApart, .keepPurges, .followConventions, .tellSoftware, .noteBounces,
        .keepPersonExports, .letKeysSign, .countFailedTries, .countOptionalSignatures, .createOffers, .indexOffers,
        .createApplications, .ownOffers, .handleReports, .endWithOffers, .handOver, .createVisitors, .tellAccountsApart,
        .createRosters, .createClassCodes, .tellOfPlacements, .findUrgentMails, .keepHosts, .inviteHosts,
        .nameOffers, .letKeysOffer, .findSchoolsConventions, .dispensePupils,
        .locateOffers, .writeToHosts, .admitFamilies, .closeToFamily, .tellWhoClosed,
    ]

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for migration in all { migrator.registerMigration(migration.name, migrate: migration.migrate) }
        return migrator
    }
}

public import ArgumentParser

/// The command `seing`.
public struct Seing: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "seing",
        abstract: "Prepare, sign and verify internship conventions (conventions de stage).",
        version: Version.text,
        subcommands: [
            VerifyCommand.self, InspectCommand.self, ExtractCommand.self, ConventionCommand.self, ArchiveCommand.self,
            TemplateCommand.self,
            JournalCommand.self, PersonCommand.self, PurgeCommand.self,
            OutboxCommand.self, WebhookCommand.self, PKICommand.self, SchoolKeyCommand.self, EmployerKeyCommand.self,
            HeadCommand.self, ModeratorCommand.self, EmployerAccountCommand.self, PupilsCommand.self,
            SchoolCommand.self,
            CampaignCommand.self, OfferCommand.self, PlacesCommand.self, KitCommand.self, FiguresCommand.self,
            DelegationCommand.self, ServeCommand.self,
            DemoCommand.self, DemoCodeCommand.self,
        ])

    public init() {}
}

/// Which Seing this is.
enum Version {
    static let text = "0.1.0"
    /// The edition of the rules by which `seing verify` judges; another one may judge the same file otherwise.
    static let rules = "2026-11"
}

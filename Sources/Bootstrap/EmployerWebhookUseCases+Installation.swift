import HTTPService
import Workflow

extension EmployerWebhookUseCases {
    init(_ installation: Installation, clock: WallClock) throws {
        let keyring = installation.employerKeyring(clock: clock)
        self.init(
            authenticate: { key throws(WorkflowError) in try await keyring.require(key) },
            office: try installation.webhookOffice(clock: clock))
    }
}

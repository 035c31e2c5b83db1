import ConventionTemplates
import HTTPService
import Parties
import Persistence
package import Workflow

extension Installation {
    package func employerKeyring(clock: WallClock = .system) -> EmployerKeyring {
        EmployerKeyring(store: store.employerKeyStore, clock: clock, randomness: .system)
    }

    /// What software lists and signs with keys; both know whose convention each is by the SIRET in its data.
    func softwareUseCases(clock: WallClock) -> (EmployerListUseCases, SigningKeyUseCases) {
        let worklist = EmployerWorklist(workflow) { try? ConventionXML.parseKept($0).host.siret }
        return (
            EmployerListUseCases(self, worklist, clock: clock),
            SigningKeyUseCases(SigningSoftware(workflow, worklist))
        )
    }
}

extension EmployerListUseCases {
    init(_ installation: Installation, _ worklist: EmployerWorklist, clock: WallClock) {
        let keyring = installation.employerKeyring(clock: clock)
        self.init(
            authenticate: { key throws(WorkflowError) in try await keyring.require(key) },
            page: { siret, place, limit throws(WorkflowError) in
                try await worklist.page(for: siret, after: place, limit: limit)
            })
    }
}

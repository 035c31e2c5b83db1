import ConventionTemplates
import HTTPService
import Parties
import Persistence
package import Workflow

extension Installation {
    package func employerKeyring(clock: WallClock = .system) -> EmployerKeyring {
        EmployerKeyring(store: store.employerKeyStore, clock: clock, randomness: .system)
    }
}

extension EmployerListUseCases {
    init(_ installation: Installation, clock: WallClock) {
        let keyring = installation.employerKeyring(clock: clock)
        let worklist = EmployerWorklist(installation.workflow) { try? ConventionXML.parseKept($0).host.siret }
        self.init(
            authenticate: { key throws(WorkflowError) in try await keyring.require(key) },
            page: { siret, place, limit throws(WorkflowError) in
                try await worklist.page(for: siret, after: place, limit: limit)
            })
    }
}

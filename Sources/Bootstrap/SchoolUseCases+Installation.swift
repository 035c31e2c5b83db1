import ConventionDomain
import HTTPService
import Parties
import Persistence
package import Workflow

extension Installation {
    package func schoolKeyring(clock: WallClock = .system) -> SchoolKeyring {
        SchoolKeyring(store: store.schoolKeyStore, clock: clock, randomness: .system)
    }
}

extension Installation {
    /// Accounts and batches of those who sign for schools.
    package var headOffice: HeadOffice { HeadOffice(workflow, store: store) }

    /// Who may sign for a head of school, and by which act.
    package var delegations: DelegationRegister { DelegationRegister(workflow) }
}

extension SchoolUseCases {
    init(_ installation: Installation, clock: WallClock) {
        let keyring = installation.schoolKeyring(clock: clock)
        self.init(
            authenticate: { key throws(WorkflowError) in try await keyring.require(key) },
            draft: { holder, request throws(WorkflowError) in
                let draft = try installation.draftRequest(
                    data: request.data, sheet: request.contactSheet, order: request.order.map { .preset($0) },
                    template: request.template)
                let entered = try await installation.workflow.draft(
                    draft, idempotencyKey: request.idempotencyKey, of: holder)
                return SchoolDraft(
                    draft: entered,
                    warnings: installation.warnings(on: request.data, issuedOn: nil, in: .french)
                        + (try await installation.workflow.show(entered.convention).notices.map(\.french)))
            })
        correct = { holder, id, request, reason throws(WorkflowError) in
            let draft = try installation.draftRequest(
                data: request.data, sheet: request.contactSheet, order: request.order.map { .preset($0) },
                template: request.template, asking: try await installation.whoMaySign(in: id))
            return try await installation.workflow.correctDraft(
                id, draft, reason: reason, idempotencyKey: request.idempotencyKey, of: holder)
        }
        prepare = { holder, request throws(WorkflowError) in
            try await installation.workflow.prepare(
                try installation.preparationRequest(
                    data: request.data, sheet: request.contactSheet, order: request.order, template: request.template),
                idempotencyKey: request.idempotencyKey, of: holder)
        }
    }
}

package import ConventionDomain

/// Corrects many conventions, each authorised on its own; begun anew after a crash it finds what it had done.
package struct CorrectionRun: Sendable {
    package struct Item: Sendable {
        package let convention: ConventionID
        package let correction: Correction

        package init(convention: ConventionID, correction: Correction) {
            (self.convention, self.correction) = (convention, correction)
        }
    }

    /// What becomes, or would become, of one convention.
    package enum Outcome: Hashable, Sendable {
        /// Nobody has signed: a new version takes its place.
        case corrects([CorrectedMatter])
        /// Some have signed, not all: it is cancelled and issued anew.
        case reissues(signatureCount: Int, [CorrectedMatter])
        /// An earlier run did it.
        case done(ConventionID)
        /// The data are those of the convention.
        case unchanged
        case refused(WorkflowError)
    }

    private let workflow: ConventionWorkflow

    package init(_ workflow: ConventionWorkflow) { self.workflow = workflow }

    /// What would become of a convention now; changes nothing.
    ///
    /// - Throws: ``WorkflowError/unavailable(_:)`` only.
    package func outlook(on item: Item) async throws(WorkflowError) -> Outcome {
        do throws(WorkflowError) { return try await judge(item) } catch {
            if case .unavailable = error { throw error }
            return .refused(error)
        }
    }

    private func judge(_ item: Item) async throws(WorkflowError) -> Outcome {
        let dossier = try await workflow.dossier(item.convention)
        let template = item.correction.request.template ?? dossier.drafting.templateIdentifier
        let checked = try await workflow.check(item.correction.request.data, template: template)
        let data = digest(of: checked.canonicalData)
        guard data != dossier.drafting.dataDigest else { return .unchanged }
        if let successor = dossier.successor {
            let done = try await workflow.dossier(successor).drafting.dataDigest == data
            return done ? .done(successor) : .refused(.conventionSuperseded)
        }
        let ending = ConventionEvent.superseded(Supersession(by: item.convention, reason: ""))
        let signatureCount = dossier.settledFields.count
        let isPartlySigned = signatureCount > 0 && dossier.state.phase != .completed
        if isPartlySigned, item.correction.reissuesSigned {
            try dossier.requirePossible([.cancelled(Cancellation(reason: ""))])
        } else {
            try dossier.requirePossible([ending])
        }
        let plan = try await workflow.plan(item.correction, for: dossier, as: item.convention)
        return isPartlySigned ? .reissues(signatureCount: signatureCount, plan.matters) : .corrects(plan.matters)
    }

    /// Corrects one convention.
    ///
    /// - Returns: The reference of the one that took its place.
    package func carryOut(_ item: Item) async throws(WorkflowError) -> ConventionID {
        try await workflow.revise(item.convention, item.correction).convention
    }
}

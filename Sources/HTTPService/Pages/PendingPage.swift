import ConventionDomain
import Parties
import Workflow

/// The page of a signatory whose decision is recorded while the signature is being made.
struct PendingPage: Sendable {
    let page: PageFrame
    let heading: String
    let placement: PlacementLines
    /// « la convention de stage »
    let document: String
    let since: String
    let path: String
    let formToken: String
}

extension PageWriter {
    func pendingPage(_ view: SigningView, _ pending: PendingSigning, link: LinkForm) -> PendingPage {
        let heading = "Votre accord est enregistré, la signature est en cours"
        return PendingPage(
            page: frame(heading), heading: heading, placement: PlacementLines(view.outline, view.convention),
            document: view.relation.signedDocument,
            since: dates.moment(pending.since), path: link.path, formToken: link.formToken)
    }
}

import Foundation
import Offers
import Parties
import Placements
import Testing

@testable import HTTPService

@Suite("Accessibility of the pages on which offers are written and judged", .timeLimit(.minutes(10)))
struct OfferDesksAccessibilityTests {
    @Test func `leaves axe-core, reflow, target size and console without a finding`() async throws {
        let work = try await DesksAtWork(publicBaseURL: "http://127.0.0.1")
        for (visit, paths) in try await pages(work) {
            try await work.service.look(at: paths, cookie: "seing-visite=\(visit.text)")
        }
    }

    /// Every page, empty and full, with and without mistakes; what follows an arrow is clicked.
    private func pages(_ work: DesksAtWork) async throws -> [(VisitToken, [String])] {
        let (visit, moderator) = (try await work.employer(), try await work.moderator())
        let newcomer = try await work.employer("zoe@host.example")
        let id = try await work.publish(visit)
        let waiting = try await work.write(visit, submits: true, ["lieu-1-commune": "Créteil"])
        _ = try await work.write(visit, ["titre": "", "taches": "", "jour-1-1-de": "", "jour-1-1-a": ""])
        let withdrawn = try await work.publish(visit)
        try await work.desk.withdraw(withdrawn, of: try await work.owner())
        let reported = try await work.publish(visit, ["titre": "Signalée"])
        try await work.desk.report(reported, .danger, text: "Un adulte y crie.")
        try await work.enrol(23, of: try #require(UAI("0750654D")))
        let own = EmployerOfferPaths.offer(id)
        let new = EmployerOfferPaths.new
        return [
            (
                newcomer,
                [EmployerOfferPaths.list, "\(new)=>button[name=proposer]", "\(new)=>button[name=ajouter-lieu]"]
            ),
            (
                visit,
                [
                    EmployerOfferPaths.list + "?fait=brouillon", new, own, own + "?erreur=etat",
                    own + EmployerOfferPaths.edit, own + EmployerOfferPaths.withdraw,
                    EmployerOfferPaths.offer(reported), EmployerOfferPaths.list + "/x",
                    VisitorPaths.account(.employer),
                ]
            ),
            (
                moderator,
                [
                    ModerationPaths.offers, ModerationPaths.offer(waiting), ModerationPaths.offer(reported),
                    ModerationPaths.offer(waiting) + "=>form[action$=accepter] button",
                    ModerationPaths.offer(waiting) + "=>form[action$=refuser] button", ModerationPaths.reports,
                    ModerationPaths.offers + "/x", VisitorPaths.account(.moderator), DepartmentPaths.list,
                    DepartmentPaths.list + "/75", DepartmentPaths.list + "/94",
                ]
            ),
        ]
    }
}

import Applications
import Foundation
import Offers
import Placements
import Testing
import Workflow
import WorkflowTestSupport

@testable import HTTPService

@Suite("Accessibility of the pages of applications", .timeLimit(.minutes(10)))
struct ApplicationAccessibilityTests {
    @Test func `leaves axe-core, reflow, target size and console without a finding`() async throws {
        let work = try await ApplicationsAtWork(publicBaseURL: "http://127.0.0.1")
        for (cookie, paths) in try await visits(work) { try await work.service.look(at: paths, cookie: cookie) }
    }

    private func familyVisit(
        _ work: ApplicationsAtWork, _ applications: [ApplicationID]
    ) async throws -> (cookie: String, paths: [String]) {
        let visit = try await work.enterFamily(of: ["Awa", "Nora"])
        let list = ApplicationPaths.ofFamily
        return ("seing-visite=\(visit.text)", [list, "\(list)/x"] + applications.map(ApplicationPaths.family))
    }

    /// Every page, in the states in which it looks different.
    private func visits(_ work: ApplicationsAtWork) async throws -> [(cookie: String, paths: [String])] {
        let (awa, issa) = (try await work.enterPupil("Awa"), try await work.enterPupil("Issa"))
        let (employer, owner) = try await work.enterEmployer()
        let offers = [
            try await work.publish("Jardinage en ville", of: owner), try await work.publish("Menuiserie", of: owner),
            try await work.publish("Boulangerie", of: owner), try await work.publish("Fleuriste", of: owner),
        ]
        let (draft, sent) = (try await work.draft("Awa", offers[0]), try await work.sent("Awa", offers[1]))
        let (accepted, declined) = (try await work.sent("Awa", offers[2]), try await work.sent("Awa", offers[3]))
        try await work.desk.write("Bonjour, que porterai-je\u{202F}?", in: sent, of: ApplicationsAtWork.identity("Awa"))
        try await work.desk.accept(accepted, by: owner)
        try await work.desk.decline(declined, because: .noPlaceLeft, by: owner)
        let (pupils, employers) = (ApplicationPaths.ofPupil, ApplicationPaths.ofEmployer)
        let session = try await work.head.enter()
        return [
            ("seing-visite=\(issa.text)", [pupils, OfferPaths.offer(offers[0]), "\(pupils)/x"]),
            ("seing-visite=\(try await work.enterEmployer("autre@host.example").visit.text)", [employers]),
            (
                "seing-visite=\(awa.text)",
                [
                    pupils, OfferPaths.search, OfferPaths.offer(offers[0]), ApplicationPaths.pupil(draft),
                    ApplicationPaths.pupil(sent), ApplicationPaths.pupil(sent) + "/retirer",
                    ApplicationPaths.pupil(accepted), ApplicationPaths.pupil(declined),
                ]
            ),
            try await familyVisit(work, [sent, accepted, declined]),
            (
                "seing-visite=\(employer.text)",
                [
                    employers, ApplicationPaths.employer(sent), ApplicationPaths.employer(accepted),
                    ApplicationPaths.employer(sent) + "/decliner",
                ]
            ),
            (
                "seing-ecole=\(session.text)",
                [
                    ApplicationPaths.ofSchool, ApplicationPaths.ofSchool + "?etat=terminees&q=awa",
                    ApplicationPaths.school(sent), ApplicationPaths.school(sent) + "/annuler",
                ]
            ),
        ]
    }
}

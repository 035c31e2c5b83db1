import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import WorkflowTestSupport

@testable import HTTPService

@Suite("Pages of an application without a session")
struct SessionEndTests {
    private let work: ApplicationsAtWork
    private let text = "J’aime le pain & les <gâteaux>, et je voudrais apprendre."

    init() async throws { work = try await ApplicationsAtWork() }

    private func send(_ path: String, _ text: String, site: String? = nil) async throws -> TestResponse {
        var headers = HTTPFields()
        headers[.fetchSite] = site
        return try await work.service.post(path, ["motivation": text, "acte": "envoyer"], formToken: "", headers)
    }

    /// Rule: what somebody typed is not lost because the session ended meanwhile.
    @Test(arguments: [ApplicationPaths.ofPupil, ApplicationPaths.ofEmployer, ApplicationPaths.ofSchool])
    func `a text that comes after the end of a session is given back to be copied`(list: String) async throws {
        let path = list + "/abcdefghijkmnpqrstuv" + (list == ApplicationPaths.ofPupil ? "/texte" : "/message")
        let answer = try await send(path, text)
        #expect(answer.status == .unauthorized, "\(answer.text)")
        #expect(answer.text.contains("J’aime le pain &amp; les &lt;gâteaux&gt;, et je voudrais apprendre."))
        #expect(!answer.text.contains(">envoyer<"))
        #expect(try await send(path, "Bonjour").status == .seeOther)
        // Another site has no text of its own shown on a page of ours.
        let foreign = try await send(path, text, site: "cross-site")
        #expect(foreign.status != .unauthorized && !foreign.text.contains("gâteaux"))
    }

    /// Rule: a browser keeps the cookie back when a webmail's page leads here (RFC 6265bis, SameSite=Strict).
    @Test(arguments: [ApplicationPaths.ofPupil, ApplicationPaths.ofEmployer, ApplicationPaths.ofSchool])
    func `a link from a webmail leads on by a page of ours, and needs no new link by mail`(list: String) async throws {
        let path = list + "?etat=tout&q=%22%3E%3Cb"
        let answer = try await work.service.get(path, [.fetchSite: "cross-site"])
        #expect(answer.status == .ok && answer.text.contains("Continuer"))
        #expect(answer.text.contains("href=\"\(path.replacing("&", with: "&amp;"))\""), "\(answer.text)")
        #expect(try await work.service.get(path, [.fetchSite: "same-origin"]).status == .seeOther)
    }
}

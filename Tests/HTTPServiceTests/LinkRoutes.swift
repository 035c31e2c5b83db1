import HTTPTypes
import HummingbirdTesting
import Testing
import Workflow
import WorkflowTestSupport

@testable import HTTPService

extension ServiceUnderTest {
    /// Who is named in the usual convention, and how one would write to them.
    static let personal = [
        "Awa", "Mariam", "Ousmane", "Diallo", "Roussel", "Hélène", "Claire", "Martin", "Menuiserie", "Césaire",
        "exemple.fr",
        "Article 1", "juin", "DOCUMENT", "STATEMENT",
    ]

    /// Each address behind links of the service, and whether it takes forms.
    func linkRoutes() throws -> [(path: String, isForm: Bool)] {
        var table = RouteTable()
        let parts = try parts()
        ServiceRouter.addPages(
            to: &table, parts, settings,
            PageWriter(templates: parts.templates, settings: settings, hasMailbox: false),
            FormToken(authenticate: parts.authenticate))
        return table.outline.flatMap { route in
            route.methods.map { (path: route.path, isForm: $0 == .post) }
        }
        .filter { $0.path.contains(":token") }
    }

    /// Asks every address behind links, by every method, with a link and without a pass.
    func knockEverywhere(with token: LinkToken, at routes: [(path: String, isForm: Bool)]) async throws {
        for (path, isForm) in routes {
            let address = path.replacing(":token", with: token.text)
            let answer =
                isForm
                ? try await post(address, SampleForm.code, formToken: Self.formToken(token.text))
                : try await get(address)
            for text in Self.personal { #expect(!answer.text.contains(text), "\(text) at \(path)") }
            #expect(answer.headers[.setCookie] == nil, "\(path)")
        }
    }

    /// Asks for a code behind the link of a parent who does not sign, reads it in the mail and types it; to the cookie with which one reads on.
    func enter(_ token: LinkToken, _ father: OtherParent) async throws -> HTTPFields {
        let path = LinkPaths.noticePrefix + token.text
        let formToken = Self.formToken(token.text)
        let asked = try await post(path + "/lecture", formToken: formToken)
        let attempt = try #require(asked.headers[.location]?.split(separator: "=").last)
        let fields = ["code": try await father.code(), "demande": String(attempt)]
        let answer = try await post(path + "/lire", fields, formToken: formToken)
        #expect(answer.status == .seeOther && answer.headers[.location] == path)
        let cookie = try #require(answer.headers[.setCookie]?.split(separator: ";").first)
        return [.cookie: String(cookie)]
    }
}

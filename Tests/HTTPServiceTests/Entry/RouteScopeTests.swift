import Applications
import ConventionDomain
import HTTPTypes
import HummingbirdTesting
import Offers
import Parties
import Placements
import Testing
import Workflow
import WorkflowTestSupport

@testable import HTTPService

/// For whom each page is, said once here and held against the routes and against the service.
@Suite("Each page answers those whom it is for, and nobody else")
struct RouteScopeTests {
    enum Scope: Hashable {
        /// Says nothing of anybody: doors, help, what is asked with a code.
        case open
        case visitor(VisitorKind)
        /// The same; its form lacks what makes it one.
        case form(VisitorKind)
        /// Of one account: for any other it does not exist.
        case own(VisitorKind)
        /// Of all moderators: none of them does anything with an offer that he or she has not read.
        case judged
        /// The same of a school's pupils.
        case theirSchools
        /// Signs, or leads to it.
        case signatory
        /// Also for staff of a school.
        case school
        /// The same; its form lacks what makes it one.
        case schoolForm
    }

    /// Every page but those behind links of conventions, which `ServiceUnderTest.linkRoutes` walks. A page that is missing here fails the first
    /// test; say for whom it is, and give its parameters somebody else's identifiers below.
    private static let scopes: [String: Scope] = {
        var scopes: [String: Scope] = [
            "/": .open, "/accessibilite": .open, "/assets/seing.css": .open, "/lien-demande": .open, "/v": .open,
            "/v/:convention/:proof": .open,
            "/ecole": .open, "/ecole/lien": .open, "/ecole/lien-envoye": .open, "/ecole/entrer/:passage": .open,
            "/ecole/sortir": .open,
            "/ecole/conventions": .school, "/ecole/conventions/:convention": .signatory,
            "/ecole/conventions/:convention/document.pdf": .signatory, "/ecole/lots": .signatory,
            "/ecole/lots/:lot": .signatory, "/ecole/lots/:lot/signer": .signatory,
            "/ecole/eleves": .school, "/ecole/eleves/importer": .school,
            "/ecole/eleves/importer/confirmer": .school, "/ecole/eleves/codes": .school,
            FollowUpPaths.list: .school, FollowUpPaths.print: .school, FollowUpPaths.table: .school,
            FollowUpPaths.figures: .school,
            "\(FollowUpPaths.pupils)/:\(FollowUpPaths.parameter)": .theirSchools,
            "/eleves/classe": .open,
            "/offres": .open, "/offres/:offre": .open, "/offres/:offre/signaler": .open,
            "/ecole/candidatures": .school,
            InvitationPaths.prefix + ":\(InvitationPaths.parameter)": .open,
            HostPaths.list: .school, HostPaths.table: .school, HostPaths.add: .schoolForm,
            HostPaths.write: .schoolForm, HostPaths.messages: .school,
            "\(HostPaths.stopPrefix)/:\(HostPaths.stopParameter)": .open,
            "/aide": .open, "/aide/:audience": .open, "/employeurs": .open, "/secteurs": .open,
            "/secteurs/:sector": .open, "/guides": .open, "/guides/:guide": .open,
            "\(GuidePaths.answer):question": .open, "\(GuidePaths.kit):piece": .open,
            "\(GuidePaths.pictures):picture": .open, "\(GuidePaths.films):file": .open,
        ]
        let application = "/:\(ApplicationPaths.parameter)"
        for act in ["", "/texte", "/message", "/confirmer", "/retirer"] {
            scopes[ApplicationPaths.ofPupil + application + act] = .own(.pupil)
        }
        for act in ["", "/message", "/accepter", "/decliner"] {
            scopes[ApplicationPaths.ofEmployer + application + act] = .own(.employer)
        }
        for act in ["", "/message", "/annuler"] {
            scopes[ApplicationPaths.ofSchool + application + act] = .theirSchools
        }
        for act in [
            "", "/note", "/bloquer", "/debloquer", "/inviter", "/reprendre-invitation", "/renommer", "/retirer",
        ] {
            scopes["\(HostPaths.list)/:\(HostPaths.parameter)\(act)"] = .theirSchools
        }
        scopes[ApplicationPaths.ofFamily] = .visitor(.family)
        scopes[ApplicationPaths.ofFamily + application] = .own(.family)
        scopes["/offres/:offre/candidater"] = .own(.pupil)
        scopes[ApplicationPaths.ofPupil] = .visitor(.pupil)
        scopes[ApplicationPaths.ofEmployer] = .visitor(.employer)
        for kind in VisitorKind.allCases {
            scopes[VisitorPaths.entrance(kind)] = .open
            scopes[VisitorPaths.entrance(kind) + "/:passage"] = .open
            scopes[VisitorPaths.link(kind)] = .open
            scopes[VisitorPaths.linkSent(kind)] = .open
            scopes[VisitorPaths.leave(kind)] = .open
            scopes[VisitorPaths.account(kind)] = .visitor(kind)
        }
        return scopes.merging(deskScopes) { $1 }
    }()

    /// Where offers are written and judged.
    private static let deskScopes: [String: Scope] = [
        EmployerOfferPaths.list: .visitor(.employer), EmployerOfferPaths.new: .form(.employer),
        "/employeurs/offres/:offre": .own(.employer), "/employeurs/offres/:offre/modifier": .own(.employer),
        "/employeurs/offres/:offre/pause": .own(.employer), "/employeurs/offres/:offre/reprise": .own(.employer),
        "/employeurs/offres/:offre/retrait": .own(.employer),
        ModerationPaths.offers: .visitor(.moderator), ModerationPaths.reports: .visitor(.moderator),
        DepartmentPaths.list: .visitor(.moderator),
        "\(DepartmentPaths.list)/:\(DepartmentPaths.parameter)": .visitor(.moderator),
        "/moderation/offres/:offre": .judged, "/moderation/offres/:offre/accepter": .judged,
        "/moderation/offres/:offre/refuser": .judged, "/moderation/offres/:offre/suspendre": .judged,
        "/moderation/offres/:offre/montrer": .judged, "/moderation/signalements/:signalement": .judged,
    ]

    /// Pages that lead on when they are asked for by GET, having a form only.
    private static let leadOn: Set<String> = [
        "/ecole/lots", "/ecole/lots/:lot/signer", "/offres/:offre/candidater",
        "/ecole/eleves/importer/confirmer", "/ecole/eleves/codes", "/employeurs/offres/:offre/pause",
        "/employeurs/offres/:offre/reprise",
        "/moderation/offres/:offre/accepter", "/moderation/offres/:offre/refuser",
        "/moderation/offres/:offre/suspendre",
        "/moderation/offres/:offre/montrer", "/moderation/signalements/:signalement",
    ]

    private func routes(_ service: ServiceUnderTest) throws -> [(path: String, methods: [HTTPRequest.Method])] {
        var table = RouteTable()
        let parts = try service.parts()
        ServiceRouter.addPages(
            to: &table, parts, service.settings,
            PageWriter(templates: parts.templates, settings: service.settings, hasMailbox: false),
            FormToken(authenticate: parts.authenticate))
        return table.outline.map { ($0.path, $0.methods) }.filter { !$0.path.contains(":token") }
    }

    @Test func `every page says here for whom it is`() async throws {
        let door = try await EverybodyAtTheDoor()
        let paths = Set(try routes(door.service).map(\.path))
        #expect(paths.subtracting(Self.scopes.keys) == [], "a page was added: say for whom it is")
        #expect(Set(Self.scopes.keys).subtracting(paths) == [], "a page is gone")
    }

    @Test func `with identifiers of others nobody reads, does or learns anything`() async throws {
        let door = try await EverybodyAtTheDoor()
        let askers = try await door.askers()
        let identifiers = [
            "convention": door.convention.text, "lot": door.batch.text, "offre": door.offer.text, "signalement": "999",
            ApplicationPaths.parameter: door.application.text, HostPaths.parameter: HostsAtWork.bakery.digits,
            // On the head's roster, which is another school's.
            FollowUpPaths.parameter: "30417",
            // Of the head's school: its counts name nobody.
            DepartmentPaths.parameter: try #require(Department(HeadAtTheDoor.school)).code,
        ]
        let events = try await door.eventCount()
        for (path, methods) in try routes(door.service) {
            guard let scope = Self.scopes[path], scope != .open else { continue }
            let address = try address(path, identifiers)
            #expect(methods.contains(.get), "who enters comes back by GET: \(path)")
            for method in methods {
                for asker in askers {
                    let answer = try await door.ask(method, address, asker)
                    let place = Comment(rawValue: "\(method) \(path) as \(asker.role): \(answer.status.code)")
                    // Every offer may be for June.
                    let words = asker.ownWords.union(Self.deskScopes[path] == nil ? [] : ["juin"])
                    expectNothing(in: answer, but: words, place)
                    expectWayBack(answer, address, place)
                    try expectRefusal(answer, path, method, scope, asker, place)
                }
            }
        }
        try await door.expectNothingHappened(events: events)
    }

    private func address(_ path: String, _ identifiers: [String: String]) throws -> String {
        try path.split(separator: "/", omittingEmptySubsequences: false).map { part in
            guard part.hasPrefix(":") else { return String(part) }
            let name = String(part.dropFirst())
            return try #require(identifiers[name], "give \(path) somebody else's \(name)")
        }
        .joined(separator: "/")
    }

    private func expectNothing(in answer: TestResponse, but ownWords: Set<String>, _ place: Comment) {
        let words =
            ServiceUnderTest.personal + [
                "claire@", "Fontaine", "Issa", "0990011Z", "Zoé", "Discrète", "paule@", "Jardinage",
                "Motsecret", "Jardinsecret", "mariam@", "Martinsecret", "Diallosecret", "Notesecrete",
            ] + EverybodyAtTheDoor.rosterWords
        for word in words where !ownWords.contains(word) && !ownWords.contains(where: { $0.contains(word) }) {
            #expect(!answer.text.contains(word), "\(word) at \(place.rawValue)")
        }
        #expect(answer.status.code < 500, place)
    }

    /// Who is led to a door comes back to this very page afterwards, but to no file; otherwise nothing is kept in a browser.
    private func expectWayBack(_ answer: TestResponse, _ address: String, _ place: Comment) {
        let isLedToDoor = answer.headers[.location]?.hasSuffix("?erreur=session") == true
        let cookie = answer.headers[.setCookie]
        if isLedToDoor, !address.contains(".") {
            #expect(cookie?.hasPrefix("__Host-seing-page=\(address); ") == true, place)
        } else {
            #expect(cookie == nil, place)
        }
    }

    private func expectRefusal(
        _ answer: TestResponse, _ path: String, _ method: HTTPRequest.Method, _ scope: Scope, _ asker: Asker,
        _ place: Comment
    ) throws {
        let isLeadOn = method == .get && Self.leadOn.contains(path)
        switch (scope, asker.role) {
        case (.visitor(let kind), .visitor(let entered)) where kind == entered: #expect(answer.status == .ok, place)
        case (.theirSchools, .staff), (.theirSchools, .otherHead): #expect(answer.status == .notFound, place)
        case (.form(let kind), .visitor(let entered)) where kind == entered:
            #expect(answer.status == (method == .get ? .ok : .unprocessableContent), place)
        case (.own(let kind), .visitor(let entered)) where kind == entered:
            #expect(answer.status == (isLeadOn ? .seeOther : .notFound), place)
        case (.judged, .visitor(.moderator)):
            let isReport = path.hasPrefix(ModerationPaths.reports)
            #expect(answer.status == (isLeadOn || isReport ? .seeOther : method == .get ? .ok : .conflict), place)
        case (.visitor, .visitor), (.form, .visitor), (.own, .visitor), (.judged, .visitor):
            #expect(answer.status == .forbidden, place)
        case (.visitor(let kind), _), (.form(let kind), _), (.own(let kind), _):
            #expect(answer.headers[.location] == VisitorPaths.entrance(kind) + "?erreur=session", place)
        case (.judged, _):
            #expect(answer.headers[.location] == VisitorPaths.entrance(.moderator) + "?erreur=session", place)
        case (_, _) where isLeadOn: #expect(answer.status == .seeOther, place)
        case (.school, .staff), (.school, .otherHead): #expect(answer.status == .ok, place)
        case (.schoolForm, .staff), (.schoolForm, .otherHead):
            #expect(answer.status == (method == .get ? .ok : .unprocessableContent), place)
        case (.signatory, .staff): #expect(answer.status == .forbidden, place)
        case (.signatory, .otherHead):
            // To choose what is nobody's own is to choose nothing.
            let isChoice = path == "/ecole/lots"
            #expect(
                isChoice ? answer.headers[.location] == "/ecole/conventions?erreur=choix" : answer.status == .notFound,
                place)
        default: #expect(answer.headers[.location] == "/ecole?erreur=session", place)
        }
    }
}

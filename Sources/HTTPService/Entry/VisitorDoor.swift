import Hummingbird
import Placements
import Workflow

/// As what somebody has to have entered to be answered, and what the pages are given of him or her.
struct VisitorRole<Subject: Sendable>: Sendable {
    let kind: VisitorKind
    let subject: @Sendable (Visitor) -> Subject?
}

extension VisitorRole where Subject == EmployerAccount {
    static var employer: Self {
        Self(kind: .employer) { if case .employer(let account) = $0 { account } else { nil } }
    }
}

extension VisitorRole where Subject == ModeratorAccount {
    static var moderator: Self {
        Self(kind: .moderator) { if case .moderator(let account) = $0 { account } else { nil } }
    }
}

extension VisitorRole where Subject == PupilIdentity {
    static var pupil: Self {
        Self(kind: .pupil) { if case .pupil(let pupil) = $0 { pupil } else { nil } }
    }
}

extension VisitorRole where Subject == Family {
    static var family: Self {
        Self(kind: .family) { if case .family(let family) = $0 { family } else { nil } }
    }
}

/// Somebody who has entered, for the length of one request.
struct Visit<Subject: Sendable>: Sendable {
    let token: VisitToken
    let kind: VisitorKind
    let subject: Subject
}

/// What every page for visitors begins with: who asks, and for a form the proof that it is of a page of this very visit.
struct VisitorDoor: Sendable {
    let desk: EntryDesk
    let access: LinkAccess
    let writer: PageWriter

    var cookie: SessionCookie<VisitToken> { SessionCookie(publicBaseURL: writer.settings.publicBaseURL) }
    var wayBack: WayBack { WayBack(publicBaseURL: writer.settings.publicBaseURL) }

    /// Who has entered with this browser; `nil` when nobody has, or too long ago.
    func visitor(_ request: Request) async throws -> (token: VisitToken, visitor: Visitor)? {
        guard let token = cookie.token(in: request) else { return nil }
        do throws(EntryError) { return (token, try await desk.visitor(of: token)) } catch {
            guard error == .nobody else { throw error }
            return nil
        }
    }

    /// Answers who has entered in this role. Everybody else is sent to the entrance, and who has entered as something else is told so.
    func within<Subject>(
        _ request: Request, as role: VisitorRole<Subject>, _ body: (Visit<Subject>) async throws -> Response
    ) async throws -> Response {
        guard let (token, visitor) = try await visitor(request) else {
            return try await OutsideAnswer(writer: writer, bodies: access.bodies)
                .response(to: request, entrance: VisitorPaths.entrance(role.kind), over: EntryMistake.visitOver.query)
        }
        guard let subject = role.subject(visitor) else { return otherKind(visitor.kind, role.kind) }
        return try await body(Visit(token: token, kind: role.kind, subject: subject))
    }

    /// The fields of a form from a page of this very visit.
    ///
    /// - Parameter maximumCount: More fields than that are refused; `nil` for as many as usual forms have.
    func fields<Subject>(
        _ request: Request, of visit: Visit<Subject>, maximumCount: Int? = nil
    ) async throws(RequestFailure) -> FormFields {
        try await fields(request, for: visit.token.text, maximumCount: maximumCount)
    }

    /// - Throws: ``RequestFailure/formTokenMissing`` also for a form that a page of another site sends, as browsers tell: before somebody has
    ///   entered, a form's token is everybody's.
    func fields(
        _ request: Request, for secret: String, maximumCount: Int? = nil
    ) async throws(RequestFailure) -> FormFields {
        guard request.headers[.fetchSite] != "cross-site" else { throw .formTokenMissing }
        let body = try await access.bodies.collect(request, mediaType: "application/x-www-form-urlencoded")
        let fields =
            if let maximumCount { try FormFields(body, maximumCount: maximumCount) } else { try FormFields(body) }
        try access.formToken.check(fields, for: secret)
        return fields
    }

    /// What the forms of the pages of a visit carry.
    func formToken<Subject>(of visit: Visit<Subject>) -> String { access.formToken.text(for: visit.token.text) }

    /// Who has entered and the way out, for the top of a page.
    func bar<Subject>(of visit: Visit<Subject>, name: String) -> VisitorBar {
        VisitorBar(
            name: name, home: VisitorPaths.landing(visit.kind), homeLabel: visit.kind.homeLabel,
            leave: VisitorPaths.leave(visit.kind), formToken: formToken(of: visit))
    }

    private func otherKind(_ kind: VisitorKind, _ wanted: VisitorKind) -> Response {
        writer.message(
            Message(
                title: "Cette page n’est pas pour vous",
                paragraphs: [
                    "Elle s’adresse \(wanted.addressed). Ce navigateur est ouvert dans l’\(kind.home).",
                    "Pour changer, quittez d’abord votre espace.",
                ], link: Message.Link(path: VisitorPaths.account(kind), label: "Revenir à votre espace")),
            status: .forbidden)
    }
}

/// Who has entered, where the visit began, and the way out.
struct VisitorBar: Sendable {
    let name: String
    let home: String
    let homeLabel: String
    let leave: String
    let formToken: String
}

extension VisitorKind {
    var homeLabel: String {
        switch self {
        case .employer: "Espace des employeurs"
        case .moderator: "Espace de modération"
        case .pupil: "Espace des élèves"
        case .family: "Espace des familles"
        }
    }

    /// « aux élèves »
    fileprivate var addressed: String {
        switch self {
        case .employer: "aux employeurs"
        case .moderator: "aux modérateurs"
        case .pupil: "aux élèves"
        case .family: "aux familles"
        }
    }

    /// « espace des élèves »
    fileprivate var home: String { homeLabel.prefix(1).lowercased() + homeLabel.dropFirst() }
}

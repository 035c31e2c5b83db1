import ConventionDomain
import HTTPTypes
import Hummingbird
import Parties
import Workflow

/// What awaits an employer, for its software.
struct EmployerListController: Sendable {
    static let path = ConventionPaths.employer + "/countersignatures"

    let useCases: EmployerListUseCases
    let base: String
    /// Signs what is listed; `nil` leaves it out.
    let sign: RouteTable.Handler?

    func addRoutes(to table: inout RouteTable) {
        table.add(Self.path, produces: "application/json", get: list, post: sign)
    }

    private struct ListDTO: Encodable {
        let siret: String
        let countersignatures: [AwaitedSignatureDTO]
        /// Address of the next page; absent on the last.
        let next: String?
    }

    @Sendable private func list(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let holder = try await useCases.holder(of: request)
        let query = try EmployerListQuery(request.uri.queryParameters)
        let page = try await useCases.page(holder.siret, query.place, query.limit)
        let next = query.next(after: page, of: Self.path, base: base)
        let items = page.items.map { AwaitedSignatureDTO($0, status: base + ConventionPaths.convention($0.convention)) }
        return try Response.json(ListDTO(siret: holder.siret.digits, countersignatures: items, next: next))
            .linking(to: next)
    }
}

/// One line of a list.
struct AwaitedSignatureDTO: Encodable {
    let convention: String
    let placement: ConventionDTO.Placement
    let signatory: ConventionDTO.Person
    let revisionSha256: String
    /// Address of the convention's state: an employer's access token opens it, a school's key that may sign.
    let status: String

    init(_ awaited: AwaitedCountersignature, status: String) {
        let outline = awaited.outline
        convention = awaited.convention.text
        placement = .init(
            pupil: outline.pupil.full, school: outline.school, host: outline.host, firstDay: outline.firstDay,
            lastDay: outline.lastDay)
        signatory = .init(awaited.signatory)
        revisionSha256 = awaited.revisionDigest.hexadecimal
        self.status = status
    }
}

extension EmployerListUseCases {
    /// Whose key a request bears.
    ///
    /// - Throws: ``RequestFailure/employerKeyMissing``, ``RequestFailure/employerKeyRefused``, and what else keeps it from being looked up.
    func holder(of request: Request) async throws(RequestFailure) -> EmployerKeyRecord {
        try await request.employer(authenticate)
    }
}

/// Which page of the list is asked for.
struct EmployerListQuery {
    static let largest = 100
    static let usual = 50

    let limit: Int
    let place: EmployerWorklist.Place?

    /// - Throws: ``RequestFailure/invalidMembers(_:)`` when `limit` or `cursor` is none.
    init(_ parameters: Parameters) throws(RequestFailure) {
        let cursors = parameters.getAll("cursor")
        limit = try Self.limit(parameters)
        place = cursors.isEmpty ? nil : try Self.place(cursors)
    }

    /// Length of the page.
    static func limit(_ parameters: Parameters) throws(RequestFailure) -> Int {
        let texts = parameters.getAll("limit")
        if texts.isEmpty { return usual }
        guard texts.count == 1, texts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let limit = Int(texts[0]),
            (1...largest).contains(limit)
        else { throw refused("limit", "Nombre de 1 à \(largest) attendu.") }
        return limit
    }

    /// « 2027-06-14.abcdefghijkmnpqrstuv », as an earlier page gave it.
    private static func place(_ texts: [String]) throws(RequestFailure) -> EmployerWorklist.Place {
        let parts = texts[0].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard texts.count == 1, parts.count == 2, CalendarDate(iso8601: parts[0]) != nil,
            let id = ConventionID(parts[1])
        else { throw refusedCursor }
        return EmployerWorklist.Place(firstDay: parts[0], convention: id.text)
    }

    static let refusedCursor = refused(
        "cursor", "Reprenez l’adresse de la page suivante telle que la réponse la donne.")

    private static func refused(_ parameter: String, _ detail: String) -> RequestFailure {
        .invalidMembers([.init(pointer: "", detail: "Paramètre \(parameter)\u{A0}: \(detail)")])
    }

    /// Address of the page after one; `nil` after the last.
    func next(after page: EmployerWorklist.Page, of path: String, base: String) -> String? {
        guard page.hasMore, let place = page.items.last?.place else { return nil }
        return "\(base)\(path)?limit=\(limit)&cursor=\(place.firstDay).\(place.convention)"
    }
}

extension Response {
    /// With the header `Link` (RFC 8288) to the next page.
    func linking(to next: String?) -> Response {
        guard let next else { return self }
        var response = self
        response.headers[.link] = "<\(next)>; rel=\"next\""
        return response
    }
}

extension HTTPField.Name {
    /// RFC 8288.
    fileprivate static var link: Self {
        guard let field = HTTPField.Name("Link") else { preconditionFailure("Link is a token of RFC 9110") }
        return field
    }
}

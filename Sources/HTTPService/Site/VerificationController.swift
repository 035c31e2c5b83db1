import ConventionDomain
import Hummingbird
import Workflow

/// Where a printed page of a convention leads, by its QR code or by the code that somebody types.
package enum VerificationPaths {
    package static let page = "/v"
}

/// `GET /v` and `GET /v/{convention}/{digest}`: whether a printed page shows a convention of this service. Names nobody.
struct VerificationController: Sendable {
    let copies: PrintedCopies
    let writer: PageWriter

    struct Page: Sendable {
        struct Found: Sendable {
            let reference: String
            let issued: String
            let signatures: String
            let lastSigned: String?
            let state: String
        }

        let page: PageFrame
        let action: String
        let typed: String
        let found: Found?
        let isUnknown: Bool
        let isMalformed: Bool
        let isUnasked: Bool
    }

    func addRoutes(to table: inout RouteTable) {
        table.add(VerificationPaths.page, get: typed)
        table.add("\(VerificationPaths.page)/:convention/:proof", get: scanned)
    }

    @Sendable private func typed(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let text = request.uri.queryParameters.get("code").map { String($0.prefix(Self.longestCode)) } ?? ""
        guard !text.isEmpty else { return page(typed: "", nil, isUnasked: true) }
        guard let code = VerificationCode(typed: text) else { return page(typed: text, nil, isMalformed: true) }
        return try await answer(code, typed: text)
    }

    @Sendable private func scanned(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        guard
            let code = VerificationCode(
                convention: context.parameters.get("convention") ?? "", proof: context.parameters.get("proof") ?? "")
        else { return page(typed: "", nil, isMalformed: true) }
        return try await answer(code, typed: "")
    }

    private func answer(_ code: VerificationCode, typed: String) async throws -> Response {
        guard let copy = try await copies.find(code) else { return page(typed: typed, nil) }
        return page(
            typed: "",
            Page.Found(
                reference: copy.convention.text, issued: writer.dates.day(copy.issuedAt),
                signatures: "\(copy.signatureCount) sur \(copy.signatoryCount)",
                lastSigned: copy.lastSignedAt.map(writer.dates.moment), state: copy.status.frenchState))
    }

    private func page(
        typed: String, _ found: Page.Found?, isUnasked: Bool = false, isMalformed: Bool = false
    ) -> Response {
        writer.templates.response(
            .verification,
            Page(
                page: writer.frame("Vérifier une page imprimée"), action: VerificationPaths.page, typed: typed,
                found: found,
                isUnknown: found == nil && !isUnasked && !isMalformed, isMalformed: isMalformed, isUnasked: isUnasked))
    }

    /// More than any code with its hyphens.
    private static let longestCode = 60
}

extension ConventionSummary.Status {
    fileprivate var frenchState: String {
        switch self {
        case .completing, .toApprove, .draft, .erased: "non émise"
        case .signing: "en cours de signature"
        case .expired: "non signée à temps : elle ne couvre pas le stage"
        case .completed: "signée par toutes les parties"
        case .ended: "signée par toutes les parties ; le stage est terminé"
        case .interrupted: "signée par toutes les parties ; le stage a été interrompu"
        case .refused: "refusée par une partie"
        case .cancelled: "annulée par l’établissement"
        }
    }
}

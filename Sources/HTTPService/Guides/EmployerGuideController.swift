import Guides
import HTTPTypes
import Hummingbird
import NIOCore
import Parties

import struct Foundation.CharacterSet
import struct Foundation.Date

/// `/employeurs`: why and how to take a pupil, and papers with one's own name to print.
struct EmployerGuideController: Sendable {
    let kit: KitMaker
    let writer: PageWriter
    let now: @Sendable () -> Date

    struct Page: Sendable {
        let page: PageFrame
        let name: String
        let problem: String?
        let summary: ProblemSummary?
        let hours: String
    }

    func addRoutes(to table: inout RouteTable) {
        table.add(GuidePaths.employers, get: show)
        table.add("\(GuidePaths.kit):piece", get: make)
    }

    @Sendable private func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        page(name: "", problem: nil)
    }

    @Sendable private func make(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let asked = context.parameters.get("piece") ?? ""
        guard let piece = KitPiece.allCases.first(where: { $0.fileName == asked }) else {
            throw RequestFailure.notFound
        }
        let name = try FormFields(query: request)["nom"]
        do throws(KitError) {
            let employer = try KitEmployer(name: name, address: offers(of: name), typesetter: kit.typesetter)
            return response(piece, try kit.make(piece, for: employer, at: Int64(now().timeIntervalSince1970)))
        } catch {
            if case .typesetting = error { throw RequestFailure.unexpected("KitError") }
            return page(name: String(name.prefix(Self.longestEcho)), problem: error.text.french)
        }
    }

    /// Where the QR code leads: the offers that are found by the name; all offers when the name is too long for a code.
    private func offers(of name: String) -> String {
        let all = writer.settings.publicBaseURL + GuidePaths.offersOfAll
        let words = name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        let address = "\(all)?q=\(words)"
        return address.utf8.count <= KitEmployer.longestAddress ? address : all
    }

    private func response(_ piece: KitPiece, _ bytes: [UInt8]) -> Response {
        let headers: HTTPFields = [
            .contentType: "application/pdf", .contentDisposition: "inline; filename=\"\(piece.fileName)\"",
            .contentSecurityPolicy: HTTPField.policyOfDocuments,
        ]
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private func page(name: String, problem: String?) -> Response {
        let page = Page(
            page: writer.frame(
                problem == nil ? "Accueillir en stage d’observation" : "À corriger : nom de l’organisme"),
            name: name, problem: problem,
            summary: problem.flatMap { ProblemSummary([FormProblem(field: "nom", text: $0)]) },
            hours: Self.hours(kit.schedule.minutesAWeek))
        return writer.templates.response(.employers, page, status: problem == nil ? .ok : .unprocessableContent)
    }

    /// « 30 h », « 32 h 30 »
    private static func hours(_ minutes: Int) -> String {
        let rest = minutes % 60
        return "\(minutes / 60)\u{A0}h" + (rest == 0 ? "" : "\u{A0}\(rest < 10 ? "0" : "")\(rest)")
    }

    /// More of a name than that is not shown again.
    private static let longestEcho = 200
}

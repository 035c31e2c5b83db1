import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// The description of the API for programs, read once when the service starts.
///
/// It is written by hand and is the one that there is; tests hold it against the routes and the problems of the code, and a
/// client that knows nothing else tries it against a running service.
///
/// Source: OpenAPI 3.1.1.
package struct APIDescription: Sendable {
    fileprivate let text: String

    /// - Parameter path: The file, `Templates/API/openapi.json`.
    /// - Throws: ``ServiceError`` with code `pages` when the file cannot be read, or is no JSON.
    package init(path: String) throws(ServiceError) {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8),
            (try? JSONSerialization.jsonObject(with: Data(text.utf8))) is [String: Any]
        else {
            throw ServiceError(
                .pages, "could not read the description of the API \(path): expected an object of JSON in UTF-8")
        }
        self.text = text
    }
}

/// `GET /api/openapi.json`, for anybody.
struct APIDescriptionController: Sendable {
    private let description: APIDescription

    init(_ description: APIDescription) { self.description = description }

    func addRoutes(to table: inout RouteTable) {
        table.add("/api/openapi.json", produces: "application/json", get: show)
    }

    /// Others may keep it for an hour.
    @Sendable private func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json", .cacheControl: "public, max-age=3600"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: description.text)))
    }
}

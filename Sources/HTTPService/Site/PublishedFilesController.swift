import HTTPTypes
import Hummingbird
import NIOCore

/// `GET /pki/{name}`: certificates and revocation lists of the service, for verifiers; no personal data.
struct PublishedFilesController: Sendable {
    /// Longest time for which a list is kept by others, in seconds; a revocation is seen within it.
    private static let listSeconds = 3_600
    private static let certificateSeconds = 86_400

    let files: PublishedFiles

    func addRoutes(to table: inout RouteTable) { table.add("/pki/:name", get: show) }

    @Sendable private func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        guard let name = context.parameters.get("name"), let file = try await files.read(name) else {
            throw RequestFailure.notFound
        }
        let (type, seconds) =
            file.kind == .revocationList
            ? ("application/pkix-crl", Self.listSeconds) : ("application/pkix-cert", Self.certificateSeconds)
        return Response(
            status: .ok, headers: [.contentType: type, .cacheControl: "public, max-age=\(seconds)"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
    }
}

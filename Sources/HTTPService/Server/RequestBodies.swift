import Hummingbird
import NIOCore

/// Takes request bodies within the limits.
struct RequestBodies: Sendable {
    let limits: RequestLimits

    /// The whole body.
    ///
    /// - Throws: ``RequestFailure`` when the media type is another, the body is too large or arrives too slowly.
    func collect(_ request: Request, mediaType: String) async throws(RequestFailure) -> [UInt8] {
        let given = request.headers[.contentType]?.split(separator: ";").first ?? ""
        guard given.filter({ $0 != " " }).lowercased() == mediaType else {
            throw .unsupportedMediaType(expected: mediaType)
        }
        if let declared = request.headers[.contentLength].flatMap({ Int($0) }), declared > limits.bodyByteCount {
            throw .bodyTooLarge
        }
        switch await outcome(of: request.body) {
        case .body(let buffer): return Array(buffer.readableBytesView)
        case .tooLarge: throw .bodyTooLarge
        case .tooSlow: throw .bodyTooSlow
        case .broken: throw .malformedForm
        }
    }

    private enum Outcome: Sendable { case body(ByteBuffer), tooLarge, tooSlow, broken }

    private func outcome(of body: RequestBody) async -> Outcome {
        await withTaskGroup(of: Outcome.self) { group in
            group.addTask {
                do {
                    return .body(try await body.collect(upTo: limits.bodyByteCount))
                } catch {
                    return error is NIOTooManyBytesError ? .tooLarge : .broken
                }
            }
            group.addTask {
                try? await Task.sleep(for: limits.bodyTimeout)
                return .tooSlow
            }
            defer { group.cancelAll() }
            return await group.next() ?? .broken
        }
    }
}

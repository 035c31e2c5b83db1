import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Placements
import Workflow

import struct Foundation.Date

/// Turns what a handler threw into a page, or for the API into a problem of RFC 9457.
struct FailureMiddleware: RouterMiddleware {
    let pages: FailurePages
    let now: @Sendable () -> Date

    func handle(
        _ request: Request, context: ServiceRequestContext,
        next: (Request, ServiceRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let failure = RequestFailure(error)
            log(failure, context)
            return response(to: failure, request, context)
        }
    }

    private func log(_ failure: RequestFailure, _ context: ServiceRequestContext) {
        var metadata: Logger.Metadata = ["failure": .string(failure.code)]
        if case .unexpected(let kind) = failure { metadata["error.type"] = .string(kind) }
        if case .workflow(.unavailable(let inability)) = failure { metadata["inability"] = .string(inability.rawValue) }
        context.logger.log(level: failure.status.code >= 500 ? .error : .debug, "request failed", metadata: metadata)
    }

    private func response(
        to failure: RequestFailure, _ request: Request, _ context: ServiceRequestContext
    ) -> Response {
        let isAPI = request.uri.path == "/api" || request.uri.path.hasPrefix("/api/")
        var response =
            isAPI ? HTTPProblem(failure, requestID: context.id).response : pages.response(to: failure, context)
        for field in failure.headers(now: now()) { response.headers[field.name] = field.value }
        return response
    }
}

extension RequestFailure {
    init(_ error: any Error) {
        switch error {
        case let failure as RequestFailure: self = failure
        case let error as WorkflowError: self = .workflow(error)
        case let error as PlacementError: self.init(error)
        case let error as EntryError: self = .entry(error)
        case is NIOTooManyBytesError: self = .bodyTooLarge
        case let error as HTTPError where error.status == .notFound: self = .notFound
        default: self = .unexpected(String(describing: type(of: error)))
        }
    }

    /// What is not there, or not theirs, is not found; the rest is for the page from which it was asked.
    private init(_ error: PlacementError) {
        switch error {
        case .unknownOffer, .unknownApplication: self = .notFound
        case .store(.unavailable): self = .workflow(.unavailable(.storage))
        case .store(.damaged): self = .workflow(.unavailable(.damagedStorage))
        default: self = .placement(error)
        }
    }

    /// Pages answer what somebody can mend; what is left is a store or a generator that fails.
    private static func entry(_ error: EntryError) -> RequestFailure {
        switch error {
        case .unavailable: .workflow(.unavailable(.storage))
        case .expiredLink, .nobody, .notRecognized, .unusableName, .wrongCode, .codePaused, .codeUsed:
            .unexpected("EntryError")
        }
    }
}

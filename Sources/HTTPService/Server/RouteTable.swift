import HTTPTypes
import Hummingbird

/// The routes of the service: a method that a path does not have is answered with 405, not 404.
struct RouteTable {
    typealias Handler = @Sendable (Request, ServiceRequestContext) async throws -> Response

    private var routes: [(path: String, produces: String?, methods: [HTTPRequest.Method: Handler])] = []

    /// Each path as it is registered, with what it answers with when all is well, and its methods but HEAD.
    var outline: [(path: String, produces: String?, methods: [HTTPRequest.Method])] {
        routes.map { ($0.path, $0.produces, Self.methods.filter($0.methods.keys.contains)) }
    }

    /// Adds a path; HEAD comes with GET.
    ///
    /// - Parameter produces: Media type of its answers; a request whose `Accept` excludes it is refused. `nil` takes any.
    mutating func add(
        _ path: String, produces: String? = nil, get: Handler? = nil, post: Handler? = nil, put: Handler? = nil,
        delete: Handler? = nil
    ) {
        var methods: [HTTPRequest.Method: Handler] = [:]
        methods[.get] = get
        methods[.post] = post
        methods[.put] = put
        methods[.delete] = delete
        routes.append((path, produces, methods))
    }

    /// Registers everything, in an order that does not matter.
    func register(on router: Router<ServiceRequestContext>) {
        for (path, produces, methods) in routes {
            for (method, handler) in methods {
                router.on(RouterPath(path), method: method) { request, context in
                    if let produces, !request.accepts(produces) {
                        throw RequestFailure.notAcceptable(offered: produces)
                    }
                    return try await handler(request, context)
                }
            }
            let refused = Self.methods.filter { methods[$0] == nil && !($0 == .head && methods[.get] != nil) }
            let allowed = Self.methods.filter { !refused.contains($0) }.map(\.rawValue).joined(separator: ", ")
            for method in refused {
                router.on(RouterPath(path), method: method) { _, _ -> Response in
                    throw RequestFailure.methodNotAllowed(allowed: allowed)
                }
            }
        }
    }

    private static let methods: [HTTPRequest.Method] =
        [
            .get, .head, .post, .put, .patch, .delete, .options, .trace, .connect,
        ] + [HTTPRequest.Method("QUERY")].compactMap(\.self)
}

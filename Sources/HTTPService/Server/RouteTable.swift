import HTTPTypes
import Hummingbird

/// The routes of the service: a method that a path does not have is answered with 405, not 404.
struct RouteTable {
    typealias Handler = @Sendable (Request, ServiceRequestContext) async throws -> Response

    private var routes: [(path: String, methods: [HTTPRequest.Method: Handler])] = []

    /// Adds a path; HEAD comes with GET.
    mutating func add(_ path: String, get: Handler? = nil, post: Handler? = nil, put: Handler? = nil) {
        var methods: [HTTPRequest.Method: Handler] = [:]
        methods[.get] = get
        methods[.post] = post
        methods[.put] = put
        routes.append((path, methods))
    }

    /// Registers everything, in an order that does not matter.
    func register(on router: Router<ServiceRequestContext>) {
        for (path, methods) in routes {
            for (method, handler) in methods { router.on(RouterPath(path), method: method, use: handler) }
            let refused = Self.methods.filter { methods[$0] == nil && !($0 == .head && methods[.get] != nil) }
            let allowed = Self.methods.filter { !refused.contains($0) }.map(\.rawValue).joined(separator: ", ")
            for method in refused {
                router.on(RouterPath(path), method: method) { _, _ -> Response in
                    throw RequestFailure.methodNotAllowed(allowed: allowed)
                }
            }
        }
    }

    private static let methods: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options]
}

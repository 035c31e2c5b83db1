import Synchronization

/// How many requests were answered, by method, route pattern and status, since the service started.
package final class RequestCounter: Sendable {
    private struct Key: Hashable { let method, route: String, status: Int }

    private static let methods: Set<String> = ["GET", "HEAD", "POST", "PUT"]
    private let counts = Mutex<[Key: Int]>([:])

    package init() {}

    /// - Parameter route: The pattern, never the path. Methods that no route has are counted together: a stranger makes no series.
    func note(method: String, route: String, status: Int) {
        let key = Key(method: Self.methods.contains(method) ? method : "other", route: route, status: status)
        counts.withLock { $0[key, default: 0] += 1 }
    }

    package var family: MetricFamily {
        let sorted = counts.withLock { $0 }.sorted {
            ($0.key.route, $0.key.method, $0.key.status) < ($1.key.route, $1.key.method, $1.key.status)
        }
        return MetricFamily(
            "seing_http_requests_total", .counter, "Requests answered, by route pattern and status.",
            sorted.map { key, count in
                .init(
                    Double(count),
                    [("method", key.method), ("route", key.route), ("status", String(key.status))])
            })
    }
}

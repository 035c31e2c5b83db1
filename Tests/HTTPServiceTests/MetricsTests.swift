import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@testable import HTTPService

@Suite("/metrics")
struct MetricsTests {
    private static let token = "a-token-of-the-tests-long-enough"
    private let service = ServiceUnderTest()

    private func parts(_ families: [MetricFamily] = []) throws -> ServiceParts {
        var parts = try service.parts()
        parts.metrics = MetricsProbe(token: Array(Self.token.utf8), requests: RequestCounter()) { families }
        return parts
    }

    private func authorized(_ token: String = token) -> HTTPFields { [.authorization: "Bearer \(token)"] }

    /// Requests one after the other to one service; the last answer.
    private func last(_ requests: [(String, HTTPFields)], _ parts: ServiceParts) async throws -> TestResponse {
        let router = ServiceRouter.build(parts, service.settings)
        return try await Application(router: router, logger: service.log.logger).test(.router) { client in
            for (path, headers) in requests.dropLast() {
                _ = try await client.execute(uri: path, method: .get, headers: headers) { $0 }
            }
            return try await client.execute(
                uri: requests.last?.0 ?? "/", method: .get, headers: requests.last?.1 ?? [:]
            ) {
                $0
            }
        }
    }

    @Test func `are not there unless the operator gave a token`() async throws {
        #expect(try await service.get("/metrics").status == .notFound)
    }

    @Test(arguments: ["", "Bearer", "Bearer x", "Basic a-token-of-the-tests-long-enough", "Bearer \(token)x"])
    func `are refused without the token, and say nothing`(authorization: String) async throws {
        let parts = try parts([MetricFamily("seing_conventions", .gauge, "x", value: 1)])
        let headers: HTTPFields = authorization.isEmpty ? [:] : [.authorization: authorization]
        let answer = try await last([("/metrics", headers)], parts)
        #expect(answer.status == .unauthorized && answer.headers[.wwwAuthenticate]?.hasPrefix("Bearer") == true)
        #expect(!String(buffer: answer.body).contains("seing_"))
    }

    @Test func `count requests by route pattern and status, and hold no secret of a path`() async throws {
        let parts = try parts()
        let link = "/s/\(Sample.secret)"
        let answer = try await last(
            [(link, [:]), (link, [:]), ("/nowhere/Diallo", [:]), ("/metrics", authorized())], parts)
        #expect(answer.status == .ok && answer.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
        let text = String(buffer: answer.body)
        #expect(text.contains(#"seing_http_requests_total{method="GET",route="/s/{token}",status="200"} 2"#), "\(text)")
        #expect(
            text.contains(/route="[A-Za-z]+",status="404"\} 1\n/), "no series for a path that is not there: \(text)")
        #expect(!text.contains(Sample.secret) && !text.contains("Diallo"))
    }

    @Test func `are what a strict parser of the text format accepts`() async throws {
        let histogram = MetricFamily(
            "seing_signature_duration_seconds", .histogram, "How long.",
            [
                .init(1, [("le", "0.5")], suffix: "_bucket"), .init(2, [("le", "+Inf")], suffix: "_bucket"),
                .init(1.25, suffix: "_sum"), .init(2, suffix: "_count"),
            ])
        let odd = MetricFamily("seing_odd", .gauge, "A \\ and\na line", [.init(0.5, [("reason", "a\"b\\c\nd")])])
        let none = MetricFamily("seing_none", .gauge, "No series.", value: nil)
        let answer = try await last([("/metrics", authorized())], try parts([histogram, odd, none]))
        let text = String(buffer: answer.body)
        try ExpositionFormat.check(text)
        #expect(text.contains("# HELP seing_odd A \\\\ and\\na line\n"))
        #expect(text.contains(#"seing_odd{reason="a\"b\\c\nd"} 0.5"#))
        for broken in [
            "seing_x 1\n", "# TYPE seing_x gauge\nseing_x one\n", "# TYPE seing_x gauge\nseing_x{a=b} 1\n",
            "# TYPE seing_x gauge\nseing_x 1", "# TYPE 1x gauge\n", "# TYPE seing_x counter\nseing_x 1\n",
        ] { #expect(throws: ExpositionFormat.Fault.self, "\(broken)") { try ExpositionFormat.check(broken) } }
    }
}

/// Reads the text format as its page says, and nothing that it does not.
///
/// Source: Prometheus, Exposition formats, text format 0.0.4; Metric and label naming.
enum ExpositionFormat {
    struct Fault: Error, CustomStringConvertible { let description: String }

    static func check(_ text: String) throws {
        guard text.isEmpty || text.hasSuffix("\n") else { throw Fault(description: "no line feed at the end") }
        var types: [String: String] = [:]
        for line in text.split(separator: "\n", omittingEmptySubsequences: true) {
            if let match = line.wholeMatch(of: /# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)/) {
                guard types.updateValue(String(match.2), forKey: String(match.1)) == nil else {
                    throw Fault(description: "a family twice: \(line)")
                }
                if match.2 == "counter", !match.1.hasSuffix("_total") {
                    throw Fault(description: "a counter without _total: \(line)")
                }
                continue
            }
            if line.wholeMatch(of: /# HELP [a-zA-Z_:][a-zA-Z0-9_:]* .*/) != nil { continue }
            try checkSample(line, types)
        }
    }

    private static func checkSample(_ line: Substring, _ types: [String: String]) throws {
        let sample = /([a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\]|\\["\\n])*",?)*\})? (\S+)/
        guard let match = line.wholeMatch(of: sample), Double(match.3) != nil else {
            throw Fault(description: "no sample: \(line)")
        }
        let name = String(match.1)
        let family = ["_bucket", "_sum", "_count"].first(where: name.hasSuffix).map { String(name.dropLast($0.count)) }
        guard types[name] != nil || family.flatMap({ types[$0] }) == "histogram" else {
            throw Fault(description: "a sample without a type: \(line)")
        }
    }
}

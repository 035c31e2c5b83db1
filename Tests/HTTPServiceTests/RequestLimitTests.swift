import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing
import Workflow

@testable import HTTPService

@Suite("Request limits")
struct RequestLimitTests {
    private func statuses(_ service: ServiceUnderTest, _ count: Int, _ paths: [String]) async throws -> [Int] {
        try await service.requests { client in
            var statuses: [Int] = []
            for index in 0..<count {
                let path = paths[index % paths.count]
                statuses.append(try await client.execute(uri: path, method: .post) { $0.status.code })
            }
            return statuses
        }
    }

    @Test func `stops one link that sends too much, with a page that says when to go on`() async throws {
        var limits = RequestLimits()
        limits.postsPerMinuteAndSecret = 3
        let service = ServiceUnderTest(limits: limits)
        let paths = [SampleForm.path + "/code", SampleForm.path + "/sign"]
        #expect(try await statuses(service, 5, paths) == [415, 415, 415, 429, 429])
    }

    @Test func `stops one address that tries many links`() async throws {
        var limits = RequestLimits()
        limits.postsPerMinuteAndAddress = 4
        let others = "abcdef".map { "/s/\($0)\(Sample.secret.dropFirst())/sign" }
        #expect(try await statuses(ServiceUnderTest(limits: limits), 6, others) == [415, 415, 415, 415, 429, 429])
    }

    @Test func `never stops reading`() async throws {
        var limits = RequestLimits()
        limits.postsPerMinuteAndAddress = 1
        let codes = try await ServiceUnderTest(limits: limits).requests { client in
            var codes: [Int] = []
            for _ in 0..<5 {
                codes.append(try await client.execute(uri: SampleForm.path, method: .get) { $0.status.code })
            }
            return codes
        }
        #expect(codes == [200, 200, 200, 200, 200])
    }

    @Test func `says when to come back`() async throws {
        let limiter = RateLimiter()
        let start = Sample.now
        for _ in 0..<2 { #expect(await limiter.secondsToWait(for: "a", limit: 2, now: start) == nil) }
        #expect(await limiter.secondsToWait(for: "a", limit: 2, now: start.addingTimeInterval(20)) == 40)
        #expect(await limiter.secondsToWait(for: "b", limit: 2, now: start) == nil)
        #expect(await limiter.secondsToWait(for: "a", limit: 2, now: start.addingTimeInterval(60)) == nil)
    }

    @Test func `says with the status when to come back`() async throws {
        var limits = RequestLimits()
        limits.postsPerMinuteAndSecret = 0
        let page = try await ServiceUnderTest(limits: limits).send(.post, SampleForm.path + "/code")
        #expect(page.status == .tooManyRequests)
        #expect(page.headers[.retryAfter] == "60")
        #expect(page.text.contains("Trop de demandes"))
        let problem = try await ServiceUnderTest(limits: limits).send(
            .post, CountersignatureTests.path, CountersignatureTests.headers, CountersignatureTests.body)
        #expect(problem.headers[.retryAfter] == "60")
        #expect(try problem.json["type"] as? String == "urn:seing:problem:too-many-requests")
    }

    @Test func `refuses a body that grows too large without having said so`() async throws {
        let (stream, source) = AsyncStream.makeStream(of: ByteBuffer.self)
        for _ in 0..<9 { source.yield(ByteBuffer(repeating: 0x61, count: 8_192)) }
        source.finish()
        let request = Request(
            head: HTTPRequest(
                method: .post, scheme: "http", authority: "localhost", path: "/",
                headerFields: [.contentType: "application/json; charset=utf-8"]),
            body: RequestBody(asyncSequence: stream))
        let error = await #expect(throws: RequestFailure.self) {
            try await RequestBodies(limits: RequestLimits()).collect(request, mediaType: "application/json")
        }
        #expect(error == .bodyTooLarge)
    }

    @Test func `takes the last forwarded address for the client's only when it is told to trust it`() async throws {
        var limits = RequestLimits()
        limits.postsPerMinuteAndAddress = 1
        for trusts in [false, true] {
            let service = ServiceUnderTest(limits: limits, trustsForwardedFor: trusts)
            let statuses = try await service.requests { client in
                var statuses: [Int] = []
                for address in ["10.0.0.1", "10.0.0.2"] {
                    let headers: HTTPFields = [.forwardedFor: "1.2.3.4, \(address)"]
                    let other = SampleForm.path.dropLast() + address.suffix(1)
                    statuses.append(
                        try await client.execute(uri: other + "/code", method: .post, headers: headers) {
                            $0.status.code
                        })
                }
                return statuses
            }
            #expect(statuses == [415, trusts ? 415 : 429])
        }
    }

    @Test(arguments: [
        (["10.0.0.1"], "10.0.0.1"), (["1.2.3.4, 10.0.0.1"], "10.0.0.1"), (["1.2.3.4,10.0.0.1 "], "10.0.0.1"),
        (["10.0.0.1", "10.0.0.2"], "10.0.0.2"), (["10.0.0.2, 10.0.0.3", "9.9.9.9,10.0.0.1"], "10.0.0.1"),
        (["fe80::1, 2001:db8::0:1"], "2001:db8::1"), ([], nil), ([""], nil), (["1.2.3.4,"], nil), (["1.2.3.4, x"], nil),
        (["1.2.3.4, unknown"], nil),
    ])
    func `takes what the proxy appended for the client's address, never what the client wrote before it`(
        lines: [String], expected: String?
    ) {
        var headers = HTTPFields()
        for line in lines { headers.append(HTTPField(name: .forwardedFor, value: line)) }
        #expect(RateLimitMiddleware.addressAppendedByProxy(headers) == expected)
    }

    @Test func `gives up on a body that does not arrive`() async throws {
        var limits = RequestLimits()
        limits.bodyTimeout = .milliseconds(100)
        let (stream, source) = AsyncStream.makeStream(of: ByteBuffer.self)
        source.yield(ByteBuffer(string: "jeton="))
        let request = Request(
            head: HTTPRequest(
                method: .post, scheme: "http", authority: "localhost", path: "/",
                headerFields: [.contentType: "application/x-www-form-urlencoded"]),
            body: RequestBody(asyncSequence: stream))
        let error = await #expect(throws: RequestFailure.self) {
            try await RequestBodies(limits: limits).collect(request, mediaType: "application/x-www-form-urlencoded")
        }
        #expect(error == .bodyTooSlow)
        source.finish()
    }
}

@Suite("FormFields")
struct FormFieldsTests {
    @Test func `reads names and values`() throws {
        let fields = try FormFields(Array("a=1&b=x+y%C3%A9%3D%26&c&d=".utf8))
        #expect([fields["a"], fields["b"], fields["c"], fields["d"], fields["e"]] == ["1", "x yé=&", "", "", ""])
    }

    @Test(arguments: ["a=%", "a=%1", "a=%gg", "a=%c3", "a=%c3%28", "a=1&a=2", "%61=1&a=2"])
    func `refuses what it would have to guess`(body: String) {
        #expect(throws: RequestFailure.malformedForm) { try FormFields(Array(body.utf8)) }
    }

    @Test func `refuses raw bytes that are not UTF-8`() {
        #expect(throws: RequestFailure.malformedForm) { try FormFields([0x61, 0x3D, 0xFF]) }
    }

    @Test func `reads nothing from nothing`() throws {
        #expect(try FormFields([])["a"].isEmpty)
    }
}

@Suite("FrenchDates")
struct FrenchDatesTests {
    private let dates = FrenchDates(timeZone: .paris)

    @Test(arguments: [
        ("2026-06-15", "2026-06-19", "du 15 au 19\u{A0}juin 2026"),
        ("2026-06-01", "2026-06-01", "le 1er\u{A0}juin 2026"),
        ("2026-06-29", "2026-07-03", "du 29\u{A0}juin au 3\u{A0}juillet 2026"),
        ("2026-12-28", "2027-01-01", "du 28\u{A0}décembre 2026 au 1er\u{A0}janvier 2027"),
        ("<b>", "2026-06-19", "du <b> au 2026-06-19"), ("2026-13-01", "", "du 2026-13-01 au "),
    ])
    func `says a period as short as it can be said`(first: String, last: String, expected: String) {
        #expect(FrenchDates.period(from: first, to: last) == expected)
    }

    @Test(arguments: [
        (1_780_300_800.0, "1er\u{A0}juin 2026 à 10\u{A0}h\u{A0}00 (heure de Paris)"),
        (1_767_222_299, "1er\u{A0}janvier 2026 à 0\u{A0}h\u{A0}04 (heure de Paris)"),
    ])
    func `says a moment in the school's time, summer and winter`(seconds: Double, expected: String) {
        #expect(dates.moment(Date(timeIntervalSince1970: seconds)) == expected)
    }

    @Test func `says universal time when the system does not know the school's zone`() {
        let dates = FrenchDates(timeZone: SchoolTimeZone(identifier: "Mars/Olympus", label: "heure de Mars"))
        #expect(dates.moment(Sample.now) == "1er\u{A0}juin 2026 à 8\u{A0}h\u{A0}00 (temps universel)")
    }

    @Test(arguments: [("Awa", "d’Awa"), ("Éva", "d’Éva"), ("Mariam", "de Mariam"), ("Hugo", "de Hugo"), ("", "de ")])
    func `elides before a vowel`(name: String, expected: String) {
        #expect(name.afterOf == expected)
    }

    /// Rule: who has one address of IPv6 has 2 to the 64 of them.
    @Test(arguments: [
        ("192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"), ("2001:db8::1", "2001:db8:0:0::/64"), ("::1", "0:0:0:0::/64"),
        ("::ffff:192.0.2.7", "::ffff:192.0.2.7"), ("unknown", "unknown"), ("2001:db8:1:2:3::", "2001:db8:1:2::/64"),
    ])
    func `addresses of one network are one client`(address: String, network: String) {
        #expect(RateLimitMiddleware.network(of: address) == network)
    }
}

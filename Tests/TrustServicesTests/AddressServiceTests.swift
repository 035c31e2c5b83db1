import CurlBridge
import Foundation
import Testing

@testable import TrustServices

@Suite("Service of addresses", .serialized, .timeLimit(.minutes(5)))
struct AddressServiceTests {
    private static let address = "12 rue des Lilas & Cie, 94000 Créteil"

    private func locate(
        _ mode: String, at server: TrustServer, policy: AddressPolicy? = nil
    ) async throws -> AddressService.Position? {
        let service = AddressService(url: try server.url("/geo/\(mode)"), policy: try policy ?? server.policy())
        return try await service.locate(Self.address, postalCode: "94000")
    }

    @Test func `is told an address and nothing else, and says where it is`() async throws {
        let server = try TrustServer()
        let position = try #require(try await locate("good", at: server))
        #expect(position == AddressService.Position(latitude: 48.7812, longitude: 2.4567))
        let http = OutboundHTTP(policy: try server.policy())
        let asked = try JSONDecoder().decode(
            [String: String].self,
            from: Data(try http.body(of: .get, at: server.url("/last"), mediaTypes: [], maximumByteCount: 10_000)))
        #expect(asked == ["q": Self.address, "postcode": "94000", "limit": "1", "autocomplete": "0"])
        // An address of the service that has a query already.
        #expect(try await locate("good?index=address", at: server) != nil)
    }

    @Test(arguments: ["none", "low", "shop", "elsewhere", "nowhere"])
    func `that is not sure knows nothing`(mode: String) async throws {
        #expect(try await locate(mode, at: try TrustServer()) == nil)
    }

    @Test(arguments: ["scoreless", "outside", "flat", "area", "list", "garbage", "empty", "other-type", "huge", "echo"])
    func `that answers nonsense is asked something else next`(mode: String) async throws {
        let error = try await fault(mode)
        #expect(error.isOfQuestion, "\(error)")
    }

    @Test(arguments: ["error", "redirect", "close", "silent", "slow", "headers"])
    func `that does not answer is left alone for a while`(mode: String) async throws {
        let began = ContinuousClock.now
        let error = try await fault(mode)
        #expect(!error.isOfQuestion || mode == "headers", "\(error)")
        #expect(ContinuousClock.now - began < .seconds(15))
    }

    private func fault(_ mode: String) async throws -> TrustServiceError {
        let server = try TrustServer()
        let error = try await #require(throws: TrustServiceError.self) { try await locate(mode, at: server) }
        for text in ["Lilas", "94000", "2.45"] { #expect(!error.description.contains(text), "\(error)") }
        return error
    }

    @Test func `in a private network is asked only if the operator listed it`() async throws {
        let server = try TrustServer()
        let error = try await #require(throws: TrustServiceError.self) {
            try await locate("good", at: server, policy: AddressPolicy())
        }
        #expect(error.code == .addressRefused)
    }

    @Test func `is not asked what is too long to be asked`() async throws {
        let server = try TrustServer()
        let service = AddressService(url: try server.url("/geo/good"), policy: try server.policy())
        let error = try await #require(throws: TrustServiceError.self) {
            try await service.locate(String(repeating: "é", count: 2_000), postalCode: "94000")
        }
        #expect(error.isOfQuestion)
    }
}

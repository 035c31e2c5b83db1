import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import HTTPService

@Suite("Published certificates and lists")
struct PublishedFilesTests {
    private let service: ServiceUnderTest

    init() {
        var service = ServiceUnderTest()
        service.published = PublishedFiles { name in
            switch name {
            case "issuing-ca.crl": PublishedFiles.File(kind: .revocationList, bytes: [0x30, 0x00])
            case "root.cer": PublishedFiles.File(kind: .certificate, bytes: [0x30, 0x01, 0x00])
            default: nil
            }
        }
        self.service = service
    }

    @Test(arguments: ["/pki/root.pem", "/pki/..%2Fprivate%2Froot.key.pem", "/pki/", "/pki/root.cer/x"])
    func `of another name are not found`(path: String) async throws {
        #expect(try await service.get(path).status == .notFound)
    }

    @Test(arguments: [
        ("/pki/issuing-ca.crl", "application/pkix-crl", "public, max-age=3600", [0x30, 0x00]),
        ("/pki/root.cer", "application/pkix-cert", "public, max-age=86400", [0x30, 0x01, 0x00] as [UInt8]),
    ])
    func `are given to anybody, in DER, and may be kept`(
        path: String, type: String, caching: String, bytes: [UInt8]
    ) async throws {
        let answer = try await service.get(path)
        #expect(answer.status == .ok)
        #expect(answer.headers[.contentType] == type)
        #expect(answer.headers[.cacheControl] == caching)
        #expect(Array(answer.body.readableBytesView) == bytes)
    }

    @Test func `are only read`() async throws {
        #expect(try await service.send(.post, "/pki/root.cer").status == .methodNotAllowed)
    }
}

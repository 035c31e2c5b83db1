import ConventionDomain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing
import Workflow

@testable import HTTPService

@Suite("The page that verifies a printed page")
struct VerificationPageTests {
    private static let digest = String(repeating: "ab", count: 32)
    private let service: ServiceUnderTest
    private let convention: ConventionID
    private let code: String

    init() throws {
        let convention = try #require(ConventionID("abcdefghijkmnpqrstuv"))
        let digest = try #require(DocumentDigest(hexadecimal: Self.digest))
        self.convention = convention
        code = VerificationCode.text(convention, digest)
        service = ServiceUnderTest(
            printedCopies: PrintedCopies { code throws(WorkflowError) in
                guard code.convention == convention, code.matches(digest) else { return nil }
                return PrintedCopy(
                    convention: convention, status: .signing, issuedAt: Date(timeIntervalSince1970: 1_795_424_400),
                    signatureCount: 2, signatoryCount: 4, lastSignedAt: nil)
            })
    }

    @Test func `asks for the code`() async throws {
        let page = try await service.get("/v").text
        #expect(page.contains("<label for=\"code\">Code imprimé au bas de la page</label>"))
        #expect(!page.contains("role=\"alert\""))
    }

    @Test func `finds the convention by QR code and by the code that was typed, and names nobody`() async throws {
        for path in ["/v/\(convention.text)/\(Self.digest)", "/v?code=\(code)", "/v?code=\(code.uppercased())"] {
            let response = try await service.get(path)
            #expect(response.status == .ok)
            let page = response.text
            #expect(page.contains("celui d’une convention de ce service"), "\(path)")
            #expect(page.contains("en cours de signature") && page.contains("2 sur 4"))
            #expect(page.contains("23\u{A0}novembre 2026"))
        }
    }

    @Test func `says that no convention has other data, whether the reference exists or not`() async throws {
        let otherDigest = String(repeating: "cd", count: 32)
        let answers = try await [
            service.get("/v/\(convention.text)/\(otherDigest)").text,
            service.get("/v/vutsrqpnmkjihgfedcba/\(otherDigest)").text,
        ]
        #expect(answers[0] == answers[1])
        #expect(answers[0].contains("Aucune convention de ce service"))
    }

    @Test(arguments: [
        "/v?code=abc", "/v/abc/def", "/v?code=%3Cscript%3E", "/v?code=\(String(repeating: "a", count: 5000))",
    ])
    func `says what a code looks like when it is none`(path: String) async throws {
        let page = try await service.get(path).text
        #expect(page.contains("n’est pas un code de vérification"))
        #expect(!page.contains("<script>"))
    }
}

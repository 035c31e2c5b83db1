import ConventionDomain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Parties
import Testing
import Workflow
import WorkflowTestSupport

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

    /// Whoever holds a printed page has its code, and is told nothing of anybody that the page does not say.
    @Test func `names nobody of a convention, nor where anybody is reached`() async throws {
        let made = try ServiceUnderTest.onWorkflow()
        let bench = made.bench
        var service = made.service
        service.printedCopies = PrintedCopies { code throws(WorkflowError) in
            try await made.bench.workflow.printedCopy(code)
        }
        let id = try await bench.issued()
        try await bench.sign("student")
        let page = try await service.get(
            "/v?code=\(VerificationCode.text(id, PaperDocument.digest(bench.sample.data)))")
        #expect(page.text.contains("1 sur 4"))
        let names = bench.sample.signatories.flatMap { [$0.name.given, $0.name.family] }
        for word in names + ["Menuiserie", "Césaire", "exemple.fr", "2026-06-15", "15 juin"] {
            #expect(!page.text.contains(word), "\(word)")
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

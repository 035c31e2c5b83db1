import Guides
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import HTTPService

@Suite("The pages step by step")
struct StepPageTests {
    private func service(_ names: Set<String> = []) -> ServiceUnderTest {
        var service = ServiceUnderTest()
        service.pictures = StepPictures(names: names) { Array($0.utf8) }
        return service
    }

    @Test func `are text without pictures`() async throws {
        let list = try await ServiceUnderTest().get("/guides").text
        #expect(list.contains("href=\"/guides/signer\""))
        let page = try await ServiceUnderTest().get("/guides/signer").text
        #expect(page.contains("<h2>1. Ouvrez le lien du message</h2>") && !page.contains("<img"))
        #expect(try await ServiceUnderTest().get("/guides/images/code-page.png").status == .notFound)
        #expect(try await ServiceUnderTest().get("/guides/autre").status == .notFound)
    }

    @Test func `show the pictures that there are, with words for them`() async throws {
        let service = service(["code-page.png"])
        let page = try await service.get("/guides/signer").text
        #expect(page.ranges(of: "<img").count == 1)
        #expect(
            page.contains("src=\"/guides/images/code-page.png\" alt=\"La page où l’on saisit le code à six chiffres.\"")
        )
        let picture = try await service.get("/guides/images/code-page.png")
        #expect(picture.headers[.contentType] == "image/png" && picture.text == "code-page.png")
        #expect(try await service.get("/guides/images/..%2Fcode-page.png").status == .notFound)
        #expect(try await service.get("/guides/images/receipt-of-the-student.png").status == .notFound)
    }
}

import Foundation
import Guides
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import HTTPService

@Suite("The films of the guides")
struct FilmPageTests {
    private static let film = "publier-une-offre"
    private static let address = "/guides/films/\(film).webm"
    /// A PNG of one grey pixel.
    private static let poster =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNwAAAAQgBBKTf07wAAAABJRU5ErkJggg=="
    private static let content = Array("0123456789".utf8)

    private static func file(_ content: [UInt8]) -> FilmFiles.File {
        FilmFiles.File(byteCount: content.count, version: "10-1") { Array(content[$0]) }
    }

    private func service(_ names: [String]) -> ServiceUnderTest {
        var service = ServiceUnderTest()
        service.films = FilmFiles(
            files: Dictionary(uniqueKeysWithValues: names.map { ($0, Self.file(Self.content)) }))
        return service
    }

    private var service: ServiceUnderTest { service(["webm", "vtt", "png"].map { "\(Self.film).\($0)" }) }

    @Test func `are text, open, where none was made`() async throws {
        let response = try await ServiceUnderTest().get("/guides")
        let page = response.text
        #expect(!page.contains("<video") && page.ranges(of: "<details class=\"choice\" open>").count == 3)
        for film in try #require(ServiceUnderTest().parts().guides).films {
            #expect(page.contains("<section class=\"film\" id=\"\(film.id)\""))
            for scene in film.scenes {
                #expect(
                    page.contains("À l’écran\u{A0}: \(scene.seen)") || page.contains("À l’écran&nbsp;: \(scene.seen)"))
                for caption in scene.captions { #expect(page.contains("<p>\(caption)</p>"), "\(caption)") }
            }
        }
        #expect(response.headers[.contentSecurityPolicy] == SecurityHeadersMiddleware.contentSecurityPolicy)
        #expect(try await ServiceUnderTest().get(Self.address).status == .notFound)
    }

    @Test func `are played with captions where they were made, and nothing is fetched before`() async throws {
        let response = try await service.get("/guides")
        let page = response.text
        #expect(page.ranges(of: "<video").count == 1 && page.ranges(of: "<details class=\"choice\">").count == 1)
        #expect(
            page.contains(
                "<video controls preload=\"none\" width=\"1280\" height=\"720\" poster=\"/guides/films/\(Self.film).png\""
            ))
        #expect(page.contains("<source src=\"\(Self.address)\" type=\"video/webm\">"))
        #expect(
            page.contains(
                "<track kind=\"captions\" srclang=\"fr\" label=\"Français\" src=\"/guides/films/\(Self.film).vtt\" default>"
            ))
        let policy = try #require(response.headers[.contentSecurityPolicy])
        #expect(policy.hasSuffix("; media-src 'self'") && policy.hasPrefix("default-src 'none';"))
        let other = try await service.get("/guides/signer").headers[.contentSecurityPolicy]
        #expect(other == SecurityHeadersMiddleware.contentSecurityPolicy)
    }

    @Test(arguments: ["webm", "vtt", "png"])
    func `are no player while a file is missing`(missing: String) async throws {
        let names = ["webm", "vtt", "png"].filter { $0 != missing }.map { "\(Self.film).\($0)" }
        let page = try await service(names).get("/guides").text
        #expect(!page.contains("<video"))
    }

    @Test(arguments: [
        ("webm", "video/webm"), ("vtt", "text/vtt; charset=utf-8"), ("png", "image/png"),
    ])
    func `are sent by their kind`(ending: String, type: String) async throws {
        let response = try await service.get("/guides/films/\(Self.film).\(ending)")
        #expect(response.status == .ok && response.headers[.contentType] == type)
        #expect(response.text == "0123456789" && response.headers[.acceptRanges] == "bytes")
    }

    @Test(arguments: ["autre.webm", "\(film).mp4", "..%2F\(film).webm", film])
    func `are nothing else`(name: String) async throws {
        #expect(try await service.get("/guides/films/\(name)").status == .notFound)
    }

    /// Without it no Safari plays a film, and no browser leaps to a moment that it has not yet fetched.
    @Test func `are sent in parts`() async throws {
        let part = try await service.get(Self.address, [.range: "bytes=2-4"])
        #expect(part.status == .partialContent && part.text == "234")
        #expect(part.headers[.contentRange] == "bytes 2-4/10" && part.headers[.contentLength] == "3")
        #expect(part.headers[.contentType] == "video/webm" && part.headers[.eTag] == "\"10-1\"")
        let end = try await service.get(Self.address, [.range: "bytes=-2"])
        #expect(end.status == .partialContent && end.text == "89")
        let behind = try await service.get(Self.address, [.range: "bytes=10-"])
        #expect(behind.status == .rangeNotSatisfiable && behind.headers[.contentRange] == "bytes */10")
        #expect(behind.text.isEmpty)
    }

    @Test func `are sent whole when the parts that a browser has are of another version`() async throws {
        let same = try await service.get(Self.address, [.range: "bytes=2-4", .ifRange: "\"10-1\""])
        #expect(same.status == .partialContent)
        for other in ["\"10-0\"", "W/\"10-1\"", "Sun, 29 Nov 2026 08:00:00 GMT"] {
            let whole = try await service.get(Self.address, [.range: "bytes=2-4", .ifRange: other])
            #expect(whole.status == .ok && whole.text == "0123456789", "\(other)")
        }
        #expect(try await service.get(Self.address, [.ifNoneMatch: "\"10-1\""]).status == .notModified)
    }

    /// RFC 9110 §14.2: `Range` is for GET alone.
    @Test func `say their length to HEAD, whatever part it asks for`() async throws {
        let head = try await service.send(.head, Self.address, [.range: "bytes=2-4"])
        #expect(head.status == .ok && head.headers[.contentLength] == "10" && head.text.isEmpty)
    }

    @Test func `leave nothing for axe-core, at the size of a phone and of a desk`() async throws {
        var service = service
        let png = try #require(Data(base64Encoded: Self.poster))
        service.films = FilmFiles(
            files: [
                "\(Self.film).webm": Self.file(Self.content), "\(Self.film).png": Self.file(Array(png)),
                "\(Self.film).vtt": Self.file(Array("WEBVTT\n\n00:01.000 --> 00:03.000\nBonjour.\n".utf8)),
            ])
        try await service.look(at: ["/guides", "/guides=>#\(Self.film) summary"])
    }
}

import Foundation
import Testing
import ToolSupport

/// The page that `--html` writes, in a real browser.
@Suite("The page of seing verify", .timeLimit(.minutes(5)))
struct PageTests {
    private let sample: SampleFolder
    private let output: TemporaryDirectory

    init() async throws {
        sample = try await SampleFolder()
        output = try TemporaryDirectory()
    }

    private func page(_ name: String, _ arguments: String...) async throws -> String {
        let path = output.file(name)
        let command = ["verify", "--html", path, "--trust", sample.convention.trust] + arguments
        _ = try await RunningProgram(Seing.program, command).outcome()
        return String(decoding: try output.read(name), as: UTF8.self)
    }

    @Test func `has no fault that axe-core finds, on a phone and on a desk`() async throws {
        _ = try await page("folder.html", sample.folder.path)
        _ = try await page("one.html", sample.convention.document, "--lang", "en")
        let addresses = ["folder.html", "one.html"].map { "file://" + output.file($0) }
        let report = try await PageLook.report(on: addresses)
        #expect(report.seen == 4 && report.findings.isEmpty, "\(report.findings)")
    }

    @Test func `is in French and English, says which is which, and loads and runs nothing`() async throws {
        let html = try await page("folder.html", sample.folder.path, "--lang", "fr")
        #expect(html.contains("<html lang=\"fr\">"))
        let french = try #require(html.range(of: "<section lang=\"fr\">"))
        let english = try #require(html.range(of: "<section lang=\"en\">"))
        #expect(french.lowerBound < english.lowerBound, "the reader's language comes first")
        #expect(!html.contains("<script") && !html.contains("src=") && !html.contains("http://"))
        #expect(html.components(separatedBy: "scope=\"row\"").count == 2 * SampleFolder.names.count + 1)
        #expect(html.components(separatedBy: "<caption>").count == 3)
    }

    @Test func `shows the name of a file as text, whatever it is`() async throws {
        let name = "<img src=x onerror=alert(1)>&\"'.pdf"
        try sample.folder.write(name, Array("x".utf8))
        let html = try await page("folder.html", sample.folder.path)
        #expect(!html.contains("<img"))
        #expect(html.contains("&lt;img src=x onerror=alert(1)&gt;&amp;&quot;&#39;.pdf"))
    }
}

import Foundation
import Testing
import ToolSupport

@testable import Guides

@Suite("The guides step by step")
struct StepGuideTests {
    private static let directory = Delivered.guides.appending(path: "fr/steps").path

    /// What the browser tests call the pages that they show; a name of a person stands for any word.
    private func steps() throws -> [Regex<AnyRegexOutput>] {
        let tools = Delivered.root.appending(path: "Tests/Tools")
        let sources = try ["whole_job", "preparation"].flatMap { folder in
            try FileManager.default.contentsOfDirectory(
                at: tools.appending(path: folder), includingPropertiesForKeys: nil)
        }
        return try sources.filter { $0.pathExtension == "py" }.flatMap { source in
            let text = String(decoding: try Data(contentsOf: source), as: UTF8.self)
            return try text.matches(of: #/\.saw\(f?"([^"]+)"/#).map { match in
                try Regex(String(match.1).replacing(#/\{[^}]*\}/#, with: "[a-z]+"))
            }
        }
    }

    @Test func `show pages that a browser test shows`() throws {
        let known = try steps()
        #expect(known.count > 30)
        let guides = try StepGuide.all(in: Self.directory)
        #expect(guides.count >= 3)
        for guide in guides {
            #expect(!guide.pictures.isEmpty, "\(guide.id)")
            for picture in guide.pictures {
                #expect(known.contains { picture.step.wholeMatch(of: $0) != nil }, "\(guide.id): \(picture.step)")
            }
        }
    }

    @Test func `name the picture as the test writes its file`() {
        let picture = StepPicture(step: "part of the host, with a wrong hour", alternativeText: "x")
        #expect(picture.fileName == "part-of-the-host--with-a-wrong-hour.png")
    }

    @Test func `lead to answers that there are`() throws {
        let book = try Delivered.book()
        for guide in try StepGuide.all(in: Self.directory) {
            for case .text(let block) in guide.pieces {
                for address in GuideText(blocks: [block]).addresses where address.hasPrefix(QuestionBook.answerPrefix) {
                    #expect(book.question(String(address.dropFirst(QuestionBook.answerPrefix.count))) != nil)
                }
            }
        }
    }

    @Test(arguments: [
        "{image: code page}", "{image: code page | }", "{image: Code/../page | x}", "{photo: code page | x}",
    ])
    func `are refused with a picture that is none`(line: String) throws {
        let error = try #require(throws: GuideFault.self) {
            try StepGuide(text: "---\ntitle: Essai\n---\n\(line)\n", path: "steps/essai.txt")
        }
        #expect(error.cause.contains("no picture"), "\(error)")
    }
}

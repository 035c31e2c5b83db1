import Foundation
import Guides
import ToolSupport
import Typesetting

/// The texts as they are delivered.
enum Delivered {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let guides = root.appending(path: "Templates/Guides")
    private static let loadedTypesetter = Result { Typesetter(fonts: try FontSet()) }
    private static let loadedBook = Result { try QuestionBook(directory: guides.appending(path: "fr/questions").path) }
    private static let loadedSectors = Result {
        try SectorGuide(directory: guides.appending(path: "fr/sectors").path, need: nil)
    }
    private static let loadedKit = Result {
        try KitMaker(directory: guides.appending(path: "fr/kit").path, typesetter: loadedTypesetter.get())
    }

    static func typesetter() throws -> Typesetter { try loadedTypesetter.get() }
    static func book() throws -> QuestionBook { try loadedBook.get() }
    static func sectors() throws -> SectorGuide { try loadedSectors.get() }
    static func kit() throws -> KitMaker { try loadedKit.get() }
}

/// A copy of a folder of texts, to break.
struct BrokenTexts {
    let directory: TemporaryDirectory
    let path: String

    init(_ part: String) throws {
        directory = try TemporaryDirectory()
        path = directory.file(part)
        try FileManager.default.copyItem(atPath: Delivered.guides.appending(path: "fr/\(part)").path, toPath: path)
    }

    func edit(_ name: String, _ old: String, _ new: String) throws {
        let file = URL(filePath: path).appending(path: name)
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        guard text.contains(old) else { throw NothingToEdit(name: name, text: old) }
        try Data(text.replacing(old, with: new).utf8).write(to: file)
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: "\(path)/\(name)") }

    struct NothingToEdit: Error {
        let name: String
        let text: String
    }
}

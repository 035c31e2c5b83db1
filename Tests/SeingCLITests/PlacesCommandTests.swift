import Foundation
import Testing
import ToolSupport

@Suite("seing places", .timeLimit(.minutes(2)))
struct PlacesCommandTests {
    private let folder: TemporaryDirectory
    private let demo = PythonTool.root.appending(path: "Examples/places/places.csv").path

    init() throws { folder = try TemporaryDirectory() }

    private func check(_ file: String, _ more: String...) async throws -> Outcome {
        try await RunningProgram(Seing.program, ["places", "check", file, "--lang", "fr"] + more).outcome()
    }

    @Test func `counts what a table holds, and finds what is typed`() async throws {
        let all = try await check(demo)
        #expect(all.succeeded && all.output.hasSuffix(" communes et codes postaux\n"), "\(all)")
        let one = try await check(demo, "--find", "st-maur des fosses")
        #expect(one.succeeded && one.output == "Saint-Maur-des-Fossés (94)  48.80 2.50\n", "\(one)")
        let two = try await check(demo, "--find", "Saint-Denis")
        #expect(two.status == 1 && two.output.split(separator: "\n").count == 2, "\(two)")
        let none = try await check(demo, "--find", "Atlantide")
        #expect(none.status == 1 && none.output.isEmpty && none.errors.contains("lieu inconnu"), "\(none)")
    }

    @Test func `says each mistake with its line and column`() async throws {
        let text =
            "nom_commune;code_postal;latitude;longitude\nCréteil;94000;48,78;2,45\nOrly;9431X;48,74;2,40\nThiais;94320;;2,4\n"
        let file = try folder.write("places.csv", Array(try #require(text.data(using: .windowsCP1252))))
        let outcome = try await check(file)
        #expect(outcome.status == 65 && outcome.output.isEmpty, "\(outcome)")
        #expect(outcome.errors.contains("ligne 3, colonne B\u{A0}: un code postal"), "\(outcome)")
        #expect(outcome.errors.contains("ligne 4, colonne C\u{A0}: une latitude"), "\(outcome)")
        #expect(!outcome.errors.contains("9431X"))
        #expect(try await check(folder.file("nothing.csv")).status == 65)
    }
}

import Bootstrap
import ConventionDomain
import Foundation
import Parties
import Testing
import ToolSupport
import Workflow

/// Rule: whom the school asks in all its conventions is asked by data that do not say; data that say so decide.
@Suite("A school that asks referent teacher and tutor in all its conventions")
struct OptionalSettingTests {
    private let folder: TemporaryDirectory
    private let installation: Installation

    init() throws {
        folder = try TemporaryDirectory()
        let resources = Resources(directory: PythonTool.root.path)
        let data = folder.file("data")
        let passphrase = try DemonstrationKeys.prepare(dataDirectory: data, resources: resources, now: Date())
        try Data(#"{"optionalSignatures": ["tutor", "referent-teacher"]}"#.utf8).write(
            to: URL(filePath: data + "/settings.json"))
        installation = try Installation.open(resources: resources, dataDirectory: data, passphrase: passphrase)
    }

    private func example(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: PythonTool.root.appending(path: "Examples/conventions/\(name)")))
    }

    private func optional(of id: ConventionID) async throws -> [String] {
        try await installation.workflow.show(id).order.optional
    }

    @Test func `a draft asks them, with the addresses of its contact sheet, unless it says otherwise`() async throws {
        let (data, sheet) = (
            try example("public-lycee-seconde.xml"), try example("public-lycee-seconde.contacts.xml")
        )
        let request = try installation.draftRequest(data: data, sheet: sheet)
        #expect(request.contacts["tutor"]?.email == "karim@marcheboeuf.example")
        let id = try await installation.workflow.draft(request)
        #expect(try await optional(of: id) == ["referent-teacher", "tutor"])
        #expect(try await installation.whoMaySign(in: id) == [.referentTeacher, .tutor])
        try await installation.workflow.cancel(id, reason: "essai")
        for (list, asked) in [("<optional/>", []), ("<optional><signature>tutor</signature></optional>", ["tutor"])] {
            let text = String(decoding: data, as: UTF8.self).replacing("</required>", with: "</required>\(list)")
            let id = try await installation.workflow.draft(
                try installation.draftRequest(data: Array(text.utf8), sheet: sheet))
            #expect(try await optional(of: id) == asked)
            try await installation.workflow.cancel(id, reason: "essai")
        }
    }

    @Test func `a correction of what says nothing asks whom the convention asks, and not the setting`() async throws {
        let (data, sheet) = (
            try example("public-lycee-seconde.xml"), try example("public-lycee-seconde.contacts.xml")
        )
        let request = try installation.draftRequest(data: data, sheet: sheet, asking: [.tutor])
        let id = try await installation.workflow.draft(request)
        #expect(try await optional(of: id) == ["tutor"])
        let again = try installation.draftRequest(
            data: data, sheet: sheet, asking: try await installation.whoMaySign(in: id))
        #expect(again.data == request.data)
    }

    @Test func `a preparation asks them, unless it says otherwise`() async throws {
        let text = String(decoding: try example("../preparation/stage.json"), as: UTF8.self)
        let sheet = try example("../preparation/stage.contacts.json")
        let request = try installation.preparationRequest(data: Array(text.utf8), sheet: sheet)
        let signing = try #require(
            (JSONSerialization.jsonObject(with: Data(request.data)) as? [String: Any])?["signing"] as? [String: Any])
        #expect(signing["optional"] as? [String] == ["referent-teacher", "tutor"])
        let silent = text.replacing("\"required\":", with: "\"optional\": [], \"required\":")
        try #require(silent != text)
        let nobody = try installation.preparationRequest(data: Array(silent.utf8), sheet: sheet)
        #expect(nobody.data == Array(silent.utf8))
        let without = try #require(
            text.firstMatch(of: #/,\s*"referentTeacher":\s*\{[^}]*\}/#).map { text.replacing($0.output, with: "") })
        let tutor = try installation.preparationRequest(data: Array(without.utf8), sheet: sheet)
        #expect(String(decoding: tutor.data, as: UTF8.self).contains(#""optional":["tutor"]"#))
    }

    @Test func `a correction of what is being prepared asks whom it asks, and not the setting`() async throws {
        let (data, sheet) = (
            try example("../preparation/stage.json"), try example("../preparation/stage.contacts.json")
        )
        let request = try installation.preparationRequest(data: data, sheet: sheet, asking: [.referentTeacher])
        let id = try await installation.workflow.prepare(request)
        let asked = try await installation.workflow.whoMaySign(inPreparation: id)
        #expect(asked == [.referentTeacher])
        #expect(try installation.preparationRequest(data: data, sheet: sheet, asking: asked).data == request.data)
        #expect(try installation.preparationRequest(data: data, sheet: sheet).data != request.data)
        try await installation.workflow.correctPreparation(
            id, try installation.preparationRequest(data: data, sheet: sheet, asking: asked))
        #expect(try await installation.workflow.whoMaySign(inPreparation: id) == [.referentTeacher])
        await #expect(throws: WorkflowError.self) { try await installation.whoMaySign(in: id) }
    }
}

import Foundation
import Parties
import TestSupport
import Testing

@testable import ConventionTemplates

@Suite("Templates of a school's own")
struct PublishingTests {
    private let folder: TemporaryDirectory
    private let store: TemplateStore
    private let day: CalendarDate

    init() throws {
        folder = try TemporaryDirectory()
        day = try #require(CalendarDate(iso8601: "2026-11-27"))
        // A folder as people name them.
        store = try Repository.store(own: folder.file("mes données à moi/templates"))
    }

    private func edit(_ identifier: String, _ old: String, _ new: String) throws {
        let path = "mes données à moi/templates/\(identifier)/template.xml"
        let text = String(decoding: try folder.read(path), as: UTF8.self)
        try #require(text.contains(old))
        _ = try folder.write(path, Array(text.replacing(old, with: new).utf8))
    }

    @Test func `are made from another, edited, published, and never change again`() throws {
        let path = try store.copy("attestation-2025-11", to: "our-attestation")
        #expect(path == folder.file("mes données à moi/templates/our-attestation/template.xml"))
        #expect(store.identifiers().contains("our-attestation"))
        #expect(try !store.template("our-attestation").isPublished)
        try edit("our-attestation", "Activités prévues par la convention", "Ce qui a été observé")
        let entry = try store.publish(store.template("our-attestation"), on: day)
        #expect(try store.template("our-attestation").isPublished)
        #expect(
            try store.publish(store.template("our-attestation"), on: #require(CalendarDate(iso8601: "2027-01-01")))
                == entry)
        try edit("our-attestation", "Ce qui a été observé", "Activités")
        let error = try #require(throws: TemplateError.self) { try store.template("our-attestation") }
        #expect(error.problems.first?.cause.english.contains("published on 2026-11-27") == true)
        #expect(error.problems.first?.remedy.english.contains("seing template revise our-attestation") == true)
        try edit("our-attestation", "Activités", "Ce qui a été observé")
        #expect(try store.template("our-attestation").isPublished)
    }

    @Test(arguments: ["observation-2025-11", "Our", "../x", "", "a b", String(repeating: "a", count: 65)])
    func `need a name that is free and plain`(name: String) throws {
        #expect(throws: TemplateError.self) { try store.copy("attestation-2025-11", to: name) }
        #expect(!FileManager.default.fileExists(atPath: folder.file("mes données à moi/templates")))
    }

    @Test func `do not stand in for one that came with the program`() throws {
        let digest = try store.template("attestation-2025-11").digest
        let text = String(
            decoding: try Repository.bytes("Templates/Conventions/attestation-2025-11/template.xml"), as: UTF8.self)
        try FileManager.default.createDirectory(
            atPath: folder.file("mes données à moi/templates/attestation-2025-11"), withIntermediateDirectories: true)
        _ = try folder.write(
            "mes données à moi/templates/attestation-2025-11/template.xml",
            Array(text.replacing("Assiduité", with: "X").utf8))
        #expect(try store.template("attestation-2025-11").digest == digest)
    }

    @Test func `are not published with a mistake, nor beside a list that nobody can read`() throws {
        _ = try store.copy("attestation-2025-11", to: "broken")
        try edit("broken", "pupil.name", "pupil.naem")
        #expect(throws: TemplateError.self) { try store.publish(store.template("broken"), on: day) }
        _ = try store.copy("attestation-2025-11", to: "whole")
        _ = try folder.write("mes données à moi/templates/published.txt", Array("whole 1\n".utf8))
        let error = try #require(throws: TemplateError.self) { try store.publish(store.template("whole"), on: day) }
        #expect(error.problems.first?.remedy.english.contains("backup") == true)
    }

    @Test func `stay published when an editor has changed the line ends of the list, or lost its lines`() throws {
        for name in ["one", "two"] {
            _ = try store.copy("attestation-2025-11", to: name)
            _ = try store.publish(store.template(name), on: day)
        }
        let list = "mes données à moi/templates/published.txt"
        let text = String(decoding: try folder.read(list), as: UTF8.self)
        _ = try folder.write(list, Array(text.replacing("\n", with: "\r\n").utf8))
        try edit("one", "Activités prévues par la convention", "Autre chose")
        #expect(throws: TemplateError.self) { try store.template("one") }
        #expect(throws: TemplateError.self) { try store.publish(store.template("one"), on: day) }
        #expect(try store.template("two").isPublished)
        _ = try folder.write(list, Array("# nothing\n".utf8))
        #expect(throws: TemplateError.self) { try store.template("two") }
    }

    @Test func `are not published when the text changed after its check`() throws {
        _ = try store.copy("attestation-2025-11", to: "late")
        let checked = try store.template("late")
        try edit("late", "Activités prévues par la convention", "Autre chose")
        let error = try #require(throws: TemplateError.self) { try store.publish(checked, on: day) }
        #expect(error.problems.first?.cause.english == "the file changed while it was checked")
        #expect(try !store.template("late").isPublished)
    }

    @Test func `are all in the list when several people publish at once`() async throws {
        let names = (0..<16).map { "at-once-\($0)" }
        for name in names { _ = try store.copy("attestation-2025-11", to: name) }
        try await withThrowingTaskGroup { group in
            for name in names {
                let store = try Repository.store(own: folder.file("mes données à moi/templates"))
                group.addTask { [day] in _ = try store.publish(store.template(name), on: day) }
            }
            try await group.waitForAll()
        }
        for name in names { #expect(try store.template(name).isPublished) }
    }

    @Test(arguments: ["1 bis", "", String(repeating: "1", count: 51), "é"])
    func `need a version that a line of the list can hold`(version: String) throws {
        _ = try store.copy("attestation-2025-11", to: "odd")
        try edit("odd", "version=\"1\" language", "version=\"\(version)\" language")
        #expect(throws: TemplateError.self) { try store.publish(store.template("odd"), on: day) }
    }
}

import Foundation
import Mail
import Parties
import TestSupport
import Testing
import ToolSupport
import Workflow

@testable import Bootstrap

@Suite("What a school asks for identification, and how texts leave")
struct IdentificationSettingsTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private func school(_ text: String) throws -> SchoolSettings {
        try folder.write(SchoolSettings.fileName, Array("{\"identification\": \(text)}".utf8))
        return try SchoolSettings.read(dataDirectory: folder.path)
    }

    private func texts(_ text: String) throws -> SMSSettings {
        try folder.write(SMSSettings.fileName, Array(text.utf8))
        return try SMSSettings.read(dataDirectory: folder.path)
    }

    @Test func `it is read by role, and nothing is asked without it`() throws {
        #expect(try SchoolSettings.read(dataDirectory: folder.path).identification.isEmpty)
        let read = try school(#"{"school": "totp", "representative": "sms", "student": "email"}"#)
        #expect(read.identification == [.school: .totp, .representative: .sms, .student: .email])
    }

    @Test(arguments: [
        "[]", "\"sms\"", #"{"parent": "sms"}"#, #"{"student": "totp"}"#, #"{"employer": "totp"}"#,
        #"{"school": "TOTP"}"#,
        #"{"student": true}"#, #"{"student": ""}"#,
    ])
    func `what nobody would act upon is refused`(text: String) throws {
        #expect(throws: SchoolSettings.Fault.self) { try school(text) }
    }

    @Test func `codes by SMS cannot be asked for where none is sent`() throws {
        let read = try school(#"{"student": "sms"}"#)
        #expect(throws: SchoolSettings.Fault.self) { try read.requireTexts(false) }
        try read.requireTexts(true)
        try school(#"{"student": "email"}"#).requireTexts(false)
    }

    @Test func `without a file no text is sent, and with an empty one it is spooled`() throws {
        #expect(try SMSSettings.read(dataDirectory: folder.path).transport == nil)
        guard case .spool = try texts("{}").transport else { throw CocoaError(.featureUnsupported) }
    }

    @Test func `a gateway is told its secret from a private file, over https alone`() throws {
        try folder.write("secret", Array("s3cret\n".utf8))
        let path = folder.path + "/secret"
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        let entry = #""secretFile": "secret", "header": "X-Api-Key", "prefix": """#
        guard case .gateway(let gateway) = try texts(#"{"url": "https://sms.example/send", \#(entry)}"#).transport
        else {
            throw CocoaError(.featureUnsupported)
        }
        #expect(!String(reflecting: gateway).contains("s3cret"))
        for wrong in [
            #"{"url": "http://sms.example/send", \#(entry)}"#, #"{"url": "ftp://sms.example", \#(entry)}"#,
            #"{\#(entry)}"#,
            #"{"url": "https://sms.example/send", "secretFile": "nowhere"}"#,
            #"{"url": "https://sms.example/send", "header": "X-Api-Key"}"#,
            #"{"url": "https://sms.example/send", "secretFile": "secret", "header": "X Api"}"#,
            #"{"url": "https://sms.example/send", "fields": {"number": "to"}}"#,
            #"{"url": "https://sms.example/send", "constants": {"sender": 5}}"#,
            #"{"uri": "https://sms.example/send"}"#,
        ] {
            let error = #expect(throws: (any Error).self) { try texts(wrong) }
            #expect(!"\(String(describing: error))".contains("s3cret"))
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        #expect(throws: SMSSettings.Fault.self) { try texts(#"{"url": "https://sms.example/send", \#(entry)}"#) }
    }

    @Test func `a spooled text is written once, for its owner alone, and read back`() async throws {
        let door = try TextDoor(try texts("{}"), dataDirectory: folder.path)
        var message = OutgoingMail(
            messageKey: "key-1", to: "+33639981234", subject: "", textBody: "123456 est votre code")
        message.medium = .sms
        for _ in 0..<2 { try await door.mailer.deliver(message) }
        let found = try #require(try door.spool?.messages())
        #expect(found.map(\.to) == ["+33639981234"] && found.map(\.text) == ["123456 est votre code"])
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/sms").first)
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path + "/sms/" + name)[.posixPermissions]
        #expect(mode as? Int == 0o600)
    }
}

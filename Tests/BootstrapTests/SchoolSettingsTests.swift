import Applications
import Foundation
import Parties
import TestSupport
import Testing
import ToolSupport
import Workflow

@testable import Bootstrap

@Suite("What a school has decided")
struct SchoolSettingsTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private func read(_ text: String) throws -> SchoolSettings {
        try folder.write(SchoolSettings.fileName, Array(text.utf8))
        return try SchoolSettings.read(dataDirectory: folder.path)
    }

    @Test func `it does when it says so, and not otherwise`() throws {
        #expect(try SchoolSettings.read(dataDirectory: folder.path).acceptsSeals == false)
        #expect(try read("{}").acceptsSeals == false)
        #expect(try read(#"{"acceptSeals": false}"#).acceptsSeals == false)
        #expect(try read(#"{"acceptSeals": true, "signingOrder": "free"}"#).acceptsSeals)
        #expect(try read(#"{"acceptSeals": true}"#).acceptsSchoolCertificates == false)
        #expect(try read(#"{"acceptSchoolCertificates": true}"#).acceptsSchoolCertificates)
    }

    @Test func `it asks who need not sign when it says whom`() throws {
        #expect(try read("{}").optionalSignatures.isEmpty)
        #expect(try read(#"{"optionalSignatures": []}"#).optionalSignatures.isEmpty)
        #expect(
            try read(#"{"optionalSignatures": ["tutor", "referent-teacher"]}"#).optionalSignatures
                == [.referentTeacher, .tutor])
    }

    @Test(arguments: [#""tutor""#, #"["tutor", "tutor"]"#, #"["school"]"#, "[1]", "true"])
    func `anybody else, or one twice, is refused`(value: String) {
        #expect(throws: SchoolSettings.Fault.self) { try read(#"{"optionalSignatures": \#(value)}"#) }
    }

    @Test func `it wants both parents when it says two`() throws {
        #expect(try read("{}").bothRepresentativesSign == false)
        #expect(try read(#"{"representatives": 1}"#).bothRepresentativesSign == false)
        #expect(try read(#"{"representatives": 2}"#).bothRepresentativesSign)
    }

    @Test(arguments: ["0", "3", "\"2\"", "[2]"])
    func `a number of parents that is neither one nor two is refused`(value: String) throws {
        #expect(throws: SchoolSettings.Fault.self) { try read(#"{"representatives": \#(value)}"#) }
    }

    @Test(arguments: [#""true""#, "null", "[]", "\"yes\""])
    func `what is neither yes nor no is refused`(value: String) throws {
        #expect(throws: SchoolSettings.Fault.self) { try read(#"{"acceptSeals": \#(value)}"#) }
        #expect(throws: SchoolSettings.Fault.self) { try read(#"{"acceptSchoolCertificates": \#(value)}"#) }
    }
}

@Suite("How long a school keeps what")
struct RetentionSettingsTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private func read(_ text: String) throws -> RetentionRules {
        try folder.write(SchoolSettings.fileName, Array(text.utf8))
        return try SchoolSettings.read(dataDirectory: folder.path).retention
    }

    @Test func `the recommended durations, and a public school, unless it says otherwise`() throws {
        #expect(try SchoolSettings.read(dataDirectory: folder.path).retention == RetentionRules())
        #expect(try read("{}").isPublicSchool && read("{}").signedYears == 5)
        let own = try read(#"{"schoolStatus": "private", "retention": {"signedYears": 10, "codeDays": 90}}"#)
        #expect(!own.isPublicSchool && own.signedYears == 10 && own.codeDays == 90 && own.draftMonths == 4)
    }

    @Test(arguments: [
        (#"{"schoolStatus": "secret"}"#, "\"public\" or \"private\""),
        (#"{"retention": {"signedYears": 2}}"#, "expected 3 to 30"),
        (#"{"retention": {"signedYears": 31}}"#, "expected 3 to 30"),
        (#"{"retention": {"accessMonths": 5}}"#, "expected 6 to 12"),
        (#"{"retention": {"messageMonths": 0}}"#, "expected 1 to 12"),
        (#"{"retention": {"applicationMonths": 25}}"#, "expected 6 to 24"),
        (#"{"retention": {"offerMonths": 11}}"#, "expected 12 to 36"),
        (#"{"retention": {"years": 5}}"#, "expected only \"signedYears\""),
        (#"{"retention": {"unsignedMonths": true}}"#, "whole numbers"),
        (#"{"retention": {"unsignedMonths": 1.5}}"#, "whole numbers"),
        (#"{"retention": 5}"#, "whole numbers"),
    ])
    func `a duration out of its bounds, or that means nothing, is refused with what is expected`(
        text: String, says: String
    ) throws {
        do {
            _ = try read(text)
            Issue.record("was accepted")
        } catch {
            #expect("\(error)".contains(says), "\(error)")
        }
    }
}

@Suite("How long an application waits, as set")
struct ApplicationSettingsTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private func read(_ text: String) throws -> ApplicationTerms {
        try folder.write(SchoolSettings.fileName, Array(text.utf8))
        return try SchoolSettings.read(dataDirectory: folder.path).applications
    }

    @Test func `fifteen days, thirty in holidays, ten at once, unless the file says otherwise`() throws {
        #expect(try read("{}") == ApplicationTerms())
        let own = try read(
            """
            {"applications": {"answerDays": 10, "answerDaysInHolidays": 25, "waitingAtOnce": 5,
                "holidays": [["2027-02-13", "2027-02-28"]]}}
            """)
        let days = ["2027-02-13", "2027-02-28"].compactMap(CalendarDate.init(iso8601:))
        #expect(
            own == ApplicationTerms(days: 10, daysInHolidays: 25, holidays: [days[0]...days[1]], waitingAtOnce: 5))
    }

    @Test(arguments: [
        (#"{"applications": 5}"#, "to be an object"),
        (#"{"applications": {"days": 15}}"#, "expected only \"answerDays\""),
        (#"{"applications": {"answerDays": 2}}"#, "expected 3 to 60"),
        (#"{"applications": {"answerDaysInHolidays": 91}}"#, "expected 3 to 90"),
        (#"{"applications": {"waitingAtOnce": 0}}"#, "expected 1 to 30"),
        (#"{"applications": {"waitingAtOnce": true}}"#, "expected 1 to 30"),
        (#"{"applications": {"answerDays": 7.5}}"#, "expected 3 to 60"),
        (#"{"applications": {"holidays": ["2027-02-13"]}}"#, "first and last day"),
        (#"{"applications": {"holidays": [["2027-02-28", "2027-02-13"]]}}"#, "first and last day"),
        (#"{"applications": {"holidays": [["2027-02-13", "2028-02-28"]]}}"#, "none longer"),
    ])
    func `what means nothing, or is out of bounds, is refused with what is expected`(text: String, says: String) {
        #expect { try read(text) } throws: { "\($0)".contains(says) }
    }
}

@Suite("Where schools are told of a danger")
struct DangerMailboxSettingsTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private func read(_ text: String) throws -> [String: [String]] {
        try folder.write(SchoolSettings.fileName, Array((#"{"dangerMailboxes": "# + text + "}").utf8))
        let mailboxes = try SchoolSettings.read(dataDirectory: folder.path).dangerMailboxes
        return Dictionary(uniqueKeysWithValues: mailboxes.map { ($0.key.text, $0.value.map(\.text)) })
    }

    @Test func `a list of addresses for each number, and nothing else`() throws {
        let own = try read(#"{"0990011Z": ["direction@college.example", "cpe@college.example"]}"#)
        #expect(own == ["0990011Z": ["direction@college.example", "cpe@college.example"]])
        for wrong in [
            #"["a@b.example"]"#, #"{"0990011Z": "a@b.example"}"#, #"{"0990011Z": []}"#, #"{"0990011Z": ["nobody"]}"#,
            #"{"99": ["a@b.example"]}"#,
        ] {
            #expect(throws: SchoolSettings.Fault.self) { try read(wrong) }
        }
    }
}

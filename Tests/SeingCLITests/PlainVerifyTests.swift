import ArgumentParser
import Testing
import ToolSupport

@testable import SeingCLI

/// What is understood without the argument parser has to be what the parser understands.
@Suite("seing verify with files only")
struct PlainVerifyTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private func dumped(_ command: VerifyCommand) -> String {
        // One that has no value ends the test.
        let (form, receipt) = (command.form, command.receipt)
        return [
            "\(command.files)", "\(command.trust ?? "-")", "\(command.at == nil)", "\(command.policy)",
            "\(command.reproduce)", "\(form.json)",
            "\(form.jsonl)", "\(form.csv)", "\(form.explain)", "\(form.html ?? "-")", "\(form.lang == nil)",
            "\(receipt.receipt ?? "-")", "\(receipt.checkReceipt ?? "-")", "\(receipt.dataDir ?? "-")",
            "\(receipt.passphraseFile ?? "-")",
        ].joined(separator: "\n")
    }

    @Test func `is the command that the parser makes of the same arguments`() throws {
        for arguments in [
            ["a.pdf"], ["a.pdf", "b c.pdf", "a.pdf"], ["--trust", folder.path, "a.pdf"],
            ["a.pdf", "--trust", folder.path, "b.pdf"], ["help"], ["verify"],
        ] {
            let plain = try #require(VerifyCommand(plain: ["verify"] + arguments))
            #expect(dumped(plain) == dumped(try VerifyCommand.parse(arguments)), "\(arguments)")
        }
    }

    @Test(arguments: [
        [], ["inspect", "a.pdf"], ["verify"], ["verify", "--trust"], ["verify", "a.pdf", "--trust"], ["verify", ""],
        ["verify", "a.pdf", "--json"], ["verify", "-"], ["verify", "--", "a.pdf"], ["verify", "a.pdf", "--help"],
        ["verify", "--trust=/", "a.pdf"], ["verify", "--trust", "/", "--trust", "/", "a.pdf"],
        ["verify", "--trust", "--json", "a.pdf"], ["verify", "--trust", "/nowhere", "a.pdf"],
        ["verify", "--trust", "/etc/hostname", "a.pdf"],
    ])
    func `leaves to the parser what it does not know, and every mistake`(arguments: [String]) {
        #expect(VerifyCommand(plain: arguments).map(dumped) == nil)
    }
}

@Suite("French spaces")
struct FrenchSpaceTests {
    @Test(arguments: [
        ("a : b", "a\u{202F}: b"), ("« a »", "«\u{202F}a\u{202F}»"), ("« »", "«\u{202F}»"),
        ("a ! ?", "a\u{202F}!\u{202F}?"),
        (" :", "\u{202F}:"), ("« ", "«\u{202F}"), ("a:b", "a:b"), ("", ""), ("a  : b", "a \u{202F}: b"),
        ("14\u{A0}h\u{A0}05 ; é", "14\u{A0}h\u{A0}05\u{202F}; é"),
    ])
    func `stand before high marks and inside guillemets, and nowhere else`(plain: String, french: String) {
        #expect(Language.withFrenchSpaces(plain) == french)
    }
}

import Foundation
import TestSupport
import Testing
import ToolSupport

/// Documents signed before and after every key was replaced, judged by others with the trust folder of afterwards.
@Suite("Documents on both sides of a replacement, judged by others", .timeLimit(.minutes(10)))
struct ReplacedKeyTests {
    private let folder: TemporaryDirectory
    /// Keeps the trust folder alive.
    private let authority: TestAuthority
    private var trust: String { authority.trustPath }
    /// Signed before all keys were replaced, after it, and on both sides.
    private let documents: [(name: String, bytes: [UInt8])]
    /// A minute after the replacement; certificates of signatories made before are still valid.
    private let time: Int

    init() throws {
        folder = try TemporaryDirectory()
        authority = try TestAuthority()
        let replacedAt = authority.madeAt.addingTimeInterval(300)
        let before = TestSigner(authority)
        let whole = try before.signAll(SampleDocument.bytes())
        let half = try before.signAll(SampleDocument.bytes(), fields: ["student", "representative-1"])
        let after = TestSigner(try authority.withReplacedKeys(at: replacedAt))
        documents = [
            ("before", whole), ("after", try after.signAll(SampleDocument.bytes())),
            ("both", try after.signAll(half, fields: ["school", "employer"])),
        ]
        time = Int(replacedAt.timeIntervalSince1970) + 60
    }

    private var lists: [String] { ["root.crl", "issuing-ca.crl", "issuing-ca-1.crl"].map { "\(trust)/\($0)" } }

    @Test func `pyHanko finds all of them intact, trusted, stamped, with a list for every certificate`() async throws {
        for document in documents {
            let result = try await Judges.pyHanko(
                folder.write("\(document.name).pdf", document.bytes), trusting: "\(trust)/root.pem", lists: lists,
                at: time)
            #expect(result.succeeded && result.count(#""bottom_line": true"#) == 4, "\(document.name): \(result.text)")
        }
    }

    @Test func `pyHanko misses the old authority's last list when it is kept back`() async throws {
        let result = try await Judges.pyHanko(
            folder.write("before.pdf", documents[0].bytes), trusting: "\(trust)/root.pem",
            lists: Array(lists.prefix(2)), at: time)
        #expect(!result.succeeded && result.count(#""trusted": false"#) == 4, "\(result.text)")
    }

    @Test func `openssl finds each signature valid with every list`() async throws {
        var anchors = try Array(Data(contentsOf: URL(filePath: "\(trust)/root.pem")))
        for list in lists {
            anchors += Array(try await Command.outcome("openssl", "crl", "-inform", "DER", "-in", list).outputBytes)
        }
        let file = try folder.write("anchors.pem", anchors)
        for document in documents {
            for part in try SignedPart.all(in: document.bytes, folder) {
                let result = try await Command.outcome(
                    "openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", part.cms, "-content",
                    part.content, "-CAfile", file, "-crl_check_all", "-attime", "\(time)", "-out", "/dev/null")
                #expect(result.succeeded, "\(document.name): \(result.text)")
            }
        }
    }
}

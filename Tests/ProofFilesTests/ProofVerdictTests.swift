import ConventionDomain
import Foundation
import OpenSSLBridge
import PAdESValidation
import Testing
import XMLBridge

@testable import ProofFiles

@Suite("A proof file", .timeLimit(.minutes(10)))
struct ProofVerdictTests {
    private let sample: ProofSample

    init() async throws { sample = try await ProofSample.shared.value }

    @Test func `is accepted, and found to be about its convention, for the school as for a signatory`() throws {
        for (file, scope) in [(sample.whole, ProofScope.convention), (sample.own, .signatory("representative-1"))] {
            let report = try sample.check(file, with: sample.document)
            #expect(report.isGood && report.binding == .same, "\(report)")
            #expect(report.title?.scope == scope && report.title?.reference == sample.id.text)
            #expect(report.title?.signatureCount == 4 && report.title?.state == "completed")
            guard case .proven = report.anchoring else { Issue.record("the journal is not time-stamped"); continue }
        }
        #expect(try sample.check(sample.whole).binding == .notAsked)
    }

    /// White space between elements is signed too, but means nothing; every other text is tried.
    @Test func `is refused when any of its texts is altered by one letter`() throws {
        let text = String(decoding: sample.own, as: UTF8.self)
        var count = 0
        for match in text.matches(of: />([^<>\s][^<>]*)</) {
            var altered = text
            let first = match.output.1
            altered.replaceSubrange(first.startIndex...first.startIndex, with: first.first == "a" ? "b" : "a")
            let report = try? sample.check(Array(altered.utf8))
            #expect(report?.isGood != true, "\(first)")
            count += 1
        }
        #expect(count > 300)
    }

    /// The seal holds in each of these, by the rules of XML signatures: comments are not signed, and how a file is written is not.
    @Test func `is refused in any other writing of the same content`() throws {
        let text = String(decoding: sample.whole, as: UTF8.self)
        let writings = [
            text.replacing("<state>completed</state>", with: "<state><!-- faux -->com<!-- -->pleted</state>"),
            text.replacing("<scope>", with: "<scope xmlns=\"urn:seing:proof:1\">"), text + "\n",
            text.replacing("<scope>", with: "<scope >"),
            "<!-- faux -->" + text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + text,
        ]
        for writing in writings {
            #expect(writing != text)
            let report = try sample.check(Array(writing.utf8))
            #expect(report.faults == [.schema], "\(writing.prefix(60)) \(report.faults)")
        }
        let root = try XMLDocument(parsing: sample.whole).root
        #expect(
            XMLWriter.bytes(of: root) == sample.whole, "or the tests below would be refused for their writing alone")
    }

    @Test func `is refused when any of its elements is left out`() throws {
        let root = try XMLDocument(parsing: sample.own).root
        var count = 0
        for path in paths(of: root) where !path.isEmpty {
            let bytes = XMLWriter.bytes(of: without(path[...], in: root))
            let report = try? sample.check(bytes)
            #expect(report?.isGood != true, "\(path)")
            count += 1
        }
        #expect(count > 300)
    }

    private func paths(of element: XMLElement) -> [[Int]] {
        [[]]
            + element.children.indices.flatMap { index -> [[Int]] in
                guard case .element(let child) = element.children[index] else { return [] }
                return paths(of: child).map { [index] + $0 }
            }
    }

    private func without(_ path: ArraySlice<Int>, in element: XMLElement) -> XMLElement {
        var copy = element
        guard let first = path.first, case .element(let child) = element.children[first] else { return copy }
        if path.count == 1 {
            copy.children.remove(at: first)
        } else {
            copy.children[first] = .element(without(path.dropFirst(), in: child))
        }
        return copy
    }

    @Test func `of another convention is not this one's`() async throws {
        let other = try await ProofSample.other.value
        let report = try sample.check(sample.whole, with: other.document)
        #expect(report.faults == [.document] && report.binding == .different)
        #expect(report.seal.isIntact)
    }

    @Test func `knows an earlier state of its convention and a signature that was taken away`() throws {
        let ends = sample.document.indices.filter { sample.document[$0...].starts(with: Array("%%EOF\n".utf8)) }
        let earlier = try sample.check(sample.whole, with: Array(sample.document[..<(ends[2] + 6)]))
        #expect(earlier.faults.isEmpty && earlier.binding == .earlier)
    }

    @Test func `is nothing without XML of its own kind`() {
        for text in ["", "%PDF-1.7", "<proof/>", "<a xmlns=\"urn:seing:proof:1\"/>", "<!DOCTYPE a><a/>"] {
            #expect(throws: NoProofFile()) { try sample.check(Array(text.utf8)) }
        }
    }
}

/// What the platform's own key could seal, and its journal does not bear out.
@Suite("A proof file that lies under a good seal", .timeLimit(.minutes(5)))
struct LyingProofTests {
    private let sample: ProofSample

    init() async throws { sample = try await ProofSample.shared.value }

    private func faults(_ change: (inout XMLElement) -> Void) throws -> [ProofReport.Fault] {
        let report = try sample.check(sample.resealed(sample.whole, change), with: sample.document)
        #expect(report.seal.isIntact && report.seal.identity == .trusted)
        return report.faults
    }

    @Test func `is found out by a seal that changes nothing else`() throws { #expect(try faults { _ in } == []) }

    private static let another = String(repeating: "f", count: 64)

    @Test(arguments: [
        ("journal/event:3/hash", ProofReport.Fault.journal), ("journal/event:1/previousOwnHash", .journal),
        ("journal/event:5/previousHash", .journal), ("journal/anchor/headHash", .anchor),
        ("journal/anchor/previousTokenDigest", .anchor), ("journal/bridge/event:0/previousHash", .anchor),
        ("revisions/revision:0/sha256", .facts), ("revisions/revision:2/sha256", .facts),
        ("convention/templateSha256", .facts), ("parties/party:0/signature/certificateSha256", .signature),
        ("parties/party:0/statement/sha256", .statement),
    ])
    func `is found out by a digest that is another`(path: String, fault: ProofReport.Fault) throws {
        #expect(try faults { $0.set(path, to: Self.another) }.contains(fault))
    }

    @Test(arguments: [
        ("journal/event:4/at", "1780000000", ProofReport.Fault.journal), ("journal/event:1/type", "expired", .content),
        ("journal/event:2/position", "9", .journal), ("convention/order/group:0/field:0", "employer", .facts),
        ("parties/party:1/acts/act:0/at", "2020-01-01T00:00:00Z", .facts),
        ("parties/party:0/acts/act:1/kind", "reminded", .facts),
        ("parties/party:0/statement/text", "Je n’accepte rien.", .statement),
        ("parties/party:0/person/family", "Martin", .signature),
        ("parties/party:2/signature/timeStamp", "2020-01-01T00:00:00Z", .signature),
        ("parties/party:2/signature/revision", "2", .signature),
        ("revisions/revision:1/field", "school", .facts), ("revisions/revision:1/index", "7", .facts),
    ])
    func `is found out by a word that is another`(path: String, text: String, fault: ProofReport.Fault) throws {
        #expect(try faults { $0.set(path, to: text) }.contains(fault))
    }

    @Test func `is found out by a payload that the journal did not commit to`() throws {
        let payload = Data("{\"fieldName\":\"employer\"}".utf8).base64EncodedString()
        #expect(try faults { $0.set("journal/event:2/payload", to: payload) }.contains(.payload))
    }

    @Test func `is found out by an event, an act or a signature that is missing`() throws {
        let withoutFirst: (inout XMLElement) -> Void = { root in
            root.edit("journal") {
                $0.children = Array($0.children.drop { if case .text = $0 { true } else { false } }.dropFirst())
            }
        }
        #expect(try faults(withoutFirst).contains(.journal))
        #expect(try faults { $0.remove("act", from: "parties/party:0/acts") }.contains(.facts))
        #expect(try faults { $0.remove("signature", from: "parties/party:1") }.contains(.signature))
        #expect(try faults { $0.remove("bridge", from: "journal") }.contains(.anchor))
    }

    @Test func `is found out by what a signatory may not know`() throws {
        let other = try XMLDocument(parsing: sample.whole).root
        let person = other.element(named: "parties")?.elements[0].element(named: "person")
        let event = other.element(named: "journal")?.elements[0]
        let named = try sample.resealed(sample.own) { root in
            root.edit("parties/party:0") { party in
                if let person { party.children.insert(.element(person), at: 4) }
            }
        }
        #expect(try sample.check(named).faults.contains(.facts))
        let opened = try sample.resealed(sample.own) { root in
            root.edit("journal/event:0") { if let event { $0 = event } }
        }
        #expect(try sample.check(opened).faults.contains(.facts))
    }
}

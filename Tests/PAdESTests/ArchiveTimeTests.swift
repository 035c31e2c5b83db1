import Foundation
import PDFModel
import TestSupport
import Testing

@testable import PAdESValidation

/// A file may carry as many document time-stamps as revisions; each takes two chains.
@Suite("The time for judging an archive")
struct ArchiveTimeTests {
    @Test func `is asked for before each document time-stamp, and when it is up no further one is judged`() throws {
        let signer = TestSigner(try TestAuthority.shared.get())
        var document = try signer.signAll(SampleDocument.bytes())
        for layer in 1...3 {
            document = try signer.archive(document, at: TestAuthority.now.addingTimeInterval(Double(layer) * 120))
        }
        let facts = try DocumentInspector(PDFDocument(bytes: document)).inspect()
        #expect(facts.documentTimeStamps.count == 3)
        let chains = ChainAssessment(
            trust: .none, policyArc: nil, policy: .strict, now: 0, evidence: Evidence(.none, now: 0))
        let over = PDFReadError(.limitExceeded, found: "no time left", expected: "some")
        var asked = 0
        #expect(throws: over) {
            try ArchiveAssessment(of: facts, chains: chains) { () throws(PDFReadError) in
                asked += 1
                if asked == 2 { throw over }
            }
        }
        #expect(asked == 2)
    }
}

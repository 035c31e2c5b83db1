import ConventionDomain
import Parties
import Testing

import struct Foundation.Date

@Suite("A signature that waits")
struct PendingSignatureTests {
    private let waiting = Sample.after([
        Sample.drafted, Sample.issued, Sample.consent("student"), Sample.consent("representative-1"),
        Sample.pending("student"),
    ])

    private func refused(_ event: ConventionEvent.Kind, _ reason: TransitionRefused.Reason) -> TransitionRefused {
        TransitionRefused(phase: .signing, event: event, reason: reason)
    }

    @Test func `needs a consent of its own attempt`() {
        let state = Sample.after([Sample.drafted, Sample.issued, Sample.consent("representative-1")])
        #expect(throws: refused(.signaturePending, .consentMissing)) { try state.applying(Sample.pending("student")) }
    }

    @Test func `waits once, and takes no other consent meanwhile`() {
        #expect(throws: refused(.signaturePending, .signaturePending)) {
            try waiting.applying(Sample.pending("student"))
        }
        #expect(throws: refused(.consentGiven, .signaturePending)) { try waiting.applying(Sample.consent("student")) }
    }

    @Test func `keeps the next group waiting and the others of its own group free`() throws {
        #expect(throws: refused(.consentGiven, .notYourTurn(waitingFor: ["student", "representative-1"]))) {
            try waiting.applying(Sample.consent("school"))
        }
        _ = try waiting.applying(Sample.signed("representative-1", on: 0))
        _ = try waiting.applying(Sample.pending("representative-1"))
    }

    @Test func `is made by its own attempt and by no other`() throws {
        let consent = Consent(
            fieldName: "student", attempt: "other", statementID: "consent", statementVersion: "1",
            textDigest: Sample.digest(97), shownDigest: Sample.base, baseDigest: Sample.base)
        let state = Sample.after([
            Sample.drafted, Sample.issued, .consentGiven(consent), Sample.consent("student"), Sample.pending("student"),
        ])
        let other = SignatureRecord(
            fieldName: "student", attempt: "other", identification: .emailCode, shownDigest: Sample.base,
            previousDigest: Sample.base, revisionDigest: Sample.digest(1), signedAt: Date(timeIntervalSince1970: 0),
            codeTries: 1,
            certificate: CertificateFacts(serialNumber: "01", sha256Fingerprint: Sample.digest(96), level: "B-T"))
        #expect(throws: refused(.signed, .signaturePending)) { try state.applying(.signed(other)) }
        guard case .signing(let progress) = try state.applying(Sample.signed("student", on: 0)) else {
            Testing.Issue.record("expected signing")
            return
        }
        #expect(progress.pending.isEmpty && progress.signed == ["student"])
    }

    @Test func `lapses once, and its consent signs nothing afterwards`() throws {
        let lapsed = try waiting.applying(Sample.lapsed("student"))
        #expect(throws: refused(.consentLapsed, .notPending)) { try lapsed.applying(Sample.lapsed("student")) }
        #expect(throws: refused(.signed, .consentMissing)) { try lapsed.applying(Sample.signed("student", on: 0)) }
        #expect(throws: refused(.signaturePending, .consentMissing)) { try lapsed.applying(Sample.pending("student")) }
        let again = try lapsed.applying(Sample.consent("student"))
        _ = try again.applying(Sample.signed("student", on: 0))
    }

    @Test func `ends with a refusal or a cancellation, after which nothing is made of it`() throws {
        for end in [Sample.refused("student"), Sample.refused("school"), Sample.cancelled] {
            let state = try waiting.applying(end)
            #expect(throws: TransitionRefused.self) { try state.applying(Sample.signed("student", on: 0)) }
            #expect(throws: TransitionRefused.self) { try state.applying(Sample.lapsed("student")) }
        }
    }
}

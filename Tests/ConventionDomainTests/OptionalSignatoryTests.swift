import Foundation
import Parties
import Testing

@testable import ConventionDomain

@Suite("Who need not sign")
struct OptionalSignatoryTests {
    private let issued = Sample.after(Sample.askingTutor)
    private let allButTutor = Sample.askingTutor + Sample.allSigned.dropFirst(2)

    private func refused(
        _ event: ConventionEvent.Kind, _ reason: TransitionRefused.Reason,
        in phase: ConventionState.Phase = .signing
    ) -> TransitionRefused {
        TransitionRefused(phase: phase, event: event, reason: reason)
    }

    private func progress(_ events: [ConventionEvent]) throws -> SigningProgress {
        guard case .signing(let progress) = try ConventionState.after(events) else {
            throw refused(.issued, .notInThisState)
        }
        return progress
    }

    @Test func `is never awaited and never missing, and the convention is complete without`() throws {
        let begun = try progress(Sample.askingTutor)
        #expect(!begun.awaited.contains("tutor") && !begun.missing.contains("tutor"))
        #expect(begun.order.fieldNames.contains("tutor"))
        let signed = try progress(allButTutor)
        #expect(signed.isSignedByAll && signed.missing.isEmpty)
        #expect(try Sample.after(allButTutor).applying(Sample.completed(3)).phase == .completed)
    }

    @Test func `may sign before anybody, and completes nothing by that`() throws {
        let first = Sample.askingTutor + [Sample.consent("tutor"), Sample.signed("tutor", on: 0)]
        let state = try progress(first)
        #expect(state.signed == ["tutor"] && state.awaited == ["student", "representative-1"])
        #expect(throws: refused(.completed, .signaturesMissing(state.awaited))) {
            try Sample.after(first).applying(Sample.completed(1))
        }
    }

    @Test func `agrees, signs and declines no more once all have signed who must, whatever was agreed to before`()
        throws
    {
        for before in [[], [Sample.consent("tutor")], [Sample.consent("tutor"), Sample.pending("tutor")]] {
            let events = Sample.askingTutor + before + Sample.allSigned.dropFirst(2)
            let late = Sample.after(events)
            for event in [
                Sample.consent("tutor"), Sample.signed("tutor", on: 3), Sample.declined("tutor"),
                Sample.reminded("tutor"),
            ] {
                #expect(throws: refused(event.kind, .noLongerNeeded)) { try late.applying(event) }
            }
            let completed = try late.applying(Sample.completed(3))
            #expect(throws: refused(.signed, .notInThisState, in: .completed)) {
                try completed.applying(Sample.signed("tutor", on: 3))
            }
            #expect(completed.finished?.pending.isEmpty == true && completed.finished?.consents.isEmpty == true)
        }
    }

    @Test func `cannot refuse the convention, nor sign it on paper`() throws {
        #expect(throws: refused(.refused, .signatureOptional)) { try issued.applying(Sample.refused("tutor")) }
        #expect(throws: refused(.paperAttested, .signatureOptional)) { try issued.applying(Sample.attested("tutor")) }
        #expect(throws: refused(.paperChosen, .signatureOptional)) {
            try issued.applying(.paperChosen(PaperWish(fieldName: "tutor")))
        }
    }

    @Test func `declines without any consequence, once, and may sign all the same`() throws {
        let declined = Sample.askingTutor + [Sample.declined("tutor")]
        let state = try progress(declined)
        #expect(state.declined == ["tutor"] && state.openOptional.isEmpty)
        #expect(state.awaited == (try progress(Sample.askingTutor)).awaited)
        #expect(throws: refused(.declined, .alreadyDeclined)) {
            try Sample.after(declined).applying(Sample.declined("tutor"))
        }
        let signed = try progress(declined + [Sample.consent("tutor"), Sample.signed("tutor", on: 0)])
        #expect(signed.declined.isEmpty && signed.signed == ["tutor"])
        let agreed = Sample.after(Sample.askingTutor + [Sample.consent("tutor"), Sample.declined("tutor")])
        #expect(throws: refused(.signed, .consentMissing)) { try agreed.applying(Sample.signed("tutor", on: 0)) }
    }

    @Test func `is somebody else than who must sign, and refuses instead of declining`() {
        #expect(throws: refused(.declined, .signatureRequired)) { try issued.applying(Sample.declined("student")) }
        #expect(throws: refused(.declined, .notASignatory)) { try issued.applying(Sample.declined("nobody")) }
        #expect(Signatory.Role.required == [.student, .representative, .school, .employer])
    }

    @Test func `signs nothing while a parent objects, and nothing after the expiry`() {
        let events = Sample.askingTutor + [Sample.consent("tutor")]
        let held = Sample.after(events + [Sample.notified, Sample.objected])
        #expect(throws: refused(.signed, .onHold)) { try held.applying(Sample.signed("tutor", on: 0)) }
        let expired = Sample.after(events + [Sample.expired(.placementBegun)])
        #expect(throws: refused(.signed, .notInThisState, in: .expired)) {
            try expired.applying(Sample.signed("tutor", on: 0))
        }
    }

    @Test func `keeps no correction waiting: a signature of theirs without a time-stamp is given up`() throws {
        let agreed = Sample.askingTutor + [Sample.consent("tutor"), Sample.pending("tutor")]
        #expect(try Sample.after(agreed).applying(Sample.superseded).phase == .superseded)
        let both = Sample.after(agreed + [Sample.consent("student"), Sample.pending("student")])
        #expect(throws: refused(.superseded, .signaturePending)) { try both.applying(Sample.superseded) }
    }

    @Test func `is not made to have to sign by the issue, nor is anybody let off by it`() throws {
        guard case .issued(let issue) = Sample.askingTutor.last(where: { $0.kind == .issued }) else {
            throw refused(.issued, .notInThisState)
        }
        let order = try SigningOrder(groups: issue.order.groups + [["tutor"]])
        let other = Issue(baseDigest: issue.baseDigest, order: order, templateDigest: issue.templateDigest)
        let draft = Sample.after(Array(Sample.askingTutor.prefix { $0.kind != .issued }))
        #expect(throws: refused(.issued, .orderDiffers, in: .draft)) { try draft.applying(.issued(other)) }
    }

    @Test func `leaves the order of the others as it was written, and is read back`() throws {
        let plain = try JSONEncoder().encode(Sample.order)
        #expect(String(decoding: plain, as: UTF8.self) == #"{"groups":[["student","representative-1"],["school"]]}"#)
        let order = try SigningOrder(groups: Sample.order.groups, optional: ["tutor"])
        #expect(try JSONDecoder().decode(SigningOrder.self, from: try JSONEncoder().encode(order)) == order)
        #expect(throws: SigningOrderError.nameTwice) { try SigningOrder(groups: [["tutor"]], optional: ["tutor"]) }
    }

    @Test(arguments: SigningOrder.Preset.allCases) func `is in no group of any preset`(preset: SigningOrder.Preset)
        throws
    {
        let name = PersonName(given: "Awa", family: "Diallo")
        let signatories = Signatory.Role.allCases.map {
            Signatory(fieldName: $0.rawValue, role: $0, name: name, capacity: "")
        }
        let order = try SigningOrder(preset, for: signatories)
        #expect(order.optional == ["teacher", "tutor"])
        #expect(Set(order.requiredNames) == ["student", "representative", "school", "employer"])
    }
}

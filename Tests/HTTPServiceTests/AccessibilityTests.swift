import ConventionDomain
import Foundation
import Parties
import Testing
import ToolSupport
import Workflow

@testable import HTTPService

/// Every page in a real browser, at the size of a phone and of a desk.
@Suite("Accessibility of the pages", .timeLimit(.minutes(10)))
struct AccessibilityTests {
    /// The first letter of a link says which situation its page shows.
    private static func view(_ token: LinkToken) throws(WorkflowError) -> SigningView {
        switch token.text.prefix(1) {
        case "W": return Sample.view(.waiting(for: [.student, .representative]), signatory: Sample.head)
        case "P": return Sample.view(.pending(Sample.pending()))
        case "D": return Sample.view(.signed(Sample.receipt()))
        case "E": return Sample.view(.toSign, kind: .reading, signatory: Sample.claire)
        case "C": return Sample.view(.completed(Sample.receipt()), kind: .reading)
        case "X": throw .expiredLink
        case "U": throw .unavailable(.storage)
        default: return Sample.view()
        }
    }

    private static var useCases: SignatoryUseCases {
        var useCases = SignatoryUseCases.working()
        useCases.view = { token throws(WorkflowError) in
            var view = try view(token)
            view.sheets = [.contacts, .health]
            return view
        }
        useCases.sheet = { _, token throws(WorkflowError) in
            throw token.text.hasPrefix("C") ? .placementOver : .noHealthSheet
        }
        // R: a reading link whose reader has not entered a code yet.
        useCases.admits = { token, _ in !token.text.hasPrefix("R") }
        useCases.enterForReading = { _, _, _ throws(WorkflowError) in throw .wrongCode(remainingTries: 3) }
        useCases.sign = { _, _ throws(WorkflowError) in throw .wrongCode(remainingTries: 3) }
        useCases.refuse = { _, _ throws(WorkflowError) in
            throw .invalidData([BilingualText("Indiquez le motif de votre refus.", "x")])
        }
        return useCases
    }

    private static func paths() -> [String] {
        let rest = Sample.secret.dropFirst()
        let sign = "/s/S\(rest)"
        return [
            "/", "/accessibilite", "/lien-demande", "/nowhere", "/dev/mailbox", "/dev/mailbox=>ul.mailbox a", sign,
            "\(sign)=>.act button", "\(sign)=>#accord=>.act button", "\(sign)=>.choice summary",
            "\(SampleForm.refusalAddress)", "/r/E\(rest)=>.choice summary",
            "\(SampleForm.codeAddress)", "/s/W\(rest)", "/s/P\(rest)", "/s/P\(rest)=>.choice summary", "/s/D\(rest)",
            "/s/D\(rest)=>.choice summary", "/r/C\(rest)", "/r/R\(rest)", "/r/R\(rest)=>.act button",
            "/r/R\(rest)/code?demande=\(Sample.attemptText)&erreur=3",
            "\(sign)/fiche-pai.pdf", "/r/C\(rest)/fiche-de-contacts.pdf",
            "/s/X\(rest)", "/s/X\(rest)=>button", "/s/U\(rest)", "/v", "/v?code=abc",
            "/v/abcdefghijkmnpqrstuv/\(String(repeating: "ab", count: 32))",
        ] + guidePaths
    }

    private static let guidePaths = [
        "/aide", "/aide?mots=assurance", "/aide?mots=zzz", "/aide/eleves", "/aide/employeurs",
        "/aide/question/dates-seconde", "/secteurs", "/secteurs/sante", "/employeurs", "/guides", "/guides/signer",
        "/employeurs/kit/affiche.pdf?nom=%F0%9F%98%80",
    ]

    @Test func `leaves axe-core, reflow, target size and console without a finding`() async throws {
        let service = ServiceUnderTest(
            signatories: Self.useCases,
            printedCopies: PrintedCopies { code throws(WorkflowError) in
                PrintedCopy(
                    convention: code.convention, status: .completed, issuedAt: Sample.now, signatureCount: 4,
                    signatoryCount: 4, lastSignedAt: Sample.now)
            }, mailbox: SiteTests.mailbox, isDemo: true)
        try await service.look(at: Self.paths())
    }

    @Test func `finds fault with a page that has faults`() async throws {
        let page =
            "data:text/html,<title></title><p style='width:2000px'>x</p><button style='width:9px;height:9px'></button>"
        let rules = Set(try await PageLook.report(on: [page]).findings.map(\.rule))
        #expect(rules.isSuperset(of: ["html-has-lang", "document-title", "button-name", "reflow", "target-size"]))
    }
}

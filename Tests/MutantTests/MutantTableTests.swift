import ConventionVerification
import Foundation
import PAdESValidation
import PDFModel
import Testing

/// `docs/mutants.md` says what the catalogue says.
@Suite("The table of mutants")
struct MutantTableTests {
    private static let variable = "SEING_WRITE_MUTANTS"

    @Test func `is what the catalogue says`() throws {
        let file = URL(filePath: Workshop.path("docs/mutants.md"))
        let expected = MutantTable(mutants: MutantTests.catalogue).text
        if ProcessInfo.processInfo.environment[Self.variable] != nil {
            try expected.write(to: file, atomically: true, encoding: .utf8)
        }
        let found = try? String(contentsOf: file, encoding: .utf8)
        #expect(
            found == expected,
            "docs/mutants.md is out of date; write it: \(Self.variable)=1 swift test --filter MutantTableTests")
    }
}

/// The catalogue as a page for people.
struct MutantTable {
    let mutants: [Mutant]

    var text: String {
        let sorted = mutants.enumerated().sorted { ($0.element.rule, $0.offset) < ($1.element.rule, $1.offset) }
        let sound = mutants.filter { if case .sound = $0.expected { true } else { false } }.count
        let rows = sorted.enumerated().map { row($0.element.element, number: $0.offset + 1) }
        return """
            # Mutants

            \(mutants.count) documents made from a finished convention by altering one thing. \(mutants.count - sound) must be refused, or not
            accepted, with exactly the findings named here; \(sound) must not, so that the strictness costs nobody a good document. `MutantTests` makes
            and judges each one. The page is written from the catalogue: `SEING_WRITE_MUTANTS=1 swift test --filter MutantTableTests`.

            Findings are those of `seing verify --json`. Codes behind « unreadable » say why the file cannot be read at all.

            ## The rules

            \(Self.rules.enumerated().map { "\($0.offset + 1). \($0.element)" }.joined(separator: "\n"))

            ## The mutants

            | no. | rule | what was altered | must be found |
            |---|---|---|---|
            \(rows.joined(separator: "\n"))

            """
    }

    private func row(_ mutant: Mutant, number: Int) -> String {
        "| \(number) | \(mutant.rule) | \(mutant.name) | \(outcome(mutant.expected)) |"
    }

    private func outcome(_ expected: Expectation) -> String {
        switch expected {
        case .unreadable(let code): "unreadable: \(code.rawValue)"
        case .sound(missing: 0): "nothing: in order"
        case .sound(let missing): "nothing but \(missing) missing signatures"
        case .judged(_, let findings, let codes):
            (findings.map(\.rawValue) + codes.map(\.rawValue)).joined(separator: ", ")
        }
    }

    private static let rules = [
        "The file begins and ends as a PDF does; each object is named once, at its own place, in the form of the revision before; no encryption, no cross-reference outside its place.",
        "Revisions follow each other without a gap, and each signature ends where one ends.",
        "A byte range is four direct integers that begin at 0 and fit the file.",
        "The hole is the value of the same dictionary's `/Contents`, in hexadecimal digits and nothing else.",
        "Signatures are nested, in the order agreed on; the last revision is signed; a shorter file is incomplete.",
        "The CMS is one detached SignedData in DER with the attributes of the profile, and verifies.",
        "The signature dictionary is that of PAdES.",
        "Every object of a revision is explained; none is freed, replaced or given another generation.",
        "A revision signs one field and does nothing else.",
        "The field was declared, gains its value and its own appearance, and is signed by whom it is for.",
        "Validation data are added by a revision made for it, after the last signature; what is there stays as it is.",
        "A document time-stamp stands in a new field that nobody sees, and is over everything before it.",
        "Catalog, form, pages, names and structure stay as they were signed.",
        "Trailer, information and metadata stay as they were signed.",
        "Revision 0 is quiet: nothing acts, hides, overlaps or waits in it.",
        "No certification and no lock restricts what others sign.",
        "What an appearance shows is never believed; the certificate is.",
        "The time of a signature is that of a valid time-stamp over it, or not proven.",
        "Proven times lie in the certificates' validity and do not run backwards.",
        "Certificates lead to an anchor, are made for this use, and are not revoked.",
        "Whatever the file costs is bounded.",
        "Under the general policy: after a signature nothing changes but what it allows, and attacks are named.",
    ]
}

import ConventionVerification
import PAdESValidation
import PDFModel
import Testing

/// A document altered in one way, and what the verifier must say of it.
struct Mutant: Sendable, CustomTestStringConvertible {
    /// What was done, as the subject of a sentence.
    let name: String
    /// The rule it breaks: a number of the strict rules, see `docs/mutants.md`.
    let rule: Int
    let expected: Expectation
    let make: @Sendable (Workshop) throws -> Specimen

    init(
        _ name: String, rule: Int, _ expected: Expectation, _ make: @escaping @Sendable (Workshop) throws -> Specimen
    ) {
        self.name = name
        self.rule = rule
        self.expected = expected
        self.make = make
    }

    init(
        _ name: String, rule: Int, _ expected: Expectation, bytes: @escaping @Sendable (Workshop) throws -> [UInt8]
    ) {
        self.init(name, rule: rule, expected) { Specimen(try bytes($0)) }
    }

    var testDescription: String { name }
}

/// What must come out.
enum Expectation: Sendable {
    /// The file is refused as unreadable.
    case unreadable(PDFReadError.Code)
    /// The file is judged; the named findings are found and no others.
    case judged(Verdicts, [FindingCode], [ConventionFinding.Code])
    /// The file is in order, though perhaps not complete.
    case sound(missing: Int)

    static let unsigned = Expectation.judged(Verdicts(.none, .none, .conforming), [.noSignature], [])

    static func changed(
        _ findings: FindingCode..., identity: ValidationReport.Identity = .trusted,
        profile: ValidationReport.Profile = .conforming, convention: [ConventionFinding.Code] = []
    ) -> Expectation { .judged(Verdicts(.changed, identity, profile), findings, convention) }

    static func broken(
        _ findings: FindingCode..., identity: ValidationReport.Identity = .trusted,
        profile: ValidationReport.Profile = .conforming, convention: [ConventionFinding.Code] = []
    ) -> Expectation { .judged(Verdicts(.broken, identity, profile), findings, convention) }

    /// Intact and trusted, but not built by the rules.
    static func deviating(_ findings: FindingCode..., convention: [ConventionFinding.Code] = []) -> Expectation {
        .judged(Verdicts(.intact, .trusted, .deviating), findings, convention)
    }

    static func identity(
        _ identity: ValidationReport.Identity, _ findings: FindingCode..., convention: [ConventionFinding.Code] = [],
        profile: ValidationReport.Profile = .conforming
    ) -> Expectation { .judged(Verdicts(.intact, identity, profile), findings, convention) }

    /// Nothing is wrong with the signatures, only with the convention.
    static func convention(_ codes: ConventionFinding.Code...) -> Expectation {
        .judged(Verdicts(.intact, .trusted, .conforming), [], codes)
    }
}

struct Verdicts: Hashable, Sendable, CustomStringConvertible {
    let integrity: ValidationReport.Integrity
    let identity: ValidationReport.Identity
    let profile: ValidationReport.Profile

    init(
        _ integrity: ValidationReport.Integrity, _ identity: ValidationReport.Identity,
        _ profile: ValidationReport.Profile
    ) {
        self.integrity = integrity
        self.identity = identity
        self.profile = profile
    }

    var description: String { "\(integrity.rawValue), \(identity.rawValue), \(profile.rawValue)" }
}

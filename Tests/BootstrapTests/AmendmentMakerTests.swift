import Bootstrap
import ConventionDomain
import ConventionTemplates
import ConventionVerification
import Foundation
import PAdESValidation
import Parties
import Testing
import Typesetting
import Workflow

/// The example of a lycée: two weeks of June 2027, hours from Monday to Friday.
@Suite("Data and documents of amendments")
struct AmendmentMakerTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private let factory: DocumentFactory
    private let inForce: [UInt8]
    private let before: ConventionData
    private let convention: ConventionID

    init() async throws {
        let store = try TemplateStore.forSchool(
            resources: Resources(directory: Self.root.path()), dataDirectory: "/nowhere")
        factory = .templates(
            store, typesetter: Typesetter(fonts: try FontSet()), templateIdentifier: "observation-2025-11",
            timeZone: .paris, reviews: TemplateReviews(dataDirectory: "/nowhere"))
        let example = Self.root.appending(path: "Examples/conventions/public-lycee-seconde.xml")
        inForce = try await factory.check([UInt8](try Data(contentsOf: example)), nil).canonicalData
        before = try ConventionXML.parseKept(inForce)
        convention = try #require(ConventionID("abcdefghijkmnpqrstuv"))
    }

    private func amend(
        _ after: ConventionData, effectiveOn: String? = nil, changes: String? = nil, madeOn: String = "2027-06-01"
    ) async throws -> CheckedConvention {
        let day = try effectiveOn.map { try #require(CalendarDate(iso8601: $0)) } ?? before.placement.end
        return try await factory.amend(
            AmendmentSource(
                inForce: inForce,
                request: AmendmentRequest(data: ConventionXML.json(after), effectiveOn: day, changes: changes),
                madeOn: try #require(CalendarDate(iso8601: madeOn))))
    }

    private func refusals(_ after: ConventionData, effectiveOn: String? = nil, changes: String? = nil) async -> String {
        do {
            _ = try await amend(after, effectiveOn: effectiveOn, changes: changes)
            return "accepted"
        } catch DocumentFactoryError.invalidData(let messages) {
            return messages.map(\.english).joined(separator: " ")
        } catch { return "\(error)" }
    }

    @Test func `are refused if nobody could read the convention as it would stand`() async throws {
        var young = before
        young.pupil.birthDate = try #require(CalendarDate(iso8601: "2009-06-16"))
        var after = young
        (after.document, after.representatives) = (.amendment, [])
        after.signing.required = [.student, .school, .employer]
        after.placement = try lastDayShortened().placement
        let source = AmendmentSource(
            inForce: ConventionXML.serialize(young),
            request: AmendmentRequest(
                data: ConventionXML.json(after), effectiveOn: before.placement.end, changes: "Les horaires."),
            madeOn: try #require(CalendarDate(iso8601: "2027-06-17")))
        let error = await #expect(throws: DocumentFactoryError.self) { _ = try await factory.amend(source) }
        guard case .invalidData(let messages) = error else { throw try #require(error) }
        #expect(messages.map(\.english).joined().contains("representative"), "\(messages.map(\.english))")
    }

    private func lastDayShortened() throws -> ConventionData {
        var after = before
        let last = after.placement.timetable.count - 1
        after.placement.timetable[last].slots = [after.placement.timetable[last].slots[0]]
        return after
    }

    @Test func `hours concern all who signed the convention, a tutor school and host`() async throws {
        let hours = try await amend(lastDayShortened())
        #expect(hours.signatories.map(\.fieldName) == before.signing.required.map(\.rawValue))
        var after = before
        after.host.tutor.function = "Cheffe d’atelier"
        let tutor = try await amend(after)
        #expect(tutor.signatories.map(\.fieldName) == ["school", "employer"])
        #expect(tutor.outline.follows == .amendment && tutor.templateIdentifier == "amendment-2025-11")
    }

    @Test func `the service words old and new itself, and asks for words where it has none`() async throws {
        let data = try ConventionXML.parseKept(try await amend(lastDayShortened()).canonicalData)
        let words = try #require(data.supplements.first { $0.name == "changes" }?.value)
        #expect(words.hasPrefix("Horaires du ") && words.contains(", au lieu de : de ") && words.contains(" et de "))
        var after = before
        after.placement.meals = "Le midi au restaurant du personnel"
        #expect(await refusals(after).contains("--changes TEXT"))
        let told = try await amend(after, changes: "Le repas est pris sur place.")
        #expect(String(decoding: told.canonicalData, as: UTF8.self).contains("Le repas est pris sur place."))
    }

    @Test func `nothing changed, another pupil, school or host are refused`() async throws {
        #expect(await refusals(before).contains("nothing to amend"))
        var pupil = before
        pupil.pupil.name = PersonName(given: "Zoé", family: "Petit")
        #expect(await refusals(pupil, changes: "x").contains("keeps the pupil"))
        var host = before
        host.host.legalName = "Autre maison"
        #expect(await refusals(host, changes: "x").contains("keeps the host"))
    }

    @Test func `a change does not reach back, nor beyond the placement`() async throws {
        let after = try lastDayShortened()
        #expect(await refusals(after, effectiveOn: "2027-05-31").contains("never reaches back"))
        #expect(await refusals(after, effectiveOn: "2027-08-01").contains("at the latest"))
        var early = before
        early.placement.timetable[0].slots.removeLast()
        let second = early.placement.timetable[1].date.iso8601
        #expect(await refusals(early, effectiveOn: second).contains(early.placement.timetable[0].date.iso8601))
    }

    @Test func `a pupil who was emancipated since the convention signs its amendment alone`() async throws {
        var minor = before
        minor.pupil.birthDate = try #require(CalendarDate(iso8601: "2010-09-03"))
        var after = minor
        after.pupil.isEmancipated = true
        func source(_ before: ConventionData, _ after: ConventionData, _ changes: String?) throws -> AmendmentSource {
            AmendmentSource(
                inForce: ConventionXML.serialize(before),
                request: AmendmentRequest(
                    data: ConventionXML.json(after), effectiveOn: before.placement.end, changes: changes),
                madeOn: try #require(CalendarDate(iso8601: "2027-06-01")))
        }
        let words = "L’élève est émancipé."
        await #expect(throws: DocumentFactoryError.self, "a representative is named") {
            try await factory.amend(try source(minor, after, words))
        }
        after.representatives = []
        after.signing.required = [.student, .school, .employer]
        await #expect(throws: DocumentFactoryError.self, "nobody words it") {
            try await factory.amend(try source(minor, after, nil))
        }
        let checked = try await factory.amend(try source(minor, after, words))
        #expect(checked.signatories.map(\.fieldName) == ["student", "school", "employer"])
        let amended = try await factory.amended(
            AmendedSource(inForce: ConventionXML.serialize(minor), amendment: checked.canonicalData))
        #expect(try ConventionXML.parseKept(amended.canonicalData).pupil.isEmancipated)
        let matters = factory.matters(ConventionXML.serialize(minor), amended.canonicalData)
        #expect(matters.map(\.rawValue) == ["family", "signatories"], "\(matters)")
    }

    @Test func `the rules on working time hold for what is amended`() async throws {
        var after = before
        let last = after.placement.timetable.count - 1
        let early = try #require(TimeOfDay(hour: 4, minute: 0))
        after.placement.timetable[last].slots[0].from = early
        #expect(await refusals(after) != "accepted")
    }

    @Test func `its document names the convention to the byte, and is bound to that text alone`() async throws {
        let checked = try await amend(lastDayShortened())
        let digest = try #require(DocumentDigest(hexadecimal: String(repeating: "ab", count: 32)))
        let facts = IssueFacts(
            templateIdentifier: checked.templateIdentifier,
            convention: try #require(ConventionID("bbcdefghijkmnpqrstuv")),
            issuedAt: Date(timeIntervalSince1970: 1_811_836_800), isDemo: true,
            order: try SigningOrder(checked.signingOrder, for: checked.signatories),
            follows: FollowedConvention(
                kind: .amendment, convention: convention, baseDigest: digest, effectiveOn: "2027-06-25"))
        let document = try await factory.render(checked.canonicalData, facts).bytes
        let verifier = ConventionVerifier(validator: DocumentValidator(trust: .none, policyArc: nil))
        let amends = try #require(try verifier.declaration(in: document)?.amends)
        #expect(
            amends == AmendedConvention(conventionID: convention.text, baseDigest: [UInt8](repeating: 0xAB, count: 32)))
        #expect(AmendmentBinding(amends, among: [amends]) == .bound)
        let other = AmendedConvention(conventionID: convention.text, baseDigest: [UInt8](repeating: 1, count: 32))
        #expect(AmendmentBinding(amends, among: [other]) == .other)
    }

    @Test func `what is in force afterwards is a convention with the amended values, which can be amended again`()
        async throws
    {
        let amendment = try await amend(lastDayShortened())
        let amended = try await factory.amended(
            AmendedSource(inForce: inForce, amendment: amendment.canonicalData))
        let data = try ConventionXML.parseKept(amended.canonicalData)
        #expect(data.document == .convention && data.supplements == before.supplements)
        #expect(data.signing == before.signing)
        #expect(data.placement == (try lastDayShortened()).placement)
        #expect(try await factory.check(amended.canonicalData, nil).signatories.count == before.signing.required.count)
    }
}

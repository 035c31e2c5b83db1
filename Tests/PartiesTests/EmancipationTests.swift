import Parties
import Testing

/// Emancipation is possible from sixteen and ends to matter at eighteen (code civil, 413-1 to 413-8, 414).
@Suite("An emancipated pupil")
struct EmancipationTests {
    /// Who is named, and who signs.
    private static func alone(born: String, isEmancipated: Bool = true) throws -> ConventionData {
        var data = try sampleConvention()
        data.pupil.birthDate = try date(born)
        data.pupil.isEmancipated = isEmancipated
        data.representatives = []
        data.signing.required = [.student, .school, .employer]
        return data
    }

    /// Issued on 3 May 2027.
    private static let ages:
        [(born: String, age: Int, emancipated: [ConventionFault.Code], other: [ConventionFault.Code])] = [
            ("2012-05-03", 15, [.emancipatedTooYoung], [.minorWithoutRepresentative]),
            ("2011-05-04", 15, [.emancipatedTooYoung], [.minorWithoutRepresentative]),
            ("2011-05-03", 16, [], [.minorWithoutRepresentative]),
            ("2010-05-03", 17, [], [.minorWithoutRepresentative]),
            ("2009-05-04", 17, [], [.minorWithoutRepresentative]),
            ("2009-05-03", 18, [], []),
        ]

    @Test(arguments: ages)
    func `signs alone from the day of sixteen on, and nobody else does before that of eighteen`(
        born: String, age: Int, emancipated: [ConventionFault.Code], other: [ConventionFault.Code]
    ) throws {
        let issue = try date("2027-05-03")
        let data = try Self.alone(born: born)
        #expect(data.pupil.birthDate.age(on: issue) == age)
        #expect(data.faults(issuedOn: issue).map(\.code) == emancipated)
        #expect(try Self.alone(born: born, isEmancipated: false).faults(issuedOn: issue).map(\.code) == other)
        #expect(data.warnings(issuedOn: issue).map(\.code).contains(.emancipatedOfAge) == (age >= 18))
        #expect(data.pupil.standing(on: issue) == (age >= 18 ? .adult : .emancipated))
    }

    @Test func `is told the age that was found and the one that is needed, and never a date`() throws {
        let fault = try #require(try Self.alone(born: "2011-05-04").faults(issuedOn: date("2027-05-03")).first)
        #expect(fault.path == "pupil/emancipated" && fault.description.contains("found an emancipated pupil of 15"))
        #expect(fault.text(in: .french).contains("n’est pas possible avant 16 ans"))
        #expect(!fault.text(in: .french).contains("2011"))
    }

    @Test func `names no representative, whether or not one is to sign`() throws {
        for day in [nil, try date("2027-05-03")] {
            var data = try sampleConvention()
            data.pupil.birthDate = try date("2010-05-03")
            data.pupil.isEmancipated = true
            #expect(data.faults(issuedOn: day).map(\.code) == [.emancipatedWithRepresentative])
            #expect(data.faults(issuedOn: day).map(\.path) == ["signing/required"])
            data.signing.required = [.student, .school, .employer]
            #expect(data.faults(issuedOn: day).map(\.path) == ["representatives"])
            data.document = .amendment
            #expect(data.faults(issuedOn: day).map(\.code) == [.emancipatedWithRepresentative])
            data.document = .attestation
            #expect(data.faults(issuedOn: day) == [])
        }
    }

    @Test func `who is of age is told to be so, emancipated before or not`() throws {
        var data = try sampleConvention()
        data.pupil.birthDate = try date("2009-05-03")
        data.pupil.isEmancipated = true
        #expect(data.faults(issuedOn: try date("2027-05-03")).map(\.code) == [.adultWithRepresentative])
    }

    /// Code du travail, L. 3161-1 and what follows it, speaks of age alone.
    @Test func `keeps the hours of a minor`() throws {
        var data = try Self.alone(born: "2010-05-03")
        data.placement.timetable[0].date = try date("2027-06-20")
        #expect(data.faults(issuedOn: try date("2027-05-03")).map(\.code) == [.sundayPresence])
        data.pupil.birthDate = try date("2009-05-03")
        #expect(data.faults(issuedOn: try date("2027-05-03")) == [])
    }

    // MARK: Amendments

    @Test func `signs an amendment without the parent who signed the convention`() throws {
        var before = try sampleConvention()
        before.pupil.birthDate = try date("2010-05-03")
        var after = before
        after.pupil.isEmancipated = true
        after.representatives = []
        let (amendment, day) = (PlacementAmendment(before: before, after: after), try date("2027-06-16"))
        #expect(amendment.changedParts == [.representatives])
        #expect(amendment.required(on: day) == [.student, .school, .employer])
        #expect(amendment.data(madeOn: day, supplements: []).faults(issuedOn: day) == [])
        let amended = amendment.amendedConvention
        #expect(
            amended.coherenceFaults(issuedOn: day) == [] && amended.signing.required == [.student, .school, .employer])
    }

    @Test func `is no part of who acts for the pupil by being named in the data alone`() throws {
        var before = try sampleConvention()
        before.pupil.birthDate = try date("2010-05-03")
        var after = before
        after.pupil.isEmancipated = true
        let amendment = PlacementAmendment(before: before, after: after)
        #expect(amendment.changedParts == [.representatives] && amendment.concernsFamily)
        #expect(amendment.required(on: try date("2027-06-16")) == [.student, .school, .employer])
    }

    @Test func `stays emancipated in an amendment until of age`() throws {
        let before = try Self.alone(born: "2009-06-16")
        var after = before
        after.pupil.isEmancipated = false
        func refusals(_ madeOn: String) throws -> [String] {
            PlacementAmendment(before: before, after: after)
                .refusals(effectiveOn: try date("2027-06-16"), madeOn: try date(madeOn)).map(\.english)
        }
        #expect(
            try refusals("2027-06-15").count == 1 && refusals("2027-06-15")[0].contains("no amendment changes that"))
        #expect(try refusals("2027-06-16") == [])
        let amended = PlacementAmendment(before: before, after: after).amendedConvention
        #expect(amended.pupil.isEmancipated && amended.coherenceFaults() == [])
    }
}

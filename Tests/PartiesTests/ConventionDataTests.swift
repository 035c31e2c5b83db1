import Parties
import Testing

@Suite("ConventionData")
struct ConventionDataTests {
    private static func codes(_ change: (inout ConventionData) throws -> Void) throws -> [ConventionFault.Code] {
        var data = try sampleConvention()
        try change(&data)
        return data.faults().map(\.code)
    }

    @Test func `finds nothing wrong with good data`() throws {
        #expect(try Self.codes { _ in } == [])
        #expect(try warningCodes(sampleConvention(), issuedOn: "2027-05-03") == [])
    }

    // MARK: Period and timetable

    @Test func `refuses an end before the start`() throws {
        #expect(try Self.codes { $0.placement.end = try date("2027-06-13") }.contains(.endBeforeStart))
    }

    @Test func `refuses days outside the placement, repeated or out of order`() throws {
        #expect(try Self.codes { $0.placement.timetable[0].date = try date("2027-06-26") } == [.dayOutsidePlacement])
        #expect(try Self.codes { $0.placement.timetable += $0.placement.timetable } == [.daysOutOfOrder])
    }

    @Test(arguments: [
        ("12:00", "09:00", [ConventionFault.Code.slotEndsBeforeStart]), ("09:00", "09:00", [.slotEndsBeforeStart]),
        ("09:00", "13:30", [.slotsOverlap]), ("09:00", "12:00", []),
    ])
    func `refuses slots that end too early or overlap`(from: String, to: String, codes: [ConventionFault.Code]) throws {
        #expect(try Self.codes { $0.placement.timetable[0].slots[0] = try slot(from, to) } == codes)
    }

    // MARK: Who signs

    @Test func `refuses a minor without a representative`() throws {
        #expect(try Self.codes { $0.representatives = [] }.contains(.minorWithoutRepresentative))
        #expect(
            try Self.codes { $0.signing.required = [.student, .school, .employer] } == [.minorWithoutRepresentative])
    }

    @Test func `lets a pupil of age sign alone, and only alone`() throws {
        var data = try sampleConvention()
        data.pupil.birthDate = try date("2009-05-03")
        #expect(data.faults(issuedOn: try date("2027-05-02")).isEmpty)
        #expect(data.faults(issuedOn: try date("2027-05-03")).map(\.code) == [.adultWithRepresentative])
        data.signing.required = [.student, .school, .employer]
        #expect(data.faults(issuedOn: try date("2027-05-03")).map(\.path) == ["representatives"])
        data.representatives = []
        #expect(data.faults(issuedOn: try date("2027-05-03")).isEmpty)
        #expect(data.faults(issuedOn: try date("2027-05-02")).map(\.code) == [.minorWithoutRepresentative])
    }

    @Test(arguments: [ConventionData.RequiredSignature.student, .school, .employer])
    func `refuses a list without one of the parties`(missing: ConventionData.RequiredSignature) throws {
        #expect(try Self.codes { $0.signing.required.removeAll { $0 == missing } } == [.signatureMissing])
    }

    @Test func `refuses a second signature of one party, and a representative whom nobody named`() throws {
        #expect(try Self.codes { $0.signing.required.append(.school) } == [.signatureRepeated])
        #expect(try Self.codes { $0.signing.optional = [.referentTeacher, .tutor] }.isEmpty)
        #expect(try Self.codes { $0.signing.optional = [.tutor, .tutor] } == [.signatureRepeated])
        #expect(try Self.codes { $0.signing.required.append(.representative2) } == [.representativeUnknown])
    }

    @Test func `lists the second representative as signatory only when both are required`() throws {
        var data = try sampleConvention()
        data.representatives.append(.init(name: PersonName(given: "Eli", family: "Roy"), capacity: "Père"))
        #expect(data.signatories.map(\.fieldName) == ["student", "representative-1", "school", "employer"])
        data.signing.required = [.employer, .representative2, .student, .representative1, .school]
        #expect(
            data.signatories.map(\.fieldName)
                == ["employer", "representative-2", "student", "representative-1", "school"])
        #expect(data.signatories.map(\.role) == [.employer, .representative, .student, .representative, .school])
        #expect(data.signatories.map(\.name.given) == ["Zoé", "Eli", "Ada", "Ida", "Léo"])
        #expect(data.signatories.map(\.capacity) == ["Gérante", "Père", "Élève", "Mère", "Proviseur"])
    }

    @Test func `says of a deputy that he signs by delegation`() throws {
        var data = try sampleConvention()
        data.school.head.capacity = "Proviseur adjoint"
        data.school.head.delegation = "délégation du 1er septembre 2026"
        #expect(data.signatories.first { $0.role == .school }?.capacity == "Proviseur adjoint, par délégation")
        #expect(data.faults() == [])
    }

    @Test(arguments: ["Proviseur adjoint", "PRINCIPALE ADJOINTE", "Adjoint gestionnaire"])
    func `refuses a deputy without an act`(function: String) throws {
        #expect(try Self.codes { $0.school.head.capacity = function } == [.deputyWithoutDelegation])
    }

    @Test(arguments: ["Professeure", "Proviseur", "Conseillère principale d’éducation", "Adjointure"])
    func `refuses a delegate of a public school who is no deputy, and takes one of a private school`(
        function: String
    ) throws {
        #expect(
            try Self.codes {
                $0.school.head.capacity = function
                $0.school.head.delegation = "délégation du 1er septembre 2026"
            } == [.delegateNotDeputy])
        #expect(
            try Self.codes {
                $0.school.head.capacity = function
                $0.school.head.delegation = "délégation du 1er septembre 2026"
                $0.school.status = .privateUnderContract
                $0.school.boardDeliberation = nil
            } == [])
    }

    @Test func `reads a deputy without an act in a document that was issued before`() throws {
        var data = try sampleConvention()
        data.school.head.capacity = "Proviseur adjoint"
        #expect(data.coherenceFaults() == [])
    }

    // MARK: Identifiers and lengths

    @Test func `refuses an implausible age`() throws {
        #expect(try Self.codes { $0.pupil.birthDate = try date("2027-01-01") }.contains(.birthDateImplausible))
        #expect(try Self.codes { $0.pupil.birthDate = try date("1971-01-01") }.contains(.birthDateImplausible))
    }

    @Test func `accepts a host abroad without SIRET, and no French one`() throws {
        #expect(try Self.codes { $0.host.siret = nil } == [.siretMissing])
        #expect(
            try Self.codes {
                $0.host.siret = nil
                $0.host.address.country = "Belgique"
                $0.host.address.postalCode = "B-1000"
            } == [])
    }

    @Test(arguments: ["9900", "99 000", "B-1000", "990000", "2A004"])
    func `refuses a French postal code that is not five digits`(code: String) throws {
        #expect(try Self.codes { $0.school.address.postalCode = code } == [.notAPostalCode])
    }

    @Test func `refuses names that are too long together`() throws {
        let long = String(repeating: "x", count: 60)
        #expect(try Self.codes { $0.pupil.name = PersonName(given: long, family: long) } == [.textTooLong])
    }

    @Test func `refuses a board deliberation of a private school`() throws {
        #expect(try Self.codes { $0.school.status = .privateUnderContract } == [.boardDeliberationNotPublic])
    }
}

/// What is warned of, but the number of days: the sample has one for the sake of brevity.
private func warningCodes(_ data: ConventionData, issuedOn: String? = nil) throws -> [ConventionFault.Code] {
    data.warnings(issuedOn: try issuedOn.map(date)).map(\.code).filter { $0 != .dayCountUnusual }
}

@Suite("Warnings")
struct WarningTests {
    @Test func `warns of a SIRET whose sum does not hold, and does not refuse it`() throws {
        var data = try sampleConvention()
        data.host.siret = SIRET("99900001100019")
        #expect(data.faults().isEmpty)
        #expect(try warningCodes(data) == [.siretChecksum])
    }

    @Test(arguments: [("2026-10-29", [ConventionFault.Code.boardDeliberationTooRecent]), ("2026-10-30", [])])
    func `warns during the fifteen days after the board's deliberation`(day: String, codes: [ConventionFault.Code])
        throws
    {
        #expect(try warningCodes(sampleConvention(), issuedOn: day) == codes)
    }

    @Test func `warns of a public school without deliberation and of a missing teacher`() throws {
        var data = try sampleConvention()
        data.school.boardDeliberation = nil
        data.school.referentTeacher = nil
        #expect(try warningCodes(data) == [.boardDeliberationMissing, .referentTeacherMissing])
        data.school.status = .privateUnderContract
        #expect(try warningCodes(data) == [.referentTeacherMissing])
    }
}

@Suite("ContactSheet")
struct ContactSheetTests {
    @Test func `refuses a person twice and a contact without any means`() {
        let sheet = ContactSheet(contacts: [
            .init(of: .school, email: "a@example.org"), .init(of: .school, telephone: "+33199001101"),
            .init(of: .tutor), .init(of: .representative2, email: "b@example.org", notice: .forbidden),
            .init(of: .student, email: "c@example.org", notice: .allowed),
        ])
        #expect(sheet.faults().map(\.code) == [.contactTwice, .contactEmpty, .noticeOfNoParent])
    }
}

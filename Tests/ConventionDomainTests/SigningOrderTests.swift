import ConventionDomain
import Parties
import Testing

@Suite("SigningOrder")
struct SigningOrderTests {
    static let signatories = [
        signatory("student", .student), signatory("representative-1", .representative),
        signatory("representative-2", .representative), signatory("school", .school),
        signatory("employer", .employer),
    ]

    private static func signatory(_ fieldName: String, _ role: Signatory.Role) -> Signatory {
        Signatory(fieldName: fieldName, role: role, name: PersonName(given: "A", family: "B"), capacity: "C")
    }

    @Test(arguments: [([[String]](), SigningOrderError.noGroup), ([["student"], []], .emptyGroup)])
    func `refuses what is no order`(groups: [[String]], error: SigningOrderError) {
        #expect(throws: error) { try SigningOrder(groups: groups) }
    }

    @Test func `refuses a signatory named twice`() {
        #expect(throws: SigningOrderError.nameTwice) {
            try SigningOrder(groups: [["student"], ["school", "student"]])
        }
    }

    @Test(arguments: [
        (
            SigningOrder.Preset.countersign,
            [["student", "representative-1", "representative-2"], ["school"], ["employer"]]
        ),
        (.headLast, [["student", "representative-1", "representative-2"], ["employer"], ["school"]]),
        (.free, [["student", "representative-1", "representative-2", "school", "employer"]]),
    ])
    func `presets put the roles in their groups`(preset: SigningOrder.Preset, groups: [[String]]) throws {
        #expect(try SigningOrder(preset, for: Self.signatories).groups == groups)
    }

    @Test(arguments: SigningOrder.Preset.allCases)
    func `an adult pupil's convention has no group of representatives`(preset: SigningOrder.Preset) throws {
        let adults = Self.signatories.filter { $0.role != .representative }
        let order = try SigningOrder(preset, for: adults)
        #expect(Set(order.fieldNames) == ["student", "school", "employer"])
        #expect(order.groups.allSatisfy { !$0.isEmpty })
    }

    @Test(arguments: SigningOrder.Preset.allCases)
    func `exactly those of the first unfinished group may sign, whoever has signed`(preset: SigningOrder.Preset) throws
    {
        let order = try SigningOrder(preset, for: Self.signatories)
        let names = order.fieldNames
        for subset in 0..<(1 << names.count) {
            let signed = names.indices.filter { subset & 1 << $0 != 0 }.map { names[$0] }
            let allowed = names.filter { order.permission(for: $0, after: signed) == .maySign }
            let group = order.groups.first { !Set($0).isSubset(of: signed) } ?? []
            #expect(Set(allowed) == Set(group).subtracting(signed))
            for name in names {
                let permission = order.permission(for: name, after: signed)
                #expect((permission == .alreadySigned) == signed.contains(name))
            }
        }
    }

    @Test func `somebody who is not a signatory may not sign`() throws {
        let order = try SigningOrder(.free, for: Self.signatories)
        #expect(order.permission(for: "teacher", after: [String]()) == .notASignatory)
    }
}

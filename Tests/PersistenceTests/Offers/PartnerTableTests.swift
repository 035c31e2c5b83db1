import Foundation
import Offers
import Parties
import Placements
import Testing

@testable import Persistence

@Suite("Tables of offers")
struct PartnerTableTests {
    private let bench: OfferBench
    private static let headings =
        PartnerColumn.required + [
            "hours.monday", "hours.friday", "site2.street", "site2.postalCode", "site2.city", "isRemote",
        ]
    private static let good = [
        "remoteId": "a-1", "title": "Découvrir le métier de boulangère", "employer.legalName": "Boulangerie Martin",
        "employer.siret": "356 000 000 00048", "employer.kind": "business", "employer.sector": "foodIndustry",
        "employer.size": "under10", "grades": "troisieme", "periods": "2027-S11:2, 2027-S12:1",
        "site1.street": "12 rue des Lilas", "site1.postalCode": "94000", "site1.city": "Créteil",
        "tasks": "Observer la préparation des pâtes.", "contact.givenName": "Claire", "contact.familyName": "Secrète",
        "contact.capacity": "Gérante", "contact.email": "claire@exemple.fr",
        "hours.monday": "09:00-12:00 13:00-17:00", "isRemote": "non",
    ]

    init() throws { bench = try OfferBench() }

    private func row(_ changes: [String: String] = [:]) -> [String] {
        Self.headings.map { Self.good.merging(changes) { $1 }[$0] ?? "" }
    }

    private func faults(_ rows: [[String]]) -> [String] {
        do throws(PartnerTable.Faults) {
            _ = try PartnerTable(rows, judgedBy: bench.desk)
            return []
        } catch { return error.faults.map { "\($0.row) \($0.column ?? -1) \($0.heading ?? "-")" } }
    }

    private func column(_ heading: String) throws -> Int { try #require(Self.headings.firstIndex(of: heading)) }

    @Test func `a row says what a program would send`() throws {
        let table = try PartnerTable([Self.headings, row(), [], row(["remoteId": "a-2"])], judgedBy: bench.desk)
        #expect(table.lines.map(\.row) == [2, 4] && table.lines.map(\.name.text) == ["a-1", "a-2"])
        let posting = try #require(table.lines.first).offer.posting
        #expect(posting.employer.siret.digits == "35600000000048" && posting.sites.count == 1 && !posting.isRemote)
        let weeks = [OfferedPeriod(OfferBench.week(11), places: 2), .init(OfferBench.week(12), places: 1)]
        #expect(posting.periods == weeks)
        #expect(posting.hours.slots[1]?.count == 2 && posting.hours.slots[5] == nil)
    }

    @Test(arguments: [
        ("employer.siret", "1"), ("employer.kind", "x"), ("employer.sector", "x"), ("grades", "x"),
        ("periods", "2027-S11"),
        ("periods", "2027-S60:1"), ("periods", "2027-S11:x"), ("site2.street", "x"), ("hours.monday", "9-12"),
        ("hours.friday", "12:00-09:00"), ("hours.friday", "09:00"), ("isRemote", "x"), ("contact.email", "x"),
        ("title", ""), ("tasks", "06 12 34 56 78"), ("remoteId", "é"), ("remoteId", ""), ("contact.capacity", ""),
    ])
    func `a fault is told with its line and column`(heading: String, value: String) throws {
        let found = faults([Self.headings, row(), row(["remoteId": "a-2"].merging([heading: value]) { $1 })])
        #expect(!found.isEmpty)
        let at = heading == "site2.street" ? try column("site2.postalCode") : try column(heading)
        #expect(found.contains { $0.hasPrefix("3 \(at) ") }, "\(found)")
        #expect(found.allSatisfy { $0.hasPrefix("3 ") }, "\(found)")
    }

    @Test func `headings are known, there once, and not missing`() {
        let wrong = Self.headings.filter { $0 != "title" } + ["Titre", "tasks"]
        #expect(
            faults([wrong, []]) == ["1 \(wrong.count - 2) -", "1 \(wrong.count - 1) tasks", "1 -1 title"])
        #expect(faults([]).count == PartnerColumn.required.count)
    }

    @Test func `a name stands in one row, and no cell beside the table`() throws {
        let remoteID = try column("remoteId")
        #expect(faults([Self.headings, row(), row()]) == ["3 \(remoteID) remoteId"])
        #expect(faults([Self.headings, row() + ["x"]]) == ["2 \(Self.headings.count) -"])
    }

    @Test func `what only the store knows is told of its cell`() throws {
        let table = try PartnerTable([Self.headings, row()], judgedBy: bench.desk)
        let fault = table.fault(try #require(PartnerFault(.otherEmployer)), in: table.lines[0])
        let siret = try column("employer.siret")
        #expect(fault.row == 2 && fault.column == siret)
    }

    @Test func `offers of one number with nearly the same words are pointed out, others are not`() async throws {
        let name = { (text: String) in try #require(RemoteOfferID(text)) }
        let tasks = "Observer la préparation des pâtes et l’accueil des clients, puis ranger."
        let offers = [
            ("a-1", OfferBench.offer()), ("a-2", OfferBench.offer { $0.posting.tasks = tasks }),
            ("a-3", OfferBench.offer { $0.posting.tasks = "Tenir la caisse." }),
            ("a-4", OfferBench.offer { $0.posting.employer.siret = OfferBench.siret("99900004500016") }),
        ]
        for (text, offer) in offers { _ = try await bench.desk.put(try name(text), offer, of: OfferBench.owner) }
        let all = try await bench.desk.living(after: nil, limit: 2)
        let rest = try await bench.desk.living(after: all.last?.id, limit: 10)
        #expect(all.count == 2 && rest.count == 2)
        let found = (all + rest).duplicates
        #expect(found.map { [$0.first.remote?.text, $0.second.remote?.text] } == [["a-1", "a-2"]])
        _ = try await bench.desk.withdraw(try name("a-2"), of: OfferBench.owner)
        #expect(try await bench.desk.living(after: nil, limit: 10).duplicates.isEmpty)
    }
}

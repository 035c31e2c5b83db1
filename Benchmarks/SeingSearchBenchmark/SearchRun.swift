import Foundation
import Offers
import Parties
import Persistence
import Placements

/// One run: a store that is filled, unless an earlier run did, and searches one after the other.
struct SearchRun {
    private let directory: String
    private let offers: Int
    private let queries: Int

    init(directory: String, offers: Int, queries: Int) {
        (self.directory, self.offers, self.queries) = (directory, offers, queries)
    }

    private var marker: String { "\(directory)/filled-\(offers)" }

    func run() async throws {
        let isFilled = FileManager.default.fileExists(atPath: marker)
        guard isFilled || !FileManager.default.fileExists(atPath: directory) else {
            throw Failure("\(directory) holds something else")
        }
        let store = try SQLiteStore.open(directory: directory)
        if !isFilled {
            let start = ContinuousClock.now
            try await fill(store)
            let filled = (ContinuousClock.now - start) / .seconds(1)
            try await store.rebuildOfferIndex()
            let built = (ContinuousClock.now - start) / .seconds(1) - filled
            try Data().write(to: URL(filePath: marker))
            print("\(offers) offers: filled in \(rounded(filled)) s, index made anew in \(rounded(built)) s")
        }
        print("database: \(try size() / 1_000_000) MB; \(queries) searches on one thread, page of results included")
        try await search(store)
        try store.close()
    }

    private func size() throws -> Int {
        try ["seing.sqlite", "seing.sqlite-wal"].reduce(0) { sum, name in
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(directory)/\(name)")
            return sum + (attributes[.size] as? Int ?? 0)
        }
    }

    private func rounded(_ number: Double) -> String { String((number * 10).rounded() / 10) }

    // MARK: Filling

    private func fill(_ store: SQLiteStore) async throws {
        let times = ["09:00", "12:00", "13:00", "17:00"].compactMap(TimeOfDay.init(iso8601:))
        let slots = [
            ConventionData.TimeSlot(from: times[0], to: times[1]),
            ConventionData.TimeSlot(from: times[2], to: times[3]),
        ]
        let hours = WeeklyHours(Dictionary(uniqueKeysWithValues: (1...5).map { ($0, slots) }))
        guard let email = MailboxAddress("accueil@exemple.fr"), let opening = CalendarDate(year: 2027, month: 1, day: 4)
        else {
            throw Failure("sample")
        }
        let contact = OfferContact(
            name: PersonName(given: "Claire", family: "Martin"), capacity: "Gérante", email: email)
        var made = MadeUpOffers(seed: 2027)
        let port = store.offerStore
        try await port.setCampaign(
            OfferCampaign(
                schoolYear: SchoolYear(start: 2026),
                opensOn: [.quatrieme: opening, .troisieme: opening, .seconde: opening]))
        for first in stride(from: 0, to: offers, by: 512) {
            let batch = try (first..<min(offers, first + 512)).map { _ in try made.next(hours, contact) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for offer in batch { group.addTask { try await Self.publish(offer, port) } }
                try await group.waitForAll()
            }
        }
    }

    private static func publish(_ offer: Offer, _ port: OfferStore) async throws {
        guard let id = OfferID(randomBytes: (0..<OfferID.length).map { _ in .random(in: 0...255) }),
            let owner = OfferOwner("employer-\(offer.posting.employer.siret.siren)")
        else { throw Failure("no reference") }
        let clearance = OfferClearance(isSIRETChecked: true, isAddressChecked: true)
        let entries = [
            OfferEntry(.drafted, by: .employer, at: Date()), OfferEntry(.submitted, by: .employer, at: Date()),
            OfferEntry(.published(clearance), by: .moderator, at: Date()),
        ]
        try await port.commit(
            OfferChange(
                id: id, owner: owner, expectedVersion: 0, offer: offer, entries: entries, state: .published))
    }

    // MARK: Searching

    private func search(_ store: SQLiteStore) async throws {
        guard let today = CalendarDate(year: 2027, month: 1, day: 26) else { throw Failure("no day") }
        let search = store.offerSearch()
        var made = MadeUpQueries(seed: 26, today: today)
        for _ in 0..<200 { _ = try await search.page(made.next().1) }
        var times: [MadeUpQueries.Kind: [Double]] = [:]
        var hits: [MadeUpQueries.Kind: Int] = [:]
        var used: [Double] = []
        for _ in 0..<queries {
            let (kind, query) = made.next()
            let (start, processor) = (ContinuousClock.now, clock())
            let page = try await search.page(query)
            times[kind, default: []].append((ContinuousClock.now - start) / .milliseconds(1))
            used.append(Double(clock() - processor) / Double(CLOCKS_PER_SEC) * 1000)
            hits[kind, default: 0] += page.hits.count
        }
        print("                                 searches    hits   p50 ms   p95 ms   p99 ms   max ms")
        for kind in MadeUpQueries.Kind.allCases { report(kind.rawValue, times[kind] ?? [], hits[kind] ?? 0) }
        report("all", times.values.flatMap(\.self), hits.values.reduce(0, +))
        // Of the whole process, in which nothing else runs: what other work of the machine takes is not in it.
        report("all, time of the processor", used, hits.values.reduce(0, +))
    }

    private func report(_ name: String, _ times: [Double], _ hits: Int) {
        let sorted = times.sorted()
        guard !sorted.isEmpty else { return }
        let quantiles = [0.5, 0.95, 0.99, 1].map { sorted[min(sorted.count - 1, Int($0 * Double(sorted.count)))] }
        let columns = [String(times.count), String(hits)] + quantiles.map { String(($0 * 100).rounded() / 100) }
        print(
            name.padding(toLength: 33, withPad: " ", startingAt: 0) + columns.map { padded($0) }.joined(separator: " "))
    }

    private func padded(_ text: String) -> String { String(repeating: " ", count: max(0, 8 - text.count)) + text }
}

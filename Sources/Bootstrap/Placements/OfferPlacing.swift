import Foundation
import Logging
import Offers
import Persistence
import Placements
import Synchronization
import TrustServices
import Workflow

/// Notes where the sites of offers are that nobody knew when they were written: by the table of places, and to the street by a service of addresses,
/// if the operator has named one.
final class OfferPlacing: Sendable {
    private struct Memory {
        /// Offers that nobody has changed since were looked at.
        var lookedAt: Date?
        /// While the service does not answer it is left alone for longer and longer.
        var failures = 0
        var asksAgainAt = Date.distantPast
    }

    private let store: SQLiteStore
    private let places: PlaceBook
    private let service: AddressService?
    private let clock: WallClock
    private let logger: Logger
    private let memory = Mutex(Memory())

    /// A transaction may have taken its time before it was on the disk.
    private static let overlap: TimeInterval = 120
    /// Addresses asked for in one round, one after the other: a service for everybody is not to be stormed.
    private static let atOnce = 30
    /// Pauses before the same address is asked for again that the service could not make anything of; then it is given up.
    private static let pauses: [TimeInterval] = [3_600, 86_400, 604_800]
    private static let longestPause: TimeInterval = 3_600

    init(_ installation: Installation, clock: WallClock, logger: Logger) {
        (store, places, service) = (installation.store, installation.places, installation.addressService)
        (self.clock, self.logger) = (clock, logger)
    }

    func placeDue() async throws {
        let (before, now) = (memory.withLock(\.lookedAt), clock.now())
        if let table = try places.table() {
            let count = try await store.placeOffers(changedSince: before) { table.locate($0) }
            if count > 0 {
                logger.info(
                    "offers whose place is known by now are found by distance",
                    metadata: ["offers": .stringConvertible(count)])
            }
        }
        if let service {
            try await store.awaitAddresses(changedSince: before, at: now)
            try await ask(service, now)
        }
        memory.withLock { $0.lookedAt = now.addingTimeInterval(-Self.overlap) }
    }

    private func ask(_ service: AddressService, _ now: Date) async throws {
        guard memory.withLock({ $0.asksAgainAt <= now }) else { return }
        for address in try await store.dueAddresses(now, limit: Self.atOnce) where !Task.isCancelled {
            if let known = address.known {
                try await store.settle(address, at: known)
                continue
            }
            let position: AddressService.Position?
            do throws(TrustServiceError) {
                position = try await service.locate(address.address, postalCode: address.postalCode)
            } catch {
                guard error.isOfQuestion else { return pause(error, now) }
                let pause = Self.pauses.dropFirst(address.tries).first
                try await store.postpone(address, until: pause.map { now.addingTimeInterval($0) })
                continue
            }
            memory.withLock { ($0.failures, $0.asksAgainAt) = (0, .distantPast) }
            let point = position.flatMap { GeoPoint(latitude: $0.latitude, longitude: $0.longitude) }
            try await store.settle(address, at: point)
        }
    }

    private func pause(_ error: TrustServiceError, _ now: Date) {
        let seconds = memory.withLock { memory in
            memory.failures += 1
            let pause = min(60 * pow(2, Double(min(memory.failures, 10))), Self.longestPause)
            memory.asksAgainAt = now.addingTimeInterval(pause)
            return pause
        }
        logger.warning(
            "the service of addresses did not answer; offers are published all the same, and it is asked again",
            metadata: ["error": .string(error.description), "seconds": .stringConvertible(Int(seconds))])
    }
}

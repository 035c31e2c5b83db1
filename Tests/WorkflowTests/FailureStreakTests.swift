import Foundation
import Testing

@testable import Workflow

/// Rule: an endpoint is given up only when it was tried throughout days and failed each time, as Standard Webhooks 1.0.0 advises.
@Suite("Failures in a row")
struct FailureStreakTests {
    private static let begin = Date(timeIntervalSince1970: 1_780_300_800)

    /// After failures at so many hours from the beginning.
    private func health(_ hours: some Sequence<Double>) -> WebhookEndpoint.Health {
        var health = WebhookEndpoint.Health()
        for hour in hours { health.noteFailure("x", at: Self.begin.addingTimeInterval(hour * 3_600)) }
        return health
    }

    @Test func `three days of failures every two hours are too many`() {
        #expect(health(stride(from: 0, to: 72, by: 2)).disabledAt == nil)
        #expect(health(stride(from: 0, through: 72, by: 2)).disabledAt == Self.begin.addingTimeInterval(72 * 3_600))
    }

    @Test func `failures days apart are not, however many there were before or after`() {
        #expect(health([0, 72]).disabledAt == nil)
        let before = Array(stride(from: 0.0, to: 2, by: 0.1))
        #expect(health(before + [80, 81]).disabledAt == nil)
        #expect(health([0] + before.map { $0 + 80 }).disabledAt == nil)
    }

    @Test func `a few tries in three days are not enough`() {
        #expect(health(stride(from: 0, through: 80, by: 10)).disabledAt == nil)
        #expect(health(stride(from: 0, through: 110, by: 10)).disabledAt != nil)
    }

    @Test func `a gap of a day is no gap, and a longer one begins the count anew, not what a person reads`() {
        #expect(health([0, 24]).streak?.tries == 2)
        let later = health([0, 24.1])
        #expect(later.streak?.tries == 1 && later.failingSince == Self.begin)
    }

    @Test func `one success makes all failures before it forgotten`() {
        var health = health(stride(from: 0, to: 72, by: 2))
        health.noteDelivery(at: Self.begin.addingTimeInterval(71 * 3_600))
        #expect(health.streak == nil && health.failingSince == nil && health.lastFailure == nil)
        health.noteFailure("x", at: Self.begin.addingTimeInterval(73 * 3_600))
        #expect(health.disabledAt == nil && health.streak?.tries == 1)
    }

    @Test func `a clock that was put back makes nothing longer`() {
        let health = health([10, 0])
        #expect(health.streak == FailureStreak(at: Self.begin))
        #expect(self.health([0, 10, 5]).streak?.lastAt == Self.begin.addingTimeInterval(36_000))
    }
}

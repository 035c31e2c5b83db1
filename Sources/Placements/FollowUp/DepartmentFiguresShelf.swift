import Foundation
package import Parties

/// Keeps the figures of départements for an hour: each takes all rosters of its schools, and figures that change with every act tell more than they should.
package actor DepartmentFiguresShelf {
    package nonisolated let desk: FollowUpDesk
    private var kept: [Department: DepartmentFigures] = [:]

    package static let secondsKept = 3600.0

    package init(desk: FollowUpDesk) { self.desk = desk }

    /// - Returns: `nil` when no school of the département has a roster here.
    package func figures(of department: Department) async throws(OfferStoreError) -> DepartmentFigures? {
        let age = kept[department].map { desk.now().timeIntervalSince($0.computedAt) } ?? -1
        // A clock that was put back makes them old, too.
        if (0..<Self.secondsKept).contains(age) { return kept[department] }
        kept[department] = try await desk.figures(of: department)
        return kept[department]
    }
}

import Foundation
package import Parties

/// Keeps the figures of départements for an hour: each takes all rosters of its schools, and figures that change with every act tell more than they should.
///
/// Who asks while they are computed waits for the same; that a département has no roster is kept, too, and an error is not.
package actor DepartmentFiguresShelf {
    private typealias Answer = Task<Result<DepartmentFigures?, OfferStoreError>, Never>

    package nonisolated let desk: FollowUpDesk
    private var kept: [Department: (since: Date, answer: Answer)] = [:]

    package static let secondsKept = 3600.0

    package init(desk: FollowUpDesk) { self.desk = desk }

    /// - Returns: `nil` when no school of the département has a roster here.
    package func figures(of department: Department) async throws(OfferStoreError) -> DepartmentFigures? {
        let answer = answer(for: department)
        do throws(OfferStoreError) { return try await answer.value.get() } catch {
            if kept[department]?.answer == answer { kept[department] = nil }
            throw error
        }
    }

    private func answer(for department: Department) -> Answer {
        let now = desk.now()
        // A clock that was put back makes them old, too.
        if let (since, answer) = kept[department], (0..<Self.secondsKept).contains(now.timeIntervalSince(since)) {
            return answer
        }
        let answer = Answer { [desk] in
            do throws(OfferStoreError) { return .success(try await desk.figures(of: department)) } catch {
                return .failure(error)
            }
        }
        kept[department] = (now, answer)
        return answer
    }
}

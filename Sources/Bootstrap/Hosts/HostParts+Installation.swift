package import HTTPService
import Parties
import Persistence
package import Placements
package import Workflow

extension Installation {
    /// The use cases of schools' directories.
    ///
    /// Each desk remembers what it has read of conventions: a service has one.
    package func hostDesk(clock: WallClock = .system) -> HostDesk {
        let zone = workflow.settings.timeZone
        return HostDesk(
            store: store.hostStore,
            encounters: .known(
                HostLedger(workflow), applicationDesk(clock: clock), calendar: calendar,
                today: { zone.day(of: clock.now()) }), now: clock.now)
    }

    /// The pages of schools' directories.
    package func hostParts(clock: WallClock) -> HostParts {
        let store = store
        return HostParts(
            desk: hostDesk(clock: clock),
            account: { id in
                do { return try await store.head(id)?.name } catch { throw WorkflowError.unavailable(.storage) }
            })
    }
}

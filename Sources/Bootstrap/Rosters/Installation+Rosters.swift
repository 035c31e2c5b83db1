import Parties
import Persistence
package import Placements
package import Workflow

extension Installation {
    /// Schools' rosters: import, lists, class codes.
    package func rosterDesk(clock: WallClock = .system) -> RosterDesk {
        let zone = workflow.settings.timeZone
        return RosterDesk(
            store: store.rosterStore, now: clock.now, today: { zone.day(of: clock.now()) },
            random: { count throws(RosterError) in
                do throws(RandomnessFailure) { return try Randomness.system.bytes(count) } catch {
                    throw .store(.unavailable("the system gave no random bytes"))
                }
            })
    }
}

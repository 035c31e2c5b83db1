import Foundation
import Synchronization

/// Whether somebody has asked the command to stop, with Control-C or as a service manager does.
///
/// The first request lets it print what it has and say how far it came, the second ends it at once.
enum Interruption {
    private static let requested = Atomic<Bool>(false)

    static var isRequested: Bool { requested.load(ordering: .relaxed) }

    static func watch() {
        // Made before a handler runs, in which nothing may be made.
        _ = isRequested
        for number in [SIGINT, SIGTERM] {
            signal(number) { received in
                Interruption.requested.store(true, ordering: .relaxed)
                signal(received, SIG_DFL)
            }
        }
    }
}

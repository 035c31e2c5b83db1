internal import Synchronization

/// Remembers the answers that were asked for last, up to a number; any thread may ask.
///
/// Holds two generations. When the younger one is full it becomes the older one, which is forgotten then: what is asked for
/// again and again moves over and stays, what came once goes.
final class BoundedCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Generations {
        var young: [Key: Value] = [:]
        var old: [Key: Value] = [:]
    }

    private let limit: Int
    private let generations = Mutex(Generations())

    /// - Parameter limit: How many answers a generation holds; twice as many are kept at most.
    init(limit: Int) { self.limit = limit }

    subscript(key: Key) -> Value? {
        generations.withLock { generations in
            if let value = generations.young[key] { return value }
            guard let value = generations.old[key] else { return nil }
            Self.insert(value, for: key, into: &generations, limit)
            return value
        }
    }

    func insert(_ value: Value, for key: Key) {
        generations.withLock { Self.insert(value, for: key, into: &$0, limit) }
    }

    private static func insert(_ value: Value, for key: Key, into generations: inout Generations, _ limit: Int) {
        if generations.young.count >= limit {
            generations.old = generations.young
            generations.young = [:]
        }
        generations.young[key] = value
    }
}

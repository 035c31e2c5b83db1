private import Synchronization

/// What was read from a document already, and how much was decoded for it; bounded, and shared by its copies.
///
/// What is kept is what the bytes say: whoever asks again is answered the same, only sooner.
final class ReadingCache: Sendable {
    /// An object stream, and the revision that defines it.
    struct Key: Hashable, Sendable {
        let number: Int
        let revision: Int
    }

    private struct State {
        /// Where in `objects` the object of a definition is; -1 for those that are not kept.
        var places: [Int32]
        var objects: [IndirectObject] = []
        var objectByteCount = 0
        var streams: [Key: ObjectStream] = [:]
        var streamByteCount = 0
        var decodedByteCount = 0
    }

    /// Larger objects are read again: a signature's value is looked at a few times, a long list once.
    private static let largestObject = 1 << 16
    private static let objectByteLimit = 1 << 20
    /// Decoded object streams: far more than are read in turn, far less than a large file.
    private static let streamByteLimit = 8 << 20

    private let state: Mutex<State>

    /// - Parameter definitionCount: How many definitions of objects the document has.
    init(definitionCount: Int) { state = Mutex(State(places: Array(repeating: -1, count: definitionCount))) }

    /// - Parameter definition: The place of the object's definition in ``ObjectIndex``.
    func object(_ definition: Int) -> IndirectObject? {
        state.withLock { state in
            let place = Int(state.places[definition])
            return place >= 0 ? state.objects[place] : nil
        }
    }

    func keep(_ object: IndirectObject, as definition: Int) {
        let byteCount = object.byteCount
        // A stream's data stay in the file's bytes; counted nevertheless, they are never more than those.
        guard byteCount <= Self.largestObject else { return }
        state.withLock { state in
            if state.objectByteCount + byteCount > Self.objectByteLimit {
                for place in state.places.indices { state.places[place] = -1 }
                state.objects = []
                state.objectByteCount = 0
            }
            state.places[definition] = Int32(state.objects.count)
            state.objects.append(object)
            state.objectByteCount += byteCount
        }
    }

    func objectStream(_ key: Key) -> ObjectStream? { state.withLock { $0.streams[key] } }

    func keep(_ stream: ObjectStream, as key: Key) {
        state.withLock { state in
            if state.streamByteCount + stream.byteCount > Self.streamByteLimit {
                state.streams = [:]
                state.streamByteCount = 0
            }
            state.streams[key] = stream
            state.streamByteCount += stream.byteCount
        }
    }

    /// Counts what was decoded.
    ///
    /// - Returns: Whether all that was decoded so far is within the limit.
    func decoded(_ byteCount: Int, limit: Int) -> Bool {
        state.withLock { state in
            state.decodedByteCount += byteCount
            return state.decodedByteCount <= limit
        }
    }
}

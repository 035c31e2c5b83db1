import Synchronization

/// Lets nobody through until the expected number has come; afterwards everybody.
actor Gate {
    private let expected: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var isOpen = false

    init(expecting expected: Int) {
        self.expected = expected
    }

    func pass() async {
        if isOpen { return }
        if waiting.count + 1 == expected {
            isOpen = true
            for continuation in waiting { continuation.resume() }
            waiting = []
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }
}

final class Switch: Sendable {
    private let state: Mutex<Bool>

    init(_ isOn: Bool) {
        state = Mutex(isOn)
    }

    var isOn: Bool { state.withLock { $0 } }

    func set(_ isOn: Bool) { state.withLock { $0 = isOn } }
}

actor Counter {
    private(set) var count = 0

    func add() { count += 1 }
}

/// Something that happens once, in the middle of something else.
actor Meanwhile {
    private var action: (@Sendable () async -> Void)?

    func set(_ action: @escaping @Sendable () async -> Void) { self.action = action }

    func happen() async {
        let once = action
        action = nil
        await once?()
    }
}

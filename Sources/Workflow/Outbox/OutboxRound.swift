import struct Foundation.Date

/// What is done next while messages leave: decides, and does nothing itself.
///
/// Messages are taken from the store before the last ones are sent, and the store makes durable what became of a message while the
/// next one is on its way: neither the disk nor the slowest of a handful decides how many leave in a second.
struct OutboxRound {
    enum Action: Sendable {
        /// Takes a handful from the store.
        case claim
        /// Looks again a moment later, while a message is on its way behind a slow server.
        case pause
        case send(OutboxItem)
        /// Notes in the store what became of a message.
        case settle(OutboxItem, OutboxOutcome)
    }

    enum Step: Sendable {
        case claimed([OutboxItem])
        case paused
        case sent(OutboxItem, OutboxOutcome)
        case settled(Int64, OutboxOutcome)
        case claimFailed(StoreError)
        case settleFailed(StoreError)
    }

    private let width: Int
    private let batch: Int
    private let looksAtOutcomes: Bool
    private var waiting: [OutboxItem] = []
    /// From the store until it has noted what became of them: a lease that ends behind a slow server brings none of them again.
    private var taken: Set<Int64> = []
    /// Whom a message is on its way to.
    private var busy: Set<String> = []
    private var toSettle: [(OutboxItem, OutboxOutcome)] = []
    private var unsettled = 0
    private var isClaiming = false
    private var isPausing = false
    /// The last handful was empty, and nothing was sent since.
    private var isEmpty = false
    private var isCancelled = false
    private(set) var report = OutboxDelivery.Report()
    private(set) var failure: StoreError?

    /// - Parameter looksAtOutcomes: As ``OutboxStore/looksAtOutcomes``.
    init(width: Int, batch: Int, looksAtOutcomes: Bool) {
        self.width = width
        self.batch = batch
        self.looksAtOutcomes = looksAtOutcomes
    }

    /// After a crash as many are sent again, with the same key, besides those that were on their way.
    private var unsettledAtMost: Int { 2 * width }

    /// Nothing is on its way, and nothing is left to do.
    var isOver: Bool { running == 0 && (mayNotGoOn || isEmpty && waiting.isEmpty) }

    private var running: Int { busy.count + unsettled + (isClaiming ? 1 : 0) }
    private var mayNotGoOn: Bool { isCancelled || failure != nil }

    /// What may begin now.
    ///
    /// - Parameter isCancelled: Whether the service stops: what was not sent is taken up by the next process.
    mutating func next(isCancelled: Bool) -> [Action] {
        self.isCancelled = isCancelled
        var actions = toSettle.map { Action.settle($0.0, $0.1) }
        toSettle.removeAll()
        guard !mayNotGoOn else { return actions }
        while busy.count < width, unsettled < unsettledAtMost,
            let index = waiting.firstIndex(where: { !busy.contains($0.mail.to) })
        {
            let item = waiting.remove(at: index)
            busy.insert(item.mail.to)
            actions.append(.send(item))
        }
        // A person whose server hangs may have many waiting: they are no reason not to look for those of others, within bounds.
        let free = waiting.count { !busy.contains($0.mail.to) }
        let mayClaim = looksAtOutcomes ? running == 0 && waiting.isEmpty : free < width && waiting.count < 4 * batch
        if !isClaiming, !isEmpty, mayClaim {
            isClaiming = true
            actions.append(.claim)
        }
        // What is written while one hangs need not wait for it.
        if isEmpty, !isPausing, !looksAtOutcomes, !busy.isEmpty, busy.count < width {
            isPausing = true
            actions.append(.pause)
        }
        return actions
    }

    mutating func take(_ step: Step, now: Date) {
        switch step {
        case .claimed(let items):
            let new = items.filter { taken.insert($0.id).inserted }
            (isClaiming, isEmpty) = (false, new.isEmpty)
            // Behind those that were urgent before: of two codes the last one sent is the one that is good.
            let soon = now.addingTimeInterval(OutboxStore.shortLife)
            let isUrgent = { (item: OutboxItem) in item.notAfter.map { $0 < soon } ?? false }
            waiting.insert(contentsOf: new.filter(isUrgent), at: waiting.firstIndex { !isUrgent($0) } ?? waiting.count)
            waiting += new.filter { !isUrgent($0) }
        case .paused: (isPausing, isEmpty) = (false, false)
        case .sent(let item, let outcome):
            busy.remove(item.mail.to)
            isEmpty = false
            unsettled += 1
            toSettle.append((item, outcome))
        case .settled(let id, let outcome):
            unsettled -= 1
            taken.remove(id)
            report.count(outcome)
        case .claimFailed(let error):
            isClaiming = false
            failure = error
        case .settleFailed(let error):
            unsettled -= 1
            failure = error
        }
    }
}

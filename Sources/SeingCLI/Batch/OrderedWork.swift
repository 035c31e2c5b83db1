/// Does the same work on many inputs, on all cores, and hands the results on in the order of the inputs, each as soon as
/// all before it are there.
struct OrderedWork<Input: Sendable, Output: Sendable>: Sendable {
    /// How many inputs are worked on at the same time.
    let width: Int
    /// Does the work; `nil` when it was broken off, after which nothing more is begun or handed on.
    let work: @Sendable (Input) -> Output?

    /// Results that wait for one before them; more are not made ahead, so that memory stays bounded.
    private static var longestLead: Int { 512 }

    /// - Returns: How many results were handed on.
    func run(_ inputs: [Input], deliver: (Output) -> Void) async -> Int {
        // One alone waits for nobody, and no thread is woken for it.
        if inputs.count == 1 {
            guard let output = work(inputs[0]) else { return 0 }
            deliver(output)
            return 1
        }
        return await withTaskGroup(of: (Int, Output?).self) { group in
            var begun = 0
            var delivered = 0
            var isBroken = false
            var waiting: [Int: Output] = [:]
            func begin() {
                guard !isBroken, begun < inputs.count, begun - delivered < Self.longestLead else { return }
                let (index, input) = (begun, inputs[begun])
                group.addTask { (index, work(input)) }
                begun += 1
            }
            var running = 0
            func fill() {
                while running < width {
                    let before = begun
                    begin()
                    guard begun > before else { return }
                    running += 1
                }
            }
            fill()
            while let (index, output) = await group.next() {
                running -= 1
                waiting[index] = output
                isBroken = isBroken || output == nil
                while let next = waiting.removeValue(forKey: delivered) {
                    deliver(next)
                    delivered += 1
                }
                fill()
            }
            return delivered
        }
    }
}

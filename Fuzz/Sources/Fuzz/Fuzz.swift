import Foundation

/// The entry that libFuzzer calls with each input.
///
/// `SEING_FUZZ_TARGET` names the reader. A crash, a report of AddressSanitizer, more time than `-timeout` or more memory
/// than `-rss_limit_mb` is a finding; so is a rule that a target states itself (``mustHold(_:_:)``).
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    try? FuzzTarget.chosen.read(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}

/// Ends the process, so that libFuzzer keeps the input, when a reader accepted what it must not.
func mustHold(_ condition: Bool, _ rule: @autoclosure () -> String) {
    if !condition { fatalError("broken rule: \(rule())") }
}

/// A reader of what strangers hand over.
struct FuzzTarget: Sendable {
    let name: String
    /// Throws when it refuses, which is as good as reading.
    let read: @Sendable ([UInt8]) throws -> Void

    static let all = pdfParts + documents + signatures + texts

    static let chosen: FuzzTarget = {
        let name = ProcessInfo.processInfo.environment["SEING_FUZZ_TARGET"] ?? ""
        guard let target = all.first(where: { $0.name == name }) else {
            fatalError("SEING_FUZZ_TARGET names no reader; there are: \(all.map(\.name).joined(separator: ", "))")
        }
        return target
    }()
}

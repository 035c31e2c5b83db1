private import COpenSSL

/// What OpenSSL refused to do, and everything it said about it.
///
/// The queue is copied out as values at the point of failure, because OpenSSL
/// keeps it per thread and the next `await` may resume on another thread.
package struct OpenSSLError: Error, Hashable, Sendable {
    /// One entry of OpenSSL's error queue.
    package struct Record: Hashable, Sendable {
        package let library: Int
        package let reason: Int
        /// OpenSSL's own words; never holds data of the caller.
        package let text: String
    }

    /// The step that failed, as a phrase that completes "could not …".
    package let operation: String
    /// What was found and what was expected, when the fault is seen by us and not by OpenSSL.
    package let finding: String?
    /// The queue, oldest first.
    package let records: [Record]

    /// A refusal of ours.
    package init(_ operation: String, finding: String) {
        self.operation = operation
        self.finding = finding
        records = []
    }

    /// A refusal of OpenSSL: takes its error queue of this thread and leaves it empty.
    init(drainingQueueAfter operation: String) {
        self.operation = operation
        finding = nil
        records = Self.drainQueue()
    }

    private static func drainQueue() -> [Record] {
        var records: [Record] = []
        while case let code = ERR_get_error(), code != 0 {
            records.append(
                Record(library: Int(ERR_GET_LIB(code)), reason: Int(ERR_GET_REASON(code)), text: text(of: code)))
        }
        return records
    }

    private static func text(of code: UInt) -> String {
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 256) { buffer, count in
            unsafe buffer.withMemoryRebound(to: CChar.self) { text in
                unsafe ERR_error_string_n(code, text.baseAddress, text.count)
            }
            count = unsafe buffer.firstIndex(of: 0) ?? 0
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension OpenSSLError: CustomStringConvertible {
    package var description: String {
        let causes = [finding].compactMap(\.self) + records.map(\.text)
        return "could not \(operation): \(causes.isEmpty ? "OpenSSL gave no reason" : causes.joined(separator: "; "))"
    }
}

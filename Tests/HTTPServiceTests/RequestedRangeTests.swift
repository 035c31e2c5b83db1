import Testing

@testable import HTTPService

/// Source: RFC 9110 §14.1.2.
@Suite("A part of a file that is asked for")
struct RequestedRangeTests {
    @Test(arguments: [
        ("bytes=0-499", 0..<500), ("bytes=500-999", 500..<1000), ("bytes=-500", 9_500..<10_000),
        ("bytes=9500-", 9_500..<10_000), ("bytes=0-0", 0..<1), ("bytes=0-", 0..<10_000), ("bytes=-1", 9_999..<10_000),
        ("Bytes= 0-0 ", 0..<1),
        // Longer than the file: what there is.
        ("bytes=9999-20000", 9_999..<10_000), ("bytes=-20000", 0..<10_000),
        ("bytes=1-99999999999999999999999", 1..<10_000), ("bytes=-99999999999999999999999", 0..<10_000),
    ])
    func `is what the rules say`(field: String, part: Range<Int>) {
        #expect(RequestedRange(field, byteCount: 10_000) == .part(part))
    }

    @Test(arguments: ["bytes=10000-", "bytes=10000-10001", "bytes=-0", "bytes=99999999999999999999999-"])
    func `cannot be had behind the end`(field: String) {
        #expect(RequestedRange(field, byteCount: 10_000) == .unsatisfiable)
    }

    @Test(arguments: [
        nil, "", "bytes", "bytes=", "bytes=-", "bytes=5-4", "bytes=a-b", "bytes=1--2", "bytes=+1-2", "bytes=0x1-2",
        "items=0-1", "bytes=0-1,5-6", "bytes=٠-١",
    ])
    func `is the whole when it is none, or several`(field: String?) {
        #expect(RequestedRange(field, byteCount: 10_000) == .whole)
    }

    @Test func `is none of an empty file`() {
        #expect(RequestedRange("bytes=0-", byteCount: 0) == .unsatisfiable)
        #expect(RequestedRange("bytes=-5", byteCount: 0) == .unsatisfiable)
    }
}

import CMS
import Testing

@Suite("TimeStampResponse")
struct TimeStampResponseTests {
    private func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] { [tag, UInt8(content.count)] + content }

    private func response(status: [UInt8], _ rest: [UInt8] = [], token: [UInt8] = []) -> [UInt8] {
        element(0x30, element(0x30, status + rest) + token)
    }

    @Test func `refuses what is not one whole response`() {
        let good = response(status: [2, 1, 2])
        for bytes in [[], [0x30, 0x80, 0, 0], Array(good.dropLast()), good + [0], element(0x31, [0x30, 3, 2, 1, 2])] {
            #expect(throws: CMSError.self) { _ = try TimeStampResponse(der: bytes) }
        }
    }

    @Test(arguments: [[2, 1, 6], [2, 1, 0x80], [2, 2, 1, 0], [4, 1, 2]] as [[UInt8]])
    func `refuses a status that RFC 3161 does not know`(_ status: [UInt8]) {
        #expect(throws: CMSError.self) { _ = try TimeStampResponse(der: response(status: status)) }
    }

    @Test func `refuses a grant without token and a rejection with one`() {
        #expect(throws: CMSError.self) { _ = try TimeStampResponse(der: response(status: [2, 1, 0])) }
        #expect(throws: CMSError.self) {
            _ = try TimeStampResponse(der: response(status: [2, 1, 2], token: [0x30, 0]))
        }
    }

    @Test func `gives the token as it came`() throws {
        let read = try TimeStampResponse(der: response(status: [2, 1, 1], token: [0x30, 2, 5, 0]))
        #expect(read.status == .grantedWithModifications)
        #expect(read.token == [0x30, 2, 5, 0])
    }

    /// Bits 0, 14 and 25, and bit 1, which has no meaning.
    @Test func `names the reasons by their bits, after a text that it does not keep`() throws {
        let text = element(0x30, element(0x0C, Array("no".utf8)))
        let bits = element(0x03, [6, 0b1100_0000, 0b0000_0010, 0, 0b0100_0000])
        let read = try TimeStampResponse(der: response(status: [2, 1, 2], text + bits))
        #expect(read.failures == [.badAlgorithm, .timeNotAvailable, .systemFailure])
        #expect(read.token == nil)
    }
}

import DEREncoding
import OpenSSLBridge
import TestSupport
import Testing

@testable import CMS

@Suite("TimeStampInfo")
struct TimeStampInfoTests {
    @Test(arguments: [
        "20261123090000", "261123090000Z", "20261123090000+0000", "20261123090000.Z5", "20260231090000Z",
        "20261323090000Z",
        "20261123240000Z", "20261123096000Z", "20261123090060Z", "2026112309000AZ", "", "Z",
    ])
    func `refuses another form of time`(time: String) {
        #expect(throws: CMSError.self) { try TimeStampInfo(der: info(time: time)) }
    }

    @Test(arguments: [
        ("20261123090000Z", 1_795_424_400), ("20261123090000.75Z", 1_795_424_400), ("20240229000000Z", 1_709_164_800),
    ])
    func `reads the time in seconds since 1970`(time: String, seconds: Int64) throws {
        #expect(try TimeStampInfo(der: info(time: time)).generationTime == seconds)
    }

    @Test func `refuses another version`() {
        #expect(throws: CMSError.self) { try TimeStampInfo(der: info(version: [2])) }
    }

    @Test(arguments: [[], [0, 1], [0xFF, 0x80]] as [[UInt8]])
    func `refuses a serial number that is not in DER`(number: [UInt8]) {
        #expect(throws: CMSError.self) { try TimeStampInfo(der: info(serialNumber: number)) }
    }

    @Test func `refuses an extension that must be understood, and passes over another`() throws {
        let critical = ASN1.sequence(ASN1.oid("1.2.3.4"), ASN1.element(0x01, [0xFF]), ASN1.octets([5, 0]))
        let other = ASN1.sequence(ASN1.oid("1.2.3.4"), ASN1.octets([5, 0]))
        #expect(throws: CMSError.self) { try TimeStampInfo(der: info(more: ASN1.context(1, critical))) }
        _ = try TimeStampInfo(der: info(more: ASN1.context(1, other)))
    }

    @Test func `refuses elements that do not belong there`() {
        #expect(throws: CMSError.self) { try TimeStampInfo(der: info(more: ASN1.octets([1]))) }
        #expect(throws: CMSError.self) { try TimeStampInfo(der: info() + [0]) }
    }

    @Test func `reads what openssl put into a token`() throws {
        let made = try MadeByOpenSSL.shared.get()
        let data = try SignedData(der: made.token)
        let info = try TimeStampInfo(der: try #require(data.content))
        #expect(data.contentType == ObjectIdentifiers.timeStampInfo)
        #expect(info.policy == "2.999.1.3")
        #expect(info.imprintAlgorithm == ObjectIdentifiers.sha256)
        #expect(info.imprint == DigestAlgorithm.sha256.digest(made.content))
        #expect(info.nonce != nil)
    }

    @Test func `agrees with openssl about the time`() throws {
        let made = try MadeByOpenSSL.shared.get()
        let directory = try TemporaryDirectory()
        let file = try directory.write("token", made.token)
        let text = try Command.run("openssl", "ts", "-reply", "-token_in", "-in", file, "-text", "-token_out").output
        let info = try TimeStampInfo(der: try #require(try SignedData(der: made.token).content))
        let time = CivilDate(secondsSince1970: info.generationTime)
        let clock = [time.hour, time.minute, time.second].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        #expect(text.contains(clock), "\(text)")
        #expect(text.contains("\(time.day)") && text.contains("\(time.year) GMT"), "\(text)")
    }

    private func info(
        version: [UInt8] = [1], serialNumber: [UInt8] = [9], time: String = "20261123090000Z", more: [UInt8] = []
    ) -> [UInt8] {
        ASN1.sequence(
            ASN1.integer(version), ASN1.oid("1.3.6.1.4.1.32473.1.3"),
            ASN1.sequence(ASN1.algorithm(ObjectIdentifiers.sha256), ASN1.octets([UInt8](repeating: 7, count: 32))),
            ASN1.integer(serialNumber), ASN1.generalizedTime(time), more)
    }
}

@Suite("CivilDate")
struct CivilDateTests {
    @Test(arguments: ["20260229", "20260431", "21000229", "20260631", "20260001", "20260100"])
    func `refuses a day that the month does not have`(day: String) {
        #expect(CivilDate.secondsSince1970(digits: Array("\(day)000000".utf8)[...]) == nil)
    }

    @Test(arguments: 0..<400 as Range<Int64>)
    func `comes back from its own digits`(step: Int64) {
        let seconds = -2_000_000_000 + step * 40_000_013
        let date = CivilDate(secondsSince1970: seconds)
        #expect(
            CivilDate.secondsSince1970(
                year: date.year, month: date.month, day: date.day, hour: date.hour, minute: date.minute,
                second: date.second) == seconds)
    }
}

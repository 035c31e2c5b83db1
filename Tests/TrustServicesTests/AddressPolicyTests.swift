import CurlBridge
import Testing
import TrustServices

@Suite("AddressPolicy")
struct AddressPolicyTests {
    private static let notPublic = [
        "0.0.0.0", "0.255.255.255", "10.0.0.1", "10.255.255.255", "100.64.0.0", "100.127.255.255", "127.0.0.1",
        "127.255.255.255", "169.254.0.0", "169.254.169.254", "172.16.0.0", "172.31.255.255", "192.0.0.8", "192.0.2.1",
        "192.88.99.1", "192.168.0.1", "192.168.255.255", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.7",
        "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::ffff:8.8.8.8", "::ffff:127.0.0.1", "::8.8.8.8", "64:ff9b::8.8.8.8", "64:ff9b:1::1", "100::1",
        "2001::1", "2001:1ff:ffff::1", "2001:db8::1", "2002:7f00:1::1", "3fff::1", "3fff:fff::1", "4000::1", "1fff::1",
        "fc00::1", "fd00:ec2::254", "fe80::1", "febf::1", "fec0::1", "ff02::1",
    ]

    private static let publicOnes = [
        "1.0.0.0", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
        "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "191.255.255.255", "192.0.1.0",
        "192.0.3.0", "192.88.98.255", "192.88.100.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0",
        "198.51.99.255", "203.0.112.255", "203.0.114.0", "223.255.255.255",
        "2000::1", "2001:200::1", "2001:db7:ffff::1", "2001:db9::1", "2003::1", "2a01:e0a::1", "3ffe::1",
        "3fff:1000::1",
    ]

    @Test(arguments: notPublic) func `refuses an address that is not public`(_ text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(!AddressPolicy().permits(address, for: try #require(HostAndPort("tsa.example:80"))))
    }

    @Test(arguments: publicOnes) func `permits a public address, up to the edge of each block`(_ text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(AddressPolicy().permits(address, for: try #require(HostAndPort("tsa.example:80"))))
    }

    @Test func `permits any address at a host and port that the operator listed, and at no other`() throws {
        let policy = AddressPolicy(internalHosts: [try #require(HostAndPort("TSA.lycee.example.:3161"))])
        let address = try #require(IPAddress("10.0.0.7"))
        #expect(policy.permits(address, for: try #require(HostAndPort("tsa.lycee.example:3161"))))
        #expect(!policy.permits(address, for: try #require(HostAndPort("tsa.lycee.example:80"))))
        #expect(!policy.permits(address, for: try #require(HostAndPort("lycee.example:3161"))))
        #expect(!policy.permits(address, for: try #require(HostAndPort("x.tsa.lycee.example:3161"))))
    }
}

@Suite("ServiceURL")
struct ServiceURLTests {
    @Test(arguments: [
        "", "ftp://a.example/", "file:///etc/passwd", "gopher://a.example/", "http:/a.example", "http:///x", "http://",
        "//a.example", "http://user@a.example/", "http://user:pass@a.example/", "http://a.example@b.example/",
        "http://a.example\\@b.example/", "http://a.example/#x", "http://a.example/ x", "http://a.example/\r\nX: y",
        "http://é.example/", "http://a..example/", "http://a_b.example/", "http://a.example:0/",
        "http://a.example:65536/", "http://a.example:+80/", "http://a.example:80:80/", "http://a.example:/",
        "http://[::1/", "http://[fe80::1%25eth0]/", "http://[]/", "http://a.example/<x>",
        "http://" + String(repeating: "a", count: 64) + ".example/",
        "http://a.example/" + String(repeating: "a", count: 2_000),
    ])
    func `refuses what two readers could understand differently`(_ text: String) {
        #expect(ServiceURL(text) == nil)
    }

    @Test(arguments: [
        ("http://TSA.Example./stamp", "http://tsa.example:80/stamp"),
        ("HTTPS://a.example", "https://a.example:443/"), ("http://a.example?x=1", "http://a.example:80/?x=1"),
        ("https://a.example:8443/a/b?c=d%20e", "https://a.example:8443/a/b?c=d%20e"),
        ("http://[2001:DB8::1]:81/x", "http://[2001:db8::1]:81/x"), ("http://192.0.2.1/", "http://192.0.2.1:80/"),
    ])
    func `writes an address in one form`(_ text: String, _ form: String) {
        #expect(ServiceURL(text)?.description == form)
    }
}

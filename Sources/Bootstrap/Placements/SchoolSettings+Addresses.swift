import TrustServices

extension SchoolSettings {
    static let addressServiceKey = "addressService"

    /// Who is asked where addresses of offers are: `{"url": "https://data.geopf.fr/geocodage/search"}`. Over http only on this machine, since what
    /// is answered moves offers about.
    static func addressService(_ object: [String: Any], _ file: String) throws(Fault) -> ServiceURL? {
        guard let value = object[addressServiceKey] else { return nil }
        guard let entry = value as? [String: Any], let text = entry["url"] as? String, entry.count == 1,
            let url = ServiceURL(text), url.isSecure || loopback.contains(url.server.host)
        else {
            throw Fault(
                file: file,
                cause:
                    "\"\(addressServiceKey)\" is expected to be {\"url\": \"https://…\"} and nothing else, with an https address"
            )
        }
        return url
    }

    private static let loopback: Set<String> = ["127.0.0.1", "[::1]", "localhost"]
}

import CertificateAuthority
import CurlBridge
import Foundation
import OpenSSLBridge
import TrustServices

/// Reads the settings, and refuses what it does not know.
struct SettingsReader {
    typealias Fault = TrustServiceSettings.Fault

    let file: String
    let dataDirectory: String

    func settings(_ object: [String: Any]) throws(Fault) -> TrustServiceSettings {
        try refuseUnknown(object, known: ["timeStampAuthorities", "internalHosts", "clock"])
        var settings = TrustServiceSettings()
        if let value = object["clock"] {
            guard let clock = (value as? String).flatMap(TrustServiceSettings.Clock.init) else {
                throw fault("\"clock\" is expected to be \"kernel\" or \"assured\"")
            }
            settings.clock = clock
        }
        for text in try texts(object, "internalHosts") {
            guard let host = HostAndPort(text) else {
                throw fault("\"\(text)\" is no host and port such as tsa.lycee.example:3161")
            }
            settings.internalHosts.insert(host)
        }
        guard let value = object["timeStampAuthorities"] else { return settings }
        guard let list = value as? [[String: Any]] else {
            throw fault("\"timeStampAuthorities\" is no list of objects")
        }
        for entry in list { settings.authorities.append(try authority(entry)) }
        guard Set(settings.authorities.map(\.name)).count == list.count else {
            throw fault("two authorities share a name")
        }
        return settings
    }

    private func authority(_ entry: [String: Any]) throws(Fault) -> OutsideTimeStampAuthority {
        try refuseUnknown(
            entry,
            known: [
                "name", "url", "anchors", "policies", "tlsAuthorities", "user", "passwordFile", "maximumTokenBytes",
            ])
        guard let name = entry["name"] as? String, !name.isEmpty, name.utf8.count <= 60,
            name.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D })
        else { throw fault("an authority's \"name\" is expected to be of a to z, 0 to 9 and hyphens") }
        guard let url = (entry["url"] as? String).flatMap({ ServiceURL($0) }) else {
            throw fault("\"url\" of \(name) is no http or https address")
        }
        guard let folder = entry["anchors"] as? String else { throw fault("\"anchors\" of \(name) is missing") }
        let certificates = try certificates(in: absolute(folder), of: name)
        let anchors = certificates.filter { $0.isSelfIssued && $0.isCA }
        guard !anchors.isEmpty else { throw fault("the folder \"anchors\" of \(name) holds no root certificate") }
        let limit = entry["maximumTokenBytes"] as? Int ?? 8_192
        guard (1_024...65_536).contains(limit) else {
            throw fault("\"maximumTokenBytes\" of \(name) is not 1024 to 65536")
        }
        return OutsideTimeStampAuthority(
            name: name, url: url, anchors: anchors, intermediates: certificates.filter { !anchors.contains($0) },
            policies: Set(try texts(entry, "policies")), access: try access(entry, of: name, at: url),
            maximumTokenByteCount: limit)
    }

    private func access(
        _ entry: [String: Any], of name: String, at url: ServiceURL
    ) throws(Fault) -> OutsideTimeStampAuthority.Access {
        var access = OutsideTimeStampAuthority.Access()
        if let value = entry["tlsAuthorities"] {
            guard let file = (value as? String).map(absolute), let pem = FileManager.default.contents(atPath: file),
                let found = try? Certificate.all(inPEM: [UInt8](pem)), !found.isEmpty
            else { throw fault("\"tlsAuthorities\" of \(name) names no file of certificates in PEM") }
            access.authoritiesFile = file
        }
        access.credentials = try credentials(entry, of: name, at: url)
        return access
    }

    /// No text of a fault holds the secret, or the user's name.
    private func credentials(
        _ entry: [String: Any], of name: String, at url: ServiceURL
    ) throws(Fault) -> HTTPCredentials? {
        guard entry["user"] != nil || entry["passwordFile"] != nil else { return nil }
        guard let user = entry["user"] as? String, let path = entry["passwordFile"] as? String else {
            throw fault("\"user\" and \"passwordFile\" of \(name) go together, and are texts")
        }
        guard url.isSecure else { throw fault("\(name) would be told a password in clear: its \"url\" is not https") }
        let secret: [UInt8]
        do { secret = try Passphrase.read(file: absolute(path)) } catch {
            throw fault("\"passwordFile\" of \(name): \(error.description)")
        }
        guard let password = String(bytes: secret, encoding: .utf8),
            let credentials = HTTPCredentials(user: user, password: password)
        else { throw fault("user or password of \(name) holds what cannot be sent: a control, or a colon in the user") }
        return credentials
    }

    private func certificates(in folder: String, of name: String) throws(Fault) -> [Certificate] {
        do {
            return try TrustDirectory.files(folder).filter { $0.name.hasSuffix(".pem") }
                .flatMap { try Certificate.all(inPEM: $0.content) }
        } catch {
            throw fault("the folder \"anchors\" of \(name) could not be read as certificates in PEM")
        }
    }

    private func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : dataDirectory + "/" + path }

    private func texts(_ object: [String: Any], _ key: String) throws(Fault) -> [String] {
        guard let value = object[key] else { return [] }
        guard let texts = value as? [String] else { throw fault("\"\(key)\" is no list of texts") }
        return texts
    }

    private func refuseUnknown(_ object: [String: Any], known: Set<String>) throws(Fault) {
        guard let unknown = object.keys.filter({ !known.contains($0) }).min() else { return }
        throw fault("found \"\(unknown)\", expected only \(known.sorted().joined(separator: ", "))")
    }

    private func fault(_ cause: String) -> Fault { Fault(file: file, cause: cause) }
}

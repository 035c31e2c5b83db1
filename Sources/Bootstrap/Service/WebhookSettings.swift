import Foundation
import TrustServices

/// Which hosts of its own the operator lets webhooks go to: `webhooks.json` in the data directory, which a person writes.
///
/// Without the file they go to public addresses alone, by https.
struct WebhookSettings: Sendable {
    static let fileName = "webhooks.json"

    var policy = WebhookPolicy()

    /// - Throws: ``Fault`` for a file that cannot be read, or says what nobody would act upon.
    static func read(dataDirectory: String) throws(Fault) -> WebhookSettings {
        let file = dataDirectory + "/" + fileName
        guard FileManager.default.fileExists(atPath: file) else { return WebhookSettings() }
        guard let data = FileManager.default.contents(atPath: file),
            let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
        else { throw Fault(file: file, cause: "expected a JSON object") }
        if let unknown = object.keys.filter({ $0 != "internalHosts" }).min() {
            throw Fault(file: file, cause: "found \"\(unknown)\", expected only internalHosts")
        }
        guard let texts = (object["internalHosts"] ?? [String]()) as? [String] else {
            throw Fault(file: file, cause: "\"internalHosts\" is no list of texts")
        }
        var hosts: Set<HostAndPort> = []
        for text in texts {
            guard let host = HostAndPort(text) else {
                throw Fault(file: file, cause: "\"\(text)\" is no host and port such as erp.lycee.example:443")
            }
            hosts.insert(host)
        }
        return WebhookSettings(policy: WebhookPolicy(internalHosts: hosts))
    }

    /// What is wrong with the file; the service does not guess what was meant.
    struct Fault: Error, Hashable, CustomStringConvertible {
        let file: String
        let cause: String

        var description: String {
            "could not read \(file): \(cause); correct the file as docs/operation.md says, or remove it"
        }
    }
}

import CertificateAuthority
import CurlBridge
import Foundation
import Mail
import TrustServices
import Workflow

/// How text messages leave the service: `sms.json` in the data directory, which a person writes.
///
/// Without the file none is sent, and codes go by e-mail. With one that names no gateway they are spooled into a folder, to try things out.
struct SMSSettings: Sendable {
    static let fileName = "sms.json"
    private static let keys = ["url", "header", "prefix", "secretFile", "fields", "constants"]

    enum Transport: Sendable {
        case spool
        case gateway(SMSGateway)
    }

    /// `nil` without the file.
    var transport: Transport?

    /// - Throws: ``Fault`` for a file that cannot be read, or says what nobody would act upon; `TrustServiceSettings.Fault` for the file
    ///   that lists hosts of the operator's own.
    static func read(dataDirectory: String) throws -> SMSSettings {
        let file = dataDirectory + "/" + fileName
        guard FileManager.default.fileExists(atPath: file) else { return SMSSettings() }
        guard let data = FileManager.default.contents(atPath: file),
            let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
        else { throw Fault(file: file, cause: "expected a JSON object") }
        if let unknown = object.keys.filter({ !keys.contains($0) }).min() {
            throw Fault(file: file, cause: "found \"\(unknown)\", expected only \(keys.joined(separator: ", "))")
        }
        guard let address = object["url"] else {
            guard object.isEmpty else { throw Fault(file: file, cause: "\"url\" is missing") }
            return SMSSettings(transport: .spool)
        }
        guard let url = (address as? String).flatMap({ ServiceURL($0) }) else {
            throw Fault(file: file, cause: "\"url\" is no http or https address")
        }
        let header = try header(object, at: url, file, dataDirectory)
        let policy = try TrustServiceSettings.read(dataDirectory: dataDirectory).http.policy
        return SMSSettings(
            transport: .gateway(
                SMSGateway(
                    url: url, names: try names(object, file), constants: try texts("constants", object, file),
                    header: header, policy: policy)))
    }

    /// No text of a fault holds the secret.
    private static func header(
        _ object: [String: Any], at url: ServiceURL, _ file: String, _ dataDirectory: String
    ) throws(Fault) -> HTTPSecretHeader? {
        guard let path = object["secretFile"] else {
            guard object["header"] == nil, object["prefix"] == nil else {
                throw Fault(file: file, cause: "\"header\" and \"prefix\" go with \"secretFile\"")
            }
            return nil
        }
        guard let path = path as? String, let name = (object["header"] ?? "Authorization") as? String,
            let prefix = (object["prefix"] ?? "Bearer ") as? String
        else { throw Fault(file: file, cause: "\"secretFile\", \"header\" and \"prefix\" are texts") }
        guard url.isSecure else {
            throw Fault(file: file, cause: "the secret would travel in clear: \"url\" is not https")
        }
        let secret: [UInt8]
        do {
            secret = try Passphrase.read(file: path.hasPrefix("/") ? path : dataDirectory + "/" + path)
        } catch { throw Fault(file: file, cause: "\"secretFile\": \(error.description)") }
        guard let text = String(bytes: secret, encoding: .utf8),
            let header = HTTPSecretHeader(name: name, value: prefix + text)
        else { throw Fault(file: file, cause: "the header or its secret holds what cannot be sent") }
        return header
    }

    private static func names(_ object: [String: Any], _ file: String) throws(Fault) -> SMSGateway.Names {
        var names = SMSGateway.Names()
        for (key, value) in try texts("fields", object, file) {
            switch key {
            case "to": names.number = value
            case "text": names.text = value
            case "id": names.key = value
            default: throw Fault(file: file, cause: "found \"\(key)\" in \"fields\", expected only to, text, id")
            }
        }
        return names
    }

    private static func texts(
        _ key: String, _ object: [String: Any], _ file: String
    ) throws(Fault) -> [String: String] {
        guard let value = object[key] else { return [:] }
        guard let texts = value as? [String: String] else {
            throw Fault(file: file, cause: "\"\(key)\" is expected to be an object of texts")
        }
        return texts
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

/// Where text messages go, and the spool if it is one.
struct TextDoor: Sendable {
    let mailer: Mailer
    let spool: SMSSpool?

    init(_ settings: SMSSettings, dataDirectory: String) throws {
        switch settings.transport {
        case nil:
            spool = nil
            // Queued while there was one.
            mailer = Mailer { _ throws(MailDeliveryError) in
                throw MailDeliveryError(isPermanent: true, reason: "no gateway for text messages is set (sms.json)")
            }
        case .spool:
            let spool = try SMSSpool(directory: dataDirectory + "/sms")
            self.spool = spool
            mailer = Mailer { message throws(MailDeliveryError) in
                do throws(MailError) {
                    try spool.send(message.textBody, to: message.to, key: message.messageKey)
                } catch { throw MailDeliveryError(isPermanent: false, reason: error.description) }
            }
        case .gateway(let gateway):
            spool = nil
            mailer = Mailer { message throws(MailDeliveryError) in
                do throws(SMSGatewayError) {
                    try await gateway.send(message.textBody, to: message.to, key: message.messageKey)
                } catch { throw MailDeliveryError(isPermanent: error.isPermanent, reason: error.description) }
            }
        }
    }
}

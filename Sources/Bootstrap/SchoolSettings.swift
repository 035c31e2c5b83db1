package import Applications
package import ConventionDomain
import Foundation
import HTTPService
package import Parties
package import TrustServices
package import Workflow

/// What a school has decided for all its conventions: `settings.json` in the data directory, which a person writes.
///
/// Without the file everything is as the template says.
package struct SchoolSettings: Hashable, Sendable {
    package static let fileName = "settings.json"
    private static let signingOrderKey = "signingOrder"
    private static let templateKey = "template"
    private static let publicAddressKey = "publicAddress"
    private static let timeZoneKey = "timeZone"
    private static let sheetKeys = [HandoverSheet.contacts: "contactSheetTemplate", .health: "healthSheetTemplate"]
    private static let acceptSealsKey = "acceptSeals"
    private static let acceptSchoolCertificatesKey = "acceptSchoolCertificates"
    private static let representativesKey = "representatives"
    private static let optionalSignaturesKey = "optionalSignatures"
    private static let identificationKey = "identification"
    private static let keys =
        [
            signingOrderKey, templateKey, publicAddressKey, timeZoneKey, acceptSealsKey,
            acceptSchoolCertificatesKey, representativesKey, optionalSignaturesKey, identificationKey, schoolStatusKey,
            retentionKey, dangerMailboxesKey, applicationsKey, addressServiceKey,
        ]
        + HandoverSheet.allCases.compactMap { sheetKeys[$0] }

    /// Who signs before whom; `nil` leaves it to the template.
    package var signingOrder: SigningOrder.Preset?
    /// The template that conventions are made from when none is named; `nil` for the one that came with the program.
    package var template: String?

    /// The templates that sheets are made from; those that came with the program where none is named.
    package var sheetTemplates: [HandoverSheet: String] = [:]

    /// Where the service is reached, printed on documents so that a page can be verified; `nil` leaves it to the running service.
    package var publicAddress: String?

    /// In which days begin and mails and pages tell the time.
    package var timeZone = SchoolTimeZone.paris

    /// Whether the seal of a host stands for the signature of its representative.
    package var acceptsSeals = false

    /// Whether whoever signs for the school may do so with an own certificate and a key of its software.
    package var acceptsSchoolCertificates = false

    /// Whether both legal representatives sign wherever two are named.
    package var bothRepresentativesSign = false

    /// Who is asked to sign, and need not, in every convention whose data do not say.
    package var optionalSignatures: [ConventionData.OptionalSignature] = []

    /// What is asked of those who sign in a role, to make sure who they are.
    package var identification: [Signatory.Role: IdentificationPolicy] = [:]

    /// How long conventions and their traces are kept.
    package var retention = RetentionRules()

    /// Where each school is told at once of a danger.
    package var dangerMailboxes: [UAI: [MailboxAddress]] = [:]

    /// How long an application waits for an answer, and how many a pupil may have waiting.
    package var applications = ApplicationTerms()

    /// Who is asked where addresses of offers are; nobody when `nil`.
    package var addressService: ServiceURL?

    /// - Throws: ``Fault`` for a file that cannot be read, or says what nobody would act upon.
    package static func read(dataDirectory: String) throws(Fault) -> SchoolSettings {
        let file = dataDirectory + "/" + fileName
        guard FileManager.default.fileExists(atPath: file) else { return SchoolSettings() }
        guard let data = FileManager.default.contents(atPath: file),
            let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
        else { throw Fault(file: file, cause: "expected a JSON object") }
        if let unknown = object.keys.filter({ !keys.contains($0) }).min() {
            let known = keys.map { "\"\($0)\"" }.joined(separator: ", ")
            throw Fault(file: file, cause: "found \"\(unknown)\", expected only \(known)")
        }
        return SchoolSettings(
            signingOrder: try signingOrder(object, file), template: try template(templateKey, object, file),
            sheetTemplates: try sheetTemplates(object, file), publicAddress: try publicAddress(object, file),
            timeZone: try timeZone(object, file), acceptsSeals: try flag(acceptSealsKey, object, file),
            acceptsSchoolCertificates: try flag(acceptSchoolCertificatesKey, object, file),
            bothRepresentativesSign: try bothRepresentativesSign(object, file),
            optionalSignatures: try optionalSignatures(object, file),
            identification: try identification(object, file), retention: try retention(object, file),
            dangerMailboxes: try dangerMailboxes(object, file),
            applications: try applications(object, file), addressService: try addressService(object, file))
    }

    private static func bothRepresentativesSign(_ object: [String: Any], _ file: String) throws(Fault) -> Bool {
        guard let value = object[representativesKey] else { return false }
        guard let count = value as? Int, [1, 2].contains(count) else {
            throw Fault(file: file, cause: "\"\(representativesKey)\" is \(value), expected 1 or 2")
        }
        return count == 2
    }

    private static func optionalSignatures(
        _ object: [String: Any], _ file: String
    ) throws(Fault) -> [ConventionData.OptionalSignature] {
        guard let value = object[optionalSignaturesKey] else { return [] }
        let names = value as? [String]
        let asked = ConventionData.OptionalSignature.allCases.filter { names?.contains($0.rawValue) == true }
        guard let names, names.count == asked.count else {
            let known = ConventionData.OptionalSignature.allCases.map(\.rawValue).joined(separator: ", ")
            throw Fault(
                file: file, cause: "\"\(optionalSignaturesKey)\" is \(value), expected a list of, each once: \(known)")
        }
        return asked
    }

    private static func identification(
        _ object: [String: Any], _ file: String
    ) throws(Fault) -> [Signatory.Role: IdentificationPolicy] {
        guard let value = object[identificationKey] else { return [:] }
        guard let entries = value as? [String: String] else {
            throw Fault(file: file, cause: "\"\(identificationKey)\" is expected to be an object of texts, one a role")
        }
        var policies: [Signatory.Role: IdentificationPolicy] = [:]
        for (name, text) in entries.sorted(by: { $0.key < $1.key }) {
            guard let role = Signatory.Role(rawValue: name) else {
                let roles = Signatory.Role.allCases.map(\.rawValue).joined(separator: ", ")
                throw Fault(file: file, cause: "\"\(identificationKey)\" names \"\(name)\", expected one of: \(roles)")
            }
            let known = IdentificationPolicy.allCases.filter { $0.suits(role) }
            guard let policy = IdentificationPolicy(rawValue: text), known.contains(policy) else {
                let words = known.map(\.rawValue).joined(separator: ", ")
                throw Fault(
                    file: file, cause: "\"\(identificationKey)\" of \(name) is \"\(text)\", expected one of: \(words)")
            }
            policies[role] = policy
        }
        return policies
    }

    /// - Throws: ``Fault`` when a code by SMS is asked for, and nothing sends one.
    func requireTexts(_ sendsTexts: Bool) throws(Fault) {
        guard !sendsTexts, let role = identification.filter({ $0.value == .sms }).keys.map(\.rawValue).min() else {
            return
        }
        throw Fault(
            file: Self.fileName,
            cause:
                "\"\(Self.identificationKey)\" of \(role) is \"sms\", and there is no \(SMSSettings.fileName) that says how "
                + "text messages are sent")
    }

    private static func flag(_ key: String, _ object: [String: Any], _ file: String) throws(Fault) -> Bool {
        guard let value = object[key] else { return false }
        guard let isSet = value as? Bool else {
            throw Fault(file: file, cause: "\"\(key)\" is \(value), expected true or false")
        }
        return isSet
    }

    private static func publicAddress(_ object: [String: Any], _ file: String) throws(Fault) -> String? {
        guard let value = object[publicAddressKey] else { return nil }
        guard let text = value as? String, let address = try? PublicAddress(text).text,
            TextRule.webAddress.problem(in: address) == nil
        else {
            throw Fault(
                file: file,
                cause: "\"\(publicAddressKey)\" is \(value), expected an address of at most "
                    + "\(TextRule.webAddress.maximumLength) characters, as in https://conventions.lycee.example")
        }
        return address
    }

    private static func timeZone(_ object: [String: Any], _ file: String) throws(Fault) -> SchoolTimeZone {
        guard let value = object[timeZoneKey] else { return .paris }
        guard let zone = SchoolTimeZone.known.first(where: { $0.identifier == value as? String }) else {
            let known = SchoolTimeZone.known.map(\.identifier).joined(separator: ", ")
            throw Fault(file: file, cause: "\"\(timeZoneKey)\" is \(value), expected one of: \(known)")
        }
        return zone
    }

    private static func sheetTemplates(
        _ object: [String: Any], _ file: String
    ) throws(Fault) -> [HandoverSheet: String] {
        var templates: [HandoverSheet: String] = [:]
        for (sheet, key) in sheetKeys { templates[sheet] = try template(key, object, file) }
        return templates
    }

    private static func template(
        _ key: String, _ object: [String: Any], _ file: String
    ) throws(Fault) -> String? {
        guard let value = object[key] else { return nil }
        guard let identifier = value as? String else {
            throw Fault(file: file, cause: "\"\(key)\" is \(value), expected the name of a template")
        }
        return identifier
    }

    private static func signingOrder(_ object: [String: Any], _ file: String) throws(Fault) -> SigningOrder.Preset? {
        guard let value = object[signingOrderKey] else { return nil }
        guard let order = (value as? String).flatMap(SigningOrder.Preset.init) else {
            let presets = SigningOrder.Preset.allCases.map(\.rawValue).joined(separator: ", ")
            throw Fault(file: file, cause: "\"\(signingOrderKey)\" is \(value), expected one of: \(presets)")
        }
        return order
    }

    /// What is wrong with the file; the service does not guess what was meant.
    package struct Fault: Error, Hashable, CustomStringConvertible {
        let file: String
        let cause: String

        package var description: String {
            "could not read \(file): \(cause), such as {\"signingOrder\":\"head-last\"}; correct or remove the file"
        }
    }
}

package import ConventionDomain
import Foundation

/// What a school has decided for all its conventions: `settings.json` in the data directory, which a person writes.
///
/// Without the file everything is as the template says.
package struct SchoolSettings: Hashable, Sendable {
    package static let fileName = "settings.json"
    private static let signingOrderKey = "signingOrder"

    /// Who signs before whom; `nil` leaves it to the template.
    package var signingOrder: SigningOrder.Preset?

    /// - Throws: ``Fault`` for a file that cannot be read, or says what nobody would act upon.
    package static func read(dataDirectory: String) throws(Fault) -> SchoolSettings {
        let file = dataDirectory + "/" + fileName
        guard FileManager.default.fileExists(atPath: file) else { return SchoolSettings() }
        guard let data = FileManager.default.contents(atPath: file),
            let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
        else { throw Fault(file: file, cause: "expected a JSON object") }
        if let unknown = object.keys.filter({ $0 != signingOrderKey }).min() {
            throw Fault(file: file, cause: "found \"\(unknown)\", expected only \"\(signingOrderKey)\"")
        }
        guard let value = object[signingOrderKey] else { return SchoolSettings() }
        guard let order = (value as? String).flatMap(SigningOrder.Preset.init) else {
            let presets = SigningOrder.Preset.allCases.map(\.rawValue).joined(separator: ", ")
            throw Fault(file: file, cause: "\"\(signingOrderKey)\" is \(value), expected one of: \(presets)")
        }
        return SchoolSettings(signingOrder: order)
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

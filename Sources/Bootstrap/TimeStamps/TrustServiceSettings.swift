import Foundation
package import TrustServices

/// Which services of others are asked, and who answers for the clock: `trust-services.json` in the data directory, which
/// a person writes.
///
/// Without the file the built-in unit makes all time-stamps.
package struct TrustServiceSettings: Sendable {
    package static let fileName = "trust-services.json"

    package enum Clock: String, Hashable, Sendable, CaseIterable {
        /// The kernel has to know it within a second.
        case kernel
        /// The operator answers for it.
        case assured
    }

    package var authorities: [OutsideTimeStampAuthority] = []
    package var internalHosts: Set<HostAndPort> = []
    /// `nil` when the file does not say: the kernel for real keys, assured for a demonstration's.
    package var clock: Clock?

    /// - Throws: ``Fault`` for a file that cannot be read, or says what nobody would act upon.
    package static func read(dataDirectory: String) throws(Fault) -> TrustServiceSettings {
        let path = dataDirectory + "/" + fileName
        guard FileManager.default.fileExists(atPath: path) else { return TrustServiceSettings() }
        guard let data = FileManager.default.contents(atPath: path),
            let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
        else { throw Fault(file: path, cause: "expected a JSON object") }
        return try SettingsReader(file: path, dataDirectory: dataDirectory).settings(object)
    }

    /// What is wrong with the file; the service does not guess what was meant.
    package struct Fault: Error, Hashable, CustomStringConvertible {
        let file: String
        let cause: String

        package var description: String {
            "could not read \(file): \(cause); correct the file as docs/operation.md says, or remove it"
        }
    }
}

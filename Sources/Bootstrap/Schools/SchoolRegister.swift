import CertificateAuthority
import ConventionTemplates
import Foundation
package import Parties

/// What each school says of itself for all its conventions: one file a school in the folder `schools` of the data directory.
///
/// The files are read whenever they are needed: what is entered while the service runs holds from then on.
package struct SchoolRegister: Sendable {
    private let directory: String

    package init(dataDirectory: String) { directory = dataDirectory + "/schools" }

    /// - Returns: `nil` when the school has not said anything of itself.
    /// - Throws: ``SchoolFileFault`` for a file that cannot be read, or is not this school's.
    package func record(of school: UAI) throws(SchoolFileFault) -> SchoolRecord? {
        let file = path(of: school)
        guard FileManager.default.fileExists(atPath: file) else { return nil }
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw SchoolFileFault(file: file, faults: [])
        }
        do throws(ConventionDataError) {
            let record = try SchoolRecordJSON.parse(Array(bytes))
            guard record.school.uai == school else {
                throw ConventionDataError([ConventionFault(.notAUAI, at: "school/uai")])
            }
            return record
        } catch { throw SchoolFileFault(file: file, faults: error.faults) }
    }

    /// Keeps what a school says of itself, in place of what it said before.
    ///
    /// - Throws: ``ConventionDataError`` with everything that is wrong, and then nothing is kept; what the disk says.
    package func set(_ bytes: [UInt8]) throws -> SchoolRecord {
        let record = try SchoolRecordJSON.parse(bytes)
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try FileSystem.replace(path(of: record.school.uai), SchoolRecordJSON.bytes(record), mode: 0o600)
        return record
    }

    /// - Returns: `false` when there was nothing.
    package func remove(_ school: UAI) throws -> Bool {
        guard FileManager.default.fileExists(atPath: path(of: school)) else { return false }
        try FileManager.default.removeItem(atPath: path(of: school))
        return true
    }

    /// Schools that have a file, in the order of their numbers.
    package func schools() throws -> [UAI] {
        guard FileManager.default.fileExists(atPath: directory) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: directory).sorted().compactMap { name in
            name.hasSuffix(Self.suffix) ? UAI(String(name.dropLast(Self.suffix.count))) : nil
        }
    }

    private static let suffix = ".json"

    private func path(of school: UAI) -> String { "\(directory)/\(school.text)\(Self.suffix)" }
}

/// What is wrong with a school's file; names no value of it.
package struct SchoolFileFault: Error, Hashable, CustomStringConvertible {
    package let file: String
    /// Empty when the file could not be read at all.
    package let faults: [ConventionFault]

    package var description: String {
        let cause =
            faults.isEmpty ? "the file cannot be opened" : faults.map(\.description).joined(separator: "; ")
        return "could not read \(file): \(cause); enter it anew with: seing school set FILE"
    }
}

extension Installation {
    package var schoolRegister: SchoolRegister { SchoolRegister(dataDirectory: dataDirectory) }
}

private import Foundation
import Parties

extension WorkflowTexts {
    /// Reads the texts from the files that people edit.
    ///
    /// - Parameter directory: Path of the folder that holds `Mails/fr` and `Consents/fr`.
    /// - Throws: ``TextError`` for the first file that is missing, unreadable or wrong.
    package static func load(directory: String) throws(TextError) -> WorkflowTexts {
        var consents: [ConsentStatement] = []
        for role in Signatory.Role.allCases {
            let text = try read("Consents/fr/\(role.rawValue).txt", in: directory)
            consents.append(try ConsentStatement(role: role, file: text))
        }
        var mails: [MailKind: MailTemplate] = [:]
        for kind in MailKind.allCases {
            mails[kind] = try MailTemplate(kind: kind, text: try read("Mails/fr/\(kind.rawValue).txt", in: directory))
        }
        let attestation = try ConsentStatement(
            role: .employer, file: try read("Consents/fr/attestation.txt", in: directory))
        return try WorkflowTexts(consents: consents, mails: mails, attestation: attestation)
    }

    private static func read(_ file: String, in directory: String) throws(TextError) -> String {
        let url = URL(fileURLWithPath: directory).appendingPathComponent(file)
        guard let data = try? Data(contentsOf: url) else {
            throw TextError(file: file, line: nil, problem: "the file cannot be read in \(directory)")
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw TextError(file: file, line: nil, problem: "the file is not in UTF-8")
        }
        return text
    }
}

package import ConventionDomain
import OpenSSLBridge
package import Parties
import Typesetting
package import Workflow

package import struct Foundation.Date

/// A document of plain lines that stands for a PDF in tests of the workflow: revision 0 names who has to sign, each
/// signature appends one line.
package enum PaperDocument {
    package static func revisionZero(of fieldNames: [String], convention: ConventionID) -> [UInt8] {
        Array("DOCUMENT \(convention) \(fieldNames.joined(separator: ","))\n".utf8)
    }

    package static func assess(_ document: [UInt8], statements: [[UInt8]] = []) -> RevisionAssessment {
        let lines = String(decoding: document, as: UTF8.self).split(separator: "\n").map { $0.split(separator: " ") }
        let declared = lines.first?.last?.split(separator: ",").map(String.init) ?? []
        let signed = lines.dropFirst().filter { $0.first == "SIGNED" }.map { String($0[1]) }
        let isSound =
            lines.first?.first == "DOCUMENT"
            && lines.dropFirst().allSatisfy { ["SIGNED", "ARCHIVED"].contains($0.first) }
        return RevisionAssessment(
            isSound: isSound && statements.allSatisfy { $0.starts(with: Array("STATEMENT ".utf8)) },
            signedFields: signed,
            isComplete: Set(signed + statements.map(field)).subtracting(optionalFields)
                == Set(declared).subtracting(optionalFields))
    }

    private static let optionalFields = Set(ConventionData.OptionalSignature.allCases.map(\.rawValue))

    /// Whose signature on paper a statement of ``paper`` is about.
    private static func field(_ statement: [UInt8]) -> String {
        let words = String(decoding: statement, as: UTF8.self).split { $0 == " " || $0 == "\n" }
        return words.count > 1 ? String(words[1]) : ""
    }

    /// Statements of one line: the field and who attests; the scan follows it.
    package static let paper = PaperStatementMaker { facts in
        let line = "STATEMENT \(facts.signatory.fieldName) \(facts.baseDigest) \(facts.attestedBy)\n"
        return Array(line.utf8) + facts.scan.bytes
    }

    package static func sign(_ request: RevisionToSign) -> SignedRevision {
        let at = Int(request.signedAt.timeIntervalSince1970)
        let line = "SIGNED \(request.signatory.fieldName) \(at) \(request.subjectSerialNumber)\n"
        return SignedRevision(
            document: request.document + Array(line.utf8),
            certificate: CertificateFacts(
                serialNumber: "01", sha256Fingerprint: digest(Array(line.utf8)), level: "B-T"))
    }

    /// A sheet as lines: kind and reader, what the reader may know of each contact, who brings the kit.
    package static func sheet(_ facts: SheetFacts) -> [UInt8] {
        let sheet = facts.contacts.scoped(for: facts.reader)
        let contacts = sheet.contacts.map { "\($0.of.rawValue) \($0.email ?? "-") \($0.telephone ?? "-")" }
        let kit = sheet.emergencyKit.map { ["kit \($0.rawValue)"] } ?? []
        return Array(
            (["\(facts.kind.rawValue) \(facts.reader.rawValue)"] + contacts + kit).joined(separator: "\n").utf8)
    }

    /// Changes the first letter of the convention's reference; the document is as sound as before.
    package static func changingOneByte(of document: [UInt8]) -> [UInt8] {
        var changed = document
        let place = "DOCUMENT ".utf8.count
        changed[place] = changed[place] == UInt8(ascii: "a") ? UInt8(ascii: "b") : UInt8(ascii: "a")
        return changed
    }

    /// A signer that takes its time, so that others can be faster.
    package static func signer(_ pause: @escaping @Sendable () async -> Void = {}) -> RevisionSigner {
        RevisionSigner { request in
            await pause()
            return sign(request)
        }
    }

    /// Certificates of which the first byte says what they are: `s` a seal, `x` expired, anything else a person's. What is to be
    /// signed is the document with the claimed time; the value is its digest.
    package static func ownCertificates(
        _ pause: @escaping @Sendable () async -> Void = {}
    ) -> OwnCertificateSigner {
        OwnCertificateSigner(
            prepare: { signature throws(OwnCertificateFault) in
                let first = signature.choice.certificates.first?.first
                guard first != UInt8(ascii: "x") else { throw .refused(.expired) }
                return PreparedOwnSignature(
                    kind: first == UInt8(ascii: "s") ? .seal : .signature, choice: signature.choice, parameters: nil,
                    signedAttributes: attributes(of: signature),
                    hash: DigestAlgorithm.sha256.digest(attributes(of: signature)))
            },
            complete: { signature, value throws(OwnCertificateFault) in
                await pause()
                guard value != Array("no time-stamp".utf8) else { throw .noTimeStamp }
                guard value == DigestAlgorithm.sha256.digest(attributes(of: signature)) else {
                    throw .refused(.signatureInvalid)
                }
                let line = Array("SIGNED \(signature.signatory.fieldName) own\n".utf8)
                return SignedRevision(
                    document: signature.document + line,
                    certificate: CertificateFacts(
                        serialNumber: "02", sha256Fingerprint: digest(line), level: "B-T", ownCertificate: .signature))
            })
    }

    private static func attributes(of signature: OwnSignature) -> [UInt8] {
        signature.document + Array("\(signature.claimedTime) \(signature.choice)".utf8)
    }

    package static var verifier: RevisionVerifier {
        RevisionVerifier { document, statements in assess(document, statements: statements) }
    }

    /// Until when a layer of ``archiver`` proves the document.
    package static let provableUntil = Date(timeIntervalSince1970: 1_938_067_200)

    package static var archiver: DocumentArchiver {
        DocumentArchiver { document in
            ArchivedDocument(
                document: document + Array("ARCHIVED\n".utf8), level: "B-LTA", provableUntil: provableUntil)
        }
    }

    package static func digest(_ bytes: [UInt8]) -> DocumentDigest {
        guard let digest = DocumentDigest(bytes: DigestAlgorithm.sha256.digest(bytes)) else {
            preconditionFailure("a SHA-256 has 32 bytes")
        }
        return digest
    }

    package static let templateDigest = digest(Array("template".utf8))

    /// Accepts the bytes of the sample's name as data, and refuses all others.
    package static func factory(for sample: SampleConvention) -> DocumentFactory {
        var factory = DocumentFactory(
            check: { data, _ throws(DocumentFactoryError) in
                guard data == sample.data else { throw .invalidData([BilingualText("Le lieu du stage manque.", "x")]) }
                return sample.checked
            },
            render: { _, facts in
                RenderedConvention(
                    bytes: revisionZero(of: facts.order.fieldNames, convention: facts.convention),
                    templateDigest: templateDigest)
            },
            readableContent: { data, facts throws(DocumentFactoryError) in
                guard facts.templateDigest == templateDigest else { throw .templateChanged }
                let metadata = DocumentMetadata(title: "Convention", subject: "", author: "", creationTime: 0)
                return DocumentContent(metadata: metadata, blocks: [.paragraph([Inline("Article 1")], .body)])
            },
            sheet: { _, facts in sheet(facts) })
        factory.amend = { source throws(DocumentFactoryError) in try amendment(source, of: sample) }
        factory.amended = { source in
            let words = String(decoding: source.inForce + source.amendment, as: UTF8.self)
            return AmendedData(
                canonicalData: Array("\(words)\n".utf8), outline: sample.outline(until: "2026-06-27"))
        }
        factory.attest = { source in
            let last = source.stoppedOn?.iso8601 ?? "2026-06-26"
            return CheckedConvention(
                canonicalData: source.inForce + Array(" \(source.entry.daysPresent) until \(last)".utf8),
                outline: sample.outline(until: last, follows: .attestation),
                signatories: sample.signatories.filter { $0.role == .employer }, organisations: [:],
                templateIdentifier: "attestation-2025-11")
        }
        factory.days = { _ in (15...26).compactMap { CalendarDate(iso8601: "2026-06-\($0)") } }
        return factory
    }

    /// « hours » concerns everybody, « tutor » school and host; anything else is refused.
    private static func amendment(
        _ source: AmendmentSource, of sample: SampleConvention
    ) throws(DocumentFactoryError) -> CheckedConvention {
        let words = String(decoding: source.request.data, as: UTF8.self)
        guard ["hours", "tutor"].contains(words) else {
            throw .invalidData([BilingualText("Il n’y a rien à modifier.", "x")])
        }
        let signatories = sample.signatories.filter { words == "hours" || [.school, .employer].contains($0.role) }
        return CheckedConvention(
            canonicalData: source.inForce + Array(" \(words)".utf8),
            outline: sample.outline(until: "2026-06-27", follows: .amendment), signatories: signatories,
            organisations: [:], templateIdentifier: "amendment-2025-11")
    }
}

/// A convention with the usual four signatories.
package struct SampleConvention: Sendable {
    package var signatories: [Signatory]
    /// As the template has it.
    package var signingOrder = SigningOrder.Preset.countersign
    /// The first day of the placement, in June 2026; it ends on the 26th.
    package var firstDay = "2026-06-15"
    /// Mobile numbers on file, by field name.
    package var mobiles: [String: String] = [:]
    package let data = Array("<convention/>".utf8)

    package init(signatories: [Signatory] = SampleConvention.fourSignatories) {
        self.signatories = signatories
    }

    /// A placement that begins after the first signing links have expired.
    package static var lateInJune: SampleConvention {
        var sample = SampleConvention()
        sample.firstDay = "2026-06-25"
        return sample
    }

    package static let fourSignatories = [
        signatory("student", .student, "Awa", "Diallo", "Élève"),
        signatory("representative-1", .representative, "Mariam", "Diallo", "Mère"),
        signatory("school", .school, "Hélène", "Roussel", "Proviseure"),
        signatory("employer", .employer, "Claire", "Martin", "Gérante"),
    ]

    /// The same four, the referent teacher and the tutor, who need not sign.
    package static let withOptional = SampleConvention(
        signatories: fourSignatories + [
            signatory("referent-teacher", .teacher, "Thanh", "Nguyen", "Enseignant référent"),
            signatory("tutor", .tutor, "Karim", "Marcheboeuf", "Tuteur"),
        ])

    /// The same, with a placement that begins after the first signing links have expired.
    package static var withOptionalLateInJune: SampleConvention {
        var sample = withOptional
        sample.firstDay = "2026-06-25"
        return sample
    }

    package var fieldNames: [String] { signatories.map(\.fieldName) }

    package var contacts: [String: Contact] {
        Dictionary(
            uniqueKeysWithValues: fieldNames.map { ($0, Contact(email: "\($0)@exemple.fr", mobile: mobiles[$0])) })
    }

    package var checked: CheckedConvention {
        CheckedConvention(
            canonicalData: data, outline: outline(until: "2026-06-26"),
            signatories: signatories, organisations: ["school": "Lycée Aimé-Césaire", "employer": "Menuiserie Martin"],
            templateIdentifier: "observation-2025-11", signingOrder: signingOrder)
    }

    func outline(until lastDay: String, follows: FollowedConvention.Kind? = nil) -> ConventionOutline {
        ConventionOutline(
            title: "Convention de stage d’observation", pupil: PersonName(given: "Awa", family: "Diallo"),
            school: "Lycée Aimé-Césaire", host: "Menuiserie Martin", firstDay: firstDay, lastDay: lastDay,
            follows: follows)
    }

    private static func signatory(
        _ fieldName: String, _ role: Signatory.Role, _ given: String, _ family: String, _ capacity: String
    ) -> Signatory {
        Signatory(
            fieldName: fieldName, role: role, name: PersonName(given: given, family: family), capacity: capacity)
    }
}

import ConventionTemplates
import Foundation
import OpenSSLBridge
import PDFModel
import Parties
import Typesetting

/// Sets complete conventions as the service does when it issues them: data in, revision 0 out, on one thread.
///
/// No two conventions are alike; their people have names from ten languages. Faces and template are read before the clock
/// starts, as in a service that runs; nothing about a document is.
struct TypesettingRun {
    private let data: ConventionData
    private let template: ConventionTemplate
    private let typesetter: Typesetter
    private let day: CalendarDate
    /// Whether each footer has a QR code of its own.
    private let hasMark: Bool

    init(hasMark: Bool) throws {
        self.hasMark = hasMark
        let store = try Workbench.templates()
        let example = Workbench.repository + "/Examples/conventions/private-college-troisieme.xml"
        data = try store.conventionXML.parse([UInt8](try Data(contentsOf: URL(filePath: example))))
        template = try store.template("observation-2025-11")
        typesetter = try Typesetter(fonts: FontSet())
        guard let day = CalendarDate(iso8601: "2026-11-23") else { throw Failure("the date of issue is none") }
        self.day = day
    }

    /// - Parameter directory: Where the first documents go, and their texts as web pages, for other programs to read.
    func run(count: Int, directory: String) throws -> String {
        var measurement = Measurement()
        var (sizes, pages, early) = ([Int](), Set<Int>(), 0)
        // Of all documents: what only makes them sooner must leave it as it was.
        var digest: [UInt8] = []
        for index in 0..<count {
            let data = convention(index)
            let document = try measurement.measure { try typesetter.typeset(content(data, index)) }
            sizes.append(document.bytes.count)
            digest = DigestAlgorithm.sha256.digest(digest + document.bytes)
            pages.insert(document.pageCount)
            if index == min(count, 1000) - 1 { early = Measurement.peakKibibytes() }
            if index < 20 { try leave(document, try content(data, index), at: "\(directory)/\(index)") }
        }
        sizes.sort()
        let digits = digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return String(measurement.json.dropLast()) + """
            ,"peakAfterThousandKibibytes":\(early),"smallest":\(sizes.first ?? 0),"median":\(sizes[sizes.count / 2]),\
            "largest":\(sizes.last ?? 0),"digest":"\(digits)",\
            "pages":"\(pages.sorted().map(String.init).joined(separator: " or "))"}
            """
    }

    private func leave(_ document: TypesetDocument, _ content: DocumentContent, at path: String) throws {
        try Data(document.bytes).write(to: URL(filePath: path + ".pdf"))
        try Data(PlainHTML.page(content).utf8).write(to: URL(filePath: path + ".html"))
    }

    private func content(_ data: ConventionData, _ index: Int) throws -> DocumentContent {
        let order: [[ConventionData.RequiredSignature]] = [[.student, .representative1], [.school], [.employer]]
        var content = try template.fill(
            data,
            issue: IssueContext(
                conventionID: "banc-\(index)", issuedOn: day, createdAt: 1_795_430_400 + Int64(index),
                isDemonstration: false, order: order))
        content.verification = hasMark ? mark(index) : nil
        return content
    }

    private func mark(_ index: Int) -> VerificationMark {
        let (digest, code) = (
            "5F2A9C0D7E8B41C3A6D4F0E1B2C3D4E5F60718293A4B5C6D7E8F901234\(100_000 + index)",
            "abcd-efgh-ijkm-npqr-stuv-\(1000 + index)-k7qm"
        )
        return VerificationMark(
            address: "https://conventions.example/v/abcdefghijkmnpqrstuv/\(digest)",
            printedText: "Vérifier cette page : conventions.example/v, code \(code)",
            alternativeText:
                "Code QR qui mène à https://conventions.example/v, où cette page se vérifie avec le code \(code)")
    }

    /// The example's placement with other people, addresses and words.
    private func convention(_ index: Int) -> ConventionData {
        var data = data
        let (family, friend) = (SampleNames.languages[index % 10], SampleNames.languages[index / 10 % 10])
        data.pupil.name = family.name(index / 10)
        data.pupil.className = "3e \(index % 9 + 1)"
        data.representatives = [
            .init(name: family.name(index / 10 + 7 * (index % 8) + 1), capacity: index % 2 == 0 ? "Mère" : "Père")
        ]
        data.host.legalName = "Établissements \(friend.name(index / 7).family) et fils \(index)"
        data.host.representative.name = friend.name(index / 100)
        data.host.tutor.name = SampleNames.languages[index / 100 % 10].name(index / 3)
        data.host.address = address(index)
        data.placement.places = [.init(name: "Atelier n° \(index)", address: address(index + 1))]
        data.placement.activities += "\nRencontre avec \(friend.name(index / 11).full), dossier \(index)."
        return data
    }

    private func address(_ index: Int) -> PostalAddress {
        PostalAddress(
            street: "\(index % 300 + 1) rue \(SampleNames.languages[0].name(index).family)",
            postalCode: String(94_000 + index % 1000), city: "Valmont-sur-Orge")
    }
}

import ConventionDomain
import Parties
package import Workflow

/// Data of a convention in a form that tests can change: `name=value`, a line each. The document says all of them.
package struct PlacementSheet: Sendable {
    package var given = "Awa"
    package var family = "Diallo"
    package var born = "2011-02-03"
    package var host = "Menuiserie Martin"
    package var first = "2026-06-15"
    package var last = "2026-06-19"
    package var head = "Hélène Roussel"
    package var hours = "9 h à 12 h"
    package var place = "4 rue Haute"

    package init() {}

    package init(_ change: (inout PlacementSheet) -> Void) { change(&self) }

    package init(data: [UInt8]) throws(DocumentFactoryError) {
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n").map {
            $0.split(separator: "=").map(String.init)
        }
        guard lines.count == 9, lines.allSatisfy({ $0.count == 2 }) else {
            throw .invalidData([BilingualText("Il manque une valeur.", "A value is missing.")])
        }
        let value = lines.map { $0[1] }
        (given, family, born, host, first, last) = (value[0], value[1], value[2], value[3], value[4], value[5])
        (head, hours, place) = (value[6], value[7], value[8])
    }

    package var data: [UInt8] {
        let values = [
            ("given", given), ("family", family), ("born", born), ("host", host), ("first", first), ("last", last),
            ("head", head), ("hours", hours), ("place", place),
        ]
        return Array(values.map { "\($0)=\($1)\n" }.joined().utf8)
    }

    package var request: DraftRequest { DraftRequest(data: data, contacts: SampleConvention().contacts) }

    package static let documents = documents(for: SampleConvention())

    /// - Parameter sample: Whose signatories every convention has.
    package static func documents(for sample: SampleConvention) -> DocumentFactory {
        var factory = DocumentFactory(
            check: { data, _ throws(DocumentFactoryError) in try PlacementSheet(data: data).checked(sample) },
            render: { _, facts in
                let base = PaperDocument.revisionZero(of: sample.fieldNames, convention: facts.convention)
                return RenderedConvention(bytes: base, templateDigest: PaperDocument.templateDigest)
            },
            readableContent: { _, _ throws(DocumentFactoryError) in throw .failed("not here") },
            sheet: { _, _ throws(DocumentFactoryError) in throw .failed("not here") })
        factory.matters = { before, after in
            guard let old = try? PlacementSheet(data: before), let new = try? PlacementSheet(data: after) else {
                return []
            }
            return [
                (CorrectedMatter.dates, old.first != new.first || old.last != new.last),
                (.hours, old.hours != new.hours),
                (.place, old.place != new.place), (.host, old.host != new.host), (.school, old.head != new.head),
            ].filter(\.1).map(\.0)
        }
        return factory
    }

    private func checked(_ sample: SampleConvention) -> CheckedConvention {
        let signatories = sample.signatories.map { signatory in
            let name = head.split(separator: " ").map(String.init)
            guard signatory.role == .school, name.count == 2 else { return signatory }
            return Signatory(
                fieldName: signatory.fieldName, role: .school, name: PersonName(given: name[0], family: name[1]),
                capacity: signatory.capacity)
        }
        return CheckedConvention(
            canonicalData: data,
            outline: ConventionOutline(
                title: "Convention de stage d’observation", pupil: PersonName(given: given, family: family),
                school: "Lycée Aimé-Césaire", host: host, firstDay: first, lastDay: last, birthDate: born),
            signatories: signatories, organisations: ["school": "Lycée Aimé-Césaire", "employer": host],
            templateIdentifier: "observation-2025-11")
    }
}

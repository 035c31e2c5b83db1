import ConventionDomain
import ConventionTemplates
import Parties
import Typesetting
import Workflow

/// Makes the data of attestations from those of conventions.
struct AttestationMaker: Sendable {
    static let template = "attestation-2025-11"

    let store: TemplateStore
    let typesetter: Typesetter

    func check(_ source: AttestationSource) throws(DocumentFactoryError) -> CheckedConvention {
        let template: ConventionTemplate
        do { template = try store.template(Self.template) } catch { throw .failed(error.description) }
        let data = attestation(source, of: try kept(source.inForce))
        let faults = ConventionCheck(typesetter).faults(of: data, for: template) + data.faults()
        guard faults.isEmpty else { throw .invalidData(faults.map(\.inEachLanguage)) }
        return CheckedConvention(
            canonicalData: ConventionXML.serialize(data),
            outline: ConventionOutline(data, title: Self.title, follows: .attestation),
            signatories: data.signatories, organisations: ["employer": data.host.legalName],
            templateIdentifier: Self.template, signingOrder: template.metadata.signingOrder)
    }

    func days(_ canonicalData: [UInt8]) -> [CalendarDate] {
        (try? ConventionXML.parseKept(canonicalData))?.placement.timetable.map(\.date) ?? []
    }

    /// The placement as far as it went; what the host says of it stands in the supplements.
    private func attestation(_ source: AttestationSource, of convention: ConventionData) -> ConventionData {
        var data = convention
        data.document = .attestation
        (data.signing.required, data.signing.optional) = ([.employer], [])
        if let day = source.stoppedOn {
            data.placement.end = min(data.placement.end, day)
            data.placement.timetable.removeAll { $0.date > day }
        }
        let isFull = source.entry.daysPresent == convention.placement.timetable.count
        data.supplements = [
            .init(name: "daysPresent", value: String(source.entry.daysPresent)),
            .init(name: "conduct", value: isFull ? "full" : "partial"),
        ]
        if let words = source.entry.appreciation {
            data.supplements.append(.init(name: "appreciation", value: words))
        }
        return data
    }

    private func kept(_ bytes: [UInt8]) throws(DocumentFactoryError) -> ConventionData {
        do throws(ConventionDataError) { return try ConventionXML.parseKept(bytes) } catch {
            throw .invalidData(error.faults.map(\.inEachLanguage))
        }
    }

    private static let title = "Attestation de fin de séquence d’observation"
}

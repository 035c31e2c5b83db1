import ConventionDomain
import ConventionTemplates
import Parties
import Typesetting
import Workflow

/// Makes the data of amendments, and those of the conventions that they change.
struct AmendmentMaker: Sendable {
    /// The template of amendments when none is named.
    static let template = "amendment-2025-11"

    let store: TemplateStore
    let typesetter: Typesetter

    func check(_ source: AmendmentSource) throws(DocumentFactoryError) -> CheckedConvention {
        let request = source.request
        let identifier = request.template ?? Self.template
        let template: ConventionTemplate
        do { template = try store.template(identifier) } catch { throw .invalidData([error.bilingual]) }
        guard template.metadata.document == .amendment else { throw .invalidData([Self.noAmendment]) }
        let amendment = PlacementAmendment(before: try kept(source.inForce), after: try parsed(request.data))
        let refusals = amendment.refusals(effectiveOn: request.effectiveOn, madeOn: source.madeOn)
        guard refusals.isEmpty else { throw .invalidData(refusals) }
        guard let changes = request.changes ?? AmendmentWords(amendment).text else {
            throw .invalidData([Self.unworded])
        }
        let data = amendment.data(madeOn: source.madeOn, supplements: Self.supplements(request, changes))
        let faults =
            ConventionCheck(typesetter).faults(of: data, for: template)
            + data.faults(issuedOn: source.madeOn, calendar: store.conventionXML.calendar)
            // Nobody could read the convention any more that is in force with the last signature.
            + amendment.amendedConvention.coherenceFaults()
        guard faults.isEmpty else { throw .invalidData(faults.map(\.inEachLanguage)) }
        return CheckedConvention(
            canonicalData: ConventionXML.serialize(data),
            outline: ConventionOutline(data, title: Self.title, follows: .amendment),
            signatories: data.signatories,
            organisations: ["school": data.school.name, "employer": data.host.legalName],
            templateIdentifier: identifier, signingOrder: template.metadata.signingOrder)
    }

    func amended(_ source: AmendedSource) throws(DocumentFactoryError) -> AmendedData {
        let (before, after) = (try kept(source.inForce), try kept(source.amendment))
        let data = PlacementAmendment(before: before, after: after).amendedConvention
        return AmendedData(
            canonicalData: ConventionXML.serialize(data),
            outline: ConventionOutline(data, title: ConventionOutline.conventionTitle))
    }

    private static func supplements(_ request: AmendmentRequest, _ changes: String) -> [ConventionData.Supplement] {
        let reason = request.reason.map { [ConventionData.Supplement(name: "reason", value: $0)] } ?? []
        return reason + [
            .init(name: "changes", value: changes), .init(name: "effectiveOn", value: request.effectiveOn.iso8601),
        ]
    }

    /// Data that were accepted when they were handed in.
    private func kept(_ bytes: [UInt8]) throws(DocumentFactoryError) -> ConventionData {
        do throws(ConventionDataError) { return try ConventionXML.parseKept(bytes) } catch {
            throw .invalidData(error.faults.map(\.inEachLanguage))
        }
    }

    private func parsed(_ bytes: [UInt8]) throws(DocumentFactoryError) -> ConventionData {
        do throws(ConventionDataError) { return try store.conventionXML.parse(bytes) } catch {
            throw .invalidData(error.faults.map(\.inEachLanguage))
        }
    }

    private static let title = "Avenant à la convention de stage d’observation"

    private static let noAmendment = BilingualText(
        "Ce modèle n’est pas celui d’un avenant.", "This template is not one of an amendment.")

    private static let unworded = BilingualText(
        "Dites ce que l’avenant modifie : --changes TEXTE. Le service ne met en mots que les dates, les lieux, les horaires et le "
            + "tuteur.",
        "Say what the amendment changes: --changes TEXT. The service words dates, places, hours and tutor only.")
}

extension ConventionOutline {
    static let conventionTitle = "Convention de stage d’observation"

    /// An attestation lays hold of no days of the pupil's: the convention has them. An amendment does of those that it adds.
    init(_ data: ConventionData, title: String, follows: FollowedConvention.Kind? = nil) {
        self.init(
            title: title, pupil: data.pupil.name, school: data.school.name, host: data.host.legalName,
            firstDay: data.placement.start.iso8601, lastDay: data.placement.end.iso8601,
            birthDate: follows != .attestation ? data.pupil.birthDate.iso8601 : nil, follows: follows)
        (uai, siret, sector) = (data.school.uai.text, data.host.siret?.digits, data.host.sector)
    }
}

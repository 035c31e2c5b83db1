import ConventionDomain
package import ConventionTemplates
package import Parties
package import Typesetting
package import Workflow

import struct Foundation.Calendar
import struct Foundation.Date
import struct Foundation.TimeZone

extension DocumentFactory {
    /// Fills a template of the folder `Templates` and sets it.
    ///
    /// - Parameters:
    ///   - publicAddress: Where the service is reached, printed on documents with a code to verify them.
    ///   - templateIdentifier: The template that new conventions are made from when none is named.
    ///   - sheetTemplates: Those of the sheets that are handed over apart.
    package static func templates(
        _ store: TemplateStore, typesetter: Typesetter, templateIdentifier: String,
        sheetTemplates: [HandoverSheet: String] = Installation.sheetTemplates, timeZone: SchoolTimeZone,
        reviews: TemplateReviews, publicAddress: String? = nil
    ) -> DocumentFactory {
        let press = ConventionPress(
            store: store, typesetter: typesetter, timeZone: timeZone, publicAddress: publicAddress)
        let notices = TemplateNotices(store, reviews)
        var factory = DocumentFactory(
            check: { data, identifier throws(DocumentFactoryError) in
                try press.check(data, identifier ?? templateIdentifier)
            },
            render: { data, facts throws(DocumentFactoryError) in try press.render(data, facts) },
            readableContent: { data, facts throws(DocumentFactoryError) in try press.content(data, facts).content },
            sheet: { data, facts throws(DocumentFactoryError) in
                guard let template = sheetTemplates[facts.kind] else { throw .failed("no template of \(facts.kind)") }
                return try press.sheet(data, facts, template: template)
            },
            notices: { identifier, digest in
                guard let template = try? press.template(identifier, digest) else { return [] }
                return digest == nil ? notices.noticesForNewDocument(from: template) : notices.notices(of: template)
            })
        let amendments = AmendmentMaker(store: store, typesetter: typesetter)
        factory.amend = { source throws(DocumentFactoryError) in try amendments.check(source) }
        factory.amended = { source throws(DocumentFactoryError) in try amendments.amended(source) }
        let attestations = AttestationMaker(store: store, typesetter: typesetter)
        factory.attest = { source throws(DocumentFactoryError) in try attestations.check(source) }
        factory.days = { attestations.days($0) }
        factory.advice = { data in
            guard let data = try? store.conventionXML.parse(data) else { return [] }
            return data.warnings(calendar: store.conventionXML.calendar).map(\.inEachLanguage)
        }
        factory.delegate = { data throws(DocumentFactoryError) in try press.delegate(data) }
        factory.representatives = { data throws(DocumentFactoryError) in try press.representatives(data) }
        return factory
    }
}

/// Makes documents from data: reads, fills, sets.
private struct ConventionPress: Sendable {
    let store: TemplateStore
    let typesetter: Typesetter
    let timeZone: SchoolTimeZone
    /// Printed on documents that are being made; `nil` when nobody has said under which address the service is reached.
    let publicAddress: String?

    func check(_ bytes: [UInt8], _ identifier: String) throws(DocumentFactoryError) -> CheckedConvention {
        let template: ConventionTemplate
        do { template = try store.template(identifier) } catch { throw .invalidData([error.bilingual]) }
        if let refusal = ConventionCheck.refusal(of: template) { throw .invalidData([refusal]) }
        let data = try parse(bytes)
        let faults = ConventionCheck(typesetter).faults(of: data, for: template)
        guard faults.isEmpty else { throw .invalidData(faults.map(\.inEachLanguage)) }
        return CheckedConvention(
            canonicalData: ConventionXML.serialize(data),
            outline: ConventionOutline(data, title: ConventionOutline.conventionTitle), signatories: data.signatories,
            organisations: ["school": data.school.name, "employer": data.host.legalName],
            templateIdentifier: identifier, signingOrder: template.metadata.signingOrder)
    }

    func render(_ data: [UInt8], _ facts: IssueFacts) throws(DocumentFactoryError) -> RenderedConvention {
        try requireWorkingTime(data, facts)
        let (content, digest) = try content(data, facts, verificationAddress: publicAddress)
        do throws(TypesettingError) {
            return RenderedConvention(bytes: try typesetter.typeset(content).bytes, templateDigest: digest)
        } catch {
            throw DocumentFactoryError(error)
        }
    }

    /// - Parameter verificationAddress: Printed in the footer of each page, which a readable page does not have.
    func content(
        _ data: [UInt8], _ facts: IssueFacts, verificationAddress: String? = nil
    ) throws(DocumentFactoryError) -> (content: DocumentContent, templateDigest: DocumentDigest) {
        let template = try template(facts)
        guard let digest = DocumentDigest(hexadecimal: String(template.digest.dropFirst("sha256:".count))) else {
            throw .failed("the template's digest is malformed")
        }
        let data = try kept(data)
        do throws(FillError) {
            let issue = try context(facts, verificationAddress)
            return (try template.fill(data, issue: issue).marked(data, issue), digest)
        } catch {
            if case .data(let error) = error { throw .invalidData(error.faults.map(\.inEachLanguage)) }
            throw .invalidData([error.text])
        }
    }

    /// A sheet for one reader. Nobody signs it, and nothing is embedded in it.
    func sheet(
        _ bytes: [UInt8], _ facts: SheetFacts, template identifier: String
    ) throws(DocumentFactoryError) -> [UInt8] {
        let template: ConventionTemplate
        do { template = try store.template(identifier) } catch { throw .failed(error.description) }
        let data = try kept(bytes)
        guard let context = SheetContext(facts.contacts, of: data, for: facts.reader) else {
            throw .invalidData([
                BilingualText(
                    "Cette convention n’a personne en qualité de « \(facts.reader.rawValue) ».",
                    "This convention has nobody as \(facts.reader.rawValue).")
            ])
        }
        let issue = IssueContext(
            conventionID: facts.convention.text, issuedOn: timeZone.day(of: facts.madeAt),
            createdAt: Int64(facts.madeAt.timeIntervalSince1970), isDemonstration: facts.isDemo, order: [])
        let content: DocumentContent
        do throws(FillError) { content = try template.fill(facts.kind, context, of: data, issue: issue) } catch {
            throw .failed(error.description)
        }
        do throws(TypesettingError) { return try typesetter.typeset(content).bytes } catch {
            throw DocumentFactoryError(error)
        }
    }

    func representatives(_ data: [UInt8]) throws(DocumentFactoryError) -> [Signatory] {
        let fields: [ConventionData.RequiredSignature] = [.representative1, .representative2]
        return zip(fields, try kept(data).representatives).map { field, person in
            Signatory(
                fieldName: field.rawValue, role: .representative, name: person.name, capacity: person.capacity)
        }
    }

    func delegate(_ data: [UInt8]) throws(DocumentFactoryError) -> SchoolDelegate? {
        let school = try kept(data).school
        guard school.head.delegation != nil else { return nil }
        return SchoolDelegate(
            school: school.uai, isPublic: school.status == .public, name: school.head.name,
            function: school.head.capacity)
    }

    /// A text that may still change is good for demonstrations only.
    private func template(_ facts: IssueFacts) throws(DocumentFactoryError) -> ConventionTemplate {
        let identifier = facts.templateIdentifier
        let found: ConventionTemplate?
        do { found = try template(identifier, facts.templateDigest) } catch { throw .failed(error.description) }
        guard let found else { throw .templateChanged }
        guard facts.isDemo || found.isPublished else {
            throw .invalidData([TemplateError.unpublished(identifier).bilingual])
        }
        return found
    }

    /// The text that made a document, of whatever version; for a document to be made, the one that serves now.
    func template(_ identifier: String, _ digest: DocumentDigest?) throws(TemplateError) -> ConventionTemplate? {
        guard let digest else { return try store.template(identifier) }
        return try store.template(identifier, digest: "sha256:" + digest.hexadecimal)
    }

    /// Data that were accepted when they were handed in; rules and dates that came later do not concern them.
    private func kept(_ bytes: [UInt8]) throws(DocumentFactoryError) -> ConventionData {
        do throws(ConventionDataError) {
            return try ConventionXML.parseKept(bytes)
        } catch {
            throw .invalidData(error.faults.map(\.inEachLanguage))
        }
    }

    /// The rules on working time once more, by the text in force on the day of the issue.
    private func requireWorkingTime(_ bytes: [UInt8], _ facts: IssueFacts) throws(DocumentFactoryError) {
        let data = try kept(bytes)
        let faults = data.faults(issuedOn: timeZone.day(of: facts.issuedAt), calendar: store.conventionXML.calendar)
        guard faults.isEmpty else { throw .invalidData(faults.map(\.inEachLanguage)) }
    }

    private func parse(_ bytes: [UInt8]) throws(DocumentFactoryError) -> ConventionData {
        do throws(ConventionDataError) {
            return try store.conventionXML.parse(bytes)
        } catch {
            throw .invalidData(error.faults.map(\.inEachLanguage))
        }
    }

    private func context(_ facts: IssueFacts, _ address: String?) throws(FillError) -> IssueContext {
        let order = facts.order.groups.map { $0.compactMap(ConventionData.RequiredSignature.init(rawValue:)) }
        return IssueContext(
            conventionID: facts.convention.text, issuedOn: timeZone.day(of: facts.issuedAt),
            createdAt: Int64(facts.issuedAt.timeIntervalSince1970),
            isDemonstration: facts.isDemo, order: order,
            amends: facts.follows.map {
                IssueRecord.AmendedReference(
                    conventionID: $0.convention.text, digest: "sha256:" + $0.baseDigest.hexadecimal)
            }, verificationAddress: address)
    }
}

extension DocumentFactoryError {
    /// What the data are at fault for is said to who entered them; everything else is the template's or the machine's.
    fileprivate init(_ error: TypesettingError) {
        switch error {
        case .missingGlyph(let scalar, _, let place), .forbiddenCharacter(let scalar, let place):
            let name = scalar.properties.name ?? ""
            let code = String(scalar.value, radix: 16, uppercase: true)
            self = .invalidData([
                BilingualText(
                    "Le caractère « \(scalar) » (U+\(code) \(name)) ne peut pas être imprimé (\(place)) : la police des "
                        + "conventions a les alphabets latin, grec et cyrillique. Écrivez ce texte en lettres latines.",
                    "The character \(scalar) (U+\(code) \(name)) cannot be printed (\(place)): the typeface of conventions "
                        + "has the Latin, Greek and Cyrillic alphabets. Write this text in Latin letters.")
            ])
        case .doesNotFit:
            self = .invalidData([
                BilingualText(
                    "Un texte est trop long pour tenir sur une page : raccourcissez-le.",
                    "A text is too long to fit on a page: shorten it.")
            ])
        default: self = .failed(error.description)
        }
    }
}

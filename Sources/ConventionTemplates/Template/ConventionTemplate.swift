package import Parties
package import Typesetting
package import XMLBridge

/// A checked template, ready to be filled; once published it never changes, and documents name it by its digest.
package struct ConventionTemplate: Hashable, Sendable {
    package let identity: TemplateIdentity
    package let metadata: TemplateMetadata
    /// « sha256: » and, in hexadecimal, the digest of the canonical bytes and of a line for each picture, in the order of their
    /// names, as `sha256sum` writes it: digest, two spaces, name, line feed.
    package let digest: String
    /// What the template asks for beyond the values of every convention, in its order.
    package let supplements: [SupplementDeclaration]
    let body: BlockContent
    /// The names of the pictures in the template's folder that it shows.
    package let pictureNames: [String]
    /// Values of every convention that the template never asks for, by their paths: told to its author, no mistake.
    package let unprintedValues: [String]
    /// Values that data may lack and that the template prints without asking whether they are there, at their first place:
    /// data without one of them are refused when the convention is issued.
    package let unguardedValues: [UnguardedValue]
    /// Whether the text is true of a pupil who is emancipated: it tells such a pupil from one of age, or concludes nothing from
    /// age or from the absence of representatives.
    package let servesEmancipated: Bool
    /// Whether the text is fixed for ever.
    package internal(set) var isPublished = false

    /// Reads and checks a template.
    ///
    /// - Parameters:
    ///   - bytes: The template's XML.
    ///   - file: Name of the file for messages.
    ///   - schema: `Templates/Schemas/template.rng`.
    ///   - sha256: The digest function.
    ///   - pictures: Where the pictures are; beside the file when left out.
    ///   - isKept: Whether the text was checked and published before: rules that came later do not concern it, as documents
    ///     that were made from it have to be made again.
    /// - Throws: ``TemplateError`` with every problem found.
    package init(
        bytes: [UInt8], file: String, schema: RelaxNGSchema, sha256: ([UInt8]) -> [UInt8],
        pictures: TemplatePictures? = nil, isKept: Bool = false
    ) throws(TemplateError) {
        let document: XMLDocument
        let canonical: [UInt8]
        do throws(XMLProblem) {
            document = try XMLDocument(parsing: bytes)
            canonical = try document.canonicalBytes()
        } catch {
            throw TemplateError(file: file, problems: [TemplateProblem(error)])
        }
        var reader = TemplateReader(pictures: pictures ?? .beside(file))
        let parts = reader.template(document.root)
        // Our own reader explains better; the schema has the last word.
        var problems = reader.problems + ObsoleteReferences.problems(in: document.root)
        if !isKept {
            problems += reader.laterProblems + HiddenCharacters.problems(in: document.root, source: bytes)
        }
        if problems.isEmpty { problems = schema.problems(in: document).map { TemplateProblem($0) } }
        guard let parts, problems.isEmpty else {
            throw TemplateError(file: file, problems: problems.sorted { $0.line < $1.line })
        }
        (identity, metadata, supplements) = (parts.identity, parts.metadata, parts.supplements)
        (body, unprintedValues, unguardedValues) = (parts.body.prepared, parts.unprintedValues, parts.unguardedValues)
        servesEmancipated = parts.servesEmancipated
        pictureNames = reader.pictures.keys.sorted()
        let lines = pictureNames.map { name in
            "\(Self.hexadecimal(sha256(reader.pictures[name]?.bytes ?? [])))  \(name)\n"
        }
        digest = "sha256:" + Self.hexadecimal(sha256(canonical + lines.joined().utf8))
    }

    /// The roles for which the template has a box, wherever it stands.
    package var signingRoles: Set<Signatory.Role> { Set(Self.roles(in: body)) }

    private static func roles(in content: BlockContent) -> [Signatory.Role] {
        content.flatMap { node -> [Signatory.Role] in
            switch node {
            case .leaf(.signatureBoxes(let boxes)): boxes.map(\.role)
            case .leaf(.note(let inner)), .leaf(.keepTogether(let inner)): roles(in: inner)
            case .leaf: []
            case .choice(let branches): branches.flatMap { roles(in: $0.body) }
            case .each(let loop): roles(in: loop.body)
            }
        }
    }

    /// Makes the document of one convention, with its data embedded.
    ///
    /// - Throws: ``FillError`` when the data are not acceptable on the day of issue, or lack something that is printed.
    package func fill(_ data: ConventionData, issue: IssueContext) throws(FillError) -> DocumentContent {
        let accepted = try Self.accepted(data, issue)
        let data = accepted.data
        let faults = faults(of: data)
        guard faults.isEmpty else { throw .data(ConventionDataError(faults)) }
        if metadata.document == .amendment, issue.amends == nil { throw .nothingAmended }
        guard issue.order.joined().map(\.rawValue).sorted() == data.signing.required.map(\.rawValue).sorted(),
            issue.order.allSatisfy({ !$0.isEmpty })
        else { throw .wrongOrder }
        let filler = TemplateFiller(
            source: .init(data: data, issue: issue, template: identity),
            adding: [SupplementDeclaration.scopeName: .record(supplementValues(of: data))])
        return try filler.document(self, embedding: embeddedFile(accepted, issue))
    }

    /// Makes a sheet for one reader, with nothing embedded.
    ///
    /// - Parameters:
    ///   - data: Data that were accepted when they were handed in.
    ///   - issue: The convention's identifier, and the day on which the sheet is made.
    /// - Throws: ``FillError`` when the template makes no sheet of this sort, or prints something that is not there.
    package func fill(
        _ sheet: HandoverSheet, _ context: SheetContext, of data: ConventionData, issue: IssueContext
    ) throws(FillError) -> DocumentContent {
        guard metadata.document == .sheet(sheet) else { throw .otherDocument(metadata.document, asked: .sheet(sheet)) }
        let filler = TemplateFiller(
            source: .init(data: data, issue: issue, template: identity),
            adding: [ValueCatalogue.sheetName: ValueCatalogue.sheet.value(of: context)])
        return try filler.content(self)
    }

    private static func accepted(_ data: ConventionData, _ issue: IssueContext) throws(FillError) -> AcceptedConvention
    {
        do throws(ConventionDataError) {
            return try ConventionXML.accepted(data, issuedOn: issue.issuedOn)
        } catch {
            throw .data(error)
        }
    }

    private func embeddedFile(_ accepted: AcceptedConvention, _ issue: IssueContext) -> AssociatedFile {
        let record = IssueRecord(
            conventionID: issue.conventionID, issuedOn: issue.issuedOn,
            createdAt: Instant(secondsSince1970: issue.createdAt), isDemonstration: issue.isDemonstration,
            template: .init(identifier: identity.identifier, version: identity.version, digest: digest),
            order: issue.order, amends: issue.amends, verificationAddress: issue.verificationAddress)
        return AssociatedFile(
            name: "convention.xml", description: "Données de la convention", mediaType: "application/xml",
            relationship: .data, data: accepted.issued(record))
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

package import ConventionDomain
package import Parties
package import Typesetting

package import struct Foundation.Date

/// Makes the convention's document from its data.
package struct DocumentFactory: Sendable {
    /// Reads and checks data in XML or JSON, for a template or for the one that is used when none is named.
    package let check:
        @Sendable (_ data: [UInt8], _ templateIdentifier: String?) async throws(DocumentFactoryError)
            -> CheckedConvention
    /// Typesets revision 0. Same input, same bytes.
    package let render:
        @Sendable (_ canonicalData: [UInt8], IssueFacts) async throws(DocumentFactoryError)
            -> RenderedConvention
    /// The document's content for a readable page, from the same template as revision 0.
    ///
    /// Throws ``DocumentFactoryError/templateChanged`` when no version of the template has the digest
    /// ``IssueFacts/templateDigest``: a page must not show another text than the one being signed.
    package let readableContent:
        @Sendable (_ canonicalData: [UInt8], IssueFacts) async throws(DocumentFactoryError)
            -> DocumentContent
    /// Typesets a sheet for its reader, from canonical data. Throws ``DocumentFactoryError/invalidData(_:)`` when the
    /// convention has nobody in the reader's place.
    package let sheet: @Sendable (_ canonicalData: [UInt8], SheetFacts) async throws(DocumentFactoryError) -> [UInt8]
    /// What a person should look at again in data, though it keeps nobody from issuing them; nothing when they cannot be read.
    package var advice: @Sendable (_ data: [UInt8]) -> [BilingualText] = { _ in [] }
    /// What the school itself has against a convention that data describe, such as that it blocks the host; nothing for nearly all. It is told to who
    /// enters or approves them, and to nobody else.
    package var objections: @Sendable (_ canonicalData: [UInt8]) async throws(DocumentFactoryError) -> [BilingualText] =
        { _ in [] }
    /// Who signs for the school without being its head, by canonical data; `nil` when the head signs.
    package var delegate: @Sendable (_ canonicalData: [UInt8]) throws(DocumentFactoryError) -> SchoolDelegate? = { _ in
        nil
    }
    /// The legal representatives whom canonical data name, whether they sign or not, by the names of their signature fields.
    package var representatives: @Sendable (_ canonicalData: [UInt8]) throws(DocumentFactoryError) -> [Signatory] = {
        _ in []
    }
    /// What the school has to know about a template before it relies on it; empty when there is nothing. The digest is that of
    /// the text which made the document, `nil` as long as there is none.
    /// Reads and checks the data of an amendment, and says who has to sign it.
    package var amend: @Sendable (AmendmentSource) async throws(DocumentFactoryError) -> CheckedConvention = {
        _ throws(DocumentFactoryError) in throw .failed("no amendments")
    }
    /// The data of a convention with an amendment, in canonical XML, from the canonical data of both.
    package var amended: @Sendable (AmendedSource) async throws(DocumentFactoryError) -> AmendedData = {
        _ throws(DocumentFactoryError) in throw .failed("no amendments")
    }
    /// The data of an attestation, which the host alone signs.
    package var attest: @Sendable (AttestationSource) async throws(DocumentFactoryError) -> CheckedConvention = {
        _ throws(DocumentFactoryError) in throw .failed("no attestations")
    }
    /// The days on which the pupil is to be there, by canonical data, in order.
    package var days: @Sendable (_ canonicalData: [UInt8]) -> [CalendarDate] = { _ in [] }
    /// What two data of a convention differ in, in general terms; both in canonical XML.
    package var matters: @Sendable (_ before: [UInt8], _ after: [UInt8]) -> [CorrectedMatter] = { _, _ in [] }
    package let notices:
        @Sendable (_ templateIdentifier: String, _ templateDigest: DocumentDigest?) async -> [BilingualText]

    package init(
        check: @escaping @Sendable ([UInt8], String?) async throws(DocumentFactoryError) -> CheckedConvention,
        render: @escaping @Sendable ([UInt8], IssueFacts) async throws(DocumentFactoryError) -> RenderedConvention,
        readableContent:
            @escaping @Sendable ([UInt8], IssueFacts) async throws(DocumentFactoryError) -> DocumentContent,
        sheet: @escaping @Sendable ([UInt8], SheetFacts) async throws(DocumentFactoryError) -> [UInt8],
        notices: @escaping @Sendable (String, DocumentDigest?) async -> [BilingualText] = { _, _ in [] }
    ) {
        self.check = check
        self.render = render
        self.readableContent = readableContent
        self.sheet = sheet
        self.notices = notices
    }
}

/// Data that passed every check.
package struct CheckedConvention: Hashable, Sendable {
    /// The data in canonical XML, which are kept and embedded.
    package let canonicalData: [UInt8]
    package let outline: ConventionOutline
    /// In the order in which the convention lists them.
    package let signatories: [Signatory]
    /// Names of the organisations for which signatories sign, by field name.
    package let organisations: [String: String]
    package let templateIdentifier: String
    /// Who signs before whom, as the template has it.
    package let signingOrder: SigningOrder.Preset

    package init(
        canonicalData: [UInt8], outline: ConventionOutline, signatories: [Signatory],
        organisations: [String: String], templateIdentifier: String, signingOrder: SigningOrder.Preset = .countersign
    ) {
        self.canonicalData = canonicalData
        self.outline = outline
        self.signatories = signatories
        self.organisations = organisations
        self.templateIdentifier = templateIdentifier
        self.signingOrder = signingOrder
    }
}

/// What the document says of its issue.
package struct IssueFacts: Hashable, Sendable {
    package let templateIdentifier: String
    package let convention: ConventionID
    package let issuedAt: Date
    package let isDemo: Bool
    /// Who signs before whom, which the document states.
    package let order: SigningOrder
    /// The template that made revision 0; `nil` when revision 0 is being made.
    package let templateDigest: DocumentDigest?
    /// The convention that the document changes; `nil` for a convention.
    package let follows: FollowedConvention?

    package init(
        templateIdentifier: String, convention: ConventionID, issuedAt: Date, isDemo: Bool, order: SigningOrder,
        templateDigest: DocumentDigest? = nil, follows: FollowedConvention? = nil
    ) {
        self.follows = follows
        self.templateIdentifier = templateIdentifier
        self.convention = convention
        self.issuedAt = issuedAt
        self.isDemo = isDemo
        self.order = order
        self.templateDigest = templateDigest
    }
}

/// Revision 0.
package struct RenderedConvention: Hashable, Sendable {
    package let bytes: [UInt8]
    package let templateDigest: DocumentDigest

    package init(bytes: [UInt8], templateDigest: DocumentDigest) {
        self.bytes = bytes
        self.templateDigest = templateDigest
    }
}

package enum DocumentFactoryError: Error, Hashable, Sendable {
    /// Each message says what is wrong and where, for who entered the data.
    case invalidData([BilingualText])
    case templateChanged
    /// The template or a font could not be used; the text says what was done and found, without personal data.
    case failed(String)
}

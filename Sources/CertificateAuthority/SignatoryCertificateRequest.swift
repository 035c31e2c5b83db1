package import Parties

/// For whom, in which role and how identified a certificate is to be made.
package struct SignatoryCertificateRequest: Hashable, Sendable {
    /// The name as the document shows it.
    package let commonName: String
    package let givenName: String
    package let surname: String
    /// The role in French, for people: « Représentant légal ».
    package let title: String
    /// Tells two persons of one name apart and says nothing of either: random, never an INE or a NIR.
    package let serialNumber: String
    /// The school or the host; `nil` for families.
    package let organizationName: String?
    package let role: Signatory.Role
    package let identification: IdentificationMethod

    package init(
        commonName: String, givenName: String, surname: String, title: String, serialNumber: String,
        organizationName: String? = nil, role: Signatory.Role, identification: IdentificationMethod
    ) {
        self.commonName = commonName
        self.givenName = givenName
        self.surname = surname
        self.title = title
        self.serialNumber = serialNumber
        self.organizationName = organizationName
        self.role = role
        self.identification = identification
    }

    /// What each placeholder of the profile stands for.
    func value(_ placeholder: Placeholder, arc: PolicyArc, organisation: String) -> String {
        switch placeholder {
        case .organisation: organisation
        case .arc: arc.oid
        case .role: arc.oid(of: role)
        case .identification: arc.oid(of: identification)
        case .commonName: commonName
        case .givenName: givenName
        case .surname: surname
        case .title: title
        case .serialNumber: serialNumber
        case .signatoryOrganisation: organizationName ?? ""
        }
    }

    /// - Throws: ``CertificateAuthorityError`` when a name is empty, holds control characters, or looks like an
    ///   e-mail address. The value is not repeated.
    func check() throws(CertificateAuthorityError) {
        let fields = [
            ("common name", commonName), ("given name", givenName), ("surname", surname), ("title", title),
            ("serial number", serialNumber), ("organisation", organizationName ?? ""),
        ]
        for (field, value) in fields {
            guard !value.unicodeScalars.contains(where: \.isControl) else {
                throw CertificateAuthorityError(.request, "could not certify: the \(field) holds control characters")
            }
            guard !value.utf8.contains(UInt8(ascii: "@")) else {
                throw CertificateAuthorityError(.request, "could not certify: the \(field) holds an e-mail address")
            }
        }
        for (field, value) in [fields[0], fields[4]] where value.trimmed.isEmpty {
            throw CertificateAuthorityError(.request, "could not certify: the \(field) is empty")
        }
    }
}

extension Unicode.Scalar {
    /// Whether the character's general category is Cc, which the Unicode Standard has fixed for ever.
    ///
    /// Source: Unicode Standard §23.1; Unicode Character Encoding Stability Policies.
    fileprivate var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }
}

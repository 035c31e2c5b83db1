package import Workflow

/// The addresses of the pages behind links.
package enum LinkPaths {
    static let signingPrefix = "/s/"
    static let readingPrefix = "/r/"
    /// For parents who do not sign.
    static let noticePrefix = "/a/"
    /// Parts of conventions that are being prepared.
    static let partPrefix = "/p/"
    /// Behind a part's link: what is wrong with what is being typed.
    static let partCheckSuffix = "/verification"
    /// Shown after asking for a new link; the same for everybody.
    static let renewed = "/lien-demande"
}

extension LinkAddresses {
    /// The addresses that mails contain, as the service's routes have them.
    ///
    /// - Parameter base: ``HTTPServiceSettings/publicBaseURL``.
    /// - Returns: Addresses below `base`.
    package static func served(below base: String) -> LinkAddresses {
        LinkAddresses(
            signing: { "\(base)\(LinkPaths.signingPrefix)\($0.text)" },
            reading: { "\(base)\(LinkPaths.readingPrefix)\($0.text)" },
            notice: { "\(base)\(LinkPaths.noticePrefix)\($0.text)" },
            part: { "\(base)\(LinkPaths.partPrefix)\($0.text)" },
            hostPart: { "\(base)\(ConventionPaths.hostPart($0))" },
            countersignature: { "\(base)\(ConventionPaths.countersignature($0))" },
            refusal: { "\(base)\(ConventionPaths.refusal($0))" },
            document: { "\(base)\(ConventionPaths.document($0))" }, head: { "\(base)\(HeadPaths.path(of: $0))" })
    }
}

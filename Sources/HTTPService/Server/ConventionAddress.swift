package import ConventionDomain

extension PublicAddress {
    /// Where the API says of a convention how it stands, for messages that wait: the service that delivers them fills in its own address.
    package static func undeliveredState(of id: ConventionID) -> String {
        placeholder + ConventionPaths.convention(id)
    }
}

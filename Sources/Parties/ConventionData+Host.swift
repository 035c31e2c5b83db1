extension ConventionData {
    /// The host (*organisme d'accueil*): a business, an association or a public body.
    public struct HostOrganisation: Hashable, Sendable {
        public var legalName: String
        /// Every host in France has one; a host abroad has none.
        public var siret: SIRET?
        /// Registered address, which may differ from the places of the placement.
        public var address: PostalAddress
        public var sector: String
        /// What the register of businesses says about the activity, when known.
        public var naf: NAFCode?
        public var representative: HostRepresentative
        public var tutor: Tutor

        public init(
            legalName: String, siret: SIRET?, address: PostalAddress, sector: String, naf: NAFCode? = nil,
            representative: HostRepresentative, tutor: Tutor
        ) {
            self.legalName = legalName
            self.siret = siret
            self.address = address
            self.sector = sector
            self.naf = naf
            self.representative = representative
            self.tutor = tutor
        }
    }

    /// The person entitled to commit the host.
    public struct HostRepresentative: Hashable, Sendable {
        public var name: PersonName
        /// « Gérante », « Directeur des ressources humaines »
        public var capacity: String

        public init(name: PersonName, capacity: String) {
            self.name = name
            self.capacity = capacity
        }
    }

    /// The person of the host (*tuteur*) who looks after the pupil on the spot.
    public struct Tutor: Hashable, Sendable {
        public var name: PersonName
        public var function: String

        public init(name: PersonName, function: String) {
            self.name = name
            self.function = function
        }
    }
}

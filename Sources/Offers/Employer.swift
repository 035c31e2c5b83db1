public import Parties

/// Who takes pupils in: a business, a public body or an association.
public struct Employer: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case business
        case ministry(name: String)
        case localAuthority(name: String)
        case association

        /// Without the name.
        public var category: Category {
            switch self {
            case .business: .business
            case .ministry, .localAuthority: .publicBody
            case .association: .association
            }
        }
    }

    /// What a search asks for.
    public enum Category: String, Hashable, Sendable, CaseIterable {
        case business, publicBody, association
    }

    /// How many people work there, as the host says; it decides about no right, and about a chance to be seen.
    public enum Size: String, Hashable, Sendable, CaseIterable {
        case under10, under50, under250, larger

        /// Source: the thresholds of décret 2008-1354, article 3 (*petites et moyennes entreprises*), unchecked.
        public var isSmall: Bool { self == .under10 || self == .under50 }
    }

    public var legalName: String
    /// There is no offer without one.
    public var siret: SIRET
    public var kind: Kind
    public var sector: Sector
    public var size: Size
    public var naf: NAFCode?

    public init(
        legalName: String, siret: SIRET, kind: Kind, sector: Sector, size: Size, naf: NAFCode? = nil
    ) {
        self.legalName = legalName
        self.siret = siret
        self.kind = kind
        self.sector = sector
        self.size = size
        self.naf = naf
    }
}

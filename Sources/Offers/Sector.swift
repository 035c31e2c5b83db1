/// A branch of activity, by which pupils look for offers.
///
/// Source: the list of the State's own placement service. The raw value is stable; the order is that in which an index numbers them.
public enum Sector: String, Hashable, Sendable, CaseIterable {
    case agriculturalEquipment
    case architecture
    case defence
    case artAndDesign
    case artisticCrafts
    case performingArts
    case audiovisual
    case automotive
    case bankingAndInsurance
    case building
    case wellBeing
    case trade
    case communication
    case accountingAndStaff
    case consulting
    case vehicleConstruction
    case cultureAndHeritage
    case lawAndJustice
    case publishingAndLibraries
    case electronics
    case energy
    case teaching
    case environment
    case wood
    case publicService
    case hotelsAndRestaurants
    case realEstate
    case foodIndustry
    case chemicalIndustry
    case industrialEngineering
    case computing
    case videoGames
    case journalism
    case logisticsAndTransport
    case maintenance
    case marketing
    case mechanics
    case artTrades
    case fashion
    case paperAndCardboard
    case paramedical
    case research
    case health
    case security
    case postalServices
    case socialWork
    case sport
    case tourism
    case translation
    case glassConcreteCeramics
    case agriculture

    /// As people read it.
    public var name: String { Self.names[number] }

    /// In the order of the alphabet, as a reader of French looks them up.
    public static let inAlphabet: [Sector] = {
        let key = { (sector: Sector) in
            sector.name.lowercased().replacing("é", with: "e").replacing("â", with: "a").replacing("ô", with: "o")
        }
        return allCases.sorted { key($0) < key($1) }
    }()

    /// Its place in the list.
    public var number: Int { Self.numbers[self] ?? 0 }

    private static let numbers = Dictionary(uniqueKeysWithValues: zip(allCases, 0...))

    /// In the order of the cases.
    private static let names = [
        "Agroéquipement",
        "Architecture, urbanisme et paysage",
        "Armée - Défense",
        "Art et design",
        "Artisanat d’art",
        "Arts du spectacle",
        "Audiovisuel",
        "Automobile",
        "Banque et assurance",
        "Bâtiment et travaux publics (BTP)",
        "Bien-être",
        "Commerce et distribution",
        "Communication",
        "Comptabilité, gestion, ressources humaines",
        "Conseil et audit",
        "Construction aéronautique, ferroviaire et navale",
        "Culture et patrimoine",
        "Droit et justice",
        "Édition, librairie, bibliothèque",
        "Électronique",
        "Énergie",
        "Enseignement",
        "Environnement",
        "Filière bois",
        "Fonction publique",
        "Hôtellerie, restauration",
        "Immobilier, transactions immobilières",
        "Industrie alimentaire",
        "Industrie chimique",
        "Industrie, ingénierie industrielle",
        "Informatique et réseaux",
        "Jeu vidéo",
        "Journalisme",
        "Logistique et transport",
        "Maintenance",
        "Marketing, publicité",
        "Mécanique",
        "Métiers d’art",
        "Mode",
        "Papiers Cartons",
        "Paramédical",
        "Recherche",
        "Santé",
        "Sécurité",
        "Services postaux",
        "Social",
        "Sport",
        "Tourisme",
        "Traduction, interprétation",
        "Verre, béton, céramique",
        "Agriculture",
    ]
}

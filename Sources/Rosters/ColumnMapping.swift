private import Foundation

/// Which heading of a school's file stands for which column; remembered, so that it is given once.
///
/// Case, accents, spaces and punctuation of a heading do not count.
public struct ColumnMapping: Hashable, Sendable {
    /// By folded heading; `nil` for a column that is not to be read.
    public private(set) var columns: [String: RosterColumn?]

    public init() { columns = [:] }

    /// - Parameter columns: By heading, as written or folded.
    public init(_ columns: [String: RosterColumn?]) {
        self.init()
        for (heading, column) in columns { self[heading] = column }
    }

    public subscript(heading: String) -> RosterColumn?? {
        get { columns[Self.folded(heading)] }
        set { columns[Self.folded(heading)] = newValue }
    }

    /// « Né(e) le » and « NEE LE » are no different; letters and digits of the base alphabet are what is left.
    public static func folded(_ heading: String) -> String {
        let scalars = heading.lowercased().decomposedStringWithCompatibilityMapping.unicodeScalars
        return String(String.UnicodeScalarView(scalars.filter { ("a"..."z").contains($0) || ("0"..."9").contains($0) }))
    }

    /// Which place of a row each column is at.
    ///
    /// What was mapped by a person counts first. For the rest the usual headings of the State's and of publishers' exports are known; of two
    /// that would do for one column, the more usual is taken and the other is not read.
    ///
    /// - Throws: Faults of the heading: two columns that a person mapped to one thing, what is required and nowhere, and a national number
    ///   where the school's own reference has to be.
    func places(in headings: [String]) throws(RosterRefusal) -> [RosterColumn: Int] {
        let (places, found) = guess(in: headings)
        let faults =
            found
            + RosterColumn.required.filter { places[$0] == nil }.map { RosterFault(1, headings, nil, .noColumn($0)) }
        guard faults.isEmpty else { throw RosterRefusal(faults: faults) }
        return places
    }

    /// The same, as far as it can be told.
    public func guess(in headings: [String]) -> (places: [RosterColumn: Int], faults: [RosterFault]) {
        let keys = headings.map(Self.folded)
        var places: [RosterColumn: Int] = [:]
        var faults: [RosterFault] = []
        for (index, key) in keys.enumerated() {
            guard case .some(.some(let column)) = columns[key] else { continue }
            if places.updateValue(index, forKey: column) != nil {
                faults.append(RosterFault(1, headings, index, .repeatedColumn(column)))
            }
            if column == .reference, Self.isNationalNumber(key) {
                faults.append(RosterFault(1, headings, index, .nationalNumber))
            }
        }
        for (column, names) in UsualHeadings.all where places[column] == nil {
            let free = names.lazy.compactMap { name in
                keys.firstIndex(of: name).flatMap { columns[keys[$0]] == nil ? $0 : nil }
            }
            if let place = free.first(where: { !places.values.contains($0) }) { places[column] = place }
        }
        return (places, faults)
    }

    /// INE and NIR under the names that exports give them.
    static func isNationalNumber(_ key: String) -> Bool {
        [
            "ine", "nir", "ineeleve", "idnational", "identifiantnational", "numeroine", "nine", "codeine",
            "numerodesecuritesociale", "nsecuritesociale",
        ]
        .contains(key)
    }

    /// The mapping with what a file was read by, to be remembered.
    func remembering(_ places: [RosterColumn: Int], of headings: [String]) -> ColumnMapping {
        var result = self
        for (column, index) in places where headings.indices.contains(index) { result[headings[index]] = column }
        return result
    }
}

/// How the State's applications and the usual software call the columns of their exports, folded; the most usual first.
///
/// Source: fields of SYGNE; exports of SIECLE and of publishers, unchecked.
enum UsualHeadings {
    /// Besides, each column by the name that it has in our own tables.
    static let all: [(RosterColumn, [String])] = (pupil + guardian(1) + guardian(2)).map { column, names in
        (column, names + [ColumnMapping.folded(column.rawValue)])
    }

    private static let pupil: [(RosterColumn, [String])] = [
        (
            .reference,
            [
                "reference", "referenceeleve", "neleve", "noeleve", "numeroeleve", "numeleve", "neleveetablissement",
                "numeleveetab", "elenoet", "ideleve", "identifianteleve", "identifiant", "matricule", "ref",
            ]
        ),
        (
            .familyName,
            [
                "nom", "nomeleve", "nomdeleleve", "nomdefamille", "nomfamille", "nomdusage", "nomusage", "familyname",
                "lastname",
            ]
        ),
        (
            .givenName,
            [
                "prenom", "prenomeleve", "prenomdeleleve", "prenom1", "1erprenom", "prenomusage", "prenoms",
                "givenname", "firstname",
            ]
        ),
        (
            .birthDate,
            [
                "datedenaissance", "datenaissance", "neele", "nele", "datenaiss", "naissance", "ddn", "birthdate",
                "dateofbirth",
            ]
        ),
        (
            .className,
            ["classe", "division", "codeclasse", "libelleclasse", "classederattachement", "class", "classname"]
        ),
        (.grade, ["niveau", "niveaudeclasse", "mef", "codemef", "libellemef", "formation", "grade"]),
        (.isEmancipated, ["emancipe", "emancipee", "emancipation", "emancipated"]),
        (
            .email,
            [
                "emaileleve", "maileleve", "courrieleleve", "email", "mail", "courriel", "adresseelectronique",
                "adresseemail",
            ]
        ),
        (
            .telephone,
            [
                "telephoneeleve", "teleleve", "portableeleve", "telephone", "telephoneportable", "telportable",
                "portable", "mobile", "tel",
            ]
        ),
    ]

    private static func guardian(_ number: Int) -> [(RosterColumn, [String])] {
        let words: [(String, [String])] = [
            ("FamilyName", ["nom", "nomdefamille", "nomfamille"]), ("GivenName", ["prenom"]),
            ("Capacity", ["lien", "liendeparente", "lienparente", "libellelieneleveresponsable", "qualite"]),
            ("Email", ["email", "mail", "courriel", "adresseelectronique"]),
            ("Telephone", ["telephoneportable", "telportable", "portable", "mobile", "telephone", "tel"]),
            ("AcceptsTexts", ["acceptesms", "sms"]), ("SharesAddress", ["divulgationadresse"]),
        ]
        let whom =
            ["responsable", "responsablelegal", "resp", "resplegal", "representant", "representantlegal", "rl"]
            .map { "\($0)\(number)" }
        return words.compactMap { suffix, names in
            RosterColumn(rawValue: "guardian\(number)\(suffix)").map { column in
                (column, whom.flatMap { who in names.flatMap { ["\($0)\(who)", "\(who)\($0)", "\($0)du\(who)"] } })
            }
        }
    }
}

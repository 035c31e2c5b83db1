/// A département of France, a territory overseas that has a code like one, or 99 for schools abroad.
public struct Department: Hashable, Sendable, Comparable {
    /// « 94 », « 2A », « 974 »
    public let code: String

    /// - Parameter code: In either case; « 1 » is Ain.
    /// - Returns: `nil` for a code that nothing has.
    public init?(_ code: String) {
        let typed = code.uppercased()
        let full = typed.utf8.count == 1 ? "0" + typed : typed
        guard Self.names[full] != nil else { return nil }
        self.code = full
    }

    /// That of a school, which its number tells. Schools of Saint-Barthélemy and Saint-Martin have numbers of Guadeloupe.
    ///
    /// Source: the official directory of schools; the first three digits are not always the code.
    public init?(_ school: UAI) {
        let digits = String(school.text.prefix(3))
        let code = Self.codesOfNumbers[digits] ?? (digits.hasPrefix("0") ? String(digits.dropFirst()) : digits)
        self.init(code)
    }

    /// « Val-de-Marne »
    public var name: String { Self.names[code] ?? code }

    public static func < (one: Department, other: Department) -> Bool { one.code < other.code }

    private static let codesOfNumbers = ["620": "2A", "720": "2B", "983": "988", "984": "987", "987": "986"]

    /// Source: INSEE, *code officiel géographique*.
    private static let names: [String: String] = [
        "01": "Ain", "02": "Aisne", "03": "Allier", "04": "Alpes-de-Haute-Provence", "05": "Hautes-Alpes",
        "06": "Alpes-Maritimes", "07": "Ardèche", "08": "Ardennes", "09": "Ariège", "10": "Aube", "11": "Aude",
        "12": "Aveyron", "13": "Bouches-du-Rhône", "14": "Calvados", "15": "Cantal", "16": "Charente",
        "17": "Charente-Maritime", "18": "Cher", "19": "Corrèze", "2A": "Corse-du-Sud", "2B": "Haute-Corse",
        "21": "Côte-d’Or", "22": "Côtes-d’Armor", "23": "Creuse", "24": "Dordogne", "25": "Doubs", "26": "Drôme",
        "27": "Eure", "28": "Eure-et-Loir", "29": "Finistère", "30": "Gard", "31": "Haute-Garonne", "32": "Gers",
        "33": "Gironde", "34": "Hérault", "35": "Ille-et-Vilaine", "36": "Indre", "37": "Indre-et-Loire",
        "38": "Isère", "39": "Jura", "40": "Landes", "41": "Loir-et-Cher", "42": "Loire", "43": "Haute-Loire",
        "44": "Loire-Atlantique", "45": "Loiret", "46": "Lot", "47": "Lot-et-Garonne", "48": "Lozère",
        "49": "Maine-et-Loire", "50": "Manche", "51": "Marne", "52": "Haute-Marne", "53": "Mayenne",
        "54": "Meurthe-et-Moselle", "55": "Meuse", "56": "Morbihan", "57": "Moselle", "58": "Nièvre", "59": "Nord",
        "60": "Oise", "61": "Orne", "62": "Pas-de-Calais", "63": "Puy-de-Dôme", "64": "Pyrénées-Atlantiques",
        "65": "Hautes-Pyrénées", "66": "Pyrénées-Orientales", "67": "Bas-Rhin", "68": "Haut-Rhin", "69": "Rhône",
        "70": "Haute-Saône", "71": "Saône-et-Loire", "72": "Sarthe", "73": "Savoie", "74": "Haute-Savoie",
        "75": "Paris", "76": "Seine-Maritime", "77": "Seine-et-Marne", "78": "Yvelines", "79": "Deux-Sèvres",
        "80": "Somme", "81": "Tarn", "82": "Tarn-et-Garonne", "83": "Var", "84": "Vaucluse", "85": "Vendée",
        "86": "Vienne", "87": "Haute-Vienne", "88": "Vosges", "89": "Yonne", "90": "Territoire de Belfort",
        "91": "Essonne", "92": "Hauts-de-Seine", "93": "Seine-Saint-Denis", "94": "Val-de-Marne", "95": "Val-d’Oise",
        "971": "Guadeloupe", "972": "Martinique", "973": "Guyane", "974": "La Réunion",
        "975": "Saint-Pierre-et-Miquelon", "976": "Mayotte", "986": "Wallis-et-Futuna", "987": "Polynésie française",
        "988": "Nouvelle-Calédonie", "99": "Étranger",
    ]
}

import Foundation
import Offers
import Parties
import Placements
import Testing

@Suite("Tables of places")
struct PlaceTableTests {
    /// Some communes as the *Base officielle des codes postaux* has them, with its capitals and abbreviations.
    static let official = """
        code_commune_insee;nom_de_la_commune;code_postal;libelle_d_acheminement;ligne_5;_geopoint
        94028;CRETEIL;94000;CRETEIL;;48.7837401836,2.45463530415
        94068;ST MAUR DES FOSSES;94100;ST MAUR DES FOSSES;;48.7990684797,2.49386450452
        94068;ST MAUR DES FOSSES;94210;ST MAUR DES FOSSES;LA VARENNE ST HILAIRE;48.7990684797,2.49386450452
        36202;ST MAUR;36250;ST MAUR;;46.7985,1.6300
        39492;ST MAUR;39570;ST MAUR;;46.6030,5.5950
        75112;PARIS 12;75012;PARIS;;48.8351562307,2.41980703498
        75101;PARIS 01;75001;PARIS;;48.8626304852,2.33629344655
        93066;ST DENIS;93200;ST DENIS;;48.9295650455,2.35907429026
        97411;ST DENIS;97400;ST DENIS;;-20.9316,55.4480
        97411;ST DENIS;97490;ST DENIS;STE CLOTILDE;-20.9316,55.4480
        94081;VITRY SUR SEINE;94400;VITRY SUR SEINE;;48.7882828307,2.39411680958
        94038;L HAY LES ROSES;94240;L HAY LES ROSES;;48.7763629598,2.33777874422
        53102;EVRON;53600;EVRON;;48.1561,-0.4028
        53026;BAZOUGERS;53170;BAZOUGERS;;47.9890,-0.5660
        53014;ARQUENAY;53170;ARQUENAY;;47.9870,-0.5690
        2A004;AJACCIO;20000;AJACCIO;;41.9347926638,8.70132275974
        98818;NOUMEA;98800;NOUMEA;;

        """

    static func table(_ text: String = official) throws -> PlaceTable { try PlaceTable.read(Array(text.utf8)) }

    // MARK: What people type

    @Test(arguments: [
        ("94000", "CRETEIL (94000)"), ("94 000", "CRETEIL (94000)"), ("Créteil", "CRETEIL (94)"),
        ("creteil", "CRETEIL (94)"), (" CRÉTEIL ", "CRETEIL (94)"), ("94000 Créteil", "CRETEIL (94000)"),
        ("Créteil, 94000", "CRETEIL (94000)"), ("94010 Créteil CEDEX", "CRETEIL (94)"),
        ("94010 CRETEIL CEDEX 02", "CRETEIL (94)"), ("Saint Maur des Fossés", "ST MAUR DES FOSSES (94)"),
        ("St-Maur-des-Fossés", "ST MAUR DES FOSSES (94)"), ("94210", "ST MAUR DES FOSSES (94210)"),
        ("Paris 12e", "PARIS 12 (75)"), ("Paris 12ème arrondissement", "PARIS 12 (75)"), ("paris 12", "PARIS 12 (75)"),
        ("75012", "PARIS 12 (75012)"), ("Paris 1er", "PARIS 01 (75)"), ("Paris", "PARIS (75)"),
        ("93200 Saint-Denis", "ST DENIS (93200)"), ("Saint-Denis (93)", "ST DENIS (93)"),
        ("St Denis 974", "ST DENIS (974)"), ("Sainte-Clotilde", "STE CLOTILDE (974)"),
        ("Vitry s/ Seine", "VITRY SUR SEINE (94)"), ("L’Haÿ-les-Roses", "L HAY LES ROSES (94)"),
        ("Haÿ les Roses", "L HAY LES ROSES (94)"), ("vitry sur", "VITRY SUR SEINE (94)"),
        ("53170", "53170 (2 communes)"), ("94000 Crétteill", "CRETEIL (94000)"), ("Ajaccio (2A)", "AJACCIO (2A)"),
    ])
    func `what somebody types is one place`(typed: String, label: String) throws {
        let answer = try Self.table().find(typed)
        guard case .found(let place) = answer else {
            Issue.record("\(typed): \(answer)")
            return
        }
        #expect(place.label == label)
        // The label is typed by whoever copies it, and stands behind the links of a choice.
        guard case .found(let again) = try Self.table().find(label) else {
            Issue.record("\(label) does not find its place")
            return
        }
        #expect(again.point.kilometres(to: place.point) < 0.01)
    }

    @Test(arguments: [
        ("Saint-Denis", ["ST DENIS (93)", "ST DENIS (974)"]),
        ("St-Maur", ["ST MAUR (36)", "ST MAUR (39)", "ST MAUR DES FOSSES (94)"]),
        ("Creteill", ["CRETEIL (94)"]), ("lhay les rose", []),
    ])
    func `what may be several places is not decided`(typed: String, labels: [String]) throws {
        switch try Self.table().find(typed) {
        case .found(let place): Issue.record("\(typed) was taken for \(place.label)")
        case .several(let places): #expect(places.map(\.label) == labels)
        case .unknown: #expect(labels.isEmpty)
        }
    }

    @Test(arguments: [
        "", "  ", "Atlantide", "99999", "94", "00000 Atlantide", "😀", "’-", String(repeating: "9", count: 300),
    ])
    func `what is no place is unknown`(typed: String) throws {
        #expect(try Self.table().find(typed) == .unknown)
    }

    @Test func `the middle of Paris lies in Paris`() throws {
        guard case .found(let paris) = try Self.table().find("Paris") else {
            Issue.record("Paris")
            return
        }
        #expect(paris.point.kilometres(to: try #require(GeoPoint(latitude: 48.85, longitude: 2.38))) < 1)
    }

    // MARK: Addresses

    @Test(arguments: [
        ("94000", "Créteil", true), ("94010", "CRETEIL CEDEX", true), ("93200", "Saint-Denis", true),
        ("97400", "Saint-Denis", true), ("53170", "Arquenay", true), ("94000", "Une faute", true),
        ("94999", "Saint-Denis", false), ("9400", "Créteil", false), ("", "Créteil", false),
        ("99999", "Nulle part", false),
    ])
    func `an address is where its code and its name say`(code: String, city: String, isKnown: Bool) throws {
        let address = PostalAddress(street: "12 rue des Lilas", postalCode: code, city: city)
        #expect((try Self.table().locate(address) != nil) == isKnown)
        let abroad = PostalAddress(street: "1 rue", postalCode: code, city: city, country: "Belgique")
        #expect(try Self.table().locate(abroad) == nil)
    }

    @Test func `the postal code decides between communes of one name`() throws {
        let table = try Self.table()
        func place(_ code: String) throws -> GeoPoint {
            try #require(table.locate(PostalAddress(street: "1 rue", postalCode: code, city: "Saint-Denis")))
        }
        #expect(try place("93200").latitude > 48 && place("97400").latitude < -20)
        let arquenay = try #require(
            table.locate(PostalAddress(street: "1 rue", postalCode: "53170", city: "Arquenay")))
        #expect(arquenay.longitude == Double(Float(-0.5690)))
    }

    // MARK: Reading

    @Test func `columns are found by their names, in any order, encoding and separator`() throws {
        let other = """
            #Code_Commune_INSEE,Libellé_d_acheminement,Code_postal,Longitude,LATITUDE,nom_commune_postal,nom_commune_complet
            1004,AMBERIEU EN BUGEY,1500,5.36,45.96,AMBERIEU EN BUGEY,Ambérieu-en-Bugey
            94028,CRETEIL,94000,2.45,48.78,CRETEIL,Créteil
            """
        let latin = try #require(other.data(using: .windowsCP1252))
        for bytes in [Array(other.utf8), Array(latin), Array("\u{FEFF}\(other)".utf8)] {
            let table = try PlaceTable.read(bytes)
            guard case .found(let place) = table.find("01500") else {
                Issue.record("01500")
                return
            }
            #expect(place.label == "Ambérieu-en-Bugey (01500)" && table.rows.count == 2)
        }
        let french = "nom_commune;code_postal;latitude;longitude\nCréteil;94000;48,78;2,45\n"
        #expect(try Self.table(french).rows.count == 1)
    }

    @Test func `communes without coordinates are left out`() throws {
        #expect(try Self.table().find("98800") == .unknown)
        #expect(try Self.table().rows.count == 16)
    }

    @Test(arguments: [
        ("nom_commune;code_postal\nCréteil;94000", "line 1: the column latitude, longitude"),
        ("nom_commune;latitude;longitude\nCréteil;48;2", "line 1: the column code_postal"),
        ("code_postal;latitude;longitude\n94000;48;2", "line 1: the column nom_de_la_commune"),
        ("nom;nom;code_postal;lat;lon\n", "line 1, column B"), ("", "line 1: the column"),
        ("nom;code_postal;lat;lon\nA;94000;48;2\nB;9A000;48;2", "line 3, column B: expected a postal code"),
        ("nom;code_postal;lat;lon\nA;94000;48;2\n;94000;48;2", "line 3, column A: expected the name"),
        ("nom;code_postal;lat;lon\nA;94000;nord;2", "line 2, column C: expected a latitude"),
        ("nom;code_postal;lat;lon\nA;94000;48;", "line 2, column C: expected a latitude"),
        ("nom;code_postal;lat;lon\nA;94000;nan;2", "line 2, column C: expected a latitude"),
        ("nom;code_postal;lat;lon\nA;97400;-20;555", "line 2, column C: expected a latitude"),
        ("nom;code_postal;lat;lon\nA;94000;2.45;48.78", "line 2, column C: this point is not in metropolitan"),
        ("nom;code_postal;_geopoint\nA;94000;48.1,2,3", "line 2, column C: expected a latitude"),
        ("nom;code_postal;_geopoint\nA;94000;", "line 1: no commune of this table has coordinates"),
        ("nom;code_postal;lat;lon\n\"A;94000;48;2", "line 2: a quotation mark"),
    ])
    func `a bad row is told with its place, and nothing is taken`(text: String, fault: String) throws {
        let faults = try #require(throws: PlaceTableFaults.self) { try Self.table(text) }
        #expect(faults.faults.first?.description.hasPrefix(fault) == true, "\(faults.faults.map(\.description))")
    }

    @Test func `faults are counted to twenty, in two languages, and hold nothing of the file`() throws {
        let rows = (0..<50).map { "Créteil;secret\($0);48;2" }.joined(separator: "\n")
        let faults = try #require(throws: PlaceTableFaults.self) {
            try Self.table("nom;code_postal;lat;lon\n" + rows)
        }.faults
        #expect(faults.count == 20)
        #expect(faults[0].frenchText == "ligne 2, colonne B\u{A0}: un code postal de cinq chiffres est attendu")
        #expect(!faults.contains { $0.description.contains("secret") || $0.frenchText.contains("secret") })
        #expect(throws: PlaceTableFaults.self) { try PlaceTable.read([0xFF, 0xFE, 0x41, 0x00]) }
    }

    /// Rule: a name with thousands of others behind it is asked back with a few.
    @Test func `of thirty-nine thousand communes a few are offered`() throws {
        var lines = ["nom_commune;code_postal;latitude;longitude"]
        for number in 0..<39_000 {
            let (code, name) = (
                String(format: "%05d", 1_000 + number), "Saint \(String(number, radix: 26)) sur Rivière"
            )
            lines.append("\(name);\(code);\(44 + Double(number % 500) / 100);\(Double(number % 300) / 100)")
        }
        let table = try Self.table(lines.joined(separator: "\n"))
        guard case .several(let choices) = table.find("Saint") else {
            Issue.record("Saint")
            return
        }
        #expect(choices.count == PlaceTable.maximumChoices)
    }
}

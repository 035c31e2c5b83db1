/// What a school calls the elements of the data.
public enum FieldNames {
    /// « élève, date de naissance » for `pupil/birthDate`; `nil` when a step of the path is not known.
    public static func french(_ path: String) -> String? {
        var names: [String] = []
        var outer = ""
        for step in path.split(separator: "/") {
            let parts = step.split(separator: "[")
            let element = String(parts[0])
            guard let name = specific["\(outer)/\(element)"] ?? general[element] else { return nil }
            outer = element
            guard !name.isEmpty else { continue }
            names.append(parts.count > 1 ? "\(name) \(parts[1].dropLast())" : name)
        }
        return names.isEmpty ? nil : names.joined(separator: ", ")
    }

    /// Elements whose meaning depends on what they stand in.
    private static let specific = [
        "school/name": "nom", "place/name": "nom du lieu", "host/representative": "représentant",
        "contactSheet/convention": "numéro de la convention",
    ]

    /// Elements that only hold others are passed over in silence.
    private static let general = [
        "convention": "convention", "contactSheet": "fiche de contacts",
        "schoolRecord": "fiche de l’établissement", "document": "fichier", "format": "format",
        "pupil": "élève", "givenName": "prénom", "familyName": "nom de famille", "birthDate": "date de naissance",
        "grade": "niveau", "className": "classe", "emancipated": "émancipation",
        "representatives": "responsables légaux",
        "representative": "responsable légal", "capacity": "qualité", "school": "établissement", "name": "nom",
        "uai": "code UAI", "address": "adresse", "street": "voie", "complement": "complément",
        "postalCode": "code postal", "city": "commune", "country": "pays", "status": "statut",
        "head": "chef d’établissement", "delegation": "délégation", "referentTeacher": "enseignant référent",
        "subject": "discipline", "boardDeliberation": "délibération du conseil d’administration",
        "host": "organisme d’accueil", "legalName": "raison sociale", "siret": "SIRET", "sector": "secteur d’activité",
        "naf": "code NAF", "code": "code", "nomenclature": "nomenclature",
        "tutor": "tuteur", "function": "fonction", "placement": "stage", "start": "premier jour",
        "end": "dernier jour", "places": "lieux", "place": "lieu", "timetable": "horaires", "day": "jour",
        "date": "date", "slots": "", "slot": "plage", "from": "heure de début", "to": "heure de fin",
        "activities": "activités", "meals": "repas", "transport": "transport", "signing": "signature",
        "required": "signatures demandées", "optional": "signatures facultatives", "signature": "signature",
        "documentKind": "sorte de document",
        "supplements": "", "supplement": "complément",
        "value": "valeur", "contacts": "contacts", "contact": "contact",
        "of": "personne", "email": "adresse électronique", "telephone": "téléphone",
        "emergencyKit": "trousse d’urgence",
    ]
}

import Workflow

extension OwnCertificateRefusal {
    /// One short sentence that is the same for every occurrence of the problem.
    var frenchTitle: String {
        switch self {
        case .notAccepted: "Ce service n’accepte pas d’autres certificats que les siens"
        case .malformed: "Certificat illisible"
        case .issuerUnknown: "Autorité de certification non reconnue"
        case .notYetValid: "Certificat pas encore valable"
        case .expired: "Certificat expiré"
        case .revoked: "Certificat révoqué"
        case .statusUnknown: "Révocation du certificat impossible à vérifier"
        case .unsuitable: "Certificat délivré pour un autre usage"
        case .weakKey: "Clé du certificat non acceptée"
        case .holderDiffers: "Certificat d’un autre titulaire"
        case .sealNotAccepted: "Cachet non accepté par l’établissement"
        case .schoolNotAccepted: "Certificats personnels non admis pour l’établissement"
        case .keyMayNotSign: "Clé non autorisée à signer"
        case .algorithmUnsupported: "Algorithme de signature non accepté"
        case .sessionUnknown: "Session de signature inconnue"
        case .sessionExpired: "Session de signature expirée"
        case .signatureInvalid: "Valeur de signature fausse"
        }
    }

    /// What to do about this occurrence.
    var frenchDetail: String {
        switch self {
        case .notAccepted:
            "Signez avec le certificat du service (…/countersignature), ou demandez à qui exploite le service d’ajouter votre"
                + " autorité de certification."
        case .malformed:
            "De 1 à 5 certificats X.509 en DER sont attendus, chacun en base64, celui du signataire en premier."
        case .issuerUnknown:
            "Joignez les certificats intermédiaires. Si la chaîne est entière, demandez à qui exploite le service d’ajouter"
                + " votre autorité de certification, ou signez avec le certificat du service."
        case .notYetValid, .expired, .revoked:
            "Employez un certificat valable aujourd’hui, ou signez avec le certificat du service."
        case .statusUnknown:
            "Votre autorité de certification n’a pas dit si le certificat est révoqué\u{A0}: recommencez plus tard, ou signez"
                + " avec le certificat du service."
        case .unsuitable:
            "Sont attendus\u{A0}: un certificat d’entité finale, l’usage nonRepudiation ou digitalSignature, et, s’il y a un usage"
                + " étendu, la signature de documents ou le courriel."
        case .weakKey:
            "Clés acceptées dans toute la chaîne\u{A0}: RSA d’au moins 3072 bits\u{202F}; P-256 et P-384 pour signer."
        case .holderDiffers:
            "Le certificat doit nommer la personne qui signe, telle que la convention la nomme, ou identifier l’organisme"
                + " d’accueil par organizationIdentifier, «\u{A0}NTRFR-\u{A0}» suivi de son SIREN ou SIRET."
        case .sealNotAccepted:
            "Cet établissement attend la signature d’une personne\u{A0}: employez le certificat du représentant ou celui du"
                + " service."
        case .schoolNotAccepted:
            "L’établissement n’a pas permis de signer pour lui avec un certificat personnel (acceptSchoolCertificates)\u{A0}: signez par"
                + " le lien reçu par courriel ou avec le compte."
        case .keyMayNotSign:
            "La clé ouvre autre chose\u{A0}: qui exploite le service peut l’autoriser à signer (seing school-key ou employer-key grant)."
        case .algorithmUnsupported:
            "Sont acceptés ECDSA, RSA PKCS #1 v1.5 et RSA-PSS, avec SHA-256, SHA-384 ou SHA-512, selon la clé du certificat."
        case .sessionUnknown:
            "Elle n’existe pas pour ce jeton, a été remplacée par une plus récente, a déjà servi, ou le service a redémarré\u{A0}:"
                + " ouvrez une nouvelle session."
        case .sessionExpired: "Ouvrez une nouvelle session et renvoyez la valeur avant «\u{A0}expiresAt\u{A0}»."
        case .signatureInvalid:
            "Signez les octets de «\u{A0}signedAttributes\u{A0}» de cette session, avec la clé du certificat et l’algorithme annoncé"
                + "\u{202F}; une valeur ECDSA s’écrit en DER. La session reste ouverte."
        }
    }
}

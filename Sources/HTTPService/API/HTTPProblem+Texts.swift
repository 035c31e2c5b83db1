import Parties
import Placements
import Workflow

extension RequestFailure {
    /// One short sentence that is the same for every occurrence of the problem.
    var frenchTitle: String {
        switch self {
        case .notFound: "Adresse inconnue"
        case .methodNotAllowed: "Méthode non prévue à cette adresse"
        case .formTokenMissing, .readingCodeMissing, .malformedForm: "Formulaire illisible"
        case .unsupportedMediaType: "Type de contenu non accepté"
        case .notAcceptable: "Type de réponse non proposé"
        case .bodyTooLarge: "Requête trop volumineuse"
        case .bodyTooSlow: "Requête reçue trop lentement"
        case .tooManyRequests: "Trop de requêtes"
        case .malformedJSON: "JSON illisible"
        case .invalidMembers: "Données non acceptables"
        case .accessTokenMissing: "Jeton d’accès absent"
        case .schoolKeyMissing: "Clé d’établissement absente"
        case .schoolKeyRefused: "Clé d’établissement refusée"
        case .employerKeyMissing: "Clé d’entreprise absente"
        case .employerKeyRefused: "Clé d’entreprise refusée"
        case .keyMayNotOffer: "Clé sans droit de publier des offres"
        case .idempotencyKeyMissing: "En-tête Idempotency-Key absent"
        case .workflow(let error): error.frenchTitle
        case .placement(.tooManyOffers(limit: _)): "Trop d’offres en cours"
        case .placement: "Ce n’est pas, ou plus, possible"
        case .unexpected: "Erreur interne"
        }
    }

    /// What to do about this occurrence.
    var frenchDetail: String {
        switch self {
        case .notFound: "Vérifiez l’adresse et la référence de la convention."
        case .methodNotAllowed(let allowed): "Méthodes acceptées\u{A0}: \(allowed)."
        case .formTokenMissing, .readingCodeMissing, .malformedForm: "Le corps de la requête n’a pas pu être lu."
        case .unsupportedMediaType(let expected): "Envoyez le corps avec Content-Type: \(expected)."
        case .notAcceptable(let offered):
            "Cette adresse répond en \(offered)\u{A0}: admettez-le dans Accept, ou omettez l’en-tête."
        case .bodyTooLarge: "Le corps de la requête dépasse la taille acceptée."
        case .bodyTooSlow: "Le corps de la requête n’est pas arrivé à temps. Recommencez avec la même clé."
        case .tooManyRequests(let seconds): "Recommencez dans \(seconds) s, avec la même clé Idempotency-Key."
        case .malformedJSON: "Le corps de la requête n’est pas un objet JSON en UTF-8."
        case .invalidMembers: "Corrigez les membres listés dans «\u{A0}errors\u{A0}»."
        case .accessTokenMissing: "Envoyez le jeton reçu par courriel\u{A0}: «\u{A0}Authorization: Bearer …\u{A0}»."
        case .schoolKeyMissing, .employerKeyMissing:
            "Envoyez la clé du logiciel\u{A0}: «\u{A0}Authorization: Bearer …\u{A0}». Elle se demande à qui exploite le service."
        case .schoolKeyRefused, .employerKeyRefused:
            "La clé est inconnue ou a été retirée. Une nouvelle clé se demande à qui exploite le service."
        case .idempotencyKeyMissing:
            "Envoyez une clé unique par décision, de 1 à 255 caractères ASCII visibles, et la même clé à"
                + " chaque nouvel essai."
        case .workflow(let error): error.frenchDetail
        case .keyMayNotOffer:
            "Demandez à qui exploite le service de permettre à cette clé de publier des offres pour un compte d’employeur."
        case .placement(.tooManyOffers(limit: let limit)):
            "Le compte a déjà \(limit) offres en cours, le nombre le plus élevé admis\u{A0}: retirez celles qui ne servent plus."
        case .placement(let error): error.frenchText
        case .unexpected:
            "Rien n’a été modifié. Recommencez plus tard\u{202F}; si cela se reproduit, citez «\u{A0}requestID\u{A0}»."
        }
    }
}

extension WorkflowError {
    fileprivate var frenchTitle: String {
        switch self {
        case .unauthorized: "Jeton d’accès refusé"
        case .unknownConvention, .unknownLink: "Convention inconnue"
        case .signatoryMismatch: "Signataire ou qualité différents de ceux de la convention"
        case .alreadySigned: "Signature déjà faite"
        case .signaturePending: "Signature déjà en cours"
        case .notYourTurn: "Pas encore votre tour"
        case .consentVersionChanged: "Texte d’engagement remplacé"
        case .documentChanged: "La convention a une révision plus récente"
        case .conventionCancelled: "Convention annulée"
        case .conventionRefused: "Convention refusée par un signataire"
        case .conventionSuperseded: "Convention remplacée par une version corrigée"
        case .someoneSigned: "Convention déjà signée par une partie"
        case .conventionCompleted: "Convention déjà signée par tous"
        case .noLongerNeeded: "Signature facultative plus demandée"
        case .conventionExpired: "Convention non signée avant le début du stage"
        case .conventionOnHold: "Convention suspendue"
        case .conventionErased: "Convention effacée"
        case .noHealthSheet: "Pas de fiche PAI"
        case .placementOver: "Stage terminé"
        case .wrongState: "Convention dans un autre état"
        case .idempotencyConflict: "Clé Idempotency-Key déjà utilisée pour une autre requête"
        case .invalidData: "Données non acceptables"
        case .ownCertificate(let refusal): refusal.frenchTitle
        case .delegation: "Signature par délégation"
        case .paper: "Signature sur papier"
        case .retention: "Conservation de la convention"
        case .overlapping: "Autre convention du même élève aux mêmes dates"
        case .amendment: "Avenant"
        case .attestation: "Attestation de fin de stage"
        case .unavailable: "Service momentanément indisponible"
        case .expiredLink, .revokedLink, .disownedLink, .wrongCode, .codeLocked, .tooManyCodes, .codeExpired,
            .consentMissing, .smsOnly, .accountRequired:
            "Signature impossible"
        }
    }

    fileprivate var frenchDetail: String {
        switch self {
        case .unauthorized:
            "Le jeton est inconnu, expiré, remplacé ou attribué pour une autre convention. Un nouveau jeton se demande sur"
                + " la page de lecture, dont le lien est dans le même courriel."
        case .unknownConvention, .unknownLink: "Vérifiez la référence de la convention."
        case .signatoryMismatch:
            "Le jeton est attribué à une personne et à une qualité\u{A0}: reprenez celles que renvoie l’état de la convention."
        case .alreadySigned: "Une autre requête a déjà apposé cette signature."
        case .signaturePending:
            "Un accord est déjà enregistré et la signature est en cours\u{A0}: il n’y a rien à faire qu’attendre. L’état de la"
                + " convention dit quand elle est faite."
        case .notYourTurn(let roles): "Signature attendue d’abord\u{A0}: \(roles.frenchList)."
        case .consentVersionChanged(let current):
            "Lisez le texte en vigueur et renvoyez sa version, «\u{A0}\(current)\u{A0}»."
        case .documentChanged:
            "Téléchargez la révision la plus récente, lisez-la et renvoyez son empreinte SHA-256."
        case .conventionCancelled, .conventionRefused, .conventionCompleted, .noLongerNeeded, .wrongState:
            "Il n’y a plus rien à signer ni à refuser sur cette convention."
        case .conventionSuperseded:
            "Rien ne se signe plus ici\u{A0}: la version corrigée arrive par un courriel à part, avec un jeton à elle."
        case .someoneSigned: "Ce qui a été signé ne se remplace plus."
        case .conventionExpired:
            "Le stage a commencé ou est terminé\u{A0}: seul l’établissement peut permettre de signer encore."
        case .noHealthSheet:
            "Cette convention n’a pas de fiche PAI, ou n’en a plus\u{A0}: elle est effacée après le dernier jour du stage."
        case .placementOver:
            "La fiche de contacts n’est plus donnée après le dernier jour. Adressez-vous à l’établissement scolaire."
        case .conventionOnHold:
            "L’établissement examine la convention\u{A0}: personne ne peut la signer pour le moment. Un message suivra."
        case .conventionErased: "Les données de cette convention ne sont plus conservées."
        case .idempotencyConflict: "Employez une nouvelle clé pour une nouvelle requête."
        case .invalidData: "Corrigez les points listés dans «\u{A0}errors\u{A0}»."
        case .ownCertificate, .delegation, .paper, .retention, .overlapping, .amendment, .attestation:
            frenchDetailOfRefusal
        case .unavailable: "Rien n’a été modifié. Recommencez avec la même clé Idempotency-Key."
        case .expiredLink, .revokedLink, .disownedLink, .wrongCode, .codeLocked, .tooManyCodes, .codeExpired,
            .consentMissing, .smsOnly, .accountRequired:
            "Cette adresse ne permet pas de signer."
        }
    }

    /// Of what a part of the service refuses in words of its own.
    private var frenchDetailOfRefusal: String {
        switch self {
        case .ownCertificate(let refusal): refusal.frenchDetail
        case .delegation(let refusal): refusal.frenchSentence
        case .paper(let refusal): refusal.frenchSentence
        case .retention(let refusal): refusal.frenchSentence
        case .overlapping:
            "Annulez celle des deux qui est de trop\u{A0}: l’autre est nommée dans «\u{A0}overlapping\u{A0}». Si les deux sont voulues,"
                + " l’établissement saisit la seconde en ligne de commande, avec le motif."
        case .amendment(let refusal): refusal.text.french
        case .attestation(let refusal): refusal.text.french
        default: "Cette opération n’est pas possible."
        }
    }
}

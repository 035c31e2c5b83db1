import PAdESValidation

extension FindingDetail {
    var text: FindingText {
        switch self {
        case .object(let number): FindingText("objet \(number)", "object \(number)")
        case .contents(let fault): fault.text
        case .chain(let fault, 0): fault.text
        case .chain(let fault, let depth):
            FindingText(
                "\(fault.text.french), certificat nº \(depth) de la chaîne",
                "\(fault.text.english), certificate \(depth) of the chain")
        case .algorithm(let name): FindingText("algorithme \(name)", "algorithm \(name)")
        case .plainECDSA:
            FindingText(
                "deux nombres nus au lieu d’une signature ECDSA de CMS", "two bare numbers, which CMS does not have")
        case .time(.inFuture): FindingText("l’heure est dans le futur", "its time lies in the future")
        }
    }
}

extension ContentsFault {
    var text: FindingText {
        switch self {
        case .notDER: FindingText("aucun élément DER", "no DER element")
        case .bytesBehind: FindingText("des octets suivent la signature", "bytes follow the SignedData")
        case .notSignedData: FindingText("ce n’est pas un SignedData en DER", "it is no SignedData in DER")
        case .notOneSigner: FindingText("il n’y a pas exactement un signataire", "there is not exactly one SignerInfo")
        case .contentInside:
            FindingText("une signature détachée contient son contenu", "a detached signature holds its content")
        case .otherContentType:
            FindingText("le contenu signé est d’un autre type", "the signed content is of another type")
        case .tooManyParts:
            FindingText("trop de certificats ou d’horodatages", "too many certificates or time-stamps")
        }
    }
}

extension ChainFault {
    var text: FindingText {
        switch self {
        case .noAnchor: FindingText("aucun chemin vers une autorité de confiance", "no path to a trust anchor")
        case .badSignature: FindingText("l’émetteur n’a pas signé le certificat", "its issuer did not sign it")
        case .notYetValid: FindingText("pas encore valable", "not valid yet")
        case .expired: FindingText("expiré", "expired")
        case .revoked: FindingText("révoqué", "revoked")
        case .revocationUnknown: FindingText("aucune liste de révocation utilisable", "no usable revocation list")
        case .revocationOutdated: FindingText("liste de révocation périmée", "revocation list out of date")
        case .policyNotAccepted:
            FindingText("une autorité n’a pas le droit de certifier ce rôle", "an authority may not certify this role")
        case .wrongUsage:
            FindingText("usage non autorisé par le certificat", "a use that the certificate does not allow")
        case .weakCryptography: FindingText("clé ou empreinte trop faible", "a key or a digest that is too weak")
        case .other: FindingText("chaîne de certificats incorrecte", "a chain of certificates that does not hold")
        }
    }
}

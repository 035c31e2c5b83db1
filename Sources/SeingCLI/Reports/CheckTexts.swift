import PAdESValidation

extension CheckRule {
    /// What has to hold, in both languages.
    var text: FindingText { FindingText(frenchSentence, sentence) }

    private var frenchSentence: String {
        switch self {
        case .byteRangeIsSound: "l’étendue signée est faite de deux parties correctes"
        case .holeIsContents: "la partie non signée est exactement la signature"
        case .coversItsRevision: "la signature couvre toute sa révision"
        case .contentsAreSignedData: "la signature est un seul SignedData"
        case .unchangedSince: "rien n’a changé depuis, hors ce qu’il faut pour signer"
        case .certificateIsThere: "le certificat de la clé est là"
        case .certificateIsNamed: "la signature nomme son certificat"
        case .algorithmIsKnown: "l’algorithme est connu"
        case .digestMatches: "l’empreinte est celle des octets couverts"
        case .signatureVerifies: "la signature a été faite par la clé du certificat"
        default: frenchTrustSentence
        }
    }

    private var frenchTrustSentence: String {
        switch self {
        case .chainLeadsToAnchor: "le certificat mène à une autorité de confiance"
        case .certificateWasValid: "les certificats étaient valables à l’heure prouvée"
        case .certificateWasNotRevoked: "aucun certificat n’était révoqué"
        case .algorithmsWereReliable: "clés et empreintes étaient assez fortes à l’heure prouvée"
        case .keyIsUsedOnce: "chaque signataire a sa propre clé"
        case .timeIsProven: "un horodatage de confiance prouve l’heure"
        case .timeStampsAreValid: "chaque horodatage est valable"
        case .timesAreInOrder: "les heures prouvées suivent les révisions"
        case .timeIsNotInFuture: "l’heure n’est pas dans le futur"
        default: frenchProfileSentence
        }
    }

    private var frenchProfileSentence: String {
        switch self {
        case .formatIsPAdES: "le format est PAdES"
        case .dictionaryIsPlain: "le dictionnaire de signature a les entrées du profil"
        case .claimedTimeIsThere: "l’heure déclarée est là"
        case .noSigningTime: "aucun signing-time n’est signé"
        case .onlyThreeAttributes: "exactement les trois attributs sont signés"
        case .encodingIsDER: "le codage est DER"
        case .digitsAreLowerCase: "les chiffres sont écrits d’une seule façon"
        case .certificatesAreChain: "les certificats sont ceux du signataire et de ses émetteurs"
        case .timeStampIsPlain: "l’horodatage ne contient que lui-même"
        case .revocationDataStandOutside: "les données de révocation sont en dehors"
        case .digestIsStrong: "l’empreinte est SHA-256 ou plus longue"
        default: sentence
        }
    }
}

extension CheckNote {
    func text(in language: Language) -> String {
        switch self {
        case .revokedLater(let depth, let time):
            language(
                "certificat nº \(depth) révoqué après, le \(Moment.text(time, in: language))",
                "certificate \(depth) was revoked later, \(Moment.text(time, in: language))")
        case .expiredSince(let depth, let time):
            language(
                "certificat nº \(depth) expiré depuis, le \(Moment.text(time, in: language))",
                "certificate \(depth) has expired since, \(Moment.text(time, in: language))")
        case .shortTermWithoutRevocation:
            language(
                "certificat de courte durée, qui n’est jamais révoqué", "a short-term certificate, never revoked")
        case .algorithmOutdatedSince(let time):
            language(
                "algorithme dépassé depuis le \(Moment.text(time, in: language))",
                "algorithm outdated since \(Moment.text(time, in: language))")
        }
    }

    /// A name that stays, for programs.
    var name: String {
        switch self {
        case .revokedLater: "revokedLater"
        case .expiredSince: "expiredSince"
        case .shortTermWithoutRevocation: "shortTermWithoutRevocation"
        case .algorithmOutdatedSince: "algorithmOutdatedSince"
        }
    }
}

extension ValidationReport.Check.Outcome {
    /// A name that stays, for programs.
    var name: String {
        switch self {
        case .passed, .passedWithNote: "passed"
        case .failed: "failed"
        case .unmet: "unmet"
        case .skipped: "skipped"
        }
    }

    var mark: String {
        switch self {
        case .passed, .passedWithNote: "✓"
        case .failed, .unmet: "✗"
        case .skipped: "–"
        }
    }

    /// What stands behind the mark: the sub-indication or a note.
    func remark(in language: Language) -> String? {
        switch self {
        case .failed(let reason): reason.rawValue
        case .passedWithNote(let note): note.text(in: language)
        default: nil
        }
    }
}

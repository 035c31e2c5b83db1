/// The texts that need nothing from the request.
extension FailurePages {
    static let unknownLink = Message(
        title: "Page introuvable",
        paragraphs: [
            "Cette adresse ne mène à aucune page.",
            "Si vous l’avez recopiée, ouvrez plutôt le lien directement depuis le message reçu.",
        ])

    static let notFound = unknownLink

    static let alreadySigned = Message(
        title: "Vous avez déjà signé",
        paragraphs: [
            "Votre signature est enregistrée, vous n’avez plus rien à faire.",
            "Pour lire le document, ouvrez le lien de lecture que vous avez reçu par courriel après votre signature.",
        ])

    static func otherState(_ back: Message.Link?) -> Message {
        Message(
            title: "Ce n’est pas possible maintenant",
            paragraphs: [
                "Le document a changé d’état depuis que la page est ouverte\u{A0}: rien n’a été enregistré.",
                "Revenez à la page pour voir où il en est.",
            ], link: back)
    }

    static let alreadyComplete = Message(
        title: "Le document est déjà signé par tous",
        paragraphs: ["Pour le lire, ouvrez le lien de lecture que vous avez reçu par courriel."])

    static let noLongerNeeded = Message(
        title: "La convention est complète",
        paragraphs: [
            "Toutes les signatures nécessaires ont été recueillies. La vôtre était facultative\u{A0}: elle n’est plus demandée, et vous"
                + " n’avez rien à faire. Merci."
        ])

    static let declined = Message(
        title: "C’est noté",
        paragraphs: [
            "Vous ne signez pas cette convention. Votre signature était facultative\u{A0}: cela ne change rien pour l’élève ni pour le"
                + " stage, et vous ne recevrez plus de rappel.",
            "Si vous changez d’avis, votre lien fonctionne tant que les autres signatures ne sont pas toutes recueillies.",
        ])

    static let superseded = Message(
        title: "Une version corrigée remplace cette convention",
        paragraphs: [
            "L’établissement l’a corrigée\u{A0}: l’ancienne version ne vaut plus, ne la signez pas, même sur papier.",
            "La nouvelle vous est envoyée par courriel quand c’est votre tour de signer.",
        ])

    static let closed = Message(
        title: "Cette convention n’est plus à signer",
        paragraphs: [
            "Elle a été annulée ou refusée\u{A0}: vous n’avez plus rien à faire.",
            "Pour en savoir plus, adressez-vous à l’établissement scolaire.",
        ])

    static let expired = Message(
        title: "Cette convention n’a pas été signée à temps",
        paragraphs: [
            "Toutes les signatures n’ont pas été recueillies avant le début du stage\u{A0}: l’élève ne doit pas commencer"
                + " son stage tant que l’établissement n’a pas décidé de la suite.",
            "Vous n’avez rien à faire. Si l’établissement rouvre la convention, vous recevrez un nouveau message pour"
                + " la signer.",
        ])

    static let onHold = Message(
        title: "L’établissement examine cette convention",
        paragraphs: [
            "Personne ne peut la signer pour le moment, et le stage ne peut pas commencer sans elle.",
            "Vous n’avez rien à faire\u{A0}: vous recevrez un message si elle peut de nouveau être signée, ou si elle est annulée. Pour toute"
                + " question, adressez-vous à l’établissement.",
        ])

    static let disowned = Message(
        title: "Ce lien ne fonctionne plus",
        paragraphs: [
            "La personne qui l’a ouvert a indiqué que ce message n’était pas pour elle. L’établissement scolaire est prévenu"
                + "\u{A0}: il corrigera l’adresse et enverra un nouveau message.",
            "Vous n’avez plus rien à faire. Vous pouvez supprimer le message reçu.",
        ])

    static let erased = Message(
        title: "Cette convention a été effacée",
        paragraphs: [
            "Ses données ne sont plus conservées ici, à la fin de leur durée de conservation ou à la demande d’une"
                + " personne concernée. Plus personne ne peut les relire depuis ce service.",
            "Si vous avez gardé le document PDF, les signatures qu’il porte se vérifient toujours.",
            "Pour toute question, adressez-vous à l’établissement scolaire.",
        ])

    static func smsOnly(_ back: Message.Link?) -> Message {
        Message(
            title: "Le code doit partir par SMS",
            paragraphs: [
                "Pour signer, l’établissement demande un code reçu par SMS, et le numéro enregistré à votre nom manque ou n’est plus le"
                    + " vôtre. L’établissement vient d’en être prévenu\u{A0}: lui seul peut le corriger.",
                "Rien n’a été enregistré. Vous pourrez revenir à cette page quand ce sera fait.",
            ], link: back)
    }

    static let accountRequired = Message(
        title: "Signez avec votre compte",
        paragraphs: [
            "Vous signez pour l’établissement avec votre compte et votre application de codes\u{A0}: ce lien ne signe pas."
        ], link: Message.Link(path: HeadPaths.home, label: "Entrer dans l’espace de l’établissement"))

    static func noHealthSheet(_ back: Message.Link?) -> Message {
        Message(
            title: "Il n’y a pas de fiche PAI ici",
            paragraphs: [
                "Cette convention n’a pas de fiche PAI, ou n’en a plus\u{A0}: elle est effacée après le dernier jour du stage,"
                    + " ou plus tôt si la famille le demande.",
                "Le plan lui-même est remis sur papier par la famille ou par l’établissement scolaire.",
            ], link: back)
    }

    static func placementOver(_ back: Message.Link?) -> Message {
        Message(
            title: "Le stage est terminé",
            paragraphs: [
                "La fiche de contacts n’est plus donnée ici après le dernier jour\u{A0}: ces coordonnées n’avaient servi qu’au"
                    + " stage.",
                "Pour joindre quelqu’un, adressez-vous à l’établissement scolaire.",
            ], link: back)
    }

    static func tooMany(_ when: String, _ back: Message.Link?) -> Message {
        Message(
            title: "Trop de demandes",
            paragraphs: ["Rien n’a été enregistré. Vous pourrez recommencer \(when)."], link: back)
    }

    static func breakdown(_ back: Message.Link?) -> Message {
        Message(
            title: "Le service n’a pas pu répondre",
            paragraphs: [
                "Rien n’a été enregistré, et rien n’est perdu. Recommencez dans quelques minutes.",
                "Si cela se reproduit, prévenez l’établissement et donnez-lui la référence ci-dessous.",
            ], link: back)
    }
}

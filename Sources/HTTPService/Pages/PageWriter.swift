import HTTPTypes
import Hummingbird
import Parties
import Workflow

import struct Foundation.Date

/// Makes pages from what the use cases say.
struct PageWriter: Sendable {
    let templates: PageTemplates
    let settings: HTTPServiceSettings
    let hasMailbox: Bool
    let dates: FrenchDates

    init(templates: PageTemplates, settings: HTTPServiceSettings, hasMailbox: Bool) {
        self.templates = templates
        self.settings = settings
        self.hasMailbox = hasMailbox
        dates = FrenchDates(timeZone: settings.timeZone)
    }

    func frame(_ title: String) -> PageFrame {
        PageFrame(
            title: title, isDemo: settings.isDemo, hasMailbox: hasMailbox, operatorName: settings.operatorName)
    }

    /// A page that says one thing.
    func message(_ message: Message, status: HTTPResponse.Status = .ok) -> Response {
        templates.response(.message, MessagePage(page: frame(message.title), message: message), status: status)
    }

    /// Who has signed, in the order of signing, then whose turn it is, then the others.
    func lines(of parties: [PartyStatus], reader: Signatory) -> [PartyLine] {
        let signed = parties.filter { $0.settledAt != nil }
            .sorted { ($0.settledAt ?? .distantPast) < ($1.settledAt ?? .distantPast) }
        let unsigned = parties.filter { $0.settledAt == nil }
        let inOrder = signed + unsigned.filter(\.isAwaited) + unsigned.filter { !$0.isAwaited }
        return inOrder.map { party in
            let isReader = party.signatory.fieldName == reader.fieldName
            let (status, kind) = statusText(of: party, isReader: isReader)
            let name = party.signatory.name.full + (isReader ? " (vous)" : "")
            return PartyLine(name: name, capacity: party.signatory.capacity, status: status, kind: kind)
        }
    }

    private func statusText(of party: PartyStatus, isReader: Bool) -> (String, String) {
        if let signedAt = party.signedAt { return ("A signé le \(dates.day(signedAt))", "done") }
        if let paper = party.paper {
            let words = PaperWords(electronicCount: 0, paper, settings.timeZone)
            return ("A signé sur papier le \(words.signedOn), signature \(words.attested)", "done")
        }
        if party.prefersPaper, party.isAwaited {
            return (
                isReader ? "C’est votre tour (sur papier, si vous le souhaitez)" : "Signature attendue, sur papier",
                "now"
            )
        }
        if party.signatory.isOptional { return optionalText(of: party, isReader: isReader) }
        if party.isPending { return ("Accord donné, signature en cours", "now") }
        if party.isAwaited { return (isReader ? "C’est votre tour" : "Signature attendue", "now") }
        return ("Signera ensuite", "later")
    }

    /// Of who need not sign, and has not.
    private func optionalText(of party: PartyStatus, isReader: Bool) -> (String, String) {
        if party.isPending { return ("Accord donné, signature en cours", "now") }
        if party.hasDeclined { return ("Ne signe pas (facultatif)", "later") }
        return (isReader ? "Vous pouvez signer (facultatif)" : "Peut signer (facultatif)", "later")
    }
}

extension PartyStatus {
    /// When this part was done, in the document or on paper.
    fileprivate var settledAt: Date? { signedAt ?? paper?.at }
}

/// A short page: what happened, what to do next.
struct Message: Sendable {
    let title: String
    let paragraphs: [String]
    var link: Link?
    /// Shown so that a person can name it to who runs the service.
    var reference: String?
    /// Texts of the reader's own, to be copied.
    var typed: [String] = []

    struct Link: Sendable {
        let path: String
        let label: String
    }
}

struct MessagePage: Sendable {
    let page: PageFrame
    let message: Message
}

import ConventionDomain
import XMLBridge

import struct Foundation.Data

/// The journal's part of a proof file, with what it takes to recompute every hash of it.
enum ProofJournalXML {
    static func element(of journal: JournalExtract) -> XMLElement {
        var children = journal.events.map(element(of:))
        if let anchor = journal.anchor {
            if !journal.bridge.isEmpty { children.append(branch("bridge", journal.bridge.map(element(of:)))) }
            children.append(
                branch(
                    "anchor",
                    [
                        text("sequence", String(anchor.sequence)), digest("headHash", anchor.headHash),
                        digest("previousTokenDigest", anchor.previousTokenDigest),
                        text("token", XMLSignature.base64(anchor.token)),
                    ]))
        }
        return branch("journal", children)
    }

    private static func element(of event: ChainedEvent) -> XMLElement {
        var children = [
            text("sequence", String(event.sequence)), text("convention", event.convention),
            text("position", String(event.position)), text("type", event.type), text("at", String(event.at)),
            digest("previousHash", event.previousHash), digest("previousOwnHash", event.previousOwnHash),
            digest("commitment", event.commitment), digest("hash", event.hash),
        ]
        switch event.payload {
        case .open(let salt, let bytes):
            children += [text("salt", XMLSignature.base64(salt)), text("payload", XMLSignature.base64(bytes))]
        case .withheld(let why): children.append(text("withheld", why.rawValue))
        case nil: break
        }
        return branch("event", children)
    }

    /// - Returns: `nil` when a value is none that the schema lets pass.
    static func read(_ element: XMLElement) -> JournalExtract? {
        let events = element.elements.filter { $0.name == "event" }.map(event)
        let bridge = element.element(named: "bridge")?.elements.map(event) ?? []
        let anchor = element.element(named: "anchor")
        let read = anchor.map(Self.anchor) ?? nil
        guard events.allSatisfy({ $0 != nil }), bridge.allSatisfy({ $0 != nil }), anchor == nil || read != nil else {
            return nil
        }
        return JournalExtract(events: events.compactMap(\.self), bridge: bridge.compactMap(\.self), anchor: read)
    }

    private static func anchor(_ element: XMLElement) -> JournalExtract.Anchor? {
        guard let sequence = element.value("sequence").flatMap({ Int64($0) }), let head = element.digest("headHash"),
            let previous = element.digest("previousTokenDigest"),
            let token = element.element(named: "token")?.octets
        else { return nil }
        return JournalExtract.Anchor(sequence: sequence, headHash: head, previousTokenDigest: previous, token: token)
    }

    private static func event(_ element: XMLElement) -> ChainedEvent? {
        guard let sequence = element.value("sequence").flatMap({ Int64($0) }),
            let position = element.value("position").flatMap({ Int($0) }),
            let at = element.value("at").flatMap({ Int64($0) }), let type = element.value("type"),
            let convention = element.value("convention"), let previous = element.digest("previousHash"),
            let previousOwn = element.digest("previousOwnHash"), let commitment = element.digest("commitment"),
            let hash = element.digest("hash")
        else { return nil }
        return ChainedEvent(
            place: .init(sequence: sequence, convention: convention, position: position), type: type, at: at,
            hashes: .init(previous: previous, previousOwn: previousOwn, commitment: commitment, own: hash),
            payload: payload(element))
    }

    private static func payload(_ element: XMLElement) -> ChainedEvent.Payload? {
        if let salt = element.element(named: "salt")?.octets, let bytes = element.element(named: "payload")?.octets {
            return .open(salt: salt, bytes: bytes)
        }
        return element.value("withheld").flatMap(ChainedEvent.Withheld.init(rawValue:)).map { .withheld($0) }
    }

    private static func text(_ name: String, _ text: String) -> XMLElement { ProofXML.leaf(name, text) }

    private static func digest(_ name: String, _ digest: DocumentDigest) -> XMLElement {
        ProofXML.leaf(name, digest.hexadecimal)
    }

    private static func branch(_ name: String, _ children: [XMLElement]) -> XMLElement {
        ProofXML.branch(name, children)
    }
}

extension XMLElement {
    /// The text of a child element.
    func value(_ name: String) -> String? { element(named: name)?.text }

    func digest(_ name: String) -> DocumentDigest? { value(name).flatMap(DocumentDigest.init(hexadecimal:)) }
}

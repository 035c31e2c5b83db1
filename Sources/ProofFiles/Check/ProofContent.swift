import ConventionDomain
import OpenSSLBridge
import XMLBridge

/// A proof file read again, with the events that its payloads tell.
struct ProofContent {
    let root: XMLElement
    let scope: ProofScope
    let journal: JournalExtract
    let title: ProofReport.Title
    /// Of the payloads that are open.
    private let events: [ProofEvent]

    /// - Returns: `nil` when a value is none that the service writes.
    init?(_ root: XMLElement, decode: ([UInt8], String) -> ConventionEvent?) {
        guard let journal = root.element(named: "journal").flatMap(ProofJournalXML.read), !journal.events.isEmpty,
            let convention = root.element(named: "convention"), let reference = convention.value("reference"),
            let state = convention.value("state"), let madeAt = root.value("madeAt").flatMap(ISO8601.seconds)
        else { return nil }
        var events: [ProofEvent] = []
        for event in journal.events {
            guard let payload = event.payload else { return nil }
            guard case .open(_, let bytes) = payload else { continue }
            guard let decoded = decode(bytes, event.type) else { return nil }
            events.append(ProofEvent(at: event.at, event: decoded))
        }
        scope = root.value("signatory").map(ProofScope.signatory) ?? .convention
        (self.root, self.journal, self.events) = (root, journal, events)
        title = ProofReport.Title(
            scope: scope, reference: reference, state: state, madeAt: madeAt,
            isDemo: root.value("demonstration") == "true", eventCount: journal.events.count, openCount: events.count,
            signatureCount: root.element(named: "parties")?.elements.count { $0.element(named: "signature") != nil }
                ?? 0)
    }

    var parties: [XMLElement] { root.element(named: "parties")?.elements ?? [] }

    var revisions: [XMLElement] { root.element(named: "revisions")?.elements ?? [] }

    func faults() -> Set<ProofReport.Fault> {
        var faults = Set<ProofReport.Fault>()
        if !chainHolds { faults.insert(.journal) }
        if !journal.events.allSatisfy(\.opensCommitment) { faults.insert(.payload) }
        if !bridgeHolds { faults.insert(.anchor) }
        if !factsAreOfEvents { faults.insert(.facts) }
        if !parties.allSatisfy(statementsAreAgreedTo) { faults.insert(.statement) }
        return faults
    }

    /// Each event is what its hash says, of this convention, and continues the one before.
    private var chainHolds: Bool {
        var previous = DocumentDigest.nothing
        for (index, event) in journal.events.enumerated() {
            guard event.convention == title.reference, event.position == index + 1, event.previousOwnHash == previous,
                event.isItsHash
            else { return false }
            previous = event.hash
        }
        return true
    }

    /// From the last event to the one that the time-stamp is over, without a gap.
    private var bridgeHolds: Bool {
        guard var last = journal.events.last else { return false }
        guard let anchor = journal.anchor else { return journal.bridge.isEmpty }
        for event in journal.bridge {
            guard event.previousHash == last.hash, event.sequence == last.sequence + 1, event.isItsHash else {
                return false
            }
            last = event
        }
        return last.hash == anchor.headHash && last.sequence == anchor.sequence
    }

    /// What stands in words is written anew from the payloads, and has to be the same.
    private var factsAreOfEvents: Bool { scopeIsKept && issueIsKept && revisionsAreKept && actsAreKept }

    /// Nothing is open that this reader may not know.
    private var scopeIsKept: Bool {
        events.allSatisfy { scope.withholds($0.event) == nil }
            && parties.allSatisfy { party in
                let isOwn = party.value("field").map(scope.tells(of:)) == true
                return isOwn == (party.element(named: "acts") != nil)
                    && isOwn == (party.element(named: "person") != nil)
            }
    }

    private var issueIsKept: Bool {
        let stated = root.element(named: "convention")?.elements.filter {
            ["templateSha256", "order"].contains($0.name)
        }
        let issues = events.compactMap { if case .issued(let issue) = $0.event { issue } else { nil } }
        return (stated ?? []).map(\.plain) == (issues.first.map(ProofXML.issue) ?? []).map(\.plain)
    }

    private var revisionsAreKept: Bool {
        let stated = revisions.map { Array($0.elements.dropFirst()).map(\.plain) }
        guard revisions.enumerated().allSatisfy({ $1.value("index") == String($0) }) else { return false }
        let known = events.compactMap(ProofRevision.init).map { ProofXML.contents(of: $0).map(\.plain) }
        if scope == .convention { return stated == known }
        var rest = stated[...]
        return known.allSatisfy { revision in
            guard let place = rest.firstIndex(of: revision) else { return false }
            rest = rest[(place + 1)...]
            return true
        }
    }

    private var actsAreKept: Bool {
        parties.allSatisfy { party in
            guard let field = party.value("field"), scope.tells(of: field) else { return true }
            return party.element(named: "acts")?.plain == ProofXML.acts(of: field, in: events).plain
        }
    }

    /// Each text is the one whose digest stands beside it and in a consent of this person.
    private func statementsAreAgreedTo(_ party: XMLElement) -> Bool {
        let agreed = (party.element(named: "acts")?.elements ?? []).compactMap { $0.digest("textSha256") }
        return party.elements.filter { $0.name == "statement" }.allSatisfy { statement in
            guard let digest = statement.digest("sha256"), let text = statement.value("text") else { return false }
            return agreed.contains(digest) && DocumentDigest(of: Array(text.utf8)) == digest
        }
    }
}

extension ChainedEvent {
    fileprivate var isItsHash: Bool { DocumentDigest(of: canonical) == hash }

    /// What is withheld cannot be asked.
    fileprivate var opensCommitment: Bool {
        guard case .open(let salt, let bytes) = payload else { return true }
        return salt.count == 32 && DocumentDigest(of: salt + bytes) == commitment
    }
}

extension DocumentDigest {
    /// Before the first event.
    fileprivate static var nothing: DocumentDigest? { DocumentDigest(bytes: [UInt8](repeating: 0, count: 32)) }

    init?(of bytes: [UInt8]) { self.init(bytes: DigestAlgorithm.sha256.digest(bytes)) }
}

extension XMLElement {
    /// Without what the form of the file adds: lines, and white space between elements.
    var plain: XMLElement {
        let inner = elements
        let children: [XMLNode] =
            inner.isEmpty ? (text.isEmpty ? [] : [.text(text)]) : inner.map { .element($0.plain) }
        return XMLElement(name, namespace: namespace, attributes: attributes, children: children)
    }
}

import ConventionDomain
import OpenSSLBridge
import Parties
package import XMLBridge

/// The proof file in XML; `Templates/Schemas/proof.rng` says the same to programs.
package enum ProofXML {
    package static let namespace = "urn:seing:proof:1"

    /// Everything but the seal.
    package static func element(of file: ProofFile) -> XMLElement {
        var children: [XMLElement] = [leaf("scope", file.scope == .convention ? "convention" : "signatory")]
        if case .signatory(let field) = file.scope { children.append(leaf("signatory", field)) }
        children += [
            leaf("madeAt", ISO8601.text(file.madeAt)), leaf("demonstration", file.isDemo ? "true" : "false"),
            convention(file), branch("revisions", revisions(file.revisions)),
            branch("parties", file.parties.map { party($0, in: file) }), ProofJournalXML.element(of: file.journal),
        ]
        return branch("proof", children)
    }

    private static func convention(_ file: ProofFile) -> XMLElement {
        let outline = file.subject.outline
        var children = [
            leaf("reference", file.reference), leaf("state", file.state.rawValue), leaf("title", outline.title),
        ]
        if file.scope.tells(of: ConventionData.RequiredSignature.student.rawValue) {
            children.append(branch("pupil", name(outline.pupil)))
        }
        children += [
            leaf("school", outline.school), leaf("host", outline.host), leaf("firstDay", outline.firstDay),
            leaf("lastDay", outline.lastDay), leaf("template", file.subject.templateIdentifier),
            leaf("dataSha256", file.subject.dataDigest.hexadecimal),
        ]
        if let issue = file.issue { children += self.issue(issue) }
        return branch("convention", children)
    }

    /// What the event `issued` says.
    static func issue(_ issue: Issue) -> [XMLElement] {
        [
            leaf("templateSha256", issue.templateDigest.hexadecimal),
            branch("order", issue.order.groups.map { branch("group", $0.map { leaf("field", $0) }) }),
        ]
    }

    private static func revisions(_ revisions: [ProofRevision]) -> [XMLElement] {
        revisions.enumerated().map { index, revision in
            branch("revision", [leaf("index", String(index))] + contents(of: revision))
        }
    }

    /// Without its number, which is its place.
    static func contents(of revision: ProofRevision) -> [XMLElement] {
        let common = [leaf("sha256", revision.digest.hexadecimal), leaf("at", ISO8601.text(revision.at))]
        switch revision.kind {
        case .base: return common
        case .signature(let field): return common + [leaf("field", field)]
        case .archive(let level, let until):
            return common + [leaf("level", level), leaf("provableUntil", ISO8601.text(until))]
        }
    }

    private static func party(_ party: ProofParty, in file: ProofFile) -> XMLElement {
        var children = [leaf("field", party.fieldName), leaf("role", party.role.rawValue)]
        if let person = party.person { children.append(self.person(person)) }
        if file.scope.tells(of: party.fieldName) {
            children.append(acts(of: party.fieldName, in: file.events))
        }
        children += party.statements.map { statement in
            branch("statement", [leaf("sha256", statement.digest.hexadecimal), leaf("text", statement.text)])
        }
        if let signature = party.signature { children.append(self.signature(signature)) }
        return branch("party", children)
    }

    private static func person(_ person: ProofParty.Person) -> XMLElement {
        branch(
            "person",
            name(person.name) + [leaf("capacity", person.capacity)]
                + optional("organisation", person.organisation) + optional("email", person.maskedEmail))
    }

    /// What happened to one signatory, as far as the reader may know it.
    static func acts(of fieldName: String, in events: [ProofEvent]) -> XMLElement {
        branch("acts", events.filter { $0.event.fieldName == fieldName }.map(ProofActXML.element))
    }

    private static func signature(_ signature: ProofSignature) -> XMLElement {
        var children = [
            leaf("revision", String(signature.revision)), leaf("certificateSerial", signature.certificateSerial),
            leaf("certificateSha256", signature.certificateDigest.hexadecimal),
        ]
        if let certificate = signature.certificate {
            children += [
                leaf("subject", certificate.subject), leaf("issuer", certificate.issuer),
                leaf("notBefore", ISO8601.text(certificate.notBefore)),
                leaf("notAfter", ISO8601.text(certificate.notAfter)),
            ]
        }
        return branch(
            "signature",
            children + optional("timeStamp", signature.timeStamp.map(ISO8601.text))
                + optional("timeStampUnit", signature.timeStampUnit))
    }

    private static func name(_ name: PersonName) -> [XMLElement] {
        [leaf("given", name.given), leaf("family", name.family)]
    }

    /// What XML has no way to hold becomes U+FFFD: a reason that somebody gave must not keep a file from being made.
    static func leaf(_ name: String, _ text: String) -> XMLElement {
        let text =
            text.unicodeScalars.allSatisfy(isXML)
            ? text : String(String.UnicodeScalarView(text.unicodeScalars.map { isXML($0) ? $0 : "\u{FFFD}" }))
        return XMLElement(name, namespace: namespace, children: text.isEmpty ? [] : [.text(text)])
    }

    /// Source: XML 1.0 §2.2.
    private static func isXML(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x1_0000...0x10_FFFF: true
        default: false
        }
    }

    static func optional(_ name: String, _ text: String?) -> [XMLElement] { text.map { [leaf(name, $0)] } ?? [] }

    static func branch(_ name: String, _ children: [XMLElement]) -> XMLElement {
        XMLElement(name, namespace: namespace, children: children.map { .element($0) })
    }
}

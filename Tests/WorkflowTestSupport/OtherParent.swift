package import ConventionDomain
package import Parties
package import Workflow

/// A convention whose data name a father who does not sign, and his hands.
package struct OtherParent: Sendable {
    package static let email = "ousmane@exemple.fr"

    package let bench: WorkflowBench

    package init(_ bench: WorkflowBench) { self.bench = bench }

    /// Documents whose data name both parents of the usual convention.
    package static var documents: DocumentFactory {
        let sample = SampleConvention()
        var documents = PaperDocument.factory(for: sample)
        documents.representatives = { _ in
            sample.signatories.filter { $0.role == .representative } + [
                Signatory(
                    fieldName: "representative-2", role: .representative,
                    name: PersonName(given: "Ousmane", family: "Diallo"), capacity: "Père")
            ]
        }
        return documents
    }

    /// Drafts and issues with what is on file of the father.
    package func issued(
        _ contact: ContactSheet.Contact = .init(of: .representative2, email: email), order: SigningOrder.Preset? = nil
    ) async throws -> ConventionID {
        let sample = bench.sample
        let id = try await bench.workflow.draft(
            DraftRequest(
                data: sample.data, contacts: sample.contacts, otherContacts: [contact],
                order: order.map { .preset($0) }))
        try await bench.workflow.issue(id)
        return id
    }

    /// The newest link mailed to him.
    package func link(at address: String = email) async throws -> LinkToken {
        for mail in try await bench.mails(toAddress: address).reversed() {
            for line in mail.textBody.split(separator: "\n") {
                if let place = line.firstRange(of: "/a/"), let token = LinkToken(String(line[place.upperBound...])) {
                    return token
                }
            }
        }
        throw NotInTheMail(what: "link of a parent who does not sign")
    }

    package func code() async throws -> String {
        for mail in try await bench.mails(toAddress: Self.email).reversed() {
            let lines = mail.textBody.split(separator: "\n").map(String.init)
            if let code = lines.first(where: { $0.count == 6 && $0.allSatisfy(\.isNumber) }) { return code }
        }
        throw NotInTheMail(what: "code")
    }

    package func object() async throws {
        let token = try await link()
        let requested = try await bench.workflow.requestObjectionCode(token)
        try await bench.workflow.object(token, code: try await code(), attempt: requested.attempt)
    }

    package func withdraw() async throws {
        let token = try await link()
        let requested = try await bench.workflow.requestObjectionCode(token)
        try await bench.workflow.withdrawObjection(token, code: try await code(), attempt: requested.attempt)
    }
}

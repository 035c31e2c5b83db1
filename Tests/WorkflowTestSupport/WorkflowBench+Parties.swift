package import ConventionDomain
import Parties
package import Workflow

/// Something the bench expected in a mail and did not find.
package struct NotInTheMail: Error {
    package let what: String
}

extension WorkflowBench {
    /// Drafts and issues the sample.
    package func issued(_ order: DraftRequest.OrderChoice? = nil) async throws -> ConventionID {
        let id = try await drafted(order)
        try await workflow.issue(id)
        return id
    }

    package func drafted(_ order: DraftRequest.OrderChoice? = nil) async throws -> ConventionID {
        try await workflow.draft(DraftRequest(data: sample.data, contacts: sample.contacts, order: order))
    }

    /// The newest signing link mailed to a signatory.
    package func signingLink(_ fieldName: String) async throws -> LinkToken {
        guard let token = try await texts(after: "/s/", to: fieldName).last.flatMap(LinkToken.init) else {
            throw NotInTheMail(what: "signing link")
        }
        return token
    }

    /// The newest reading link mailed to a signatory.
    package func readingLink(_ fieldName: String) async throws -> LinkToken {
        guard let token = try await texts(after: "/r/", to: fieldName).last.flatMap(LinkToken.init) else {
            throw NotInTheMail(what: "reading link")
        }
        return token
    }

    /// The newest access token mailed to the employer.
    package func accessToken() async throws -> AccessToken {
        for mail in try await mails(to: "employer").reversed() {
            let lines = mail.textBody.split(separator: "\n").map(String.init)
            if let token = lines.compactMap(AccessToken.init).first { return token }
        }
        throw NotInTheMail(what: "access token")
    }

    /// The newest code mailed to a signatory.
    package func code(_ fieldName: String) async throws -> String {
        for mail in try await mails(to: fieldName).reversed() {
            let lines = mail.textBody.split(separator: "\n").map(String.init)
            if let code = lines.first(where: { $0.count == 6 && $0.allSatisfy(\.isNumber) }) { return code }
        }
        throw NotInTheMail(what: "code")
    }

    private func texts(after marker: String, to fieldName: String) async throws -> [String] {
        try await mails(to: fieldName).compactMap { mail in
            mail.textBody.split(separator: "\n").compactMap { line in
                line.firstRange(of: marker).map { String(line[$0.upperBound...]) }
            }.first
        }
    }
}

/// A signature was to be made at once and has to wait.
package struct StillWaiting: Error {}

extension CountersignatureOutcome {
    /// The result, when the signature was made.
    package var result: CountersignatureResult {
        get throws {
            guard case .signed(let result) = self else { throw StillWaiting() }
            return result
        }
    }
}

/// A signing attempt ready to be ended with the code.
package struct ReadyToSign: Sendable {
    package let token: LinkToken
    package let code: String
    package let shown: DocumentDigest
    package let attempt: AttemptID

    package init(token: LinkToken, code: String, shown: DocumentDigest, attempt: AttemptID) {
        self.token = token
        self.code = code
        self.shown = shown
        self.attempt = attempt
    }
}

extension WorkflowBench {
    /// Reads, agrees and asks for the code.
    package func prepare(_ fieldName: String) async throws -> ReadyToSign {
        try await prepare(try await signingLink(fieldName), fieldName)
    }

    /// The same with a link that came from elsewhere than a mail.
    package func prepare(_ token: LinkToken, _ fieldName: String) async throws -> ReadyToSign {
        let view = try await workflow.view(token)
        let requested = try await workflow.requestCode(token, consent: view.agreement)
        return ReadyToSign(
            token: token, code: try await code(fieldName), shown: view.documentDigest, attempt: requested.attempt)
    }

    @discardableResult
    package func finish(_ ready: ReadyToSign) async throws -> SigningReceipt {
        guard case .signed(let receipt) = try await answer(ready) else { throw StillWaiting() }
        return receipt
    }

    /// Enters the code; the signature may have to wait.
    package func answer(_ ready: ReadyToSign) async throws -> SigningAnswer {
        try await workflow.sign(ready.token, code: ready.code, shownDigest: ready.shown, attempt: ready.attempt)
    }

    /// Signs from mail to receipt.
    @discardableResult
    package func sign(_ fieldName: String) async throws -> SigningReceipt {
        try await finish(try await prepare(fieldName))
    }

    /// Asks for a code and refuses with it.
    package func refuse(_ token: LinkToken, _ fieldName: String, reason: String) async throws {
        let requested = try await workflow.requestRefusalCode(token)
        try await workflow.refuse(
            token, reason: reason, code: try await code(fieldName), attempt: requested.attempt)
    }

    /// A request that says what the employer would say now.
    package func request(_ id: ConventionID, key: String = "key-1") async throws -> CountersignatureRequest {
        let view = try await workflow.employerView(id, accessToken: try await accessToken())
        return CountersignatureRequest(
            signatory: view.signatory.name.full, capacity: view.signatory.capacity,
            consentVersion: view.consent.version, revisionDigest: view.revisionDigest, idempotencyKey: key)
    }

    @discardableResult
    package func countersign(_ id: ConventionID, key: String = "key-1") async throws -> CountersignatureResult {
        let outcome = try await workflow.countersign(
            id, accessToken: try await accessToken(), request: try await request(id, key: key))
        guard case .signed(let result) = outcome else { throw StillWaiting() }
        return result
    }
}

extension SigningView {
    /// What the signatory sends when agreeing to what the page shows.
    package var agreement: ConsentGiven {
        ConsentGiven(statementID: consent.id, version: consent.version, shownDigest: documentDigest)
    }
}

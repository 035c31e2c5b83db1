import ConventionDomain
import HTTPTypes
import Hummingbird
import Workflow

// From the choice to the signatures.
extension HeadController {
    /// Keeps what was chosen as a list to be reviewed, and leads to it.
    @Sendable func propose(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { session in
            let fields = try await fields(request, of: session)
            do {
                return .seeOther(
                    HeadPaths.batch(try await office.propose(try await chosen(fields, session), by: session.account)))
            } catch WorkflowError.invalidData {
                return .seeOther("\(HeadPaths.desk)?\(HeadMistake.nothingChosen.query)")
            }
        }
    }

    private func chosen(_ fields: FormFields, _ session: HeadSession) async throws -> Set<ConventionID> {
        guard fields[HeadFieldName.all] == "oui" else {
            return Set(fields.names(after: HeadFieldName.choice).compactMap { ConventionID($0) })
        }
        let desk = try await office.desk(of: session.account, query: fields[HeadFieldName.query])
        return Set(desk.rows.map(\.convention))
    }

    @Sendable func showBatch(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { session in
            let view = try await office.view(try batch(context), of: session.account)
            guard let confirmation = view.batch.confirmation else {
                return writer.templates.response(.headReview, review(view, session, HeadMistake(request)))
            }
            let isFollowed = view.batch.finishedAt == nil && request.uri.queryParameters.get("suivi") != "non"
            var response = writer.templates.response(
                .headBatch, progress(view, confirmation, session, isFollowed: isFollowed))
            if isFollowed { response.headers[.refresh] = "5" }
            return response
        }
    }

    @Sendable func leadToBatch(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        .seeOther(HeadPaths.batch(try batch(context)))
    }

    @Sendable func confirm(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { session in
            let id = try batch(context)
            let fields = try await fields(request, of: session)
            guard fields[SigningFieldName.consent] == "oui" else {
                return .seeOther("\(HeadPaths.batch(id))?\(HeadMistake.consentMissing.query)")
            }
            let entry = BatchEntry(
                statementID: fields[SigningFieldName.consentID], version: fields[SigningFieldName.consentVersion],
                code: fields[SigningFieldName.code])
            do throws(WorkflowError) { try await office.confirm(id, entry, by: session.account) } catch {
                guard let mistake = HeadMistake(error) else { throw error }
                return .seeOther("\(HeadPaths.batch(id))?\(mistake.query)")
            }
            return .seeOther(HeadPaths.batch(id))
        }
    }

    private func batch(_ context: ServiceRequestContext) throws(RequestFailure) -> BatchID {
        guard let id = BatchID(context.parameters.get("lot") ?? "") else { throw .notFound }
        return id
    }

    private func review(_ view: BatchView, _ session: HeadSession, _ mistake: HeadMistake?) -> HeadReviewPage {
        let count = view.batch.items.count
        return HeadReviewPage(
            page: writer.frame((mistake == nil ? "" : "Erreur – ") + "Relire et signer \(conventions(count))"),
            bar: bar(session), problem: mistake?.text, count: conventions(count), isOne: count == 1,
            lines: view.lines.map { writer.line($0.item.convention, $0.outline) },
            consent: ConsentLines(id: view.consent.id, version: view.consent.version, text: view.consent.text),
            action: HeadPaths.batch(view.batch.id) + "/signer")
    }

    private func progress(
        _ view: BatchView, _ confirmation: BatchConfirmation, _ session: HeadSession, isFollowed: Bool
    ) -> HeadBatchPage {
        let isFinished = view.batch.finishedAt != nil
        let count = view.batch.items.count
        let refused = view.lines.compactMap { line -> HeadLine? in
            guard case .refused(let reason) = line.item.state else { return nil }
            return writer.line(line.item.convention, line.outline, status: reason.french)
        }
        let heading =
            isFinished
            ? "\(conventions(view.signedCount, " signée", " signées")) sur \(count)" : "Signature en cours"
        return HeadBatchPage(
            page: writer.frame(heading), bar: bar(session), heading: heading, isFinished: isFinished,
            given: writer.dates.moment(confirmation.givenAt), count: count,
            settled: view.signedCount + view.refusedCount,
            signed: "\(conventions(view.signedCount, " signée", " signées")) sur \(count)",
            pending: view.pendingCount > 0 ? conventions(view.pendingCount) : nil, refused: refused,
            hasRefused: !refused.isEmpty,
            done: view.lines.filter { $0.item.state == .signed }
                .map { writer.line($0.item.convention, $0.outline) },
            path: HeadPaths.batch(view.batch.id), isFollowed: isFollowed,
            statement: "\(confirmation.statementID), version \(confirmation.statementVersion)",
            listDigest: confirmation.listDigest.hexadecimal)
    }
}

extension HTTPField.Name {
    static var refresh: Self {
        guard let field = HTTPField.Name("Refresh") else { preconditionFailure("Refresh is a token of RFC 9110") }
        return field
    }
}

import HTTPTypes
import Hummingbird
import Workflow

/// The cookie that carries a pass for one reading link; it ends with the browser, and by itself after half an hour.
///
/// Its name is the link's own, so that who reads several conventions has a pass for each. `Lax`, because who comes back
/// from a mail within the half hour should not have to ask again; every form carries a token of its page besides.
struct ReadingCookie: Sendable {
    /// The service is reached by https: the cookie travels by nothing else.
    let isSecure: Bool

    init(publicBaseURL: String) { isSecure = publicBaseURL.hasPrefix("https://") }

    private func name(_ link: LinkToken) -> String {
        let mark = link.hash.bytes.prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return (isSecure ? "__Host-" : "") + "seing-lecture-" + mark
    }

    func pass(for link: LinkToken, in request: Request) -> String? { request.cookie(name(link)) }

    func set(_ pass: ReadingPass, for link: LinkToken, on response: inout Response) {
        response.headers[.setCookie] =
            "\(name(link))=\(pass.text); Path=/; HttpOnly; SameSite=Lax" + (isSecure ? "; Secure" : "")
    }
}

/// Before the pages behind a link that is good for reading: a code, asked for and typed. Nothing here says about whom or what.
struct ReadingDoor: Sendable {
    /// What is behind the door.
    struct Room: Sendable {
        let prefix: String
        /// The end of the address at which a code is asked for.
        let codeEnd: String
        let admits: @Sendable (LinkToken, Request) async throws(WorkflowError) -> Bool
        let requestCode: @Sendable (LinkToken, _ byMail: Bool) async throws(WorkflowError) -> CodeRequested
        let enter: @Sendable (LinkToken, _ code: String, AttemptID) async throws(WorkflowError) -> ReadingPass
    }

    let room: Room
    let access: LinkAccess
    let writer: PageWriter
    let sentCodes = SentCodes()

    func addRoutes(to table: inout RouteTable) {
        let path = room.prefix + ":token"
        table.add(path + room.codeEnd, get: showCode, post: requestCode)
        table.add(path + "/lire", get: leadBack, post: enter)
    }

    /// One button, and nothing else.
    func page(_ token: LinkToken) -> Response {
        let title = "Ouvrir une convention de stage"
        let link = access.form(token, prefix: room.prefix)
        let page = ReadingDoorPage(
            page: writer.frame(title), heading: title, codePath: link.path + room.codeEnd, formToken: link.formToken)
        return writer.templates.response(.readingDoor, page)
    }

    /// A browser that was closed on the answer to a form asks for its address again.
    @Sendable private func leadBack(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        .seeOther(access.form(try access.token(context), prefix: room.prefix).path)
    }

    @Sendable private func requestCode(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try access.token(context)
        let fields = try await access.fields(request, for: token)
        let requested = try await room.requestCode(token, fields.asksForMail)
        await sentCodes.note(requested, now: access.now())
        return .seeOther(address(of: requested.attempt, token))
    }

    @Sendable private func showCode(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try access.token(context)
        let link = access.form(token, prefix: room.prefix)
        let attempt = AttemptID(request.uri.queryParameters.get(SigningFieldName.attempt) ?? "")
        // Who may read, and who has no attempt, is led to the page that knows what to show.
        guard let attempt, try await !room.admits(token, request) else { return .seeOther(link.path) }
        let mistake = FormMistake(request)
        let problem = mistake == .codeExpired ? Self.codeExpired : mistake?.text
        let page = writer.readingCodePage(
            attempt, link: link, codePath: link.path + room.codeEnd, sent: await sentCodes.find(attempt),
            problem: problem)
        return writer.templates.response(.readingCode, page)
    }

    @Sendable private func enter(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try access.token(context)
        let fields = try await access.fields(request, for: token)
        guard let attempt = AttemptID(fields[SigningFieldName.attempt]) else { throw RequestFailure.malformedForm }
        let code = fields[SigningFieldName.code]
        guard !code.isEmpty else { return again(attempt, token, .codeMissing) }
        do throws(WorkflowError) {
            let pass = try await room.enter(token, code, attempt)
            var response = Response.seeOther(access.form(token, prefix: room.prefix).path)
            access.cookie.set(pass, for: token, on: &response)
            return response
        } catch {
            switch error {
            case .wrongCode(let remaining): return again(attempt, token, .codeWrong(remainingTries: remaining))
            case .codeExpired: return again(attempt, token, .codeExpired)
            default: throw error
            }
        }
    }

    private func again(_ attempt: AttemptID, _ token: LinkToken, _ mistake: FormMistake) -> Response {
        .seeOther("\(address(of: attempt, token))&\(mistake.placedQuery)")
    }

    private func address(of attempt: AttemptID, _ token: LinkToken) -> String {
        "\(room.prefix)\(token.text)\(room.codeEnd)?\(SigningFieldName.attempt)=\(attempt.text)"
    }

    private static let codeExpired = "Ce code n’est plus valable. Demandez-en un autre en bas de la page."
}

struct ReadingDoorPage: Sendable {
    let page: PageFrame
    let heading: String
    let codePath: String
    let formToken: String
}

/// The page on which the six digits for reading are typed.
struct ReadingCodePage: Sendable {
    let page: PageFrame
    let path: String
    let codePath: String
    let formToken: String
    let attempt: String
    /// « par SMS »; nothing of where it went: the link may be somebody else's.
    let way: String
    let isSMS: Bool
    /// Until when the code is good; `nil` when the service no longer knows, after a restart.
    let validUntil: String?
    let problem: String?
    let summary: ProblemSummary?
}

extension PageWriter {
    fileprivate func readingCodePage(
        _ attempt: AttemptID, link: LinkForm, codePath: String, sent: SentCode?, problem: String?
    ) -> ReadingCodePage {
        let title = "Saisir votre code pour lire"
        return ReadingCodePage(
            page: frame(problem == nil ? title : "Erreur – \(title)"), path: link.path, codePath: codePath,
            formToken: link.formToken, attempt: attempt.text,
            way: sent.map { $0.isSMS ? " par SMS" : " par courriel" } ?? "",
            isSMS: sent?.isSMS ?? false, validUntil: (sent?.expiresAt).map(dates.time), problem: problem,
            summary: problem.flatMap { ProblemSummary([FormProblem(field: "code", text: $0)]) })
    }
}

extension ReadingDoor.Room {
    /// The pages behind a reading link.
    static func reading(_ useCases: SignatoryUseCases, _ access: LinkAccess) -> Self {
        Self(
            prefix: LinkPaths.readingPrefix, codeEnd: "/code",
            admits: { token, request throws(WorkflowError) in try await access.admits(token, request) },
            requestCode: useCases.requestReadingCode, enter: useCases.enterForReading)
    }

    /// The page of a parent who does not sign; `/code` is where that parent decides.
    static func notice(_ workflow: ConventionWorkflow, _ access: LinkAccess) -> Self {
        Self(
            prefix: LinkPaths.noticePrefix, codeEnd: "/lecture",
            admits: { token, request throws(WorkflowError) in
                try await workflow.admitsNotice(token, pass: access.cookie.pass(for: token, in: request))
            },
            requestCode: { token, _ throws(WorkflowError) in try await workflow.requestNoticeReadingCode(token) },
            enter: { token, code, attempt throws(WorkflowError) in
                try await workflow.enterForReadingNotice(token, code: code, attempt: attempt)
            })
    }
}

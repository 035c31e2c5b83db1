import HTTPTypes
import Hummingbird
import NIOCore
import Parties
import Placements
import Workflow

/// The pages of a school's directory of hosts: find one, read what was with it, note, block.
struct HostController: Sendable {
    let heads: HeadController
    let parts: HostParts

    var writer: PageWriter { heads.writer }

    func addRoutes(to table: inout RouteTable) {
        let one = HostPaths.list + "/:\(HostPaths.parameter)"
        table.add(HostPaths.list, get: list)
        table.add(HostPaths.table, get: download)
        table.add(HostPaths.add, get: showForm, post: add)
        if parts.desk.messaging != nil {
            table.add(HostPaths.write, get: askToWrite, post: writeMessage)
            table.add(HostPaths.messages, get: showMessages)
        }
        table.add(one, get: show)
        table.add(one + HostPaths.note, get: leadToPage, post: write)
        table.add(one + HostPaths.block, get: askToBlock, post: block)
        table.add(one + HostPaths.unblock, get: leadToPage, post: unblock)
        table.add(one + HostPaths.invite, get: askToInvite, post: invite)
        table.add(one + HostPaths.takeBack, get: leadToPage, post: takeBack)
        table.add(one + HostPaths.rename, get: askToRename, post: rename)
        table.add(one + HostPaths.remove, get: leadToPage, post: remove)
    }

    // MARK: Reading

    @Sendable private func list(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { session, school in
            let all = try await parts.desk.hosts(of: school)
            let isDone = request.queryText(HostFieldName.done) == "retire"
            return writer.templates.response(
                .hosts,
                listPage(
                    all, query: String(request.queryText(HostFieldName.query).prefix(100)),
                    group: request.queryText(HostFieldName.group),
                    done: isDone ? "La structure n’est plus dans l’annuaire." : nil, session))
        }
    }

    @Sendable private func download(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { _, school in
            let bytes = HostTable.bytes(try await parts.desk.hosts(of: school))
            return Response(
                status: .ok,
                headers: [
                    .contentType: "text/csv; charset=utf-8",
                    .contentDisposition: "attachment; filename=\"structures-accueil-\(school.text).csv\"",
                ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        }
    }

    @Sendable private func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request, context) { session, school, host in
            let word = request.queryText(HostFieldName.done)
            // What is told was done a moment ago may have been undone since.
            let isSo =
                (word != "bloque" || host.isBlocked) && (word != "debloque" || !host.isBlocked)
                && (word != "reprise" || parts.desk.invitationStanding(at: host) == nil)
            return try await page(host, of: school, session, done: isSo ? Self.done[word] : nil)
        }
    }

    private static let done = [
        "ajoute": "La structure est dans l’annuaire.", "note": "La note est enregistrée.",
        "bloque": "La structure est bloquée. Dans leur espace, vos élèves ne voient plus ses offres.",
        "debloque": "Le blocage est levé. Vos élèves voient de nouveau ses offres.",
        "invite": "L’invitation part dans un instant.",
        "renomme": "Le nom et la ville sont corrigés.",
        "reste":
            "La structure reste dans l’annuaire\u{A0}: un document la nomme, ou quelque chose vient d’y être noté.",
        "reprise": "L’invitation est reprise\u{A0}: son lien ne vaut plus.",
    ]

    @Sendable private func leadToPage(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request, context) { _, _, host in .seeOther(HostPaths.host(host.siret)) }
    }

    // MARK: Adding

    @Sendable private func showForm(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { session, _ in formPage(HostForm(), session) }
    }

    @Sendable private func add(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { session, school in
            let form = HostForm(try await heads.fields(request, of: session))
            guard let siret = SIRET(form.digits) else {
                return formPage(form, session, [HostForm.Problem(field: .siret, text: HostWords.noNumber)])
            }
            // The numbers of some hosts fail their own check.
            guard siret.hasValidChecksum || form.confirmed == siret.digits else {
                return formPage(
                    form, session, [HostForm.Problem(field: .siret, text: HostWords.doubtfulNumber)], asksAgain: siret)
            }
            do throws(HostError) {
                try await parts.desk.add(
                    siret, name: form.name, city: form.city, to: school, by: session.account.id)
                return done("ajoute", siret)
            } catch {
                switch error {
                case .text(let field, let cause):
                    return formPage(
                        form, session, [HostForm.Problem(field: field, text: HostWords.problem(field, cause))])
                case .known, .changedMeanwhile: return .seeOther(HostPaths.host(siret))
                default: throw error
                }
            }
        }
    }

    // MARK: Writing

    @Sendable private func write(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request, context) { session, school, host in
            let fields = try await heads.fields(request, of: session)
            let text = fields.text(HostFieldName.note)
            do throws(HostError) {
                try await parts.desk.write(
                    note: text, over: fields[HostFieldName.edition], on: host.siret, of: school, by: session.account.id)
                return done("note", host.siret)
            } catch {
                if error == .changedMeanwhile {
                    let host = try await parts.desk.host(host.siret, of: school)
                    let mistake = TypedMistake(typed: text, text: HostWords.otherNote(host.record?.note ?? ""))
                    return try await page(host, of: school, session, mistake: mistake, status: .conflict)
                }
                guard let problem = mendable(error) else { throw error }
                let mistake = TypedMistake(typed: text, text: problem)
                return try await page(host, of: school, session, mistake: mistake, status: .unprocessableContent)
            }
        }
    }

    @Sendable private func askToBlock(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request, context) { session, _, host in
            host.isBlocked ? .seeOther(HostPaths.host(host.siret)) : blockPage(host, session)
        }
    }

    @Sendable private func block(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request, context) { session, school, host in
            let text = try await heads.fields(request, of: session).text(HostFieldName.reason)
            do throws(HostError) {
                try await parts.desk.block(host.siret, of: school, because: text, by: session.account.id)
                return done("bloque", host.siret)
            } catch {
                guard let problem = mendable(error) else { throw error }
                return blockPage(host, session, mistake: TypedMistake(typed: text, text: problem))
            }
        }
    }

    @Sendable private func unblock(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request, context) { session, school, host in
            _ = try await heads.fields(request, of: session)
            do throws(HostError) {
                try await parts.desk.unblock(host.siret, of: school, by: session.account.id)
                return done("debloque", host.siret)
            } catch {
                guard error == .changedMeanwhile else { throw error }
                return .seeOther(HostPaths.host(host.siret))
            }
        }
    }

    @Sendable private func askToRename(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request, context) { session, _, host in
            host.isNamedBySchool
                ? renamingPage(host, HostForm(host), session) : .seeOther(HostPaths.host(host.siret))
        }
    }

    @Sendable private func rename(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request, context) { session, school, host in
            let form = HostForm(try await heads.fields(request, of: session))
            do throws(HostError) {
                try await parts.desk.rename(
                    host.siret, name: form.name, city: form.city, of: school,
                    by: session.account.id)
                return done("renomme", host.siret)
            } catch {
                switch error {
                case .text(let field, let cause):
                    return renamingPage(
                        host, form, session, [HostForm.Problem(field: field, text: HostWords.problem(field, cause))])
                case .namedByDocuments: return .seeOther(HostPaths.host(host.siret))
                default:
                    guard let problem = mendable(error) else { throw error }
                    return renamingPage(host, form, session, [HostForm.Problem(field: .name, text: problem)])
                }
            }
        }
    }

    @Sendable private func remove(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request, context) { session, school, host in
            _ = try await heads.fields(request, of: session)
            do throws(HostError) {
                try await parts.desk.remove(host.siret, of: school)
                return .seeOther("\(HostPaths.list)?\(HostFieldName.done)=retire")
            } catch {
                switch error {
                case .held, .changedMeanwhile: return done("reste", host.siret)
                default: throw error
                }
            }
        }
    }

    /// What of it somebody can mend in the form.
    private func mendable(_ error: HostError) -> String? {
        switch error {
        case .text(let field, let cause): HostWords.problem(field, cause)
        case .changedMeanwhile:
            "Quelqu’un d’autre vient de changer la même chose. Relisez la page, puis recommencez si c’est encore utile."
        default: nil
        }
    }

    // MARK: Steps

    /// Answers who entered and may see a school's directory.
    func within(
        _ request: Request, _ body: (HeadSession, UAI) async throws -> Response
    ) async throws -> Response {
        try await heads.within(request, admitsStaff: true) { session in
            guard let school = session.account.school.flatMap({ UAI($0) }) else { return heads.noSchool }
            do { return try await body(session, school) } catch HostError.store {
                throw WorkflowError.unavailable(.storage)
            }
        }
    }

    /// Answers for a host of the school's directory; one of another school's is as unknown as one that does not exist.
    func within(
        _ request: Request, _ context: ServiceRequestContext,
        _ body: (HeadSession, UAI, HostEntry) async throws -> Response
    ) async throws -> Response {
        try await within(request) { session, school in
            guard let siret = SIRET(context.parameters.get(HostPaths.parameter) ?? "") else { return gone }
            do {
                return try await body(session, school, try await parts.desk.host(siret, of: school))
            } catch HostError.unknownHost { return gone }
        }
    }

    private var gone: Response {
        writer.message(
            Message(
                title: "Cette structure n’est pas dans votre annuaire",
                paragraphs: ["Aucune convention ni candidature de vos élèves ne la nomme. Vous pouvez l’ajouter."],
                link: Message.Link(path: HostPaths.list, label: "Voir l’annuaire")), status: .notFound)
    }

    func done(_ word: String, _ siret: SIRET) -> Response {
        .seeOther("\(HostPaths.host(siret))?\(HostFieldName.done)=\(word)")
    }
}

import Foundation
import HTTPTypes
import Hummingbird
import Parties
import Placements
import Rosters
import Workflow

/// The pages of a school's roster: see it, look at a file, take it.
struct RosterController: Sendable {
    let useCases: RosterUseCases
    let heads: HeadController
    /// A file of the largest school, once more in base64, and the fields beside it.
    private let bodies: RequestBodies

    var writer: PageWriter { heads.writer }

    init(useCases: RosterUseCases, heads: HeadController, limits: RequestLimits) {
        self.useCases = useCases
        self.heads = heads
        var limits = limits
        limits.bodyByteCount = 4 << 20
        bodies = RequestBodies(limits: limits)
    }

    func addRoutes(to table: inout RouteTable) {
        table.add(RosterPaths.list, get: list)
        table.add(RosterPaths.upload, get: showUpload, post: look)
        table.add(RosterPaths.take, get: leadToUpload, post: take)
        table.add(RosterPaths.codes, get: leadToList, post: showCodes)
    }

    // MARK: The list

    @Sendable private func list(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { session, school in
            let pupils = try await useCases.desk.roster(of: school).present
            let page = RosterListPage(
                pupils, RosterListChoice(request), done: Self.done(request), page: writer.frame("Élèves"),
                bar: heads.bar(session))
            return writer.templates.response(.rosterList, page)
        }
    }

    /// Three numbers, as the redirection after an import has them.
    private static func done(_ request: Request) -> String? {
        let numbers = (request.uri.queryParameters.get(RosterFieldName.done) ?? "").split(separator: "-").compactMap {
            $0.utf8.count <= 6 ? Int($0) : nil
        }
        guard numbers.count == 3 else { return nil }
        return "La liste est à jour\u{A0}: nouveaux \(numbers[0]), modifiés \(numbers[1]), partis \(numbers[2])."
    }

    // MARK: Importing

    @Sendable private func showUpload(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { session, _ in uploadPage(session) }
    }

    @Sendable private func leadToUpload(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        .seeOther(RosterPaths.upload)
    }

    private func uploadPage(_ session: HeadSession, problem: String? = nil, faults: [RosterFault] = []) -> Response {
        let isFine = problem == nil && faults.isEmpty
        let page = RosterImportPage(
            page: writer.frame((isFine ? "" : "Erreur – ") + "Importer des élèves"), bar: heads.bar(session),
            list: RosterPaths.list, action: RosterPaths.upload, formToken: heads.bar(session).formToken,
            problem: problem, hasFaults: !faults.isEmpty, faults: RosterPreviewPage.lines(of: faults))
        return writer.templates.response(.rosterImport, page, status: isFine ? .ok : .unprocessableContent)
    }

    @Sendable private func look(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { session, school in
            let form = try await form(request, session)
            guard !form.bytes.isEmpty else {
                return uploadPage(session, problem: "Choisissez un fichier, ou collez le tableau.")
            }
            guard form.bytes.count <= Self.maximumByteCount else {
                return uploadPage(
                    session,
                    problem:
                        "Ce fichier dépasse 3\u{A0}Mo. Gardez les colonnes utiles, ou importez l’établissement en plusieurs fichiers."
                )
            }
            return try await preview(form, session, school)
        }
    }

    /// Once more in base64, with the fields beside it, it stays below what a body may have.
    private static let maximumByteCount = 3_000_000

    /// What the file would do; or a page on which its columns are named; or why it is no table.
    private func preview(
        _ form: RosterForm, _ session: HeadSession, _ school: UAI, notice: String? = nil
    ) async throws -> Response {
        let headings: [String]
        do throws(RosterRefusal) { headings = try RosterFile.headings(of: form.bytes) } catch {
            return uploadPage(session, faults: error.faults)
        }
        let mapping = form.mapping(of: headings)
        let bar = heads.bar(session)
        do throws(RosterError) {
            let preview = try await useCases.desk.preview(form.bytes, of: school, mapping: mapping)
            let page = RosterPreviewPage(
                preview, form, notice: notice, page: writer.frame("Aperçu de l’import"), bar: bar)
            return writer.templates.response(.rosterPreview, page)
        } catch {
            guard case .faults(let faults) = error else { throw error }
            var known = try await useCases.desk.roster(of: school).mapping
            for (heading, column) in mapping { known[heading] = column }
            let page = RosterColumnsPage(
                headings, known, faults, form, page: writer.frame("Erreur – Nommer les colonnes"), bar: bar)
            return writer.templates.response(.rosterColumns, page, status: .unprocessableContent)
        }
    }

    @Sendable private func take(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { session, school in
            let form = try await form(request, session)
            let headings: [String]
            do throws(RosterRefusal) { headings = try RosterFile.headings(of: form.bytes) } catch {
                return uploadPage(session, faults: error.faults)
            }
            do throws(RosterError) {
                let done = try await useCases.desk.take(
                    form.bytes, of: school, mapping: form.mapping(of: headings), token: form.token,
                    marksLeft: form.marksLeft)
                let left = form.marksLeft ? done.comparison.missing.count : 0
                let counts = "\(done.comparison.added.count)-\(done.comparison.changed.count)-\(left)"
                return .seeOther("\(RosterPaths.list)?\(RosterFieldName.done)=\(counts)")
            } catch {
                guard error == .lookAgain else {
                    if case .faults = error { return try await preview(form, session, school) }
                    throw error
                }
                let notice =
                    "Rien n’a été importé par ce clic\u{A0}: la liste a changé depuis l’aperçu, ou l’import était déjà fait. Voici ce que ce fichier changerait maintenant."
                return try await preview(form, session, school, notice: notice)
            }
        }
    }

    private func form(_ request: Request, _ session: HeadSession) async throws -> RosterForm {
        let body = try await bodies.collect(request, mediaType: MultipartForm.mediaType)
        let form = try MultipartForm(body, contentType: request.headers[.contentType] ?? "")
        try heads.access.formToken.check(try form.text(FormToken.fieldName), for: session.token.text)
        return try RosterForm(form)
    }

    /// Answers who entered and may see a school's roster.
    func within(
        _ request: Request, _ body: (HeadSession, UAI) async throws -> Response
    ) async throws -> Response {
        try await heads.within(request, admitsStaff: true) { session in
            do {
                guard let school = try await useCases.school(session.account) else { return noSchool }
                return try await body(session, school)
            } catch let error as RosterError {
                guard case .store = error else { throw error }
                throw WorkflowError.unavailable(.storage)
            }
        }
    }

    private var noSchool: Response {
        writer.message(
            Message(
                title: "Aucune liste d’élèves ici",
                paragraphs: [
                    "Votre compte n’est rattaché à aucune liste d’élèves. La personne qui gère le service importe la première"
                        + " liste de l’établissement ou rattache votre compte."
                ], link: Message.Link(path: HeadPaths.desk, label: "Revenir aux conventions")), status: .notFound)
    }
}

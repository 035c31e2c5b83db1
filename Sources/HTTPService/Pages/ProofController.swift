import HTTPTypes
import Hummingbird
import NIOCore
import Workflow

/// The proof file of the signatory behind a reading link, once all have signed: as a page, as the sealed XML, as PDF.
struct ProofController: Sendable {
    let useCases: ProofUseCases
    let access: LinkAccess
    let writer: PageWriter

    func addRoutes(to table: inout RouteTable) {
        let path = LinkPaths.readingPrefix + ":token/preuve"
        table.add(path, get: show)
        table.add(path + ".xml", get: { request, context in try await copy(.xml, request, context) })
        table.add(path + ".pdf", get: { request, context in try await copy(.pdf, request, context) })
    }

    @Sendable private func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try await access.admitted(request, context)
        let text = DocumentHTML.render(try await useCases.content(token))
        let path = access.form(token, prefix: LinkPaths.readingPrefix).path
        return writer.templates.response(.proof, writer.proofPage(text, path: path))
    }

    private func copy(
        _ form: ProofForm, _ request: Request, _ context: ServiceRequestContext
    ) async throws -> Response {
        try await useCases.copy(form, try await access.admitted(request, context)).response
    }
}

/// The page on which a proof file is read.
struct ProofTextPage: Sendable {
    let page: PageFrame
    /// Of the reading page.
    let path: String
    /// HTML.
    let text: String
}

extension PageWriter {
    func proofPage(_ text: String, path: String) -> ProofTextPage {
        ProofTextPage(page: frame("Dossier de preuve"), path: path, text: text)
    }
}

extension ProofCopy {
    /// Made anew each time, and kept by nobody on the way. XML is handed over whole: a browser would show it as a tree.
    var response: Response {
        let headers: HTTPFields = [
            .contentType: form == .xml ? "application/xml" : "application/pdf",
            .contentDisposition: "\(form == .xml ? "attachment" : "inline"); filename=\"\(fileName)\"",
            .contentSecurityPolicy: "frame-ancestors 'none'",
        ]
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

import ConventionDomain
import HTTPTypes
import Hummingbird
import NIOCore
import Parties
import Workflow

import struct Foundation.Data

extension DocumentFile {
    /// The PDF, named by its digest, so that a client can tell what it has read and need not fetch it twice.
    func response(to request: Request) -> Response {
        let tag = "\"\(digest.hexadecimal)\""
        if request.headers[.ifNoneMatch] == tag { return Response(status: .notModified, headers: [.eTag: tag]) }
        let encoded = Data(digestBytes).base64EncodedString()
        let headers: HTTPFields = [
            .contentType: "application/pdf", .eTag: tag,
            .contentDisposition: "inline; filename=\"convention-\(convention.text).pdf\"",
            .representationDigest: "sha-256=:\(encoded):", .digest: "SHA-256=\(encoded)",
            .contentSecurityPolicy: HTTPField.policyOfDocuments,
        ]
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private var digestBytes: [UInt8] {
        let digits = digest.hexadecimal.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}

extension SheetFile {
    /// The PDF; made anew each time, and kept by nobody on the way.
    var response: Response {
        let name =
            switch kind {
            case .contacts: "fiche-de-contacts"
            case .health: "fiche-pai"
            }
        let headers: HTTPFields = [
            .contentType: "application/pdf",
            .contentDisposition: "inline; filename=\"\(name)-\(convention.text).pdf\"",
            .contentSecurityPolicy: HTTPField.policyOfDocuments,
        ]
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

extension HTTPField {
    /// The browser's own viewer needs styles of its own.
    static let policyOfDocuments = "frame-ancestors 'none'"
}

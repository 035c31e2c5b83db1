import ConventionDomain
import HTTPTypes
import Hummingbird
import NIOCore
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
            // The browser's own viewer needs styles of its own.
            .contentSecurityPolicy: "frame-ancestors 'none'",
        ]
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private var digestBytes: [UInt8] {
        let digits = digest.hexadecimal.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}

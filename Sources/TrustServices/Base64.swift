import struct Foundation.CharacterSet
import struct Foundation.Data

/// Base64 as addresses and header fields hold it.
enum Base64 {
    static func text(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    /// With the three signs that mean something in a path written as octets.
    ///
    /// Source: RFC 6960 appendix A.1.
    static func pathSegment(_ bytes: [UInt8]) -> String {
        text(bytes).reduce(into: "") { segment, sign in
            switch sign {
            case "+": segment += "%2B"
            case "/": segment += "%2F"
            case "=": segment += "%3D"
            default: segment.append(sign)
            }
        }
    }
}

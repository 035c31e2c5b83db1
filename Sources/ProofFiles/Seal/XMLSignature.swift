import Foundation
import OpenSSLBridge
import XMLBridge

/// The names and the one form of an enveloped XAdES signature of ours, as a tree.
///
/// There is nothing to choose in it: every algorithm, identifier and order of elements is fixed, and the schema says the same. So a
/// verifier never follows a reference, and no element can be moved to where it is not looked for.
///
/// Source: W3C XML Signature Syntax and Processing 1.1; ETSI EN 319 132-1 §5, §6.3 (level B-T).
enum XMLSignature {
    static let namespace = "http://www.w3.org/2000/09/xmldsig#"
    static let xadesNamespace = "http://uri.etsi.org/01903/v1.3.2#"
    static let exclusiveCanonicalization = "http://www.w3.org/2001/10/xml-exc-c14n#"
    static let enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
    static let sha256 = "http://www.w3.org/2001/04/xmlenc#sha256"
    static let signedPropertiesType = "http://uri.etsi.org/01903#SignedProperties"
    static let documentReference = "document"
    static let signedProperties = "signed-properties"
    /// Identifier of the whole.
    static let signature = "seal"
    static let mediaType = "application/xml"

    /// What the tree is made of; what is not known yet is empty.
    struct Parts {
        let method: XMLSignatureMethod
        let certificate: [UInt8]
        /// Seconds since 1970-01-01T00:00:00Z.
        let signingTime: Int64
        var documentDigest: [UInt8] = []
        var propertiesDigest: [UInt8] = []
        var value: [UInt8] = []
        var timeStamp: [UInt8] = []
    }

    static func element(_ parts: Parts) -> XMLElement {
        dsig(
            "Signature",
            [signedInfo(parts), leaf("SignatureValue", base64(parts.value)), keyInfo(parts), object(parts)],
            attributes: ["Id": signature])
    }

    private static func signedInfo(_ parts: Parts) -> XMLElement {
        dsig(
            "SignedInfo",
            [
                algorithm("CanonicalizationMethod", exclusiveCanonicalization),
                algorithm("SignatureMethod", parts.method.rawValue),
                reference(
                    ["Id": documentReference, "URI": ""], [enveloped, exclusiveCanonicalization], parts.documentDigest),
                reference(
                    ["Type": signedPropertiesType, "URI": "#" + signedProperties], [exclusiveCanonicalization],
                    parts.propertiesDigest),
            ])
    }

    private static func reference(
        _ attributes: [String: String], _ transforms: [String], _ digest: [UInt8]
    ) -> XMLElement {
        dsig(
            "Reference",
            [
                dsig("Transforms", transforms.map { algorithm("Transform", $0) }), algorithm("DigestMethod", sha256),
                leaf("DigestValue", base64(digest)),
            ], attributes: attributes)
    }

    private static func keyInfo(_ parts: Parts) -> XMLElement {
        dsig("KeyInfo", [dsig("X509Data", [leaf("X509Certificate", base64(parts.certificate))])])
    }

    private static func object(_ parts: Parts) -> XMLElement {
        dsig(
            "Object",
            [
                xades(
                    "QualifyingProperties", [properties(parts), unsigned(parts)],
                    attributes: ["Target": "#" + signature])
            ])
    }

    private static func properties(_ parts: Parts) -> XMLElement {
        let certificateDigest = xades(
            "CertDigest",
            [
                algorithm("DigestMethod", sha256),
                leaf("DigestValue", base64(DigestAlgorithm.sha256.digest(parts.certificate))),
            ])
        let signatureProperties = xades(
            "SignedSignatureProperties",
            [
                xades("SigningTime", text: ISO8601.text(parts.signingTime)),
                xades("SigningCertificateV2", [xades("Cert", [certificateDigest])]),
            ])
        let format = xades(
            "DataObjectFormat", [xades("MimeType", text: mediaType)],
            attributes: ["ObjectReference": "#" + documentReference])
        return xades(
            "SignedProperties", [signatureProperties, xades("SignedDataObjectProperties", [format])],
            attributes: ["Id": signedProperties])
    }

    private static func unsigned(_ parts: Parts) -> XMLElement {
        xades(
            "UnsignedProperties",
            [
                xades(
                    "UnsignedSignatureProperties",
                    [
                        xades(
                            "SignatureTimeStamp",
                            [
                                algorithm("CanonicalizationMethod", exclusiveCanonicalization),
                                xades("EncapsulatedTimeStamp", text: base64(parts.timeStamp)),
                            ])
                    ])
            ])
    }

    private static func dsig(
        _ name: String, _ children: [XMLElement], attributes: [String: String] = [:]
    ) -> XMLElement {
        XMLElement(name, namespace: namespace, attributes: attributes, children: children.map { .element($0) })
    }

    private static func algorithm(_ name: String, _ identifier: String) -> XMLElement {
        dsig(name, [], attributes: ["Algorithm": identifier])
    }

    private static func leaf(_ name: String, _ text: String) -> XMLElement {
        XMLElement(name, namespace: namespace, children: [.text(text)])
    }

    private static func xades(
        _ name: String, _ children: [XMLElement], attributes: [String: String] = [:]
    ) -> XMLElement {
        XMLElement(name, namespace: xadesNamespace, attributes: attributes, children: children.map { .element($0) })
    }

    private static func xades(_ name: String, text: String) -> XMLElement {
        XMLElement(name, namespace: xadesNamespace, children: [.text(text)])
    }

    static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}

/// Times as XML has them: whole seconds of UTC, `2026-06-02T10:00:00Z`.
enum ISO8601 {
    static func text(_ seconds: Int64) -> String {
        Date(unixSeconds: seconds).formatted(.iso8601)
    }

    static func seconds(_ text: String) -> Int64? {
        (try? Date(text, strategy: .iso8601)).map(\.unixSeconds)
    }
}

extension Date {
    /// Seconds since 1970-01-01T00:00:00Z, the fraction left out.
    var unixSeconds: Int64 { Int64(timeIntervalSince1970) }

    init(unixSeconds: Int64) { self.init(timeIntervalSince1970: TimeInterval(unixSeconds)) }
}

import Foundation
import OpenSSLBridge

/// Plays the four signatories of one convention, one after the other, over HTTP.
struct Player {
    let reference: String
    let box: MailBox
    let port: Int
    /// Differs from player to player.
    let number: Int
    let record: Record

    /// How long a mail may take before the run is given up, in seconds.
    private static let patience = 60.0

    /// - Returns: When somebody's signature was acknowledged, after each of them.
    func play(until end: ContinuousClock.Instant) throws {
        for (index, person) in ["ines", "samira", "stages"].enumerated() where ContinuousClock.now < end {
            try sign(as: person, HTTPConnection(port: port, source: source(index)))
        }
        guard ContinuousClock.now < end else { return }
        try countersign(HTTPConnection(port: port, source: source(3)))
    }

    private func source(_ index: Int) -> UInt32 {
        let client = UInt32(number * 4 + index)
        return 0x7F01_0002 + client % 0xFC_0000
    }

    /// - Parameter person: As the signatory's address begins.
    private func sign(as person: String, _ connection: HTTPConnection) throws {
        let link = try box.take(before: Date() + Self.patience) {
            $0.recipient.hasPrefix(person + ".") ? $0.signingPath : nil
        }
        let page = try record.time(.page) { try connection.request("GET", link) }
        guard page.status == 200 else { throw Failure("the signing page answered \(page.status)") }
        let hidden = try hiddenFields(String(decoding: page.body, as: UTF8.self), action: link + "/code")
        let asked = try record.time(.code) { try post(link + "/code", hidden + [("accord", "oui")], connection) }
        guard asked.status == 303, let location = asked.headers["location"] else {
            throw Failure("asking for a code was answered with \(asked.status)")
        }
        let codePage = try record.time(.page) { try connection.request("GET", location) }
        guard codePage.status == 200 else { throw Failure("the page of the code answered \(codePage.status)") }
        let code = try record.time(.mail) {
            try box.take(before: Date() + Self.patience) { $0.recipient.hasPrefix(person + ".") ? $0.code : nil }
        }
        let fields = try hiddenFields(String(decoding: codePage.body, as: UTF8.self), action: link + "/sign")
        let signed = try record.time(.sign) { try post(link + "/sign", fields + [("code", code)], connection) }
        guard signed.status == 303, signed.headers["location"]?.hasSuffix("/receipt") == true else {
            throw Failure("signing was answered with \(signed.status)")
        }
        let receipt = try record.time(.page) { try connection.request("GET", link + "/receipt") }
        guard receipt.status == 200 else { throw Failure("the receipt answered \(receipt.status)") }
    }

    private func countersign(_ connection: HTTPConnection) throws {
        let token = try box.take(before: Date() + Self.patience) { $0.accessToken }
        let (api, authorization) = ("/api/v1/conventions/\(reference)", ["Authorization": "Bearer \(token)"])
        let read = try record.time(.page) { try connection.request("GET", api, headers: authorization) }
        let facts = try JSONSerialization.jsonObject(with: Data(read.body)) as? [String: Any]
        let document = try record.time(.page) {
            try connection.request("GET", api + "/document", headers: authorization)
        }
        guard document.status == 200, let signatory = facts?["signatory"] as? [String: Any],
            let consent = facts?["consent"] as? [String: Any]
        else { throw Failure("reading the convention was answered with \(read.status)") }
        let digest = DigestAlgorithm.sha256.digest(document.body)
        let body: [String: Any] = [
            "signatory": ["givenName": signatory["givenName"], "familyName": signatory["familyName"]],
            "capacity": signatory["capacity"] as Any, "consentVersion": consent["version"] as Any,
            "revisionSha256": digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(),
        ]
        let text = String(decoding: try JSONSerialization.data(withJSONObject: body), as: UTF8.self)
        let headers = authorization.merging(["Content-Type": "application/json", "Idempotency-Key": reference]) { $1 }
        let signed = try record.time(.sign) {
            try connection.request("POST", api + "/countersignature", headers: headers, body: text)
        }
        guard signed.status == 201 else { throw Failure("countersigning was answered with \(signed.status)") }
    }

    private func post(_ path: String, _ fields: [(String, String)], _ connection: HTTPConnection) throws -> HTTPAnswer {
        let body = fields.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
        return try connection.request(
            "POST", path, headers: ["Content-Type": "application/x-www-form-urlencoded"], body: body)
    }

    /// The hidden fields of the form that goes to an address; their values are letters, digits and hyphens.
    private func hiddenFields(_ page: String, action: String) throws -> [(String, String)] {
        guard let form = page.range(of: "action=\"\(action)\""),
            let end = page.range(of: "</form>", range: form.upperBound..<page.endIndex)
        else { throw Failure("a page has no form to \(action.split(separator: "/").last ?? "")") }
        var (fields, rest) = ([(String, String)](), page[form.upperBound..<end.lowerBound])
        let marker = "<input type=\"hidden\" name=\""
        while let place = rest.range(of: marker) {
            let parts = rest[place.upperBound...].split(separator: "\"", maxSplits: 3, omittingEmptySubsequences: false)
            guard parts.count > 2 else { throw Failure("a hidden field without a value") }
            fields.append((String(parts[0]), String(parts[2])))
            rest = rest[place.upperBound...]
        }
        return fields
    }
}

package import Workflow

package import struct Foundation.Date

/// A message as it travels: headers and body, CRLF line ends, ASCII only.
///
/// Source: RFC 5322, RFC 2045, RFC 3834 (`Auto-Submitted`).
package struct InternetMessage: Hashable, Sendable {
    /// Who the messages come from.
    package struct Sender: Hashable, Sendable {
        package let name: String
        package let address: EmailAddress

        package init(name: String, address: EmailAddress) throws(MailError) {
            try InternetMessage.refuseControls(in: name, what: "the sender's name")
            self.name = name
            self.address = address
        }
    }

    static let serviceAddressHeader = "X-Seing-Service"

    package let recipient: EmailAddress
    package let bytes: [UInt8]

    /// - Parameter serviceAddress: What the links in the text begin with; said in a header of the local mailbox.
    /// - Throws: ``MailError`` with code `invalidMessage` when an address cannot be used, or when a header would hold
    ///   a control character: a line end there would let a value add headers or recipients.
    package init(_ mail: OutgoingMail, from sender: Sender, at date: Date, serviceAddress: String? = nil)
        throws(MailError)
    {
        recipient = try EmailAddress(mail.to)
        try Self.refuseControls(in: mail.subject, what: "a subject")
        try Self.refuseControls(in: serviceAddress ?? "", what: "the service's address")
        guard !mail.textBody.unicodeScalars.contains("\0") else {
            throw MailError(.invalidMessage, "could not build a message: found a NUL in the text, expected text")
        }
        let domain = sender.address.text.drop { $0 != "@" }.dropFirst()
        let headers =
            [
                ("From", Self.phrase(sender.name) + "\r\n <\(sender.address.text)>"),
                ("To", "<\(recipient.text)>"),
                ("Subject", EncodedWord.encode(mail.subject, after: "Subject: ".count)),
                ("Date", MessageDate.format(date)),
                ("Message-ID", try MessageID.header(for: mail.messageKey, domain: domain)),
                ("MIME-Version", "1.0"),
                ("Content-Type", "text/plain; charset=utf-8"),
                ("Content-Transfer-Encoding", "quoted-printable"),
                ("Content-Language", "fr"),
                ("Auto-Submitted", "auto-generated"),
            ]
            + (try mail.replyTo.map { address throws(MailError) in [("Reply-To", "<\(try EmailAddress(address).text)>")]
            } ?? [])
            + (serviceAddress.map { [(Self.serviceAddressHeader, $0)] } ?? [])
        let head = headers.map { "\($0): \($1)\r\n" }.joined()
        bytes = Array((head + "\r\n" + QuotedPrintable.encode(mail.textBody) + "\r\n").utf8)
    }

    /// A display name: as it is when it is made of atoms, else as encoded words, which need no quoting.
    private static func phrase(_ name: String) -> String {
        let isAtoms = name.unicodeScalars.allSatisfy { $0.isASCII && ($0 == " " || $0.isHostText) }
        return isAtoms ? name : EncodedWord.encode(name, after: "From: ".count)
    }

    private static func refuseControls(in value: String, what: String) throws(MailError) {
        guard let control = value.unicodeScalars.first(where: \.isControl) else { return }
        throw MailError(
            .invalidMessage,
            "could not build a message: found the control character U+\(hexadecimal(control)) in \(what), expected none"
        )
    }

    private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

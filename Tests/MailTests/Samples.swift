import CurlBridge
import Foundation
import Workflow

@testable import Mail

let fixedNow = Date(timeIntervalSince1970: 1_795_428_900)

func sampleSender() throws -> InternetMessage.Sender {
    try InternetMessage.Sender(
        name: "Collège Jean-Moulin, conventions", address: EmailAddress("conventions@college.example"))
}

func sampleMail(
    key: String = "invitation:8f2c/representative-1", to: String = "zoe.diallo@famille.example",
    subject: String = "Convention de stage d’Élodie à signer",
    textBody: String = "Bonjour Zoé,\n\n.\nLe lien : https://seing.example/s/abc=def?x\nŒuvre, été 😀 ; fin \n"
) -> OutgoingMail {
    OutgoingMail(messageKey: key, to: to, subject: subject, textBody: textBody)
}

func transport(to server: SMTPServer) throws -> SMTPTransport {
    try SMTPTransport(server: server, sender: sampleSender(), now: { fixedNow })
}

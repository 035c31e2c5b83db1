import Bootstrap
import ConventionDomain
import Foundation
import Parties
import Persistence
import Workflow

/// Signs a list of conventions as the running service does after the head of school has agreed to it: two at a time, each with a key, a
/// certificate and a time-stamp of its own, verified, and committed to the disk.
///
/// Pupil and parent have signed each before, through the use cases; the clock runs from the consent to the summary's mail.
struct BatchRun {
    private let installation: Installation
    private let example: (data: [UInt8], contacts: [UInt8])

    /// Makes keys and a store below the directory.
    init(directory: String) throws {
        let resources = Resources(directory: Self.repository)
        let passphrase = try DemonstrationKeys.prepare(
            dataDirectory: directory, resources: resources, passphrase: Array("a passphrase of the benchmarks".utf8),
            now: Date())
        installation = try Installation.open(
            resources: resources, dataDirectory: directory, passphrase: passphrase,
            publicAddress: "http://127.0.0.1:8080")
        let read = { (name: String) in
            [UInt8](
                try Data(contentsOf: URL(filePath: "\(resources.examples)/conventions/public-lycee-seconde\(name)")))
        }
        example = (try read(".xml"), try read(".contacts.xml"))
    }

    private static let repository =
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized.path

    private var workflow: ConventionWorkflow { installation.workflow }

    /// - Returns: JSON in one line: conventions, seconds on the clock, processor seconds, cores, load of the machine before.
    func run(count: Int) async throws -> String {
        for number in 0..<count { try await prepare(number) }
        let office = installation.headOffice
        let account = try await enrol(office)
        let ids = Set(try await office.desk(of: account).rows.map(\.convention))
        guard ids.count == count else { throw Failure("\(ids.count) conventions await the head, expected \(count)") }
        let batch = try await office.propose(ids, by: account)
        let consent = try await office.view(batch, of: account).consent
        var load = [0.0]
        getloadavg(&load, 1)
        let (start, processor) = (ContinuousClock.now, clock())
        _ = try await installation.store.confirm(
            batch,
            BatchConfirmation(
                statementID: consent.id, statementVersion: consent.version, textDigest: consent.textDigest,
                listDigest: consent.textDigest, givenAt: Date(), codeTries: 1))
        let report = try await BatchRunner(office).runDue()
        let (seconds, used) = ((ContinuousClock.now - start) / .seconds(1), Double(clock() - processor) / 1e6)
        guard report.signed == count, report.finished == [batch] else {
            throw Failure("not all were signed: \(report)")
        }
        return """
            {"conventions": \(count), "cores": \(ProcessInfo.processInfo.activeProcessorCount), "load": \(load[0]), \
            "processorSeconds": \(used), "seconds": \(seconds)}
            """
    }

    private func enrol(_ office: HeadOffice) async throws -> HeadAccount {
        let contacts = try installation.draftRequest(data: example.data, sheet: example.contacts).contacts
        let checked = try await workflow.ports.documents.check(example.data, nil)
        guard let school = checked.signatories.first(where: { $0.role == .school }),
            let contact = contacts[school.fieldName]
        else { throw Failure("the example names nobody who signs for the school") }
        return try await office.enrol(name: school.name.full, email: contact.email, issuer: "Seing").account
    }

    /// A convention that pupil and parent have signed; each has a pupil of its own.
    private func prepare(_ number: Int) async throws {
        let letters = String(number).unicodeScalars.compactMap { UnicodeScalar($0.value + 49).map(Character.init) }
        let data = String(decoding: example.data, as: UTF8.self).replacing(
            "<familyName>Belkacem-Roy<", with: "<familyName>Belkacem-Roy-\(String(letters))<")
        let id = try await workflow.draft(
            try installation.draftRequest(data: Array(data.utf8), sheet: example.contacts))
        try await workflow.issue(id, lateReason: "Banc d’essai")
        for mail in try await mails() {
            guard let token = text(after: "/s/", in: mail).flatMap(LinkToken.init) else { continue }
            let view = try await workflow.view(token)
            guard view.signatory.role != .school else { continue }
            let asked = try await workflow.requestCode(
                token,
                consent: ConsentGiven(
                    statementID: view.consent.id, version: view.consent.version, shownDigest: view.documentDigest))
            let lines = try await mails().flatMap { $0.textBody.split(separator: "\n") }
            guard let code = lines.first(where: { $0.count == 6 && $0.allSatisfy(\.isNumber) }) else {
                throw Failure("no code was mailed")
            }
            _ = try await workflow.sign(
                token, code: String(code), shownDigest: view.documentDigest, attempt: asked.attempt)
        }
    }

    /// What waits to be sent, once.
    private func mails() async throws -> [OutgoingMail] {
        let outbox = installation.store.outboxStore
        let items = try await outbox.claim(Date(), Date().addingTimeInterval(60), 100)
        for item in items { try await outbox.settle(item.id, .delivered, Date()) }
        return items.map(\.mail)
    }

    private func text(after marker: String, in mail: OutgoingMail) -> String? {
        for line in mail.textBody.split(separator: "\n") {
            if let place = line.firstRange(of: marker) { return String(line[place.upperBound...]) }
        }
        return nil
    }
}

import ConventionDomain
import Parties

import struct Foundation.Date
import struct Foundation.URLComponents

// Who set up an endpoint that was given up is told by mail: its software is the one that does not answer.
extension DigestSender {
    /// Messages to an endpoint that are looked at for somebody of the establishment to write to.
    private static let looks = 50

    /// Tells establishments that the endpoints which they set up were given up; each time once.
    func tellOwners(on today: CalendarDate) async throws(WorkflowError) -> Report {
        var report = Report()
        guard let webhooks else { return report }
        let endpoints: [WebhookEndpoint]
        do { endpoints = try await webhooks.list() } catch { throw WorkflowError(error) }
        for endpoint in endpoints where endpoint.isOwnedByEmployer {
            guard let since = endpoint.health.disabledAt else { continue }
            let occasion = "endpoint \(endpoint.id) \(Int64(since.timeIntervalSince1970))"
            let mark = recipient(occasion)
            let refused = recipient("\(occasion) refused")
            guard try await !wasSent(to: mark), try await lastDay(refused) != today,
                let owner = try await owner(of: endpoint, webhooks)
            else { continue }
            let mail = try letter(to: owner, of: endpoint, since, key: key(occasion))
            // Who signs for the host, or the settings of the mail, may be others on another day.
            if try await deliver(mail, to: mark, refused: refused, on: today) {
                report.sent += 1
            } else {
                report.failed += 1
            }
        }
        return report
    }

    private struct Owner {
        let dossier: Dossier
        let fieldName: String
    }

    /// Who signs for the host in the newest convention that the endpoint was to be told of; `nil` when nobody is known to be reached.
    private func owner(of endpoint: WebhookEndpoint, _ webhooks: WebhookStore) async throws(WorkflowError) -> Owner? {
        let records: [WebhookDeliveryRecord]
        do { records = try await webhooks.deliveries(endpoint.id, nil, Self.looks) } catch {
            throw WorkflowError(error)
        }
        var seen: Set<String> = []
        for record in records where seen.insert(record.convention).inserted {
            guard let id = ConventionID(record.convention) else { continue }
            let dossier: Dossier
            do { dossier = try await workflow.dossier(id) } catch {
                // Erased since, or damaged, it says nothing of anybody any more; another one may.
                if case .unavailable(let cause) = error, cause != .damagedStorage { throw error }
                continue
            }
            guard let host = dossier.drafting.signatories.first(where: { $0.role == .employer })?.fieldName,
                dossier.history.contacts[host] != nil, !dossier.isDisowned(host)
            else { continue }
            return Owner(dossier: dossier, fieldName: host)
        }
        return nil
    }

    private func letter(
        to owner: Owner, of endpoint: WebhookEndpoint, _ since: Date, key: String
    ) throws(WorkflowError) -> OutgoingMail {
        let letters = workflow.letters(for: owner.dossier)
        // Not the whole address: some services put a secret into its path.
        let values: [MailVariable: String] = [
            .today: letters.dates.day(since), .endpoint: URLComponents(string: endpoint.url)?.host ?? "",
        ]
        return try letters.write(.endpointGivenUp, to: owner.fieldName, key: key, values).mail
    }
}

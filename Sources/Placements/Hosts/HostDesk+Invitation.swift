import Offers
package import Parties

package import struct Foundation.Date

extension HostDesk {
    private static let day = 86_400.0

    /// From when on a host may be invited again; `nil` when it may be now.
    package func pause(of host: HostEntry) -> Date? {
        guard let last = host.record?.invitedAt else { return nil }
        let end = last.addingTimeInterval(Double(terms.pauseDays) * Self.day)
        return end > now() ? end : nil
    }

    /// Asks a host by mail to publish an offer whose form is filled already.
    ///
    /// - Parameters:
    ///   - typed: Where to; empty for where the host was reached last.
    ///   - isReserved: The school would like the offer to be for its pupils alone.
    /// - Throws: ``HostError/blocked``, ``HostError/leftAlone``, ``HostError/invitedBefore(until:)``, ``HostError/noMailbox``, ``HostError/tooManyInvitations``.
    package func invite(
        _ siret: SIRET, of school: UAI, to typed: String, isReserved: Bool, by account: String
    ) async throws(HostError) {
        let host = try await host(siret, of: school)
        guard let letters else { throw .store(.store(.unavailable("letters"))) }
        guard !host.isBlocked else { throw .blocked }
        guard host.record?.leftAloneAt == nil else { throw .leftAlone }
        if let end = pause(of: host) { throw .invitedBefore(until: end) }
        let text = typed.filter { !$0.isWhitespace }
        guard let mailbox = text.isEmpty ? host.email : MailboxAddress(text) else { throw .noMailbox }
        let time = now()
        let count: Int
        do throws(OfferStoreError) {
            count = try await store.invitationCount(school, time.addingTimeInterval(-Self.day))
        } catch { throw HostError(error) }
        guard count < terms.perDay else { throw .tooManyInvitations }
        let invitation = invitation(to: host, of: school, letters, isReserved: isReserved, at: time)
        let mail: EntryMail
        do throws(PlacementError) { mail = try letters.write(invitation, mailbox) } catch { throw .store(error) }
        var record = host.record ?? HostRecord(siret: siret)
        record.note(HostRecord.Act(.invited, by: account, at: time))
        do throws(OfferStoreError) { try await store.invite(record, invitation, mail) } catch {
            throw HostError(error)
        }
    }

    private func invitation(
        to host: HostEntry, of school: UAI, _ letters: HostLetters, isReserved: Bool, at time: Date
    ) -> HostInvitation {
        HostInvitation(
            id: letters.makeID(), school: school, schoolName: letters.schoolName(school), siret: host.siret,
            name: host.name, address: host.address, sector: Sector.allCases.first { $0.name == host.sector },
            grade: host.grade, isReserved: isReserved, at: time,
            expiresAt: time.addingTimeInterval(Double(terms.lifetimeDays) * Self.day))
    }

    /// What somebody is asked by whoever has its reference; `nil` when it is over, or never was.
    package func invitation(_ text: String) async throws(HostError) -> HostInvitation? {
        guard let id = HostInvitation.ID(text) else { return nil }
        do throws(OfferStoreError) { return try await store.invitation(id, now()) } catch { throw HostError(error) }
    }
}

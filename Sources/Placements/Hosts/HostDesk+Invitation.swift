import Offers
package import Parties

package import struct Foundation.Date

extension HostDesk {
    private static let day = 86_400.0

    /// From when on a host may be invited again; `nil` when it may be now.
    package func pause(of host: HostEntry) -> Date? {
        guard let record = host.record else { return nil }
        // The one that stands, and the one by which it would be too many: what was taken back was sent all the same.
        let counted = record.invitations.dropLast(terms.perPause - 1).last
        let ends = [record.invitedAt, counted].compactMap { $0?.addingTimeInterval(Double(terms.pauseDays) * Self.day) }
        return ends.max().flatMap { $0 > now() ? $0 : nil }
    }

    /// Also by one that was taken back: it counts among those that a host may be sent.
    func wasInvitedLately(_ host: HostEntry) -> Bool {
        guard let last = host.record?.invitations.last else { return false }
        return last.addingTimeInterval(Double(terms.pauseDays) * Self.day) > now()
    }

    /// By which an invitation is taken back whose link has not ended; `nil` when none stands.
    package func invitationStanding(at host: HostEntry) -> String? {
        guard let record = host.record, let sent = record.invitedAt,
            sent.addingTimeInterval(Double(terms.lifetimeDays) * Self.day) > now()
        else { return nil }
        return record.invitationEdition
    }

    /// Whether the mail of the invitation that stands came back, or could not be delivered.
    package func hasInvitationComeBack(from host: HostEntry, of school: UAI) async throws(HostError) -> Bool {
        guard invitationStanding(at: host) != nil else { return false }
        do throws(OfferStoreError) { return try await store.hasComeBack(school, host.siret, now()) } catch {
            throw HostError(error)
        }
    }

    /// Takes an invitation back: its link is dead at once, and a mail that still waits is not sent. The host may then be invited anew.
    ///
    /// - Parameter edition: ``invitationStanding(at:)`` of the page; nothing is done when that one does not stand any more.
    package func takeBack(
        _ edition: String, from siret: SIRET, of school: UAI, by account: String
    ) async throws(HostError) {
        let host = try await host(siret, of: school)
        guard var record = host.record, invitationStanding(at: host) == edition else { return }
        let time = now()
        record.note(HostRecord.Act(.takenBack, by: account, at: time))
        do throws(OfferStoreError) { try await store.takeBack(record, school, time) } catch { throw HostError(error) }
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

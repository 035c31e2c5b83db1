package import Parties

import struct Foundation.Date

/// Why a host is not written to now.
package enum HostSilence: Hashable, Sendable {
    case blocked
    /// It has asked for that.
    case leftAlone
    case noMailbox
    /// It was a few days ago.
    case writtenBefore
}

extension HostDesk {
    private static let day = 86_400.0

    /// - Returns: `nil` when the host may be written to.
    package func silence(of host: HostEntry) -> HostSilence? {
        if host.isBlocked { return .blocked }
        if host.record?.leftAloneAt != nil { return .leftAlone }
        guard host.email != nil else { return .noMailbox }
        return wasWrittenLately(host) ? .writtenBefore : nil
    }

    func wasWrittenLately(_ host: HostEntry) -> Bool {
        guard let last = host.record?.writtenAt else { return false }
        return last.addingTimeInterval(Double(messageTerms.pauseDays) * Self.day) > now()
    }

    /// Those of some hosts that may be written to: one for each mailbox, and none whose mailbox is that of a host that may not be.
    ///
    /// - Parameter all: The whole directory.
    package func reachable(_ chosen: [HostEntry], among all: [HostEntry]) -> [HostEntry] {
        var closed = Set(all.filter { silence(of: $0) != nil }.compactMap(\.mailboxName))
        return chosen.filter { host in
            guard silence(of: host) == nil, let mailbox = host.mailboxName else { return false }
            return closed.insert(mailbox).inserted
        }
    }

    /// Those of some hosts who would get a message now; nothing is sent.
    ///
    /// - Throws: ``HostError/text(_:_:)``, ``HostError/nobodyChosen``, ``HostError/tooManyHosts(most:)``, ``HostError/tooManyMessages``.
    package func recipients(
        of words: HostMessageWords, among sirets: Set<SIRET>, of school: UAI
    ) async throws(HostError) -> [HostEntry] {
        try words.require()
        let all = try await hosts(of: school)
        let found = reachable(all.filter { sirets.contains($0.siret) }, among: all)
        guard !found.isEmpty else { throw .nobodyChosen }
        guard found.count <= messageTerms.mostHosts else { throw .tooManyHosts(most: messageTerms.mostHosts) }
        let since = now().addingTimeInterval(-Self.day)
        guard try await messages(of: school).count(where: { $0.at > since }) < messageTerms.perDay else {
            throw .tooManyMessages
        }
        return found
    }

    /// Sends a message to each of some hosts that may be written to by now; one that was sent already is not sent again.
    ///
    /// - Throws: what ``recipients(of:among:of:)`` does, and ``HostError/changedMeanwhile``.
    package func send(
        _ words: HostMessageWords, as id: HostMessage.ID, to sirets: Set<SIRET>, of school: UAI,
        by author: HostMessageAuthor
    ) async throws(HostError) {
        let messaging = try messagingInUse
        if try await messages(of: school).contains(where: { $0.id == id }) { return }
        let hosts = try await recipients(of: words, among: sirets, of: school)
        let message = HostMessage(
            id: id, school: school, words: words, account: author.account, at: now(),
            recipients: hosts.map { HostMessage.Recipient(siret: $0.siret, name: $0.name) })
        let known = await messaging.letters.mailbox(school)
        let sending = HostSending(
            message: message,
            records: hosts.map { host in
                var record = host.record ?? HostRecord(siret: host.siret)
                record.note(HostRecord.Act(.written, by: author.account, at: message.at))
                return record
            }, mails: try mails(of: message, to: hosts, replyTo: known ?? author.mailbox, messaging.letters),
            keptUntil: message.at.addingTimeInterval(Double(messageTerms.keptDays) * Self.day),
            countedSince: message.at.addingTimeInterval(-Self.day), limit: messageTerms.perDay)
        let outcome: HostMessageOutcome
        do throws(OfferStoreError) { outcome = try await messaging.send(sending) } catch { throw HostError(error) }
        if outcome == .tooMany { throw .tooManyMessages }
    }

    private func mails(
        of message: HostMessage, to hosts: [HostEntry], replyTo: MailboxAddress?, _ letters: HostMessageLetters
    ) throws(HostError) -> [EntryMail] {
        var mails: [EntryMail] = []
        for (host, recipient) in zip(hosts, message.recipients) {
            guard let mailbox = host.email else { continue }
            let stop = HostStop(school: message.school, siret: host.siret).text(letters.authenticate)
            do throws(PlacementError) {
                mails.append(try letters.write(message, recipient, mailbox, replyTo, stop))
            } catch { throw .store(error) }
        }
        return mails
    }

    /// What a school has written, the newest first, while it is kept.
    package func messages(of school: UAI) async throws(HostError) -> [HostMessage] {
        let messaging = try messagingInUse
        do throws(OfferStoreError) { return try await messaging.messages(school, now()) } catch {
            throw HostError(error)
        }
    }

    /// By which a message that is read once more is known when it is sent; `nil` where hosts are not written to.
    package func newMessageID() -> HostMessage.ID? { messaging?.letters.makeID() }

    /// What a school is called.
    package func schoolName(_ school: UAI) -> String { letters?.schoolName(school) ?? school.text }

    // MARK: Being left alone

    /// Which school a link is about by which a host asks to be left alone; changes nothing.
    ///
    /// - Throws: ``HostError/unknownHost`` for a link that was not made here.
    package func school(toStop reference: String) throws(HostError) -> UAI {
        guard let stop = HostStop(reference, try messagingInUse.letters.authenticate) else { throw .unknownHost }
        return stop.school
    }

    /// Notes that the school does not write to a host any more, nor to others with the same mailbox.
    ///
    /// - Throws: ``HostError/unknownHost`` for a link that was not made here.
    package func leaveAlone(_ reference: String) async throws(HostError) {
        guard let stop = HostStop(reference, try messagingInUse.letters.authenticate) else { throw .unknownHost }
        let all = try await hosts(of: stop.school)
        let mailbox = all.first { $0.siret == stop.siret }?.mailboxName
        var records = all.filter { $0.siret == stop.siret || (mailbox != nil && $0.mailboxName == mailbox) }
            .map { $0.record ?? HostRecord(siret: $0.siret) }
        // What named it may be erased by now.
        if records.isEmpty { records = [HostRecord(siret: stop.siret)] }
        for var record in records where record.leftAloneAt == nil {
            record.note(HostRecord.Act(.leftAlone, by: "", at: now()))
            do throws(OfferStoreError) { try await store.save(record, stop.school, now()) } catch {
                throw HostError(error)
            }
        }
    }

    private var messagingInUse: HostMessaging {
        get throws(HostError) {
            guard let messaging else { throw .store(.store(.unavailable("letters"))) }
            return messaging
        }
    }
}

extension HostEntry {
    /// Addresses that are one mailbox however they are written.
    fileprivate var mailboxName: String? { email?.text.lowercased() }
}

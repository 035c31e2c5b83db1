import Applications
import Foundation
import Hummingbird
import Offers
import Parties
import Placements

/// What the pages of applications have in common, whoever reads them.
struct ApplicationPageWriter: Sendable {
    let writer: PageWriter
    let parts: ApplicationParts

    func period(_ period: OfferPeriod) -> String { OfferWords.period(period, parts.calendar) }

    func whereAndWhen(_ posting: PublicOffer) -> [OfferFact] {
        [
            OfferFact(
                name: posting.sites.count > 1 ? "Lieux" : "Lieu", lines: posting.sites.map(\.address.singleLine)),
            OfferFact(name: "Horaires", lines: OfferWords.hours(posting.hours)),
        ]
    }

    /// Whose answer is awaited until when, told to who follows.
    func awaited(_ stored: StoredApplication) -> String? {
        guard let day = stored.answerBy else { return nil }
        let left = ApplicationWords.left(until: day, from: parts.today())
        return (stored.state.turn == .pupil ? "L’élève répond" : "L’employeur répond")
            + " au plus tard le \(FrenchDates.day(day)) (\(left))."
    }

    func paragraphs(_ text: String) -> [String] { text.split(whereSeparator: \.isNewline).map(String.init) }

    /// Offers of these applications, each looked up once; one that is gone is told as such.
    func postings(_ offers: [OfferID]) async throws(PlacementError) -> [OfferID: PublicOffer] {
        var found: [OfferID: PublicOffer] = [:]
        for offer in Set(offers) { found[offer] = try await parts.desk.posting(of: offer) }
        return found
    }

    /// - Parameters:
    ///   - reader: Whose messages are « Vous ».
    ///   - writeTo: Where a new message goes; `nil` where none may be written.
    func thread(
        _ messages: [ApplicationMessage], reader: ApplicationActor, addressee: String, writeTo: String?,
        mistake: TypedMistake?
    ) -> ApplicationThread {
        let lines = messages.map { message in
            ApplicationThread.Message(
                author: ApplicationWords.author(message.author, reader: reader),
                writtenAt: writer.dates.moment(Date(timeIntervalSince1970: TimeInterval(message.at))),
                paragraphs: paragraphs(message.text))
        }
        let form = writeTo.map { path in
            MessageForm(
                writeTo: path, addressee: addressee, typed: mistake?.typed ?? "",
                maximumMessage: ApplicationText.message.maximumLength, messageProblem: mistake?.text)
        }
        return ApplicationThread(messages: lines, isSilent: lines.isEmpty, form: form)
    }

    /// The same for what does not exist, is somebody else's, or was never sent.
    func gone(back: String) -> Response {
        writer.message(
            Message(
                title: "Cette candidature n’existe pas",
                paragraphs: ["Elle n’est pas, ou n’est plus, parmi celles que vous pouvez voir."],
                link: Message.Link(path: back, label: "Voir les candidatures")), status: .notFound)
    }

    /// Why something was not done, and the way back to the page as it is now.
    /// - Parameter typed: What the reader wrote, to be copied; nothing is lost by a refusal.
    func refusal(_ error: PlacementError, back: String, typed: String = "") -> Response {
        writer.message(
            Message(
                title: "Ce n’est pas possible", paragraphs: [error.frenchText],
                link: Message.Link(path: back, label: "Revoir la candidature"), typed: typed.isEmpty ? [] : [typed]),
            status: .conflict)
    }

    /// The reference that an address names.
    func id(_ context: ServiceRequestContext) -> ApplicationID? {
        ApplicationID(context.parameters.get(ApplicationPaths.parameter) ?? "")
    }
}

/// What was typed and not taken, with why.
struct TypedMistake: Sendable {
    let typed: String
    let text: String

    init(typed: String, text: String) {
        // Whatever was sent comes back; more than anybody types does not.
        self.typed = String(typed.prefix(6000))
        self.text = text
    }
}

extension FormFields {
    /// A text of several lines: browsers send two characters for each break.
    func text(_ name: String) -> String {
        self[name].replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    }
}

extension PlacementError {
    /// Whether it is about the words of a message, so that they come back to be mended.
    var isAboutMessage: Bool {
        switch self {
        case .messageWithoutText, .messageRefused: true
        default: false
        }
    }

    /// What a pupil or an employer is told of a message that was not taken.
    var messageText: String {
        guard case .messageRefused(let cause) = self, cause.code != .contactInText else { return frenchText }
        return ConventionFault(cause, at: "message").inEachLanguage.french
    }
}

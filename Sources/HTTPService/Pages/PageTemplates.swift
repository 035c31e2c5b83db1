import Foundation
import HTTPTypes
import Hummingbird
import Mustache
import NIOCore

/// The page templates of `Templates/Pages/fr`, read once when the service starts.
package struct PageTemplates: Sendable {
    private let library: MustacheLibrary

    /// - Parameter directory: Folder of the `.mustache` files.
    /// - Throws: ``ServiceError`` with code `pages` when one of ``PageName`` is missing or a template has an error.
    package init(directory: String) throws(ServiceError) {
        MustacheContentTypes.register(PageContentType(), named: PageContentType.name)
        var library = MustacheLibrary()
        let files = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        for file in files where file.hasSuffix(".mustache") {
            library.register(try Self.template(directory + "/" + file), named: String(file.dropLast(9)))
        }
        if let missing = PageName.allCases.first(where: { library.getTemplate(named: $0.rawValue) == nil }) {
            throw ServiceError(
                .pages, "could not read the page templates: \(missing.rawValue).mustache is missing from \(directory)")
        }
        self.library = library
    }

    private static func template(_ path: String) throws(ServiceError) -> MustacheTemplate {
        do {
            let text = try String(contentsOfFile: path, encoding: .utf8)
            return try MustacheTemplate(string: "{{% CONTENT_TYPE:\(PageContentType.name)}}\n" + text)
        } catch {
            throw ServiceError(.pages, "could not read the page template \(path): \(error)")
        }
    }

    func render(_ page: PageName, _ model: any Sendable) -> String {
        library.render(PageModel(model), withTemplate: page.rawValue) ?? ""
    }

    func response(
        _ page: PageName, _ model: any Sendable, status: HTTPResponse.Status = .ok
    ) -> Response {
        Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8", .contentLanguage: "fr"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: render(page, model))))
    }
}

/// The pages, one template each.
enum PageName: String, CaseIterable {
    case home, sign, code, refusal, pending, receipt, reading, paper, link, message, accessibility, mailbox,
        verification, proof, notice, objection, attestation, offers, offer
    case mailboxMessage = "mailbox-message"
    case readingDoor = "reading-door"
    case readingCode = "reading-code"
    case partHost = "part-host"
    case partFamily = "part-family"
    case withoutPlacement = "without-placement"
    case withoutPlacementPrint = "without-placement-print"
    case schoolFigures = "school-figures"
    case departments
    case departmentFigures = "department-figures"
    case followedPupil = "followed-pupil"
    case rosterList = "roster-list"
    case rosterImport = "roster-import"
    case rosterColumns = "roster-columns"
    case rosterPreview = "roster-preview"
    case rosterCodes = "roster-codes"
    case hosts = "hosts"
    case host = "host"
    case hostForm = "host-form"
    case hostBlock = "host-block"
    case hostInvitation = "host-invitation"
    case hostMessage = "host-message"
    case hostMessageReview = "host-message-review"
    case hostMessages = "host-messages"
    case hostStop = "host-stop"
    case invitation
    case headHome = "head-home"
    case headEntry = "head-entry"
    case headDesk = "head-desk"
    case headReading = "head-reading"
    case headReview = "head-review"
    case headBatch = "head-batch"
    case headStaff = "head-staff"
    case entranceEmployer = "entrance-employer"
    case entranceModerator = "entrance-moderator"
    case entrancePupil = "entrance-pupil"
    case entranceFamily = "entrance-family"
    case entranceLink = "entrance-link"
    case visitorAccount = "visitor-account"
    case employerOffers = "employer-offers"
    case employerOffer = "employer-offer"
    case employerOfferForm = "employer-offer-form"
    case employerOfferWithdrawal = "employer-offer-withdrawal"
    case moderationOffers = "moderation-offers"
    case moderationOffer = "moderation-offer"
    case moderationReports = "moderation-reports"
    case applicationsPupil = "applications-pupil"
    case applicationsFamily = "applications-family"
    case applicationFamily = "application-family"
    case applicationsEmployer = "applications-employer"
    case applicationsSchool = "applications-school"
    case applicationPupil = "application-pupil"
    case applicationEmployer = "application-employer"
    case applicationSchool = "application-school"
    case applicationQuestion = "application-question"
    case help, employers, sectors, sector, steps
    case stepGuide = "step-guide"
    case helpGroup = "help-group"
    case helpAnswer = "help-answer"
}

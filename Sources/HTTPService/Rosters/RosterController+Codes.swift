import Hummingbird
import Placements

// What the pupils of a class enter with.
extension RosterController {
    @Sendable func leadToList(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        .seeOther(RosterPaths.list)
    }

    /// Makes the codes that are not there yet. Codes let somebody in: they are shown to who asks by a form, and are in no address.
    @Sendable func showCodes(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request) { session, school in
            let fields = try await heads.fields(request, of: session)
            let (name, renews) = (fields[RosterFieldName.className], !fields[RosterFieldName.renew].isEmpty)
            // One class at a time: a click does not lock a whole school out.
            guard !renews || !name.isEmpty else { throw RequestFailure.malformedForm }
            do throws(RosterError) {
                let codes = try await useCases.desk.classCodes(
                    of: school, className: name.isEmpty ? nil : name, renews: renews)
                let page = RosterCodesPage(
                    page: writer.frame("Codes des classes"), bar: heads.bar(session), list: RosterPaths.list,
                    action: RosterPaths.codes, formToken: heads.bar(session).formToken,
                    notice: renews ? "Le nouveau code est fait\u{A0}: l’ancien ne sert plus." : nil,
                    entrance: VisitorPaths.entrance(.pupil),
                    lines: codes.map { RosterCodesPage.Line(className: $0.className, code: $0.printed) },
                    className: codes.count == 1 ? codes.first?.className : nil)
                return writer.templates.response(.rosterCodes, page)
            } catch {
                guard error == .unknownClass else { throw error }
                return .seeOther(RosterPaths.list)
            }
        }
    }
}

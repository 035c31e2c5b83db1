import ConventionDomain
import Parties

extension PersonOffice {
    /// Offers of which somebody is the contact: by address and name, as an account is found.
    func offers(of query: PersonQuery) async throws(WorkflowError) -> [PersonDatum] {
        guard case .email(let email) = query.mark else { return [] }
        let name = query.name.full
        do { return try await store.offers(ofContact: email) { isSameName($0.full, name) } } catch {
            throw WorkflowError(error)
        }
    }

    /// What a pupil asked of hosts, where it is certain that it is this one.
    ///
    /// An application names no day of birth and no address: it is a pupil's for certain when it became one of the conventions that are, and with
    /// it all that this pupil of the school asked for.
    func applications(of given: [PersonPlace]) async throws(WorkflowError) -> [PersonDatum] {
        let conventions = given.filter { $0.position == .student }.map(\.convention)
        do { return try await store.applications(thatBecame: conventions) } catch { throw WorkflowError(error) }
    }
}

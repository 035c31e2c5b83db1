import ConventionDomain
import ConventionTemplates
import Parties
import Persistence
import Placements
import Workflow

/// What keeps a school from a convention with a host that it blocks itself.
enum HostObjection {
    /// - Throws: `DocumentFactoryError.failed(_:)` when the store cannot be read: in doubt nobody is sent to a host that may be blocked.
    static func messages(
        _ canonicalData: [UInt8], _ store: SQLiteStore
    ) async throws(DocumentFactoryError) -> [BilingualText] {
        guard let data = try? ConventionXML.parseKept(canonicalData), let siret = data.host.siret else { return [] }
        let record: HostRecord?
        do throws(OfferStoreError) { record = try await store.hostStore.find(data.school.uai, siret) } catch {
            throw .failed("the school's directory cannot be read")
        }
        guard let record, record.isBlocked else { return [] }
        // Not when, why and by whom: a school's software may ask about another school's data. The page says it to who may read it.
        return [
            BilingualText(
                "L’établissement a bloqué cet organisme d’accueil (SIRET \(siret.digits)) dans son annuaire. Pour continuer, levez "
                    + "le blocage sur sa page (/ecole/entreprises/\(siret.digits)), qui dit qui l’a posé et pourquoi.",
                "The school has blocked this host (SIRET \(siret.digits)) in its directory. To go on, lift the block on its page "
                    + "(/ecole/entreprises/\(siret.digits)), which says who blocked it, and why.")
        ]
    }
}

import HTTPService
import Offers
import Placements
import Workflow

extension PartnerOfferUseCases {
    /// - Parameter entry: Knows which accounts there still are.
    init(_ installation: Installation, entry: EntryDesk, clock: WallClock) {
        let keyring = installation.employerKeyring(clock: clock)
        self.init(
            owner: { key throws(WorkflowError) in
                guard let account = try await keyring.require(key).offersAs.flatMap(EmployerAccountID.init) else {
                    return nil
                }
                do throws(EntryError) {
                    return try await entry.employer(account).flatMap { OfferOwner($0.id.text) }
                } catch { throw .unavailable(.storage) }
            }, desk: installation.offerDesk(clock: clock))
    }
}

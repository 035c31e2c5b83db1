import Workflow

/// Somebody who signs for the school, and entered with both factors.
struct HeadSession: Sendable {
    let token: HeadSessionToken
    let account: HeadAccount
}

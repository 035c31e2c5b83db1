/// The page behind a link that is too old or replaced, with one button that asks for a new one.
struct LinkPage: Sendable {
    let page: PageFrame
    let explanation: String
    let path: String
    let formToken: String
}

/// What the service publishes about its keys: certificates and revocation lists, in DER.
package struct PublishedFiles: Sendable {
    package enum Kind: Hashable, Sendable { case certificate, revocationList }

    package struct File: Hashable, Sendable {
        package let kind: Kind
        package let bytes: [UInt8]

        package init(kind: Kind, bytes: [UInt8]) {
            self.kind = kind
            self.bytes = bytes
        }
    }

    /// A file by its name, such as `issuing-ca.crl`; `nil` when there is none of that name.
    package let read: @Sendable (_ name: String) async throws -> File?

    package init(read: @escaping @Sendable (String) async throws -> File?) { self.read = read }
}

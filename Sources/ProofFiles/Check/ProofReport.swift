package import PAdESValidation

/// What a proof file comes to.
package struct ProofReport: Hashable, Sendable {
    /// What is wrong; the first three make everything else worthless.
    package enum Fault: String, Hashable, Sendable, CaseIterable {
        /// It is not as the schema says, its seal included.
        case schema
        /// The content is not what was sealed.
        case seal
        /// Something cannot be what the service writes, though the schema lets it pass.
        case content
        /// An event is not what its hash says, or does not continue the one before.
        case journal
        /// What an event says is not what its header commits to.
        case payload
        /// What is told in words is not what the events say.
        case facts
        /// The text of a consent is not the one that was agreed to.
        case statement
        /// The time-stamp over the journal is not over these events.
        case anchor
        /// The document is not the one that the file is about.
        case document
        /// A signature of the document is not the one that the file names.
        case signature
    }

    /// Whether a time-stamp shows when the journal said so.
    package enum Anchoring: Hashable, Sendable {
        /// The newest events were not time-stamped when the file was made.
        case none
        /// Unix time.
        case proven(Int64)
        /// Nobody who is trusted stands behind the time-stamp; the time is its own word.
        case untrusted(Int64?)
    }

    /// How the file stands to the document that was named beside it.
    package enum Binding: Hashable, Sendable {
        case notAsked
        case same
        /// The document is an earlier state than the last one that the file knows.
        case earlier
        /// The document has gone on since the file was made.
        case later
        case different
    }

    /// Whose it is, and of what; `nil` when that cannot be read.
    package struct Title: Hashable, Sendable {
        package let scope: ProofScope
        package let reference: String
        package let state: String
        /// When it says that it was made; the seal proves it.
        package let madeAt: Int64
        package let isDemo: Bool
        package let eventCount: Int
        /// How many events this reader may know.
        package let openCount: Int
        package let signatureCount: Int
    }

    package let title: Title?
    package let seal: SealReport
    /// In the order of ``Fault``, each once.
    package let faults: [Fault]
    package let anchoring: Anchoring
    package let binding: Binding
}

import ArgumentParser

/// The proof file that `seing verify` checks beside a convention.
struct ProofOption: ParsableArguments {
    @Option(
        help: """
            Check a proof file (dossier de preuve) as well: its seal, its journal, and that it is about the one convention that is \
            named; without a convention, the file alone.
            """,
        completion: .file(extensions: ["xml"]))
    var proof: String?
}

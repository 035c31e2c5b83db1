import ArgumentParser

extension VerifyCommand {
    /// The command as most people give it: files and folders, and perhaps `--trust` with a folder.
    ///
    /// The argument parser finds out what a command takes by looking at its properties while the program runs, several times over:
    /// that is a sixth of all that `seing verify` does with one file. What is understood here, the parser understands in the same way.
    ///
    /// - Parameter arguments: Without the program's name.
    /// - Returns: `nil` for everything else, mistakes included: the parser answers those.
    init?(plain arguments: [String]) {
        guard arguments.first == Self.configuration.commandName else { return nil }
        var (files, trust): ([String], String?) = ([], nil)
        var rest = arguments.dropFirst()
        while let argument = rest.popFirst() {
            guard argument == "--trust" else {
                files.append(argument)
                continue
            }
            guard trust == nil, let folder = rest.popFirst() else { return nil }
            trust = folder
        }
        // What is empty or begins like an option is the parser's.
        guard !files.isEmpty, (files + [trust].compactMap(\.self)).allSatisfy({ !$0.isEmpty && !$0.hasPrefix("-") })
        else { return nil }
        self.init()
        (self.files, self.trust) = (files, trust)
        (at, policy, reproduce, form, receipt) = (nil, .strict, false, .none, .none)
        proof = ProofOption()
        proof.proof = nil
        statements = []
        guard (try? validate()) != nil else { return nil }
    }
}

extension ReportOptions {
    /// As when no option is given.
    fileprivate static var none: ReportOptions {
        var options = ReportOptions()
        (options.json, options.jsonl, options.csv, options.explain) = (false, false, false, false)
        (options.html, options.lang) = (nil, nil)
        return options
    }
}

extension ReceiptOptions {
    /// As when no option is given.
    fileprivate static var none: ReceiptOptions {
        var options = ReceiptOptions()
        (options.receipt, options.checkReceipt) = (nil, nil)
        (options.dataDir, options.passphraseFile) = (nil, nil)
        return options
    }
}

package import ConventionDomain
package import Parties

import struct Foundation.Date

/// What the school says about a copy that came back signed by hand.
package struct PaperAttestationRequest: Hashable, Sendable {
    package let fieldName: String
    package let signedOn: CalendarDate
    package let attestedBy: String
    package let function: String
    package let scan: PaperScan

    package init(fieldName: String, signedOn: CalendarDate, attestedBy: String, function: String, scan: PaperScan) {
        self.fieldName = fieldName
        self.signedOn = signedOn
        self.attestedBy = attestedBy
        self.function = function
        self.scan = scan
    }
}

extension ConventionWorkflow {
    /// Records that a signatory has signed a printed copy: makes the sealed statement, has the verifier judge it together with the
    /// document, and goes on as after a signature.
    ///
    /// - Throws: ``WorkflowError/paper(_:)`` when another party or the school itself signs; ``WorkflowError/invalidData(_:)`` for what was
    ///   entered; ``WorkflowError/notYourTurn(waitingFor:)`` and the like.
    package func attestPaper(_ request: PaperAttestationRequest, on id: ConventionID) async throws(WorkflowError) {
        try await change(id) { dossier, time throws(WorkflowError) in
            guard dossier.signatory(request.fieldName) != nil else { throw .signatoryMismatch }
            try dossier.requireRequired(request.fieldName)
            let progress = try dossier.requireTurn(of: request.fieldName, onPaper: true)
            try requireInTime(dossier, at: time)
            try await requireStanding(theConventionOf: dossier)
            try requirePossibleDay(request.signedOn, of: dossier, at: time)
            // Whether it may be attested at all is known before anything is made.
            let probe = attestation(request, digest: progress.baseDigest, of: progress)
            try dossier.requirePossible([.paperAttested(probe)])
            let statement = try await makeStatement(request, of: dossier, progress, at: time)
            let isLast = progress.order.awaited(after: progress.settled + [request.fieldName]).isEmpty
            let document = try await file(progress.headDigest, of: id)
            let assessment = try await assess(document, statements: [statement])
            guard assessment.isSound, assessment.signedFields == progress.signed, assessment.isComplete == isLast
            else { throw .unavailable(.verification) }
            return try paperChange(request, statement, isLast: isLast, of: dossier, progress, at: time)
        }
    }

    /// Nobody signs before the text is there, or tomorrow.
    private func requirePossibleDay(
        _ day: CalendarDate, of dossier: Dossier, at time: Date
    ) throws(WorkflowError) {
        let first = settings.timeZone.day(of: dossier.issuedAt ?? dossier.createdAt)
        let today = settings.timeZone.day(of: time)
        guard day < first || day > today else { return }
        throw .invalidData([
            BilingualText(
                "la date de signature (\(day.iso8601)) doit être comprise entre l’émission de la convention (\(first.iso8601)) et "
                    + "aujourd’hui (\(today.iso8601))",
                "the day of signing (\(day.iso8601)) must lie between the issue of the convention (\(first.iso8601)) and today "
                    + "(\(today.iso8601))")
        ])
    }

    private func makeStatement(
        _ request: PaperAttestationRequest, of dossier: Dossier, _ progress: SigningProgress, at time: Date
    ) async throws(WorkflowError) -> [UInt8] {
        let facts = PaperStatementFacts(
            convention: dossier.id, outline: dossier.drafting.outline, baseDigest: progress.baseDigest,
            isDemo: settings.isDemo, signatory: try dossier.requireSignatory(request.fieldName),
            signedOn: request.signedOn, attestedBy: request.attestedBy, function: request.function,
            attestedAt: time, scan: request.scan)
        do { return try await ports.paper.make(facts) } catch {
            switch error {
            case .invalid(let messages): throw .invalidData(messages)
            case .failed(let inability): throw .unavailable(inability)
            }
        }
    }

    private func attestation(
        _ request: PaperAttestationRequest, digest statement: DocumentDigest, of progress: SigningProgress
    ) -> PaperAttestation {
        PaperAttestation(
            fieldName: request.fieldName, signedOn: request.signedOn.iso8601, attestedBy: request.attestedBy,
            function: request.function, baseDigest: progress.baseDigest, statementDigest: statement,
            scanDigest: digest(of: request.scan.bytes))
    }

    private func paperChange(
        _ request: PaperAttestationRequest, _ statement: [UInt8], isLast: Bool, of dossier: Dossier,
        _ progress: SigningProgress, at time: Date
    ) throws(WorkflowError) -> ConventionChange {
        let file = StoredFile(kind: .statement, digest: digest(of: statement), bytes: statement)
        var change = dossier.newChange(at: time)
        change.events = [.paperAttested(attestation(request, digest: file.digest, of: progress))]
        change.files = [file]
        // The link of the signatory signs nothing any more.
        change.revocations = [Revocation(fieldName: request.fieldName, reach: .signing)]
        if isLast {
            change.events.append(.completed(Completion(finalDigest: progress.headDigest)))
            let paper = AttestedPaper(attestation: attestation(request, digest: file.digest, of: progress), at: time)
            for signatory in dossier.concerned where !dossier.isDisowned(signatory.fieldName) {
                try addFinished(for: signatory.fieldName, paper: paper, of: dossier, to: &change)
            }
        } else {
            let values: [MailVariable: String] = [.signedAt: FrenchDate.day(iso: request.signedOn.iso8601)]
            if !dossier.isDisowned(request.fieldName) {
                try addReadingLink(.paperAttested, for: request.fieldName, of: dossier, values, to: &change)
            }
            let before = dossier.awaited
            for fieldName in progress.order.awaited(after: progress.settled + [request.fieldName])
            where !before.contains(fieldName) {
                try addMeansToSign(
                    for: fieldName, of: dossier, base: progress.baseDigest, occasion: .firstTime, to: &change)
            }
        }
        return change
    }

    /// The finished document for one of the parties, and how all have signed when one did on paper.
    func addFinished(
        for fieldName: String, paper: AttestedPaper?, of dossier: Dossier, to change: inout ConventionChange
    ) throws(WorkflowError) {
        guard let paper else { return try addReadingLink(.completed, for: fieldName, of: dossier, to: &change) }
        let words = PaperWords(electronicCount: dossier.concerned.count - 1, paper, settings.timeZone)
        try addReadingLink(
            .completedOnPaper, for: fieldName, of: dossier, [.signatures: words.signatures], to: &change)
    }
}

import ConventionDomain
import Foundation
import Parties
import Testing
import Workflow
import WorkflowTestSupport

/// A school's software on a bench, with a key that was let sign or not.
private struct SchoolSoftware {
    let bench: WorkflowBench
    let software: SigningSoftware
    let register: DelegationRegister
    var key = SchoolKeyRecord(
        hash: TokenHash(bytes: Array(repeating: 1, count: 32)), name: "Pronote", createdAt: .distantPast,
        signsSince: .distantPast)

    init(_ sample: SampleConvention = SampleConvention(), accepts: Bool = true) throws {
        try self.init(sample: sample, settings: Self.settings(accepts))
    }

    init(
        sample: SampleConvention, settings: WorkflowSettings, documents: DocumentFactory? = nil,
        _ pause: @escaping @Sendable () async -> Void = {}
    ) throws {
        let store = InMemoryStore()
        var port = store.conventionStore
        port.delegations = SchoolDelegations().store
        bench = WorkflowBench(
            store: port, mails: { store.mails }, texts: try Bench.texts(), sample: sample, settings: settings,
            documents: documents, ownCertificates: PaperDocument.ownCertificates(pause))
        software = SigningSoftware(bench.workflow, EmployerWorklist(bench.workflow) { _ in nil })
        register = DelegationRegister(bench.workflow)
    }

    static func settings(_ accepts: Bool) -> WorkflowSettings {
        var settings = WorkflowSettings()
        settings.acceptsSchoolCertificates = accepts
        return settings
    }

    /// A convention that the family has signed.
    func awaited() async throws -> ConventionID {
        let id = try await bench.issued()
        for fieldName in ["student", "representative-1"] { try await bench.sign(fieldName) }
        return id
    }

    func start(
        _ ids: [ConventionID], certificate: String = "person"
    ) async throws -> [SignedItem<OwnSignatureSession>] {
        var items: [SigningItem<OwnSignatureStart>] = []
        for id in ids {
            let view = try await software.view(id, by: .school(key))
            items.append(
                SigningItem(
                    id,
                    OwnSignatureStart(
                        signatory: view.signatory.name.full, capacity: view.signatory.capacity,
                        consentVersion: view.consent.version, revisionDigest: view.revisionDigest,
                        choice: OwnCertificateChoice(
                            certificates: [Array(certificate.utf8)], signatureAlgorithm: "1.2", hashAlgorithm: nil))))
        }
        return try await software.start(items, by: .school(key))
    }

    func begun(_ id: ConventionID, certificate: String = "person") async throws -> OwnSignatureSession {
        try await start([id], certificate: certificate)[0].result.get()
    }

    func complete(
        _ sessions: [OwnSignatureSession], idempotencyKey: String = "k", by holder: SigningKeyHolder? = nil
    ) async throws -> [SignedItem<CountersignatureResult>] {
        let items = sessions.map { session in
            SigningItem(
                session.convention,
                OwnSignatureValue(
                    session: session.session, value: session.prepared.hash, idempotencyKey: idempotencyKey))
        }
        return try await software.complete(items, by: holder ?? .school(key))
    }

    @discardableResult
    func completed(_ session: OwnSignatureSession) async throws -> CountersignatureResult {
        try await complete([session])[0].result.get()
    }
}

@Suite("A school's own certificate")
struct SchoolCertificateTests {
    @Test func `signs when it is the school's turn, and the record says by what its holder was known`() async throws {
        let school = try SchoolSoftware()
        let id = try await school.bench.issued()
        try await school.bench.sign("student")
        let early = try await school.start([id])
        #expect(early[0].result == .failure(.notYourTurn(waitingFor: [.representative])))
        try await school.bench.sign("representative-1")
        let listed = try await school.software.awaitingSchool(school.key, after: nil, limit: 50)
        #expect(listed.items.map(\.convention) == [id] && listed.items.first?.signatory.role == .school)
        let result = try await school.completed(try await school.begun(id))
        #expect(result.receipt.identification == .schoolKey)
        #expect(result.receipt.certificate.ownCertificate == .signature)
        #expect(try await school.software.awaitingSchool(school.key, after: nil, limit: 50).items.isEmpty)
        try await school.bench.countersign(id)
        #expect(try await school.bench.workflow.show(id).summary.status == .completed)
    }

    @Test func `a school that has not said so takes none, not for reading either`() async throws {
        let school = try SchoolSoftware(accepts: false)
        let id = try await school.awaited()
        let refused = WorkflowError.ownCertificate(.schoolNotAccepted)
        let holder = SigningKeyHolder.school(school.key)
        await #expect(throws: refused) { try await school.software.view(id, by: holder) }
        await #expect(throws: refused) { try await school.software.document(of: id, by: holder) }
        await #expect(throws: refused) { try await school.software.start([], by: holder) }
        await #expect(throws: refused) { try await school.software.complete([], by: holder) }
        await #expect(throws: refused) { try await school.software.awaitingSchool(school.key, after: nil, limit: 1) }
    }

    @Test func `a key that was not let sign does not, also when that was taken back after it began`() async throws {
        var school = try SchoolSoftware()
        let id = try await school.awaited()
        let session = try await school.begun(id)
        school.key = SchoolKeyRecord(hash: school.key.hash, name: school.key.name, createdAt: .distantPast)
        await #expect(throws: WorkflowError.ownCertificate(.keyMayNotSign)) { try await school.complete([session]) }
        await #expect(throws: WorkflowError.ownCertificate(.keyMayNotSign)) { try await school.start([id]) }
        #expect(try await school.bench.workflow.show(id).summary.signatureCount == 2)
    }

    /// The school's setting is the decision: the certificate's key is a second factor of its own.
    @Test(arguments: [false, true])
    func `where an account is required it signs only if the school has set that it does`(accepts: Bool) async throws {
        var settings = SchoolSoftware.settings(accepts)
        settings.identification = [.school: .totp]
        let school = try SchoolSoftware(sample: SampleConvention(), settings: settings)
        let id = try await school.awaited()
        if accepts {
            #expect(try await school.completed(try await school.begun(id)).receipt.identification == .schoolKey)
        } else {
            await #expect(throws: WorkflowError.ownCertificate(.schoolNotAccepted)) { try await school.start([id]) }
        }
    }

    @Test func `an organisation's seal is no head of school, whatever is taken of employers`() async throws {
        var settings = SchoolSoftware.settings(true)
        settings.acceptsSeals = true
        let school = try SchoolSoftware(sample: SampleConvention(), settings: settings)
        let id = try await school.awaited()
        #expect(
            try await school.start([id], certificate: "seal")[0].result
                == .failure(.ownCertificate(.sealNotAccepted)))
    }

    @Test func `an employer's session is nothing to the school's key, although it is the same convention`() async throws
    {
        let school = try SchoolSoftware()
        let id = try await school.bench.issued(.preset(.free))
        let good = try await school.bench.request(id)
        let token = try await school.bench.accessToken()
        let session = try await school.bench.workflow.startOwnSignature(
            id, accessToken: token,
            request: OwnSignatureStart(
                signatory: good.signatory, capacity: good.capacity, consentVersion: good.consentVersion,
                revisionDigest: good.revisionDigest,
                choice: OwnCertificateChoice(
                    certificates: [Array("person".utf8)], signatureAlgorithm: "1.2", hashAlgorithm: nil)))
        #expect(
            try await school.complete([session])[0].result == .failure(.ownCertificate(.sessionUnknown)))
    }
}

@Suite("Delegation and a school's own certificate")
struct SchoolCertificateDelegationTests {
    private func school(_ pause: @escaping @Sendable () async -> Void = {}) throws -> SchoolSoftware {
        try SchoolSoftware(
            sample: SchoolDelegations.sample, settings: SchoolSoftware.settings(true),
            documents: SchoolDelegations.documents(), pause)
    }

    @Test func `who is not the head needs an act in force, which is kept with the signature`() async throws {
        let school = try school()
        let id = try await school.awaited()
        #expect(try await school.start([id])[0].result == .failure(.delegation(.missing)))
        _ = try await school.register.add(try SchoolDelegations.entry())
        try await school.completed(try await school.begun(id))
        let party = try await school.bench.workflow.show(id).parties.first { $0.signatory.role == .school }
        #expect(party?.delegation?.act == "Arrêté n° 12")
    }

    @Test func `an act that was taken back after it began signs nothing`() async throws {
        let school = try school()
        let id = try await school.awaited()
        let act = try await school.register.add(try SchoolDelegations.entry())
        let session = try await school.begun(id)
        #expect(try await school.register.revoke(act.id))
        #expect(try await school.complete([session])[0].result == .failure(.delegation(.revoked)))
    }

    @Test func `an act that is taken back while the value is verified signs nothing`() async throws {
        let meanwhile = Meanwhile()
        let school = try school { await meanwhile.happen() }
        let id = try await school.awaited()
        let act = try await school.register.add(try SchoolDelegations.entry())
        let session = try await school.begun(id)
        let register = school.register
        await meanwhile.set { _ = try? await register.revoke(act.id) }
        #expect(try await school.complete([session])[0].result == .failure(.delegation(.revoked)))
        #expect(try await school.bench.workflow.show(id).summary.signatureCount == 2)
    }

    @Test func `another act than the one that the signed bytes name makes another session necessary`() async throws {
        let school = try school()
        let id = try await school.awaited()
        let act = try await school.register.add(try SchoolDelegations.entry())
        let session = try await school.begun(id)
        #expect(try await school.register.revoke(act.id))
        _ = try await school.register.add(try SchoolDelegations.entry(act: "Arrêté n° 13"))
        #expect(try await school.complete([session])[0].result == .failure(.ownCertificate(.sessionExpired)))
        try await school.completed(try await school.begun(id))
    }
}

@Suite("Signing many at once")
struct ManySignaturesTests {
    private static let siret = SIRET("99900004500016")

    /// A bench on which one pupil is entered more than once, each time with an employer who is next.
    private struct Company {
        let bench: Bench
        let software: SigningSoftware
        var key: EmployerKeyRecord

        init(host: SIRET? = siret, signatory: String? = "Claire  martin") throws {
            bench = try Bench()
            software = SigningSoftware(bench.workflow, EmployerWorklist(bench.workflow) { _ in host })
            key = EmployerKeyRecord(
                hash: TokenHash(bytes: Array(repeating: 2, count: 32)), name: "ERP", siret: try #require(siret),
                createdAt: .distantPast, signatory: signatory)
        }

        func awaited(_ count: Int) async throws -> [ConventionID] {
            var ids: [ConventionID] = []
            for _ in 0..<count {
                ids.append(try await bench.hands.issued())
                for fieldName in ["student", "representative-1", "school"] { try await bench.hands.sign(fieldName) }
            }
            return ids
        }

        func demands(
            _ ids: [ConventionID], idempotencyKey: String = "k"
        ) async throws -> [SigningItem<CountersignatureRequest>] {
            var items: [SigningItem<CountersignatureRequest>] = []
            for id in ids {
                let view = try await software.view(id, by: .employer(key))
                items.append(
                    SigningItem(
                        id,
                        CountersignatureRequest(
                            signatory: view.signatory.name.full, capacity: view.signatory.capacity,
                            consentVersion: view.consent.version, revisionDigest: view.revisionDigest,
                            idempotencyKey: idempotencyKey)))
            }
            return items
        }

        func starts(_ ids: [ConventionID]) async throws -> [SigningItem<OwnSignatureStart>] {
            try await demands(ids).map { item in
                SigningItem(
                    item.convention,
                    OwnSignatureStart(
                        signatory: item.request.signatory, capacity: item.request.capacity,
                        consentVersion: item.request.consentVersion, revisionDigest: item.request.revisionDigest,
                        choice: OwnCertificateChoice(
                            certificates: [Array("person".utf8)], signatureAlgorithm: "1.2", hashAlgorithm: nil)))
            }
        }

        func values(
            _ sessions: [OwnSignatureSession], _ value: (OwnSignatureSession) -> [UInt8] = { $0.prepared.hash }
        ) -> [SigningItem<OwnSignatureValue>] {
            sessions.map {
                SigningItem(
                    $0.convention, OwnSignatureValue(session: $0.session, value: value($0), idempotencyKey: "k"))
            }
        }

        func count(_ id: ConventionID) async throws -> Int {
            try await bench.workflow.show(id).summary.signatureCount
        }
    }

    @Test func `with an own certificate each is signed once, in the order that was asked for`() async throws {
        let company = try Company()
        let ids = try await company.awaited(6)
        let sessions = try await company.software.start(try await company.starts(ids), by: .employer(company.key))
            .map { try $0.result.get() }
        #expect(sessions.map(\.convention) == ids && Set(sessions.map(\.session)).count == 6)
        let values = company.values(sessions)
        let first = try await company.software.complete(values, by: .employer(company.key))
        #expect(first.map(\.convention) == ids && first.allSatisfy { (try? $0.result.get().isReplay) == false })
        #expect(try first.allSatisfy { try $0.result.get().receipt.identification == .accessToken })
        let again = try await company.software.complete(values, by: .employer(company.key))
        #expect(again.allSatisfy { (try? $0.result.get().isReplay) == true })
        for id in ids { #expect(try await company.count(id) == 4) }
    }

    @Test func `what is refused of one is told of it, and keeps nobody from signing the others`() async throws {
        let company = try Company()
        let ids = try await company.awaited(3)
        var starts = try await company.starts(ids)
        let unknown = try #require(ConventionID("zzzzzzzzzzzzzzzzzzzz"))
        starts.append(SigningItem(unknown, starts[0].request))
        let begun = try await company.software.start(starts, by: .employer(company.key))
        #expect(begun[3].result == .failure(.unknownConvention))
        let sessions = try begun.prefix(3).map { try $0.result.get() }
        let values = company.values(sessions) { $0.convention == ids[1] ? [1] : $0.prepared.hash }
        let ended = try await company.software.complete(values, by: .employer(company.key))
        #expect(ended[1].result == .failure(.ownCertificate(.signatureInvalid)))
        #expect(try await company.count(ids[0]) == 4)
        #expect(try await company.count(ids[1]) == 3)
        #expect(try await company.count(ids[2]) == 4)
        // The whole request again, with the right value: two are replayed, one is made.
        let mended = try await company.software.complete(company.values(sessions), by: .employer(company.key))
        #expect(try mended.map { try $0.result.get().isReplay } == [true, false, true])
    }

    @Test func `with the service's certificate each is signed once`() async throws {
        let company = try Company()
        let ids = try await company.awaited(3)
        let demands = try await company.demands(ids)
        for isReplay in [false, true] {
            let results = try await company.software.countersign(demands, by: company.key)
            for item in results {
                guard case .success(.signed(let result)) = item.result else {
                    Issue.record("\(item)")
                    continue
                }
                #expect(result.isReplay == isReplay && result.receipt.certificate.ownCertificate == nil)
                #expect(result.receipt.identification == .accessToken)
            }
        }
        for id in ids { #expect(try await company.count(id) == 4) }
    }

    @Test func `a key that only lists signs nothing and reads nothing`() async throws {
        let company = try Company(signatory: nil)
        let id = try await company.awaited(1)[0]
        let refused = WorkflowError.ownCertificate(.keyMayNotSign)
        await #expect(throws: refused) { try await company.software.countersign([], by: company.key) }
        await #expect(throws: refused) { try await company.software.start([], by: .employer(company.key)) }
        await #expect(throws: refused) { try await company.software.view(id, by: .employer(company.key)) }
        await #expect(throws: refused) { try await company.software.document(of: id, by: .employer(company.key)) }
    }

    @Test(arguments: [nil, "99900004500024"])
    func `another establishment's conventions are unknown to it`(host: String?) async throws {
        let company = try Company(host: host.flatMap { SIRET($0) })
        let id = try await company.awaited(1)[0]
        await #expect(throws: WorkflowError.unknownConvention) {
            try await company.software.view(id, by: .employer(company.key))
        }
    }

    @Test func `it signs for nobody but the representative whom it names`() async throws {
        let company = try Company(signatory: "Claire Martinet")
        let id = try await company.awaited(1)[0]
        await #expect(throws: WorkflowError.signatoryMismatch) {
            try await company.software.view(id, by: .employer(company.key))
        }
        let request = try await company.bench.hands.request(id)
        let results = try await company.software.countersign([SigningItem(id, request)], by: company.key)
        #expect(results.map(\.result) == [.failure(.signatoryMismatch)])
        #expect(try await company.count(id) == 3)
    }

    @Test func `a newer key of the same name goes on where the older one began`() async throws {
        var company = try Company()
        let ids = try await company.awaited(1)
        let sessions = try await company.software.start(try await company.starts(ids), by: .employer(company.key))
            .map { try $0.result.get() }
        company.key = EmployerKeyRecord(
            hash: TokenHash(bytes: Array(repeating: 3, count: 32)), name: "ERP", siret: company.key.siret,
            createdAt: .distantPast, signatory: company.key.signatory)
        let ended = try await company.software.complete(company.values(sessions), by: .employer(company.key))
        #expect(try ended[0].result.get().isComplete)
    }
}

private import COpenSSL

/// One run of OpenSSL's path validation at one moment; knows nothing of revocation.
struct PathBuilder {
    /// Security level 2 of OpenSSL: 112 bits, so no SHA-1 and no RSA below 2048 bits in the chain.
    private static let securityLevel: Int32 = 2
    /// Certificates between leaf and anchor.
    private static let depthLimit: Int32 = 8

    let anchors: [Certificate]
    let time: Int64
    let policies: [String]
    let strictness: ChainValidator.Strictness

    /// The path as it was found before, if each of its certificates is valid at this time too, or one found now.
    func path(from leaf: Certificate, intermediates: [Certificate]) throws(OpenSSLError) -> ChainOutcome {
        let question = PathQuestion(
            leaf: leaf, intermediates: intermediates, anchors: anchors, policies: policies, strictness: strictness)
        if let chain = question.chain(at: time) { return .trusted(chain: chain) }
        let precedents = LeafPrecedents(anchors: anchors, policies: policies, strictness: strictness)
        if let chain = precedents.chain(of: leaf, given: intermediates), question.holds(chain, at: time) {
            question.remember(chain)
            return .trusted(chain: chain)
        }
        let outcome = try build(from: leaf, intermediates: intermediates)
        if case .trusted(let chain) = outcome {
            question.remember(chain)
            precedents.remember(chain)
        }
        return outcome
    }

    /// Has OpenSSL check an authority directly below an anchor, or an anchor, for the sake of paths that lead through it.
    func checkAuthority(_ authority: Certificate) { _ = try? build(from: authority, intermediates: []) }

    private func build(from leaf: Certificate, intermediates: [Certificate]) throws(OpenSSLError) -> ChainOutcome {
        let store = try unsafe makeStore()
        defer { unsafe X509_STORE_free(store) }
        let context = try unsafe obtain("prepare a path validation") { unsafe X509_STORE_CTX_new() }
        defer { unsafe X509_STORE_CTX_free(context) }
        let candidates = unsafe intermediates.map { unsafe $0.reading { unsafe $0 } }
        return try unsafe withStack(of: candidates) { stack throws(OpenSSLError) in
            try unsafe leaf.withX509 { x509 throws(OpenSSLError) in
                try require("prepare a path validation") { unsafe X509_STORE_CTX_init(context, store, x509, stack) }
                try unsafe configure(X509_STORE_CTX_get0_param(context))
                unsafe reuseSignaturesOfAuthorities(in: context)
                return unsafe outcome(of: context, given: [leaf] + intermediates + anchors)
            }
        }
    }

    private func makeStore() throws(OpenSSLError) -> OpaquePointer {
        let store = try unsafe obtain("make a store of anchors") { unsafe X509_STORE_new() }
        for anchor in anchors where unsafe anchor.reading({ unsafe X509_STORE_add_cert(store, $0) }) != 1 {
            unsafe X509_STORE_free(store)
            throw OpenSSLError(drainingQueueAfter: "add an anchor")
        }
        return unsafe store
    }

    private func configure(_ parameters: OpaquePointer?) throws(OpenSSLError) {
        unsafe X509_VERIFY_PARAM_set_time(parameters, time_t(time))
        unsafe X509_VERIFY_PARAM_set_depth(parameters, Self.depthLimit)
        // Without a level OpenSSL would take its default, which is not ours.
        unsafe X509_VERIFY_PARAM_set_auth_level(parameters, strictness == .strict ? Self.securityLevel : 0)
        let flags = strictness == .strict ? X509_V_FLAG_X509_STRICT : 0
        try unsafe setFlags(flags, on: parameters)
        guard !policies.isEmpty else { return }
        try unsafe setFlags(X509_V_FLAG_POLICY_CHECK | X509_V_FLAG_EXPLICIT_POLICY, on: parameters)
        for policy in policies {
            // The parameters own the object from here on.
            let object = try unsafe obtain("read policy \(policy)") { unsafe OBJ_txt2obj(policy, 1) }
            try require("ask for policy \(policy)") { unsafe X509_VERIFY_PARAM_add0_policy(parameters, object) }
        }
    }

    private func setFlags(_ flags: Int32, on parameters: OpaquePointer?) throws(OpenSSLError) {
        guard flags != 0 else { return }
        try require("set up a path validation") { unsafe X509_VERIFY_PARAM_set_flags(parameters, UInt(flags)) }
    }

    private func outcome(of context: OpaquePointer, given: [Certificate]) -> ChainOutcome {
        ERR_clear_error()
        defer { ERR_clear_error() }
        guard unsafe X509_verify_cert(context) == 1 else {
            let error = unsafe X509_STORE_CTX_get_error(context)
            let text = unsafe String(cString: X509_verify_cert_error_string(Int(error)))
            let depth = unsafe Int(X509_STORE_CTX_get_error_depth(context))
            return .untrusted(code: ChainOutcome.Fault(verificationError: error), depth: depth, text: text)
        }
        let missing = unsafe Set(policies).subtracting(acceptedPolicies(in: context))
        guard missing.isEmpty else {
            let text = "the chain is not valid for policy \(missing.sorted().joined(separator: ", "))"
            return .untrusted(code: .policyNotAccepted, depth: 0, text: text)
        }
        return .trusted(chain: unsafe chain(in: context, from: given))
    }

    /// OpenSSL is content with one policy of those asked for; its tree says for which ones the chain is valid.
    private func acceptedPolicies(in context: OpaquePointer) -> Set<String> {
        guard let tree = unsafe X509_STORE_CTX_get0_policy_tree(context),
            let nodes = unsafe X509_policy_tree_get0_user_policies(tree)
        else { return [] }
        let oids = unsafe elements(of: nodes).map {
            unsafe dottedForm(of: X509_policy_node_get0_policy(OpaquePointer($0)))
        }
        return Set(oids)
    }

    /// OpenSSL's chain holds the objects it was given, so each is found again by its address.
    private func chain(in context: OpaquePointer, from given: [Certificate]) -> [Certificate] {
        guard let stack = unsafe X509_STORE_CTX_get0_chain(context) else { return [] }
        return unsafe elements(of: stack).compactMap { element in
            given.first { unsafe $0.reading { $0 == OpaquePointer(element) } }
        }
    }
}

extension ChainOutcome.Fault {
    /// Source: <openssl/x509_vfy.h>.
    fileprivate init(verificationError code: Int32) {
        self =
            switch code {
            case X509_V_ERR_CERT_HAS_EXPIRED: .expired
            case X509_V_ERR_CERT_NOT_YET_VALID: .notYetValid
            case X509_V_ERR_CERT_SIGNATURE_FAILURE: .badSignature
            case X509_V_ERR_NO_EXPLICIT_POLICY: .policyNotAccepted
            case X509_V_ERR_EE_KEY_TOO_SMALL, X509_V_ERR_CA_KEY_TOO_SMALL, X509_V_ERR_CA_MD_TOO_WEAK: .weakCryptography
            case let code where Self.noPath.contains(code): .noAnchor
            case let code where Self.misused.contains(code): .wrongUsage
            default: .other
            }
    }

    private static let noPath: Set<Int32> = [
        X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
        X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN,
        X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, X509_V_ERR_CERT_UNTRUSTED,
    ]

    private static let misused: Set<Int32> = [
        X509_V_ERR_INVALID_CA, X509_V_ERR_PATH_LENGTH_EXCEEDED, X509_V_ERR_INVALID_PURPOSE,
        X509_V_ERR_KEYUSAGE_NO_CERTSIGN, X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION,
    ]
}

import Parties
import Testing

@Suite("PolicyArc")
struct PolicyArcTests {
    @Test(arguments: ["", "1", "1.3", "1..3", "1.3.", ".1.3", "3.1.1", "1.40.1", "1.3.06", "1.3.x", "1.3.-1", "1.3.٣"])
    func `refuses what is no object identifier`(text: String) { #expect(PolicyArc(oid: text) == nil) }

    @Test(arguments: ["1.3.6.1.4.1.32473", "2.999.1", "0.4.0"])
    func `takes an object identifier as it is`(text: String) { #expect(PolicyArc(oid: text)?.oid == text) }

    @Test func `no two meanings share an identifier, and each is found again`() throws {
        let arc = try #require(PolicyArc(oid: "2.999.1"))
        let roles = Signatory.Role.allCases.map { arc.oid(of: $0) }
        let methods = IdentificationMethod.allCases.map { arc.oid(of: $0) }
        let policies = [arc.signatoryCertificatePolicy, arc.platformSealPolicy, arc.timeStampingPolicy]
        #expect(Set(roles + methods + policies).count == 14)
        #expect(Signatory.Role.allCases == roles.compactMap { arc.role(for: $0) })
        #expect(IdentificationMethod.allCases == methods.compactMap { arc.method(for: $0) })
        #expect((methods + policies).allSatisfy { arc.role(for: $0) == nil })
        #expect((roles + policies).allSatisfy { arc.method(for: $0) == nil })
    }

    @Test func `another arc's identifiers mean nothing`() {
        #expect(PolicyArc.demo.role(for: "2.999.1.2.1") == nil)
        #expect(PolicyArc.demo.oid(of: .employer) == "1.3.6.1.4.1.32473.2.4")
    }
}

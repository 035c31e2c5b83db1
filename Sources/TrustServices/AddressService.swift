import CurlBridge
private import Foundation

/// Asks a service of addresses over HTTP where one is, in the form of the *Base adresse nationale*.
///
/// `GET URL?q=…&postcode=…&limit=1&autocomplete=0` is answered with a GeoJSON collection. What is asked is an address and nothing else: no name of an
/// employer, of an offer or of a person.
///
/// Source: RFC 7946 §3; documentation of the geocoding service of the Géoplateforme (data.geopf.fr), unchecked.
package struct AddressService: Sendable {
    /// Degrees, north and east positive.
    package struct Position: Hashable, Sendable {
        package let latitude: Double
        package let longitude: Double
    }

    private let url: ServiceURL
    private let http: OutboundHTTP
    /// libcurl blocks, and the threads of Swift's tasks must not.
    private let threads = BlockingThreads("addresses", count: 1)

    /// An answer of one address has a thousand bytes or so.
    private static let maximumByteCount = 65_536
    /// How sure the service is at least, of 1: below, another street or town is as likely.
    package static let leastScore = 0.5

    package init(url: ServiceURL, policy: AddressPolicy) {
        self.url = url
        http = OutboundHTTP(policy: policy)
    }

    /// - Parameters:
    ///   - address: Street, postal code and town in one line.
    ///   - postalCode: Of the same; what lies in another department is not the answer.
    /// - Returns: `nil` when the service does not know the address, or is not sure.
    /// - Throws: ``TrustServiceError``, with nothing that was asked or answered.
    package func locate(_ address: String, postalCode: String) async throws(TrustServiceError) -> Position? {
        let result = await threads.run { ask(address, postalCode) }
        return try result.get()
    }

    private func ask(_ address: String, _ postalCode: String) -> Result<Position?, TrustServiceError> {
        let query = "q=\(Self.escaped(address))&postcode=\(Self.escaped(postalCode))&limit=1&autocomplete=0"
        guard let url = ServiceURL("\(url)\(url.target.contains("?") ? "&" : "?")\(query)") else {
            return .failure(TrustServiceError(.rejected, "an address is too long to be asked for"))
        }
        do throws(TrustServiceError) {
            let body = try http.body(
                of: .get, at: url, mediaTypes: ["application/json", "application/geo+json"],
                maximumByteCount: Self.maximumByteCount)
            return .success(try read(body, postalCode))
        } catch { return .failure(error) }
    }

    private func read(_ body: [UInt8], _ postalCode: String) throws(TrustServiceError) -> Position? {
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(body)), answer.type == "FeatureCollection"
        else { throw malformed }
        guard let first = answer.features.first else { return nil }
        guard first.geometry.type == "Point", (2...3).contains(first.geometry.coordinates.count) else {
            throw malformed
        }
        let position = Position(latitude: first.geometry.coordinates[1], longitude: first.geometry.coordinates[0])
        guard (-90...90).contains(position.latitude), (-180...180).contains(position.longitude),
            let score = first.properties.score
        else { throw malformed }
        guard score >= Self.leastScore, Self.types.contains(first.properties.type ?? "") else { return nil }
        // A wrong street is some kilometres off, a wrong department a hundred.
        guard first.properties.postcode.map({ $0.prefix(2) == postalCode.prefix(2) }) ?? false else { return nil }
        return position
    }

    private static let types: Set<String> = ["housenumber", "street", "locality", "municipality"]

    private var malformed: TrustServiceError {
        TrustServiceError(.malformed, "\(url.server) answered with no GeoJSON of an address")
    }

    private struct Answer: Decodable {
        struct Feature: Decodable {
            struct Geometry: Decodable {
                let type: String
                let coordinates: [Double]
            }

            struct Properties: Decodable {
                let score: Double?
                let type: String?
                let postcode: String?
            }

            let geometry: Geometry
            let properties: Properties
        }

        let type: String
        let features: [Feature]
    }

    /// Source: RFC 3986 §2.1, §2.3.
    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || "-._~".utf8.contains(byte)
            let digits = String(byte, radix: 16, uppercase: true)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (digits.count < 2 ? "0" : "") + digits
        }.joined()
    }
}

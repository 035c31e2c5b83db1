private import Foundation

/// A place on the earth, to the metre.
public struct GeoPoint: Hashable, Sendable {
    /// Degrees, north positive.
    public let latitude: Double
    /// Degrees, east positive.
    public let longitude: Double

    /// Coordinates are rounded to what single precision holds, less than a metre: an index of boxes keeps exactly that.
    ///
    /// - Returns: `nil` outside -90...90 and -180...180.
    public init?(latitude: Double, longitude: Double) {
        guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
        self.latitude = Double(Float(latitude))
        self.longitude = Double(Float(longitude))
    }

    /// Kilometres along the great circle, on a sphere.
    ///
    /// Source: the haversine formula with the mean radius of the earth of GRS 80 (6371.0088 km); the earth's flattening
    /// makes it wrong by half a percent at most.
    public func kilometres(to other: GeoPoint) -> Double {
        let (a, b) = (latitude * .pi / 180, other.latitude * .pi / 180)
        let (dLatitude, dLongitude) = (b - a, (other.longitude - longitude) * .pi / 180)
        let haversine = Self.squaredSine(dLatitude / 2) + cos(a) * cos(b) * Self.squaredSine(dLongitude / 2)
        return 2 * Self.earthRadius * asin(min(1, haversine.squareRoot()))
    }

    private static func squaredSine(_ angle: Double) -> Double { sin(angle) * sin(angle) }

    private static let earthRadius = 6371.0088

    /// A box that holds every place within a distance; wider near the poles, the whole circle where one is inside.
    ///
    /// A box across the 180th meridian is cut there: no department lies on it.
    public func box(kilometres: Double) -> GeoBox {
        let reach = kilometres / Self.earthRadius * 180 / .pi * 1.0001 + 0.00001
        let (south, north) = (latitude - reach, latitude + reach)
        guard south > -90, north < 90 else {
            return GeoBox(latitudes: max(-90, south)...min(90, north), longitudes: -180...180)
        }
        // The circle's widest place lies nearer to the pole than its centre.
        let ratio = min(1, sin(reach * .pi / 180) / cos(latitude * .pi / 180))
        let wide = asin(ratio) * 180 / .pi + 0.00001
        return GeoBox(
            latitudes: south...north, longitudes: max(-180, longitude - wide)...min(180, longitude + wide))
    }
}

/// What lies between two parallels and two meridians, in degrees.
public struct GeoBox: Hashable, Sendable {
    public let latitudes: ClosedRange<Double>
    public let longitudes: ClosedRange<Double>

    public func contains(_ point: GeoPoint) -> Bool {
        latitudes.contains(point.latitude) && longitudes.contains(point.longitude)
    }
}

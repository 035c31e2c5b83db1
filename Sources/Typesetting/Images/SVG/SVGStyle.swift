/// How shapes are painted; what a group says holds for the shapes in it, but for ``opacity``.
///
/// Source: SVG 1.1 §6, §11.
struct SVGStyle: Hashable, Sendable {
    var colour = Colour.black
    var fill = SVGPaint.colour(.black)
    var stroke = SVGPaint.none
    var fillOpacity = 1.0
    var strokeOpacity = 1.0
    /// Of the element as a whole, and not handed down.
    var opacity = 1.0
    var isEvenOdd = false
    var width = 1.0
    /// The numbers by which PDF knows the kinds (ISO 32000-1 tables 54, 55).
    var cap = 0
    var join = 0
    var miterLimit = 4.0
    var dashes: [Double] = []
    var dashOffset = 0.0
    var isVisible = true
    /// Not handed down, but nothing inside is drawn.
    var isDisplayed = true

    /// What an element inside begins with.
    var handedDown: SVGStyle {
        var style = self
        (style.opacity, style.isDisplayed) = (1, true)
        return style
    }
}

extension SVGStyle {
    /// Whether the name is one of a property, so that it may be an attribute of any element.
    static func isProperty(_ name: String) -> Bool {
        setters[name] != nil || harmlessValues[name] != nil || isHarmless(name)
    }

    /// - Returns: `false` when the property may not have that value, or is none.
    mutating func set(_ name: String, to value: String) -> Bool {
        // What an element has anyway.
        if value == "inherit", name != "opacity", name != "display" { return Self.isProperty(name) }
        if let setter = Self.setters[name] { return setter(&self, value) }
        if let values = Self.harmlessValues[name] { return values.contains(value) }
        return Self.isHarmless(name)
    }

    /// What editors write into every file and what changes no shape.
    private static func isHarmless(_ name: String) -> Bool {
        harmless.contains(name) || ["-inkscape-", "font", "text-"].contains { name.hasPrefix($0) }
    }

    private static let harmless: Set<String> = [
        "letter-spacing", "word-spacing", "writing-mode", "direction", "unicode-bidi", "line-height", "white-space",
        "baseline-shift", "dominant-baseline", "alignment-baseline", "block-progression", "shape-rendering",
        "shape-padding", "shape-margin", "inline-size", "color-interpolation", "color-interpolation-filters",
        "color-rendering",
        "image-rendering", "text-anchor", "text-decoration", "text-rendering", "text-align", "text-indent", "clip-rule",
        "solid-color", "solid-opacity", "stop-color", "stop-opacity", "flood-color", "flood-opacity", "lighting-color",
        "enable-background", "overflow", "pointer-events", "cursor", "font", "font-family", "font-size", "font-style",
        "font-weight", "font-variant", "font-stretch", "kerning", "color-profile",
    ]

    /// Properties that change the picture but for these values.
    private static let harmlessValues: [String: Set<String>] = [
        "filter": ["none"], "clip-path": ["none"], "mask": ["none"], "marker": ["none"], "marker-start": ["none"],
        "marker-mid": ["none"], "marker-end": ["none"], "mix-blend-mode": ["normal"], "isolation": ["auto"],
        "paint-order": ["normal", "markers fill stroke", "fill", "fill stroke", "fill markers stroke"],
        "vector-effect": ["none"], "clip": ["auto"],
    ]

    private typealias Setter = @Sendable (inout SVGStyle, String) -> Bool

    private static let setters: [String: Setter] = [
        "color": { style, value in assign(&style.colour, Colour(svg: value)) },
        "fill": { style, value in assign(&style.fill, SVGPaint(value)) },
        "stroke": { style, value in assign(&style.stroke, SVGPaint(value)) },
        "fill-opacity": { style, value in assign(&style.fillOpacity, share(value)) },
        "stroke-opacity": { style, value in assign(&style.strokeOpacity, share(value)) },
        "opacity": { style, value in assign(&style.opacity, share(value)) },
        "fill-rule": { style, value in assign(&style.isEvenOdd, ["nonzero": false, "evenodd": true][value]) },
        "stroke-width": { style, value in assign(&style.width, length(value, atLeast: 0)) },
        "stroke-linecap": { style, value in assign(&style.cap, ["butt": 0, "round": 1, "square": 2][value]) },
        "stroke-linejoin": { style, value in assign(&style.join, ["miter": 0, "round": 1, "bevel": 2][value]) },
        "stroke-miterlimit": { style, value in assign(&style.miterLimit, length(value, atLeast: 1)) },
        "stroke-dasharray": { style, value in assign(&style.dashes, dashes(value)) },
        "stroke-dashoffset": { style, value in assign(&style.dashOffset, SVGScanner.length(value)) },
        "visibility": { style, value in
            assign(&style.isVisible, ["visible": true, "hidden": false, "collapse": false][value])
        },
        "display": { style, value in
            style.isDisplayed = value != "none"
            return true
        },
    ]

    private static func assign<Value>(_ place: inout Value, _ value: Value?) -> Bool {
        guard let value else { return false }
        place = value
        return true
    }

    private static func length(_ text: String, atLeast least: Double) -> Double? {
        SVGScanner.length(text).flatMap { $0 >= least ? $0 : nil }
    }

    /// From 0 to 1, also in per cent.
    private static func share(_ text: String) -> Double? {
        let isPercentage = text.hasSuffix("%")
        guard let number = SVGScanner.length(isPercentage ? String(text.dropLast()) : text) else { return nil }
        return min(max(isPercentage ? number / 100 : number, 0), 1)
    }

    /// An odd number of lengths counts twice, and lengths of nothing are a line without gaps (SVG 1.1 §11.4).
    private static func dashes(_ text: String) -> [Double]? {
        if text == "none" { return [] }
        guard let numbers = SVGScanner.numbers(text.replacing("px", with: "")), numbers.count <= 64,
            numbers.allSatisfy({ $0 >= 0 })
        else { return nil }
        // Shorter than anything that is printed.
        if numbers.reduce(0, +) < 0.001 { return [] }
        return numbers.count.isMultiple(of: 2) ? numbers : numbers + numbers
    }
}

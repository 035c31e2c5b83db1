// swift-tools-version:6.2
import PackageDescription

/// What holds for every module of ours.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// Modules that touch C memory say so at each place.
let bridge: [SwiftSetting] = strict + [.strictMemorySafety()]

let package = Package(
    name: "seing",
    dependencies: [
        .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4")
    ],
    targets: [
        // C libraries of the system
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        // Bridges: the only modules that see a C pointer
        .target(name: "OpenSSLBridge", dependencies: ["COpenSSL"], swiftSettings: bridge),
        .target(name: "XMLBridge", dependencies: ["CLibXML2"], swiftSettings: bridge),

        // Documents and signatures
        .target(name: "PDFModel", dependencies: ["CZlib"], swiftSettings: strict),
        .target(
            name: "CMS", dependencies: [.product(name: "SwiftASN1", package: "swift-asn1")], swiftSettings: strict),
        .target(name: "PAdES", dependencies: ["CMS", "PDFModel"], swiftSettings: strict),
        .target(
            name: "PAdESSigning", dependencies: ["CMS", "OpenSSLBridge", "PAdES", "PDFModel"], swiftSettings: strict),
        .target(
            name: "PAdESValidation", dependencies: ["CMS", "OpenSSLBridge", "PAdES", "Parties", "PDFModel"],
            swiftSettings: strict),
        .target(name: "Typesetting", dependencies: ["PDFModel"], swiftSettings: strict),
        .target(
            name: "ConventionTemplates", dependencies: ["Parties", "Typesetting", "XMLBridge"], swiftSettings: strict),

        // The domain
        .target(name: "Parties", swiftSettings: strict),

        .testTarget(name: "PDFModelTests", dependencies: ["PDFModel"], swiftSettings: strict),
        .testTarget(name: "OpenSSLBridgeTests", dependencies: ["OpenSSLBridge"], swiftSettings: strict),
    ]
)

// swift-tools-version:6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

func module(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, path: "Library/\(name)", swiftSettings: strict)
}

// Named like the main package, whose modules it compiles again with sanitizers: what they show each other is shown here too.
// Library is a link to ../Sources.
let package = Package(
    name: "seing",
    targets: [
        .systemLibrary(name: "CDeflate", path: "Library/CDeflate", pkgConfig: "libdeflate"),
        .systemLibrary(name: "CQREncode", path: "Library/CQREncode", pkgConfig: "libqrencode"),
        .systemLibrary(name: "CHarfBuzz", path: "Library/CHarfBuzz"),
        .systemLibrary(name: "CLibXML2", path: "Library/CLibXML2", pkgConfig: "libxml-2.0"),
        .systemLibrary(name: "COpenSSL", path: "Library/COpenSSL", pkgConfig: "libcrypto"),
        .systemLibrary(name: "CZlib", path: "Library/CZlib", pkgConfig: "zlib"),
        .target(name: "CHarfBuzzShims", dependencies: ["CHarfBuzz"], path: "Library/CHarfBuzzShims"),
        module("HarfBuzzBridge", ["CHarfBuzz", "CHarfBuzzShims"]), module("DEREncoding", []),
        module("OpenSSLBridge", ["COpenSSL", "DEREncoding"]),
        module("XMLBridge", ["CLibXML2"]), module("PDFModel", ["CDeflate", "CZlib"]),
        module("CMS", ["DEREncoding"]), module("PAdES", ["CMS", "DEREncoding", "PDFModel"]),
        module("Parties", []), module("ConventionDomain", ["Parties"]), module("Spreadsheets", []),
        module("PAdESValidation", ["CMS", "OpenSSLBridge", "PAdES", "Parties", "PDFModel"]),
        module("QREncodeBridge", ["CQREncode"]),
        module("Typesetting", ["HarfBuzzBridge", "PDFModel", "QREncodeBridge", "XMLBridge"]),
        module("ConventionTemplates", ["ConventionDomain", "Parties", "Spreadsheets", "Typesetting", "XMLBridge"]),
        .executableTarget(
            name: "fuzz",
            dependencies: [
                "CMS", "ConventionTemplates", "OpenSSLBridge", "PAdES", "PAdESValidation", "Parties", "PDFModel",
                "Typesetting", "XMLBridge",
            ],
            path: "Sources/Fuzz", swiftSettings: strict),
    ])

// swift-tools-version:6.2
import PackageDescription

/// The type of a dictionary or a set is put together when it is first used. Compiled to save bytes, it is put together from its name,
/// for which the runtime looks through the ten thousand conformances of the program; compiled so, the conformance is named in the code.
let quickTypes: SwiftSetting = .unsafeFlags(
    ["-Xfrontend", "-disable-concrete-type-metadata-mangled-name-accessors"], .when(configuration: .release))

/// What holds for every module of ours.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    quickTypes,
]

/// Modules that touch C memory say so at each place.
let bridge: [SwiftSetting] = strict + [.strictMemorySafety()]

/// The loader works through 125,000 addresses before a release begins to run: lld writes them as a bitmap (DT_RELR, which glibc reads
/// since 2.36). It also asks the program first for each of the seven thousand symbols of the libraries, which is quick when the program
/// offers none; the toolchain would have it offer its own thirty thousand, for plug-ins that there are none of.
let quickStart: [LinkerSetting] = [
    .unsafeFlags(
        [
            "-use-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs", "-Xlinker", "--no-export-dynamic",
        ],
        .when(platforms: [.linux], configuration: .release))
]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTesting: Target.Dependency = .product(name: "HummingbirdTesting", package: "hummingbird")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")

let package = Package(
    name: "seing",
    products: [.executable(name: "seing", targets: ["seing"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        // Without its trait ConfigurationSupport: settings come from our command line, and a package fewer is built.
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: ["FullFoundation"]),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        // C libraries of the system
        // Headers only: these two are loaded when they are used.
        .systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
        .systemLibrary(name: "CHarfBuzz", providers: [.apt(["libharfbuzz-dev"])]),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CTimex"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CCurlShims", dependencies: ["CCurl"]),
        .target(name: "CHarfBuzzShims", dependencies: ["CHarfBuzz"]),
        .target(name: "CLinuxShims"),

        // Bridges: the only modules that see a C pointer
        .target(name: "ClockBridge", dependencies: ["CTimex"], swiftSettings: bridge),
        .target(name: "CurlBridge", dependencies: ["CCurl", "CCurlShims"], swiftSettings: bridge),
        .target(name: "HarfBuzzBridge", dependencies: ["CHarfBuzz", "CHarfBuzzShims"], swiftSettings: bridge),
        .target(name: "OpenSSLBridge", dependencies: ["COpenSSL", "DEREncoding"], swiftSettings: bridge),
        .target(name: "QREncodeBridge", dependencies: ["CQREncode"], swiftSettings: bridge),
        .target(name: "XMLBridge", dependencies: ["CLibXML2"], swiftSettings: bridge),

        // Documents and signatures
        .target(name: "PDFModel", dependencies: ["CDeflate", "CZlib"], swiftSettings: strict),
        .target(name: "DEREncoding", swiftSettings: strict),
        .target(name: "CMS", dependencies: ["DEREncoding"], swiftSettings: strict),
        .target(name: "PAdES", dependencies: ["CMS", "DEREncoding", "PDFModel"], swiftSettings: strict),
        .target(
            name: "PAdESSigning", dependencies: ["CMS", "OpenSSLBridge", "PAdES", "PDFModel"], swiftSettings: strict),
        .target(
            name: "PAdESValidation", dependencies: ["CMS", "OpenSSLBridge", "PAdES", "Parties", "PDFModel"],
            swiftSettings: strict),
        .target(
            name: "CertificateAuthority", dependencies: ["CLinuxShims", "OpenSSLBridge", "Parties"],
            swiftSettings: strict),
        .target(
            name: "Typesetting", dependencies: ["HarfBuzzBridge", "PDFModel", "QREncodeBridge", "XMLBridge"],
            swiftSettings: strict),
        .target(
            name: "ConventionTemplates",
            dependencies: ["ConventionDomain", "Parties", "Spreadsheets", "Typesetting", "XMLBridge"],
            swiftSettings: strict),
        .target(
            name: "ConventionVerification",
            dependencies: [
                "ConventionDomain", "ConventionTemplates", "OpenSSLBridge", "PAdESValidation", "Parties", "PDFModel",
            ],
            swiftSettings: strict),

        .target(
            name: "Guides",
            dependencies: ["ConventionTemplates", "Offers", "Parties", "QREncodeBridge", "Typesetting"],
            swiftSettings: strict),
        .target(
            name: "ProofFiles",
            dependencies: [
                "ConventionDomain", "DEREncoding", "OpenSSLBridge", "PAdESValidation", "Parties", "Typesetting",
                "XMLBridge",
            ], swiftSettings: strict),

        // The domain: pure
        .target(name: "Parties", swiftSettings: strict),
        .target(name: "ConventionDomain", dependencies: ["Parties"], swiftSettings: strict),
        .target(name: "Spreadsheets", swiftSettings: strict),
        .target(
            name: "Rosters", dependencies: ["ConventionDomain", "Parties", "Spreadsheets"], swiftSettings: strict),
        .target(name: "Offers", dependencies: ["Parties"], swiftSettings: strict),
        .target(name: "Applications", dependencies: ["Offers", "Parties"], swiftSettings: strict),
        .target(
            name: "Workflow", dependencies: ["ConventionDomain", "OpenSSLBridge", "Parties", "Typesetting"],
            swiftSettings: strict),
        .target(
            name: "Placements",
            dependencies: ["Applications", "Offers", "OpenSSLBridge", "Parties", "Rosters", "Spreadsheets"],
            swiftSettings: strict),

        // Adapters: know frameworks
        .target(
            name: "Persistence",
            dependencies: [
                "Applications", "ConventionDomain", "Offers", "OpenSSLBridge", "Parties", "Placements", "Rosters",
                "Workflow",
                grdb,
            ],
            swiftSettings: strict),
        .target(name: "Mail", dependencies: ["CurlBridge", "Workflow"], swiftSettings: strict),
        .target(
            name: "TrustServices", dependencies: ["CMS", "CurlBridge", "OpenSSLBridge", "PAdESValidation"],
            swiftSettings: strict),

        .target(
            name: "HTTPService",
            dependencies: [
                "Applications", "ConventionDomain", "ConventionTemplates", "Guides", "Offers", "Parties", "Placements",
                "Rosters", "Spreadsheets", "Typesetting", "Workflow", httpTypes, hummingbird, hummingbirdCore,
                lifecycle,
                logging, mustache, nioCore,
            ], swiftSettings: strict),

        // The composition root and the command
        .target(
            name: "Bootstrap",
            dependencies: [
                "Applications", "CMS", "CertificateAuthority", "ClockBridge", "ConventionDomain", "ConventionTemplates",
                "ConventionVerification",
                "CurlBridge", "Guides", "HTTPService", "Mail", "Offers", "OpenSSLBridge", "PAdES", "PAdESSigning",
                "PAdESValidation", "PDFModel", "Parties", "Persistence", "Placements", "ProofFiles", "Rosters",
                "TrustServices", "Typesetting", "Workflow", "XMLBridge",
                lifecycle,
                logging, signals,
            ], swiftSettings: strict),

        .target(
            name: "SeingCLI",
            dependencies: [
                "Applications", "Bootstrap", "CMS", "CertificateAuthority", "ConventionDomain", "ConventionTemplates",
                "ConventionVerification", "CurlBridge", "DEREncoding", "Guides", "HTTPService", "Offers",
                "OpenSSLBridge",
                "PAdES",
                "PAdESValidation",
                "PDFModel", "Parties", "Persistence", "Placements", "ProofFiles", "QREncodeBridge", "Rosters",
                "Spreadsheets", "Workflow",
                argumentParser, logging,
            ], swiftSettings: strict),
        .executableTarget(
            name: "seing", dependencies: ["SeingCLI", argumentParser], swiftSettings: strict,
            linkerSettings: quickStart),

        // Measured by `make bench`; compiled with everything else, so that it keeps up
        .executableTarget(
            name: "SeingBenchmarks",
            dependencies: [
                "CertificateAuthority", "ConventionTemplates", "ConventionVerification", "OpenSSLBridge", "PAdES",
                "PAdESSigning", "PAdESValidation", "PDFModel", "Parties", "Typesetting",
            ], path: "Benchmarks/SeingBenchmarks", swiftSettings: strict),
        .executableTarget(
            name: "SeingBatchBenchmark",
            dependencies: ["Bootstrap", "ConventionDomain", "Parties", "Persistence", "Workflow"],
            path: "Benchmarks/SeingBatchBenchmark", swiftSettings: strict),
        .executableTarget(
            name: "SeingLoadBenchmark",
            dependencies: ["Bootstrap", "ConventionDomain", "OpenSSLBridge", "Persistence", "Workflow"],
            path: "Benchmarks/SeingLoadBenchmark", swiftSettings: strict),
        .executableTarget(
            name: "SeingSearchBenchmark", dependencies: ["Offers", "Parties", "Persistence", "Placements"],
            path: "Benchmarks/SeingSearchBenchmark", swiftSettings: strict),
        .executableTarget(
            name: "SeingRosterBenchmark", dependencies: ["Parties", "Persistence", "Placements"],
            path: "Benchmarks/SeingRosterBenchmark", swiftSettings: strict),

        // What tests share
        .target(
            name: "TestSupport",
            dependencies: [
                "CMS", "CertificateAuthority", "OpenSSLBridge", "PAdES", "PAdESSigning", "PDFModel", "Parties",
                "ToolSupport",
            ], path: "Tests/TestSupport", swiftSettings: strict),
        .target(name: "ToolSupport", path: "Tests/ToolSupport", swiftSettings: strict),
        .target(
            name: "WorkflowTestSupport",
            dependencies: [
                "Applications", "ConventionDomain", "OpenSSLBridge", "Parties", "Placements", "Typesetting", "Workflow",
            ],
            path: "Tests/WorkflowTestSupport", swiftSettings: strict),

        // Tests
        .testTarget(
            name: "ApplicationsTests", dependencies: ["Applications", "Offers", "Parties"], swiftSettings: strict),
        .testTarget(
            name: "BootstrapTests",
            dependencies: [
                "Applications", "Bootstrap", "CertificateAuthority", "ClockBridge", "ConventionDomain",
                "ConventionTemplates",
                "ConventionVerification", "HTTPService", "Mail", "Offers", "OpenSSLBridge", "PAdESValidation",
                "Parties",
                "Persistence",
                "Placements", "Rosters",
                "TestSupport", "ToolSupport", "Typesetting", "Workflow",
                "WorkflowTestSupport", logging,
            ], swiftSettings: strict),
        .testTarget(
            name: "CMSTests",
            dependencies: ["CMS", "CertificateAuthority", "DEREncoding", "OpenSSLBridge", "Parties", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "CertificateAuthorityTests",
            dependencies: ["CertificateAuthority", "OpenSSLBridge", "Parties", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "ConventionDomainTests", dependencies: ["ConventionDomain", "Parties"], swiftSettings: strict),
        .testTarget(
            name: "ConventionTemplatesTests",
            dependencies: [
                "ConventionDomain", "ConventionTemplates", "OpenSSLBridge", "Parties", "TestSupport", "Typesetting",
                "Spreadsheets", "XMLBridge",
            ], swiftSettings: strict),
        .testTarget(name: "EndToEndTests", dependencies: ["Guides", "ToolSupport"], swiftSettings: strict),
        .testTarget(
            name: "CrashTests",
            dependencies: [
                "Bootstrap", "CertificateAuthority", "ConventionDomain", "OpenSSLBridge", "Persistence", "ToolSupport",
                "Workflow", "seing",
            ], swiftSettings: strict),
        .testTarget(
            name: "FuzzTests",
            dependencies: [
                "CMS", "CertificateAuthority", "ConventionTemplates", "HTTPService", "Mail", "OpenSSLBridge",
                "PAdESValidation", "PDFModel", "Parties", "TestSupport", "ToolSupport", "Typesetting", "XMLBridge",
            ], swiftSettings: strict),
        .testTarget(
            name: "GuidesTests",
            dependencies: ["Guides", "Offers", "Parties", "ToolSupport", "Typesetting"],
            swiftSettings: strict),
        .testTarget(
            name: "HTTPServiceTests",
            dependencies: [
                "Applications", "ConventionDomain", "Guides", "HTTPService", "Offers", "OpenSSLBridge", "Parties",
                "Persistence", "Placements", "Rosters", "ToolSupport", "Typesetting",
                "Workflow", "WorkflowTestSupport", httpTypes, hummingbird, hummingbirdTesting, lifecycle, logging,
                nioCore,
                nioPosix,
            ], swiftSettings: strict),
        .testTarget(
            name: "InteroperabilityTests",
            dependencies: [
                "Bootstrap", "CMS", "ConventionTemplates", "Parties", "TestSupport", "ToolSupport", "seing",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "MailTests",
            dependencies: ["CCurl", "CCurlShims", "CurlBridge", "Mail", "ToolSupport", "Workflow"],
            swiftSettings: strict),
        .testTarget(
            name: "MutantTests",
            dependencies: [
                "Bootstrap", "CMS", "CertificateAuthority", "ConventionDomain", "ConventionTemplates",
                "ConventionVerification", "DEREncoding", "OpenSSLBridge", "PAdES", "PAdESSigning", "PAdESValidation",
                "PDFModel", "Parties", "TestSupport", "ToolSupport", "TrustServices", "Typesetting", "Workflow",
                logging,
            ], swiftSettings: strict),
        .testTarget(
            name: "OpenSSLBridgeTests", dependencies: ["COpenSSL", "OpenSSLBridge", "TestSupport", "ToolSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "PAdESTests",
            dependencies: [
                "CMS", "CertificateAuthority", "OpenSSLBridge", "PAdES", "PAdESSigning", "PAdESValidation", "PDFModel",
                "Parties", "TestSupport", "ToolSupport",
            ], swiftSettings: strict),
        .testTarget(
            name: "PaperTests",
            dependencies: [
                "Bootstrap", "ConventionDomain", "ConventionVerification", "Mail", "PAdESValidation", "PDFModel",
                "Parties",
                "Persistence", "SeingCLI", "ToolSupport", "Workflow", "seing",
            ], swiftSettings: strict),
        .testTarget(name: "OffersTests", dependencies: ["Offers", "Parties"], swiftSettings: strict),
        .testTarget(name: "PartiesTests", dependencies: ["Parties"], swiftSettings: strict),
        .testTarget(
            name: "PDFModelTests", dependencies: ["PDFModel", "TestSupport", "ToolSupport"], swiftSettings: strict),
        .testTarget(
            name: "PersistenceTests",
            dependencies: [
                "Applications", "CertificateAuthority", "ConventionDomain", "Offers", "OpenSSLBridge",
                "PAdESValidation",
                "Parties",
                "Persistence", "Placements", "Rosters",
                "TestSupport", "ToolSupport", "Workflow", "WorkflowTestSupport", grdb,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "PlacementsTests", dependencies: ["Applications", "Offers", "Parties", "Placements", "Rosters"],
            swiftSettings: strict),
        .testTarget(
            name: "RostersTests", dependencies: ["Parties", "Rosters"],
            swiftSettings: strict),
        .testTarget(
            name: "ProofFilesTests",
            dependencies: [
                "Bootstrap", "CertificateAuthority", "ConventionDomain", "ConventionVerification", "OpenSSLBridge",
                "PAdESValidation", "Parties", "Persistence", "ProofFiles", "SeingCLI", "TestSupport",
                "ToolSupport", "Workflow", "XMLBridge",
            ], swiftSettings: strict),
        .testTarget(
            name: "SeingCLITests",
            dependencies: [
                "Applications", "Bootstrap", "CertificateAuthority", "ConventionDomain", "ConventionVerification",
                "Offers", "PAdES", "PAdESSigning", "PAdESValidation", "PDFModel", "Parties", "Persistence",
                "Placements", "Rosters", "SeingCLI", "TestSupport", "ToolSupport", "Workflow",
                "WorkflowTestSupport", "seing", argumentParser,
            ], swiftSettings: strict),
        .testTarget(
            name: "TrustServicesTests",
            dependencies: [
                "Bootstrap", "CMS", "CertificateAuthority", "ConventionDomain", "ConventionVerification", "CurlBridge",
                "Offers", "OpenSSLBridge", "PAdESSigning", "PAdESValidation", "PDFModel", "Parties", "Persistence",
                "Placements",
                "SeingCLI", "TestSupport", "ToolSupport", "TrustServices", "Workflow", logging,
            ], swiftSettings: strict),
        .testTarget(
            name: "TypesettingTests", dependencies: ["HarfBuzzBridge", "PDFModel", "TestSupport", "Typesetting"],
            swiftSettings: strict),
        .testTarget(
            name: "WorkflowTests",
            dependencies: ["ConventionDomain", "Parties", "Typesetting", "Workflow", "WorkflowTestSupport"],
            swiftSettings: strict),
        .testTarget(name: "XMLBridgeTests", dependencies: ["XMLBridge"], swiftSettings: strict),
    ]
)

// swift-tools-version: 6.2
import Glibc
import PackageDescription

/// What every room is compiled with: the Swift 6 language mode comes with the tools version, the rest is said here.
let house: [SwiftSetting] = [
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),  // existentials are seen in the code
    .enableUpcomingFeature("InternalImportsByDefault"),  // a room's imports are its own affair
    .enableUpcomingFeature("MemberImportVisibility"),  // no member comes in by somebody else's import
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),  // async functions stay on their caller's actor
    .enableExperimentalFeature("Lifetimes"),  // a packet reader borrows its bytes; the attribute is still behind a flag
]

/// Whether this machine's C library reads packed relocations, as glibc does from 2.36 on.
let packsRelocations = {
    var name = [CChar](repeating: 0, count: 32)  // "glibc 2.36"
    let length = confstr(Int32(_CS_GNU_LIBC_VERSION), &name, name.count)
    let version = name.prefix(max(0, length - 1)).split { !(0x30...0x39).contains($0) }
    return version.last.flatMap { Int(String(decoding: $0.map(UInt8.init), as: UTF8.self)) }.map { $0 >= 36 } ?? false
}()

/// How the program is linked, for less memory: a static Swift library would tell its names to the dynamic linker, and
/// nobody looks them up; the list of addresses that are set at the start is read whole, and is a tenth when packed.
let lean =
    ["-use-ld=lld", "-Xlinker", "--no-export-dynamic"]
    + (packsRelocations ? ["-Xlinker", "-z", "-Xlinker", "pack-relative-relocs"] : [])

/// What our own C is compiled with.
let strict: [CSetting] = [.treatAllWarnings(as: .error)]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let hummingbird: [Target.Dependency] = [
    .product(name: "Hummingbird", package: "hummingbird"),
    .product(name: "HummingbirdCore", package: "hummingbird"),
    .product(name: "HTTPTypes", package: "swift-http-types"),
    .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
]
let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "NIOHTTP1", package: "swift-nio"),
]

/// One C library: a module map, a header, and the Debian package that brings it.
func library(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

/// One room of the house, with the rooms below it that it may open the door to.
func room(_ name: String, _ rooms: [String], _ products: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: rooms.map { .target(name: $0) } + products, swiftSettings: house)
}

/// The tests of one room.
func tests(of name: String, _ rooms: [String], _ products: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: rooms.map { .target(name: $0) } + products, swiftSettings: house)
}

let package = Package(
    name: "keyturn",
    products: [
        .executable(name: "keyturn", targets: ["keyturn"]),
        .executable(name: "keyturn-benchmarks", targets: ["keyturn-benchmarks"]),
        .library(name: "BridgeSimulator", targets: ["BridgeSimulator"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
    ],
    targets: [
        // C
        .target(name: "CLinux", cSettings: strict),
        library("CPcap", pkgConfig: "libpcap", apt: "libpcap-dev"),
        library("CSodium", pkgConfig: "libsodium", apt: "libsodium-dev"),
        .target(name: "CCurl", dependencies: ["CLinux"], cSettings: strict),
        .target(name: "CMosquitto", dependencies: ["CLinux"], cSettings: strict),
        .target(
            name: "CBenchmarkPeers", dependencies: ["CPcap"], cSettings: strict,
            linkerSettings: [.linkedLibrary("curl")]),

        // 0
        room("NukiDomain", []),
        room("Linux", ["CLinux"]),

        // 1
        room("PacketWire", ["NukiDomain"]),
        room("PacketCapture", ["NukiDomain", "Linux", "CPcap"]),
        room("HTTPFetch", ["NukiDomain", "Linux", "CCurl"]),

        // 2
        room("Sightings", ["NukiDomain", "Linux", "PacketWire", "PacketCapture", "HTTPFetch"]),
        room("BridgeAPI", ["NukiDomain", "HTTPFetch", "CSodium"]),

        // 3
        room("Discovery", ["NukiDomain", "Sightings", "BridgeAPI"]),
        room("Entries", ["NukiDomain", "Linux"]),

        // 4
        room(
            "Guidance",
            ["NukiDomain", "Linux", "PacketCapture", "HTTPFetch", "Sightings", "BridgeAPI", "Discovery", "Entries"]),
        room("TerminalUI", ["Linux"]),

        // 5
        room("SetupWizard", ["NukiDomain", "Guidance", "Discovery", "BridgeAPI", "Entries", "TerminalUI"]),
        room(
            "ControlLoop", ["NukiDomain", "Linux", "Guidance", "Sightings", "BridgeAPI", "Discovery", "Entries"],
            hummingbird + [logging, serviceLifecycle]),
        room("MQTT", ["NukiDomain", "Linux", "CMosquitto"]),
        room(
            "BridgeSimulator", ["NukiDomain", "Linux", "BridgeAPI", "PacketWire", "PacketCapture"], nio),

        // 6
        .executableTarget(
            name: "keyturn",
            dependencies: [
                "NukiDomain", "Linux", "PacketWire", "PacketCapture", "HTTPFetch", "Sightings", "BridgeAPI",
                "Discovery", "Entries", "Guidance", "TerminalUI", "SetupWizard", "ControlLoop", "MQTT",
                "BridgeSimulator", argumentParser, logging, serviceLifecycle, unixSignals,
            ],
            swiftSettings: house, linkerSettings: [.unsafeFlags(lean)]),
        .executableTarget(
            name: "keyturn-benchmarks",
            dependencies: [
                "NukiDomain", "Linux", "PacketWire", "PacketCapture", "HTTPFetch", "Sightings", "BridgeAPI",
                "Entries", "ControlLoop", "BridgeSimulator", "CBenchmarkPeers", argumentParser,
            ],
            swiftSettings: house),

        // Tests
        .target(name: "CTestKit", path: "Tests/CTestKit", cSettings: strict),
        .target(
            name: "TestKit",
            dependencies: ["CTestKit", "NukiDomain", "Linux", "TerminalUI", "PacketWire", "HTTPFetch", "BridgeAPI"],
            path: "Tests/TestKit", swiftSettings: house),
        tests(of: "NukiDomain", ["NukiDomain"]),
        tests(of: "PacketWire", ["PacketWire", "NukiDomain", "TestKit"]),
        tests(of: "PacketCapture", ["PacketCapture", "PacketWire", "NukiDomain", "Linux", "TestKit"]),
        tests(
            of: "Sightings",
            ["Sightings", "PacketCapture", "PacketWire", "HTTPFetch", "NukiDomain", "Linux", "TestKit"]),
        tests(
            of: "Discovery",
            [
                "Discovery", "Sightings", "BridgeAPI", "BridgeSimulator", "HTTPFetch", "PacketWire", "PacketCapture",
                "NukiDomain", "TestKit",
            ]),
        tests(of: "HTTPFetch", ["HTTPFetch", "NukiDomain", "Linux", "TestKit"]),
        tests(of: "BridgeAPI", ["BridgeAPI", "HTTPFetch", "NukiDomain", "Linux", "TestKit"]),
        .executableTarget(
            name: "kill-trial", dependencies: ["CTestKit", "Entries", "NukiDomain", "Linux"], path: "Tests/KillTrial",
            swiftSettings: house),
        tests(of: "Entries", ["Entries", "NukiDomain", "Linux", "TestKit", "kill-trial"]),
        tests(
            of: "Guidance",
            [
                "Guidance", "Discovery", "Sightings", "BridgeAPI", "HTTPFetch", "PacketCapture", "Entries", "Linux",
                "NukiDomain",
            ]),
        tests(of: "TerminalUI", ["TerminalUI", "Linux", "TestKit"]),
        tests(
            of: "SetupWizard",
            [
                "SetupWizard", "TerminalUI", "Guidance", "Discovery", "Sightings", "PacketCapture", "BridgeAPI",
                "Entries",
                "NukiDomain", "TestKit",
            ]),
        tests(
            of: "ControlLoop",
            [
                "ControlLoop", "BridgeSimulator", "Sightings", "Discovery", "BridgeAPI", "HTTPFetch", "Entries",
                "NukiDomain", "Linux", "TestKit",
            ],
            [.product(name: "ServiceLifecycleTestKit", package: "swift-service-lifecycle")]),
        tests(of: "MQTT", ["MQTT", "NukiDomain", "Linux", "TestKit"]),
        tests(
            of: "BridgeSimulator",
            [
                "BridgeSimulator", "BridgeAPI", "HTTPFetch", "PacketWire", "PacketCapture", "NukiDomain", "Linux",
                "TestKit",
            ]),
        tests(of: "House", ["Entries", "Guidance"]),
        .testTarget(
            name: "KeyturnTests",
            dependencies: [
                "keyturn", "TestKit", "NukiDomain", "Linux", "HTTPFetch", "PacketWire", "PacketCapture", "Sightings",
                "BridgeAPI", "Discovery", "Entries", "Guidance", "TerminalUI", "SetupWizard", "ControlLoop",
                "BridgeSimulator",
            ],
            exclude: ["Judges", "Schemas"], swiftSettings: house),
    ]
)

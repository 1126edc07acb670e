// swift-tools-version: 6.0
import PackageDescription

// A target imports only targets listed below it: ARCHITECTURE.md draws the house.
let package = Package(
    name: "lenet",
    platforms: [.macOS(.v13)],
    products: [
        .executable(name: "lenet", targets: ["LenetCLI"]),
        .executable(name: "lenet-fetch", targets: ["LenetFetch"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
    ],
    targets: [
        .executableTarget(
            name: "LenetCLI",
            dependencies: [
                "LenetShell", "LenetCommands", "LenetRules", "LenetEngine", "LenetSyntax", "CKernels",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .target(name: "LenetShell", dependencies: ["LenetCommands", "LenetLab", "LenetSyntax", "LenetCards", "CEditLine"]),
        .target(
            name: "LenetCommands",
            dependencies: ["LenetFigures", "LenetLab", "LenetRules", "LenetEngine", "LenetData", "LenetSyntax", "LenetCards"]),
        .target(name: "LenetFigures", dependencies: ["LenetLab", "LenetEngine"]),
        .target(
            name: "LenetLab", dependencies: ["LenetRules", "LenetEngine", "LenetData", "LenetRandom", "LenetCards"]),
        .target(name: "LenetRules", dependencies: ["LenetEngine", "LenetSyntax", "LenetCards"], exclude: ["Prelude"]),
        .target(name: "LenetEngine", dependencies: ["LenetData", "LenetRandom", "LenetCards", "CKernels"]),
        .target(
            name: "LenetData",
            dependencies: [
                "LenetRandom", "LenetCards", "CZlib",
                .target(name: "CMessageDigest", condition: .when(platforms: [.linux])),
            ]),
        .target(name: "LenetSyntax", dependencies: ["LenetCards"]),
        .target(name: "LenetRandom"),
        .target(name: "LenetCards"),
        .target(name: "CKernels", linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
        // Downloads for `load`: alone in a process of its own, so that `lenet` never pays for a network stack at start.
        .executableTarget(name: "LenetFetch"),

        .systemLibrary(
            name: "CEditLine", pkgConfig: "libedit", providers: [.apt(["libedit-dev"]), .brew(["libedit"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        .systemLibrary(
            name: "CMessageDigest", pkgConfig: "libmd", providers: [.apt(["libmd-dev"])]),

        .target(name: "LenetTestSupport", path: "Tests/LenetTestSupport", exclude: ["Values"]),
        .testTarget(
            name: "LenetSyntaxTests", dependencies: ["LenetSyntax", "LenetCards", "LenetTestSupport"],
            exclude: ["Snapshots", "Scripts"]),
        .testTarget(
            name: "LenetDataTests",
            dependencies: ["LenetData", "LenetRandom", "LenetCards", "LenetFetch", "LenetTestSupport"]),
        .testTarget(
            name: "LenetEngineTests",
            dependencies: ["LenetEngine", "LenetData", "LenetRandom", "LenetCards", "CKernels", "LenetTestSupport"]),
        .target(name: "CAllocationCounter", path: "Tests/CAllocationCounter"),
        .testTarget(
            name: "LenetRulesTests",
            dependencies: ["CAllocationCounter", "LenetRules", "LenetEngine", "LenetData", "LenetSyntax", "LenetCards", "LenetTestSupport"],
            exclude: ["Snapshots"]),
        .testTarget(
            name: "LenetLabTests", dependencies: ["LenetLab", "LenetRules", "LenetEngine", "LenetSyntax", "LenetTestSupport"]),
        .testTarget(
            name: "LenetFiguresTests", dependencies: ["LenetFigures", "LenetLab", "LenetTestSupport"], exclude: ["Snapshots"]),
        .testTarget(
            name: "LenetCommandsTests",
            dependencies: ["LenetCommands", "LenetFigures", "LenetLab", "LenetRules", "LenetEngine", "LenetData", "LenetSyntax", "LenetCards", "LenetTestSupport"],
            exclude: ["Scripts", "Snapshots"]),
        .testTarget(name: "LenetCLITests", dependencies: ["LenetCLI", "LenetShell", "LenetCommands", "LenetEngine", "LenetSyntax", "LenetCards", "LenetTestSupport"]),
    ],
    swiftLanguageModes: [.v6]
)

// swift-tools-version: 6.2

import PackageDescription

/// Settings of every target: Swift 6 mode with the strict checks of the style guide.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

/// Where the solver's libraries stand: in the set-up folder of a checkout, or beside an installed
/// binary (`PREFIX/bin/millwright` with `PREFIX/lib/millwright`).
let solverPaths: [LinkerSetting] = [
  .unsafeFlags([
    "-Xlinker", "-rpath", "-Xlinker", "\(Context.packageDirectory)/.setup/highs/lib",
    "-Xlinker", "-rpath", "-Xlinker", "$ORIGIN/../lib/millwright",
  ])
]

let package = Package(
  name: "millwright",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "millwright", targets: ["millwright"]),
    .library(name: "LinearModel", targets: ["LinearModel"]),
    .library(name: "Program", targets: ["Program"]),
    .library(name: "Planning", targets: ["Planning"]),
    .library(name: "RackDesign", targets: ["RackDesign"]),
    .library(name: "Sourcing", targets: ["Sourcing"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  ],
  targets: [
    .systemLibrary(name: "CHighs", pkgConfig: "highs"),
    .systemLibrary(
      name: "CXlsxWriter", pkgConfig: "xlsxwriter",
      providers: [.apt(["libxlsxwriter-dev"]), .brew(["libxlsxwriter"])]),
    .systemLibrary(
      name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"]), .brew(["libzip"])]),
    .systemLibrary(
      name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"]), .brew(["expat"])]),
    .target(name: "LinearModel", dependencies: ["CHighs"], swiftSettings: strict),
    .target(
      name: "Tables", dependencies: [.product(name: "Yams", package: "Yams")],
      swiftSettings: strict),
    .target(name: "Program", dependencies: ["Tables"], swiftSettings: strict),
    .target(name: "Planning", dependencies: ["Program", "LinearModel"], swiftSettings: strict),
    .target(name: "RackDesign", dependencies: ["Program", "LinearModel"], swiftSettings: strict),
    .target(
      name: "Sourcing", dependencies: ["Program", "LinearModel", "Tables"], swiftSettings: strict),
    .target(
      name: "Reporting",
      dependencies: [
        "Planning", "Sourcing", "RackDesign", "CXlsxWriter", "CZip", "CExpat",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "millwright",
      dependencies: [
        "Reporting", "RackDesign",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict, linkerSettings: solverPaths),

    .testTarget(
      name: "LinearModelTests", dependencies: ["LinearModel"], swiftSettings: strict,
      linkerSettings: solverPaths),
    .testTarget(name: "TablesTests", dependencies: ["Tables"], swiftSettings: strict),
    .testTarget(
      name: "ProgramTests", dependencies: ["Program"], exclude: ["Golden"], swiftSettings: strict),
    .testTarget(
      name: "PlanningTests", dependencies: ["Planning"], swiftSettings: strict,
      linkerSettings: solverPaths),
    .testTarget(
      name: "RackDesignTests", dependencies: ["RackDesign"], swiftSettings: strict,
      linkerSettings: solverPaths),
    .testTarget(
      name: "SourcingTests", dependencies: ["Sourcing"], exclude: ["Golden"], swiftSettings: strict,
      linkerSettings: solverPaths),
    .testTarget(
      name: "ReportingTests", dependencies: ["Reporting", "RackDesign"], exclude: ["Golden"],
      swiftSettings: strict, linkerSettings: solverPaths),
    .testTarget(
      name: "CommandTests", dependencies: ["millwright"], swiftSettings: strict,
      linkerSettings: solverPaths),
    .testTarget(
      name: "OracleTests", dependencies: ["millwright"], swiftSettings: strict,
      linkerSettings: solverPaths),
  ]
)

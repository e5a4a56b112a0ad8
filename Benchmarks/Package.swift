// swift-tools-version: 6.2

import PackageDescription

/// A package of its own, so that nobody who builds or tests Millwright builds the benchmarks.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "millwright", path: "..")],
  targets: [
    .target(name: "Generation", swiftSettings: settings),
    .executableTarget(name: "generate", dependencies: ["Generation"], swiftSettings: settings),
    .executableTarget(
      name: "designs",
      dependencies: [
        .product(name: "RackDesign", package: "millwright"),
        .product(name: "Program", package: "millwright"),
      ],
      swiftSettings: settings,
      linkerSettings: [
        .unsafeFlags([
          "-Xlinker", "-rpath", "-Xlinker", "\(Context.packageDirectory)/../.setup/highs/lib",
        ])
      ]),
    .executableTarget(name: "plot", swiftSettings: settings),
    .executableTarget(
      name: "measure",
      dependencies: [
        "Generation", .product(name: "LinearModel", package: "millwright"),
        .product(name: "Program", package: "millwright"),
      ],
      swiftSettings: settings,
      linkerSettings: [
        .unsafeFlags([
          "-Xlinker", "-rpath", "-Xlinker", "\(Context.packageDirectory)/../.setup/highs/lib",
        ])
      ]),
  ]
)

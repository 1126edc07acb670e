import Foundation
import LenetEngine
import LenetLab
import LenetRules
import LenetSyntax
import Testing

@Suite struct LandscapePathTests {
    static let library: RuleLibrary = {
        var sources = SourceTable()
        return RuleLibrary.prelude(in: &sources)
    }()
    private static let nowhere = Span(source: SourceID(index: 0), start: 0, end: 0)

    static func rule(_ name: String, _ settings: [String: Double] = [:], _ dialect: Dialect = .keras, schedule: String? = nil) throws -> RuleInUse {
        let settings = settings.sorted { $0.key < $1.key }.map { RuleSetting(Name($0.key, nowhere), .number($0.value)) }
        return try library.use(
            Name(name, nowhere), dialect: dialect, settings: settings,
            schedule: schedule.map { ScheduleUse(name: Name($0, nowhere)) })
    }

    static func path(
        _ rules: [RuleInUse], on name: String, from start: [Double], steps: Int, epochs: Int = 1, noise: Double = 0, seed: UInt64 = 0
    ) throws -> LandscapePath {
        let landscape = try #require(library.landscape(named: name))
        return try #require(
            LandscapePath(
                LandscapePath.Request(
                    landscape: landscape, rules: rules.map { ($0.displayName, $0) }, start: start, steps: steps, epochs: epochs,
                    noise: GradientNoise(size: noise, seed: seed), dialect: .keras)))
    }

    // MARK: Rules by hand, from Keras' sources

    /// A rule as a function of state, gradient and step, for one weight.
    struct Hand: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var name: String
        var settings: [String: Double]
        var step: @Sendable (inout [Double], Double, Double, Int) -> Double
    }

    static let hands = [
        Hand(testDescription: "sgd", name: "sgd", settings: ["lr": 0.001]) { _, w, g, _ in w - 0.001 * g },
        Hand(testDescription: "momentum", name: "sgd", settings: ["lr": 0.0005, "momentum": 0.9]) { s, w, g, _ in
            s[0] = 0.9 * s[0] - 0.0005 * g
            return w + s[0]
        },
        Hand(testDescription: "adam", name: "adam", settings: ["lr": 0.05]) { s, w, g, t in
            s[0] = 0.9 * s[0] + 0.1 * g
            s[1] = 0.999 * s[1] + 0.001 * g * g
            return w - 0.05 * sqrt(1 - pow(0.999, Double(t))) / (1 - pow(0.9, Double(t))) * s[0] / (sqrt(s[1]) + 1e-7)
        },
        Hand(testDescription: "rmsprop", name: "rmsprop", settings: ["lr": 0.01]) { s, w, g, _ in
            s[0] = 0.9 * s[0] + 0.1 * g * g
            return w - 0.01 * g / sqrt(s[0] + 1e-7)
        },
        Hand(testDescription: "adagrad", name: "adagrad", settings: ["lr": 0.3]) { s, w, g, t in
            s[0] = (t == 1 ? 0.1 : s[0]) + g * g
            return w - 0.3 * g / sqrt(s[0] + 1e-7)
        },
        Hand(testDescription: "lion", name: "lion", settings: ["lr": 0.01]) { s, w, g, _ in
            let c = 0.9 * s[0] + 0.1 * g
            s[0] = 0.99 * s[0] + 0.01 * g
            return w - 0.01 * (c > 0 ? 1 : c < 0 ? -1 : 0)
        },
        Hand(testDescription: "decay", name: "sgd", settings: ["lr": 0.001, "decay": 0.1]) { _, w, g, _ in w - 0.001 * 0.1 * w - 0.001 * g },
    ]

    @Test(arguments: hands) func pathIsTheOneByHand(hand: Hand) throws {
        let path = try Self.path([try Self.rule(hand.name, hand.settings)], on: "rosenbrock", from: [-1.5, 2], steps: 300)
        var point = [-1.5, 2.0]
        var states = [[0.0, 0.0], [0.0, 0.0]]
        let points = path.points(of: path.tracks[0])
        #expect(points.count == 301)
        for step in 1...300 {
            let (x, y) = (point[0], point[1])
            let gradient = [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)]
            for index in 0..<2 { point[index] = hand.step(&states[index], point[index], gradient[index], step) }
            for index in 0..<2 { #expect(abs(points[step][index] - point[index]) < 1e-8, "step \(step): \(points[step]), not \(point)") }
        }
        let end = try #require(points.last)
        #expect(path.tracks[0].distance == ((1 - end[0]) * (1 - end[0]) + (1 - end[1]) * (1 - end[1])).squareRoot())
    }

    // MARK: The same program as on a network

    @Test(arguments: library.optimizerNames) func pathIsTheRunnersToTheBit(name: String) throws {
        let landscape = try #require(Self.library.landscape(named: "beale"))
        for dialect in Dialect.allCases {
            let rule = try Self.rule(name, [:], dialect)
            let path = try Self.path([rule], on: "beale", from: [1, 1.5], steps: 40)
            let runner = UpdateRunner<Double>(rule: rule, arrays: [[2]])
            var weights = [1.0, 1.5]
            for point in path.points(of: path.tracks[0]).dropFirst() {
                runner.step(weights: &weights, gradients: landscape.slopes(at: weights), rate: rule.learningRate)
                #expect(runner.evaluated(weights) == point)
            }
            #expect(path.points(of: path.tracks[0]).count == 41)
        }
    }

    @Test func rateFollowsTheSchedule() throws {
        let rule = try Self.rule("sgd", ["lr": 0.02], schedule: "cosine")
        let path = try Self.path([rule], on: "bowl", from: [4, -3], steps: 50, epochs: 5)
        var point = [4.0, -3.0]
        for (step, found) in path.points(of: path.tracks[0]).dropFirst().enumerated() {
            let rate = rule.rate(ScheduleMoment(step: step, epoch: step * 5 / 50, steps: 50, epochs: 5))
            point = [point[0] - rate * point[0], point[1] - rate * 10 * point[1]]
            #expect(abs(found[0] - point[0]) < 1e-14 && abs(found[1] - point[1]) < 1e-13)
        }
        #expect(rule.rate(ScheduleMoment(step: 49, epoch: 4, steps: 50, epochs: 5)) < 0.001)
    }

    @Test func aScheduleThatLooksAtTheHeightSeesIt() throws {
        // On the level floor nothing becomes lower, so the rate falls.
        let rule = try Self.rule("sgd", ["lr": 0.1], schedule: "plateau")
        let still = try Self.path([rule], on: "bowl", from: [0, 0], steps: 60, epochs: 30)
        #expect(still.tracks[0].values.allSatisfy { $0 == 0 })
        let path = try Self.path([rule], on: "noisy_bowl", from: [0, 0], steps: 400, epochs: 100, noise: 0.1)
        let points = path.points(of: path.tracks[0])
        func length(_ range: Range<Int>) -> Double {
            range.reduce(0) { $0 + abs(points[$1 + 1][0] - points[$1][0]) } / Double(range.count)
        }
        #expect(length(350..<400) < length(0..<50))
    }

    @Test func gradientsAreAccumulated() throws {
        let path = try Self.path([try Self.rule("sgd", ["lr": 0.1, "accumulate": 4])], on: "bowl", from: [1, 1], steps: 8)
        let points = path.points(of: path.tracks[0])
        #expect(points[3] == [1, 1] && points[4] != [1, 1] && points[7] == points[4] && points[8] != points[4])
    }

    // MARK: Noise

    @Test func noiseIsAFunctionOfSeedAndStep() throws {
        let noise = GradientNoise(size: 2, seed: 7)
        let drawn = (0..<20_000).flatMap { noise.added(to: [10, 10], step: $0) }.map { $0 - 10 }
        let mean = drawn.reduce(0, +) / Double(drawn.count)
        let variance = drawn.reduce(0) { $0 + $1 * $1 } / Double(drawn.count)
        #expect(abs(mean) < 0.04 && abs(variance - 4) < 0.12)
        // Kurtosis of a normal distribution.
        #expect(abs(drawn.reduce(0) { $0 + $1 * $1 * $1 * $1 } / Double(drawn.count) / (variance * variance) - 3) < 0.2)
        #expect(noise.added(to: [1, 2], step: 5) == noise.added(to: [1, 2], step: 5))
        #expect(noise.added(to: [1, 2], step: 5) != noise.added(to: [1, 2], step: 6))
        #expect(noise.added(to: [1, 2], step: 5) != GradientNoise(size: 2, seed: 8).added(to: [1, 2], step: 5))
        #expect(GradientNoise(size: 0, seed: 7).added(to: [1, 2], step: 5) == [1, 2])
    }

    @Test func allRulesSeeTheSameNoise() throws {
        let sgd = try Self.rule("sgd", ["lr": 0.01])
        let one = try Self.path([sgd], on: "noisy_bowl", from: [-4, 3], steps: 30, noise: 2, seed: 3)
        let three = try Self.path([try Self.rule("adam"), sgd, try Self.rule("lion")], on: "noisy_bowl", from: [-4, 3], steps: 30, noise: 2, seed: 3)
        #expect(one.tracks[0].coordinates == three.tracks[1].coordinates)
        let landscape = try #require(Self.library.landscape(named: "noisy_bowl"))
        for track in three.tracks {
            let seen = three.gradients(of: track)
            for (step, point) in three.points(of: track).dropLast().enumerated() {
                #expect(seen[step] == GradientNoise(size: 2, seed: 3).added(to: landscape.slopes(at: point), step: step))
            }
        }
    }

    // MARK: Ends

    @Test func divergenceIsSaidAndItsPathEndsBefore() throws {
        let path = try Self.path([try Self.rule("sgd", ["lr": 1])], on: "rosenbrock", from: [-1.5, 2], steps: 100)
        let track = path.tracks[0]
        let step = try #require(track.divergedAt)
        #expect(step < 20 && track.values.count == step && track.values.allSatisfy(\.isFinite))
        #expect(track.coordinates.count == 2 * track.values.count && track.coordinates.allSatisfy(\.isFinite))
        #expect(track.reachedAt == nil)
    }

    @Test func reachedIsTheFirstStepNearEnough() throws {
        let path = try Self.path([try Self.rule("sgd", ["lr": 0.1])], on: "bowl", from: [-4, 3], steps: 200)
        let track = path.tracks[0]
        let expected = path.points(of: track).firstIndex { ($0[0] * $0[0] + $0[1] * $0[1]).squareRoot() <= 0.01 }
        #expect(track.reachedAt == expected && expected != nil)
    }

    @Test func anInterruptEndsIt() throws {
        let landscape = try #require(Self.library.landscape(named: "bowl"))
        let request = LandscapePath.Request(
            landscape: landscape, rules: [("sgd", try Self.rule("sgd"))], start: [1, 1], steps: 1_000_000, noise: GradientNoise(size: 0, seed: 0),
            dialect: .keras)
        #expect(LandscapePath(request, isInterrupted: { true }) == nil)
    }
}

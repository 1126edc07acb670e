import Foundation
import LenetRules
import LenetSyntax
import LenetTestSupport
import Testing

@Suite struct LandscapeTests {
    static func landscape(_ text: String, _ name: String = "f") throws -> Landscape {
        let texts = RuleTexts(text)
        #expect(texts.parseErrors.isEmpty && texts.errors.isEmpty, "\(text): \((texts.parseErrors + texts.errors).map(\.title))")
        return try #require(texts.library.landscape(named: name))
    }

    /// Points away from corners, by a generator of their own.
    static func points(_ count: Int, seed: UInt64, from lower: Double = 0.2, to upper: Double = 2.3, variables: Int = 2) -> [[Double]] {
        var state = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (0..<count).map { _ in
            (0..<variables).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return lower + (upper - lower) * Double(state >> 11) * 0x1p-53
            }
        }
    }

    /// Central differences with three widths, extrapolated to none: right to about eleven digits. Nil where a corner or a jump lies
    /// within the widths, so that they say different things.
    static func difference(_ landscape: Landscape, _ point: [Double], _ variable: Int) -> Double? {
        func central(_ h: Double) -> Double {
            var (above, below) = (point, point)
            above[variable] += h
            below[variable] -= h
            return (landscape.value(at: above) - landscape.value(at: below)) / (above[variable] - below[variable])
        }
        let a = [0.004, 0.002, 0.001].map(central)
        guard zip(a, a.dropFirst()).allSatisfy({ isNear($0, $1, 1e-3) }) else { return nil }
        let b = [(4 * a[1] - a[0]) / 3, (4 * a[2] - a[1]) / 3]
        return (16 * b[1] - b[0]) / 15
    }

    static func isNear(_ a: Double, _ b: Double, _ tolerance: Double) -> Bool {
        abs(a - b) <= tolerance * max(1, abs(a), abs(b))
    }

    // MARK: Against differences

    @Test(arguments: [
        "x + y", "x - y", "-x * y", "x / y", "x^2 * y^3", "x^-1.5 + y^0.5", "x^y", "2^x - y", "abs(x - 3) * y", "sign(x) * y + x",
        "sqrt(x^2 + y^2)", "exp(-x * y)", "log(x + y^2)", "min(x, y, x * y)", "max(x, y^2, 1)", "clamp(x * y, 0.5, 1)",
        "where(x > y, x^2, y^3)", "where(not (x > 1) and y < 2 or x == y, sin(x), cos(y))", "sin(x * y) + cos(x - y)",
        "floor(4 * x) * y + round(y) * x", "(5 * x) mod y", "x mod 0.7 + y", "(x + y)^2 / (1 + x^2)^2", "x * x * y * y * x",
        "a * x^2 + y / a + a^x", "exp(sin(x)) / (1 + exp(-y))", "log(1 + exp(x - y))", "(1 - x)^2 + 100 * (y - x^2)^2",
    ])
    func slopesAreThoseOfCentralDifferences(formula: String) throws {
        let landscape = try Self.landscape("landscape f(x, y, a = 1.7) = \(formula) + 0 * a")
        var compared = 0
        for point in Self.points(40, seed: 3) {
            let slopes = landscape.slopes(at: point)
            for variable in 0..<2 {
                guard let expected = Self.difference(landscape, point, variable) else { continue }
                compared += 1
                #expect(Self.isNear(slopes[variable], expected, 2e-7), "\(formula) at \(point), \(variable): \(slopes[variable]), \(expected)")
            }
        }
        #expect(compared >= 60)
    }

    // MARK: Against dual numbers, over random formulas

    struct Formulas {
        var state: UInt64
        mutating func below(_ bound: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % bound
        }
        mutating func number(_ depth: Int) -> String {
            if depth == 0 || below(6) == 0 {
                return ["x", "y", "a", "2", "0.5", "3", "1", "0", "pi"][Int(below(9))]
            }
            let inner = { (formulas: inout Formulas) in formulas.number(depth - 1) }
            switch below(18) {
            case 0, 1: return "(\(inner(&self)) + \(inner(&self)))"
            case 2, 3: return "(\(inner(&self)) - \(inner(&self)))"
            case 4, 5, 6: return "\(inner(&self)) * \(inner(&self))"
            case 7: return "(\(inner(&self))) / (\(inner(&self)))"
            case 8: return "(\(inner(&self)))^\(["2", "3", "0.5", "-1", "1", "0"][Int(below(6))])"
            case 9: return "(-\(inner(&self)))"
            case 10: return "sqrt(abs(\(inner(&self))) + 0.1)"
            case 11: return "exp(clamp(\(inner(&self)), -2, 2))"
            case 12: return "log(abs(\(inner(&self))) + 1)"
            case 13: return "\(["sin", "cos", "abs", "sign"][Int(below(4))])(\(inner(&self)))"
            case 14: return "\(["min", "max"][Int(below(2))])(\(inner(&self)), \(inner(&self)), \(inner(&self)))"
            case 15: return "where(\(inner(&self)) < \(inner(&self)), \(inner(&self)), \(inner(&self)))"
            case 16: return "(\(inner(&self))) / 4"
            default: return "(\(inner(&self)) + \(inner(&self))) mod 1.3"
            }
        }
    }

    @Test(arguments: 0..<8) func slopesAreThoseOfDualNumbers(seed: Int) throws {
        var formulas = Formulas(state: UInt64(seed) &* 977 &+ 5)
        var compared = 0
        for _ in 0..<60 {
            let landscape = try Self.landscape("landscape f(x, y, a = 1.3) = \(formulas.number(5)) + 0 * x * y * a")
            let formula = landscape.definition.formula
            let evaluator = ScalarEvaluator.self
            for point in Self.points(6, seed: UInt64(seed)) {
                let names = ["x": point[0], "y": point[1], "a": 1.3]
                // What is worked out is what the language's own evaluator says, to the bit.
                let value = try evaluator.init(names: names).value(formula)
                #expect(landscape.value(at: point).bitPattern == value.bitPattern || value.isNaN)
                let slopes = landscape.slopes(at: point)
                for (variable, name) in ["x", "y"].enumerated() {
                    var duals = names.mapValues { DualNumber(value: $0, slope: 0) }
                    duals[name]?.slope = 1
                    let expected = DualNumber.of(formula, duals)
                    guard expected.slope.isFinite, expected.value.isFinite, abs(expected.slope) < 1e9, slopes[variable].isFinite else { continue }
                    compared += 1
                    #expect(
                        Self.isNear(slopes[variable], expected.slope, 1e-7),
                        "\(formula.form) at \(point) along \(name): \(slopes[variable]), not \(expected.slope)")
                }
            }
        }
        #expect(compared > 400)
    }

    // MARK: Against formulas by hand

    @Test func shippedSlopesAreThoseOfTheBooks() throws {
        let library = RuleTexts("").library
        let hand: [String: ([Double]) -> [Double]] = [
            "bowl": { [$0[0], 10 * $0[1]] }, "noisy_bowl": { [$0[0], 10 * $0[1]] },
            "ravine": { [(101 * $0[0] - 99 * $0[1]) / 2, (101 * $0[1] - 99 * $0[0]) / 2] },
            "saddle": { [$0[0], $0[1] * $0[1] * $0[1] - $0[1]] },
            "rosenbrock": { [-2 * (1 - $0[0]) - 400 * $0[0] * ($0[1] - $0[0] * $0[0]), 200 * ($0[1] - $0[0] * $0[0])] },
            "beale": { point in
                let (x, y) = (point[0], point[1])
                let a = 1.5 - x + x * y, b = 2.25 - x + x * y * y, c = 2.625 - x + x * y * y * y
                return [
                    2 * a * (y - 1) + 2 * b * (y * y - 1) + 2 * c * (y * y * y - 1), 2 * a * x + 4 * b * x * y + 6 * c * x * y * y,
                ]
            },
            "himmelblau": { point in
                let (x, y) = (point[0], point[1])
                return [4 * x * (x * x + y - 11) + 2 * (x + y * y - 7), 2 * (x * x + y - 11) + 4 * y * (x + y * y - 7)]
            },
            "rastrigin": { $0.map { 2 * $0 + 20 * Double.pi * sin(2 * Double.pi * $0) } },
        ]
        #expect(library.landscapeNames == hand.keys.sorted())
        for (name, formula) in hand {
            let landscape = try #require(library.landscape(named: name))
            for point in Self.points(50, seed: 9, from: -3, to: 3) {
                for (slope, expected) in zip(landscape.slopes(at: point), formula(point)) {
                    #expect(Self.isNear(slope, expected, 1e-12), "\(name) at \(point): \(slope), \(expected)")
                }
            }
        }
    }

    @Test func whatIsCalledAMinimumIsOne() throws {
        let library = RuleTexts("").library
        for name in library.landscapeNames {
            let landscape = try #require(library.landscape(named: name))
            #expect(!landscape.minima.isEmpty && landscape.remarks.start != nil && landscape.remarks.region != nil)
            #expect(!landscape.remarks.documentation.prose.isEmpty && !landscape.remarks.documentation.source.isEmpty)
            let lowest = try #require(landscape.minima.map { landscape.value(at: $0) }.min())
            for minimum in landscape.minima {
                #expect(landscape.slopes(at: minimum).allSatisfy { abs($0) < 1e-9 }, "\(name) at \(minimum)")
                #expect(abs(landscape.value(at: minimum) - lowest) < 1e-12)
            }
            let region = try #require(landscape.remarks.region)
            for point in Self.points(2000, seed: 4, from: 0, to: 1) {
                let inside = zip(region, point).map { $0.lowerBound + ($0.upperBound - $0.lowerBound) * $1 }
                #expect(landscape.value(at: inside) >= lowest)
            }
        }
    }

    // MARK: Formulas, settings, errors

    @Test func gradientsAreWrittenAsPeopleWriteThem() throws {
        let library = RuleTexts("").library
        var text = ""
        for name in library.landscapeNames {
            let explanation = try #require(library.landscape(named: name)).explanation
            text += ([name, explanation.formula.text] + explanation.slopes.map(\.text) + [explanation.latex]).joined(separator: "\n") + "\n\n"
        }
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Snapshots/landscapes.txt")
        #expect(try RecordedText.difference(text, from: file) == nil)
    }

    @Test func settingsTakeThePlaceOfDefaults() throws {
        let library = RuleTexts("").library
        let steep = try #require(try library.landscape(named: "bowl", settings: RuleTexts.settings(["condition": 100])))
        #expect(steep.value(at: [1, 1]) == 50.5)
        #expect(steep.slopes(at: [1, 1]) == [1, 100])
        #expect(steep.displayName == "bowl condition 100")
        #expect(throws: RuleError.self) { try library.landscape(named: "bowl", settings: RuleTexts.settings(["stepness": 1])) }
        #expect(throws: RuleError.self) { try library.landscape(named: "bowl", settings: RuleTexts.settings(["condition": true])) }
    }

    @Test func manyVariablesAndNone() throws {
        let names = (0..<150).map { "v\($0)" }
        let long = try Self.landscape("landscape f(\(names.joined(separator: ", "))) = \(names.map { "\($0)^2" }.joined(separator: " + "))")
        let point = (0..<150).map { Double($0) }
        #expect(long.slopes(at: point) == point.map { 2 * $0 })
        let one = try Self.landscape("landscape f(x) = cos(x)")
        #expect(one.value(at: [0]) == 1)
    }

    @Test(arguments: [
        ("landscape f(a = 1) = a", "E0770"), ("landscape f(x, a = 1, y) = x * y * a", "E0771"), ("landscape f(x, y) = x", "E0772"),
        ("landscape f(x, y, a = 1) = x * y", "E0308"), ("landscape f(x) = x + z", "E0301"), ("landscape f(x) = tan(x)", "E0302"),
        ("landscape f(x, on = true) = x * on", "E0774"), ("landscape f(x, a = 1 / 0) = x * a", "E0774"),
        ("landscape f(x, pi) = x + pi", "E0775"), ("landscape f(x) = x + \"a\"", "E0776"), ("landscape f(x) = [x]", "E0776"),
        ("landscape f(x) = where(x, 1, 2)", "E0315"), ("landscape f(x) = x + (x > 1)", "E0314"), ("landscape f(x) = sin(x, x)", "E0313"),
        ("landscape f(x) = sin(a: x)", "E0331"), ("## Minimum: [1]\nlandscape f(x, y) = x * y", "E0777"),
        ("## Region: [1, 0]\nlandscape f(x) = x", "E0777"), ("## Noise: -1\nlandscape f(x) = x", "E0777"),
    ])
    func mistakesAreLocated(text: String, code: String) {
        let texts = RuleTexts(text)
        #expect(texts.errors.map(\.code) == [code], "\(texts.errors.map(\.title))")
        for error in texts.errors { #expect(error.primary.map { $0.span.end > $0.span.start } == true) }
        #expect(texts.library.landscape(named: "f") == nil)
    }

    @Test func allMistakesAreToldAtOnce() {
        #expect(RuleTexts("landscape f(x, y) = z + tan(x) + where(y, 1, 2)").errors.map(\.code) == ["E0301", "E0302", "E0315"])
    }

    @Test func tooLongIsAMessage() {
        let names = (0..<257).map { "v\($0)" }
        let text = "landscape f(\(names.joined(separator: ", "))) = \(names.joined(separator: " + "))"
        #expect(RuleTexts(text).errors.map(\.code) == ["E0773"])
    }
}

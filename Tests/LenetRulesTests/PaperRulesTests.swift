import Foundation
import LenetEngine
import LenetRules
import Testing

/// The dialect `paper` against the papers' equations as plain loops.
@Suite struct PaperRulesTests {
    /// One weight's rule: gradient and step number to the new weight; what it remembers is in the closure.
    struct Reference: Sendable, CustomTestStringConvertible {
        var rule: String
        var settings: [String: RuleSetting.Value] = [:]
        var make: @Sendable () -> (Double, Double, Int) -> Double
        var testDescription: String { "\(rule) \(settings.keys.sorted())" }
    }

    static let references: [Reference] = [
        Reference(rule: "sgd", settings: ["lr": 0.05]) { { w, g, _ in w - 0.05 * g } },
        Reference(rule: "sgd", settings: ["lr": 0.05, "momentum": 0.8]) {
            var v = 0.0
            return { w, g, _ in
                v = 0.8 * v - 0.05 * g
                return w + v
            }
        },
        Reference(rule: "sgd", settings: ["lr": 0.05, "momentum": 0.8, "nesterov": true]) {
            // Sutskever's form keeps the point before the look ahead; what is stored here is the point after it.
            var v = 0.0
            return { w, g, _ in
                let before = w - 0.8 * v
                v = 0.8 * v - 0.05 * g
                return before + v + 0.8 * v
            }
        },
        Reference(rule: "adagrad") {
            var sum = 0.0
            return { w, g, _ in
                sum += g * g
                return w - 0.01 * g / (sum + 1e-8).squareRoot()
            }
        },
        Reference(rule: "rmsprop") {
            var mean = 0.0
            return { w, g, _ in
                mean = 0.9 * mean + 0.1 * g * g
                return w - 0.001 * g / (mean + 1e-8).squareRoot()
            }
        },
        Reference(rule: "adadelta") {
            var squares = 0.0, steps = 0.0
            return { w, g, _ in
                squares = 0.95 * squares + 0.05 * g * g
                let step = -((steps + 1e-6).squareRoot() / (squares + 1e-6).squareRoot()) * g
                steps = 0.95 * steps + 0.05 * step * step
                return w + step
            }
        },
        Reference(rule: "adam") {
            var m = 0.0, v = 0.0
            return { w, g, t in
                m = 0.9 * m + 0.1 * g
                v = 0.999 * v + 0.001 * g * g
                return w - 0.001 * (m / (1 - pow(0.9, Double(t)))) / ((v / (1 - pow(0.999, Double(t)))).squareRoot() + 1e-8)
            }
        },
        Reference(rule: "adam", settings: ["amsgrad": true, "beta2": 0.8]) {
            var m = 0.0, v = 0.0, top = 0.0
            return { w, g, _ in
                m = 0.9 * m + 0.1 * g
                v = 0.8 * v + 0.2 * g * g
                top = max(top, v)
                return w - 0.001 * m / (top.squareRoot() + 1e-8)
            }
        },
        Reference(rule: "adamax") {
            var m = 0.0, u = 0.0
            return { w, g, t in
                m = 0.9 * m + 0.1 * g
                u = max(0.999 * u, abs(g))
                return u == 0 ? w : w - 0.002 / (1 - pow(0.9, Double(t))) * m / u
            }
        },
        Reference(rule: "nadam") {
            var m = 0.0, n = 0.0, product = 1.0
            return { w, g, t in
                func mu(_ t: Int) -> Double { 0.975 * (1 - 0.5 * pow(0.96, Double(t) / 250)) }
                product *= mu(t)
                m = mu(t) * m + (1 - mu(t)) * g
                n = 0.999 * n + 0.001 * g * g
                let ahead = mu(t + 1) * m / (1 - product * mu(t + 1)) + (1 - mu(t)) * g / (1 - product)
                return w - 0.002 * ahead / ((0.999 * n / (1 - pow(0.999, Double(t)))).squareRoot() + 1e-8)
            }
        },
        Reference(rule: "radam", settings: ["beta2": 0.9]) {
            var m = 0.0, v = 0.0
            return { w, g, t in
                let power = pow(0.9, Double(t)), longest = 2 / (1 - 0.9) - 1
                let length = longest - 2 * Double(t) * power / (1 - power)
                m = 0.9 * m + 0.1 * g
                v = 0.9 * v + 0.1 * g * g
                let step = m / (1 - power)
                guard length > 4 else { return w - 0.001 * step }
                guard v > 0 else { return w }
                let r = ((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length)).squareRoot()
                return w - 0.001 * r * step * ((1 - power) / v).squareRoot()
            }
        },
        Reference(rule: "rprop", settings: ["lr": 0.01]) {
            var size = 0.01, last = 0.0, moved = 0.0
            return { w, g, _ in
                if g * last > 0 {
                    size = min(size * 1.2, 50)
                } else if g * last < 0 {
                    size = max(size * 0.5, 1e-6)
                    last = 0
                    moved = -moved
                    return w + moved
                }
                moved = g > 0 ? -size : g < 0 ? size : 0
                last = g
                return w + moved
            }
        },
        Reference(rule: "ftrl", settings: ["l1": 0.02, "l2": 0.1]) {
            var n = 0.0, z = 0.0
            return { w, g, _ in
                let sigma = ((n + g * g).squareRoot() - n.squareRoot()) / 0.1
                z += g - sigma * w
                n += g * g
                return abs(z) <= 0.02 ? 0 : -(z - (z > 0 ? 0.02 : -0.02)) / ((1 + n.squareRoot()) / 0.1 + 0.1)
            }
        },
        Reference(rule: "schedule_free_adamw", settings: ["warmup": 5, "decay": 0.1, "lr": 0.01]) {
            var z: Double?, x = 0.0, v = 0.0, weights = 0.0
            return { y, g, t in
                var fast = z ?? y
                if z == nil { x = y }
                v = 0.999 * v + 0.001 * g * g
                let rate = 0.01 * (1 - pow(0.999, Double(t))).squareRoot() * min(1, Double(t) / 5)
                fast = fast - rate * g / (v.squareRoot() + 1e-8) - rate * 0.1 * y
                weights += rate * rate
                let c = rate * rate / weights
                x = (1 - c) * x + c * fast
                z = fast
                return 0.1 * fast + 0.9 * x
            }
        },
        Reference(rule: "lion") {
            var m = 0.0
            return { w, g, _ in
                let c = 0.9 * m + (1 - 0.9) * g
                m = 0.99 * m + (1 - 0.99) * g
                return w - 0.0001 * (c > 0 ? 1 : c < 0 ? -1 : 0)
            }
        },
    ]

    @Test(arguments: references) func followsThePaper(_ reference: Reference) throws {
        let library = RuleTexts("").library
        #expect(library.optimizer(named: reference.rule, dialect: .paper)?.note == nil)
        let rule = try library.use(RuleTexts.name(reference.rule), dialect: .paper, settings: RuleTexts.settings(reference.settings))
        let count = 40
        let runner = UpdateRunner<Double>(program: rule.program, hyperparameters: rule.hyperparameters, arrays: [[count]])
        var weights = (0..<count).map { Double($0) / 16 - 1 }
        var expected = weights
        let steps = (0..<count).map { _ in reference.make() }
        for t in 1...30 {
            // Signs change, sizes span seven powers of ten, some are 0.
            let gradients = (0..<count).map { i in
                (i + t) % 7 == 0 ? 0 : sin(Double(i * 31 + t * 17)) * pow(10, Double(i % 8) - 5)
            }
            runner.step(weights: &weights, gradients: gradients, rate: rule.learningRate)
            for i in 0..<count { expected[i] = steps[i](expected[i], gradients[i], t) }
            for i in 0..<count { #expect(abs(weights[i] - expected[i]) <= 1e-13, "step \(t), weight \(i)") }
        }
    }
}

import LenetEngine
import LenetRules
import LenetTestSupport
import Testing

struct GoldenClipping: Decodable, CustomTestStringConvertible {
    let dialect, `case`, clip: String
    let limit: Double
    let gradients, clipped: [[Double]]
    var testDescription: String { "\(dialect) \(`case`) \(clip) \(limit)" }
    struct File: Decodable {
        let shapes: [[Int]]
        let entries: [GoldenClipping]
    }
}

@Suite struct ClippingGoldenTests {
    @Test func clipsAsTheFrameworksDo() throws {
        let file = try Golden.read("clipping.json", as: GoldenClipping.File.self)
        var run = 0
        for entry in file.entries {
            let dialect = try #require(Dialect(rawValue: entry.dialect))
            let option = try #require(["value": "clip_value", "norm": "clip_norm", "global_norm": "clip_global"][entry.clip])
            let rule = try RuleTexts("").library.use(
                RuleTexts.name("sgd"), dialect: dialect, settings: RuleTexts.settings(["lr": 1, option: .number(entry.limit)]))
            let runner = UpdateRunner<Double>(rule: rule, arrays: file.shapes)
            let gradients = Array(entry.gradients.joined())
            // From weights 0 at rate 1 one step is the clipped gradient, its sign turned.
            var weights = Array(repeating: 0.0, count: gradients.count)
            runner.step(weights: &weights, gradients: gradients, rate: 1)
            for (weight, expected) in zip(weights, entry.clipped.joined()) {
                #expect(abs(-weight - expected) <= 1e-15 * max(1, abs(expected)), "\(entry.testDescription)")
            }
            run += 1
        }
        #expect(run > 0)
    }
}
